"""Two records that may be one: how alike they are, where they are found, and how they become one.

`likeness` compares names and places (the import asks it too) · `candidates` finds the few pairs worth comparing ·
`scan` looks through a workspace and keeps the pairs · `reading` says what a page shows of them · `edges` knows which
rows say the same twice · `merging` moves what hangs on one record to another · `moved` follows old addresses.
"""
