"""The forms of the map."""
