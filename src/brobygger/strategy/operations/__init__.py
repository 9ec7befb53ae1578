"""The verbs of the strategy, by noun."""
