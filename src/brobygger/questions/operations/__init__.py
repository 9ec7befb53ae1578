"""The verbs of questions, by noun."""
