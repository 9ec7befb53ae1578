"""Who ties to whom: colleagues, people and organisations as one network, read from the records."""
