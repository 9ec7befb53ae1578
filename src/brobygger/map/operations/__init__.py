"""What is written from the map: where organisations belong, campaigns, embedded maps."""
