"""The console command: the same operations as the pages, for people at a terminal and for scripts."""
