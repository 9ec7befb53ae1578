"""Mapping campaigns; maps shown elsewhere; communities found in the data."""

from brobygger.map.models.campaigns import Answer, Asked, AskedTeam, Campaign, Proposal, Question

__all__ = ["Answer", "Asked", "AskedTeam", "Campaign", "Proposal", "Question"]
