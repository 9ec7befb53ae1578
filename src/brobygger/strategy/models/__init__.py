"""Rooms and purposes, focus areas and goals, offers, what serves what, what we miss; how the strategy comes about."""

from brobygger.strategy.models.condensing import Sentence, SentenceSource, SetAside, StrategyTheme
from brobygger.strategy.models.goals import FocusArea, Goal, GoalAgeGroup, Measurement
from brobygger.strategy.models.house import (
    HoursUsed,
    Keeper,
    ReadinessAnswer,
    ReadinessCheck,
    Responsibility,
    TimeSet,
)
from brobygger.strategy.models.lenses import OrganisationTeam, Reach, ReachOf
from brobygger.strategy.models.offers import Offer, Serves, Strength
from brobygger.strategy.models.process import Day, MainPoint, Process, ProcessStage, Response
from brobygger.strategy.models.resources import Direction, Need, Resource, ResourceKind, SectorResource
from brobygger.strategy.models.rooms import PURPOSES_OF, Placing, Purpose, Room
from brobygger.strategy.models.versions import (
    StrategyVersion,
    VersionSentence,
    VersionSource,
    VersionTheme,
)
from brobygger.strategy.models.wishes import Wish, WishValue

__all__ = [
    "PURPOSES_OF",
    "Day",
    "Direction",
    "FocusArea",
    "Goal",
    "GoalAgeGroup",
    "HoursUsed",
    "Keeper",
    "MainPoint",
    "Measurement",
    "Need",
    "Offer",
    "OrganisationTeam",
    "Placing",
    "Process",
    "ProcessStage",
    "Purpose",
    "Reach",
    "ReachOf",
    "ReadinessAnswer",
    "ReadinessCheck",
    "Resource",
    "ResourceKind",
    "Response",
    "Responsibility",
    "Room",
    "SectorResource",
    "Sentence",
    "SentenceSource",
    "Serves",
    "SetAside",
    "StrategyTheme",
    "StrategyVersion",
    "Strength",
    "TimeSet",
    "VersionSentence",
    "VersionSource",
    "VersionTheme",
    "Wish",
    "WishValue",
]
