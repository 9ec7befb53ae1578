"""The lists of the strategy, declared: columns, order, tabs and what can be done to chosen rows."""

from brobygger.strategy.tables.directions import FOCUS_AREAS, GOALS
from brobygger.strategy.tables.offers import OFFERS, WISHES

__all__ = ["FOCUS_AREAS", "GOALS", "OFFERS", "WISHES"]
