"""The records' own pages, by noun."""
