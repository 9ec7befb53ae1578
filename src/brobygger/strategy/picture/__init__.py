"""The strategy at a glance: what lies in the four rooms, how strong each is, and where a partner is missing.

`reading` asks the database, `layout` finds places in the four overlapping circles, `drawing` writes them as SVG, and
`paper` makes the leader's one page.
"""
