"""Question sets, rounds, answer sheets, and who may see which answers when. Knows nothing of what is asked about."""
