"""The forms of the network's pages."""
