"""`brobygger bench`: how fast the product is on this machine, each figure beside its floor from the same run.

`run` makes a scratch database (`databases`), fills it (`generate`), starts the production server (`server`) and asks
it (`pages`, `imports`). The floors that need a page are in `floors`, served by the same server through `settings` and
`urls`. Nothing of the user's own data folder is touched.
"""
