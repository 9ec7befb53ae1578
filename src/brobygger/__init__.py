"""Brobygger: the workspace where libraries see, choose, run and evaluate their partnerships."""

__version__ = "0.1.0"
