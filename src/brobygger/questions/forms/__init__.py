"""Forms of questions."""
