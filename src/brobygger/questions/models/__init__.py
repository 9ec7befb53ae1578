"""Sets of questions with their versions, rounds that ask one, who is asked, and what they answer."""

from brobygger.questions.models.rounds import Invitee, Round, RoundQuerySet, SheetLink
from brobygger.questions.models.sets import Item, ItemIdentity, QuestionSet, SetVersion
from brobygger.questions.models.sheets import Answer, Sheet, random_id

__all__ = [
    "Answer", "Invitee", "Item", "ItemIdentity", "QuestionSet", "Round", "RoundQuerySet", "SetVersion", "Sheet",
    "SheetLink", "random_id",
]  # fmt: skip
