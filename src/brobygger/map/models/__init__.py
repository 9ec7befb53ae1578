"""Mapping campaigns; maps shown elsewhere; communities found in the data."""

from brobygger.map.models.campaigns import Answer, Asked, AskedLink, AskedTeam, Campaign, Proposal, Question
from brobygger.map.models.communities import (
    Bridge,
    Community,
    CommunityMember,
    Loss,
    NetworkReading,
    Position,
    SinglePoint,
)
from brobygger.map.models.embeds import MapEmbed

__all__ = [
    "Answer",
    "Asked",
    "AskedLink",
    "AskedTeam",
    "Bridge",
    "Campaign",
    "Community",
    "CommunityMember",
    "Loss",
    "MapEmbed",
    "NetworkReading",
    "Position",
    "Proposal",
    "Question",
    "SinglePoint",
]
