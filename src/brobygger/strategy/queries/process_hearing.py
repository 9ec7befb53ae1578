"""What partners are asked, and who has answered."""

from brobygger.accounts.models import User
from brobygger.questions.models import Answer, Invitee, Round
from brobygger.strategy.models import StrategyVersion


def hearing_of(version: StrategyVersion) -> Round | None:
    """The round in which partners are asked about this version."""
    return Round.objects.about(version).order_by("-id").first()


def asked(round: Round) -> list[Invitee]:
    """Who is asked, by organisation."""
    return list(round.invitees.order_by("party", "name", "pk"))


def written(round: Round, user: User) -> list[Answer]:
    """What partners wrote, as far as it is opened, sentence by sentence."""
    answers = (
        Answer.objects.visible_to(user).filter(sheet__round=round, sheet__state="submitted").exclude(text="")
    )
    return list(answers.select_related("item", "sheet__invitee__colleague").order_by("item__position", "pk"))
