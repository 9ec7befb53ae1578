"""Rooms and purposes, focus areas and goals, offers, what serves what, and what we miss."""

from brobygger.strategy.models.goals import FocusArea, Goal, GoalAgeGroup, Measurement
from brobygger.strategy.models.lenses import OrganisationTeam, Reach, ReachOf
from brobygger.strategy.models.offers import Offer, Serves, Strength
from brobygger.strategy.models.resources import Direction, Need, Resource, ResourceKind, SectorResource
from brobygger.strategy.models.rooms import PURPOSES_OF, Placing, Purpose, Room
from brobygger.strategy.models.wishes import Wish, WishValue

__all__ = [
    "PURPOSES_OF",
    "Direction",
    "FocusArea",
    "Goal",
    "GoalAgeGroup",
    "Measurement",
    "Need",
    "Offer",
    "OrganisationTeam",
    "Placing",
    "Purpose",
    "Reach",
    "ReachOf",
    "Resource",
    "ResourceKind",
    "Room",
    "SectorResource",
    "Serves",
    "Strength",
    "Wish",
    "WishValue",
]
