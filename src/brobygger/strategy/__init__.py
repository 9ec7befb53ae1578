"""What the library has chosen to push: rooms, goals, focus areas, offers, and who serves them."""
