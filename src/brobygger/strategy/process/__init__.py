"""What a process gives beyond its pages: its document, and what it tells the shell."""
