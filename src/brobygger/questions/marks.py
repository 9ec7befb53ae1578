"""What a form promised when it was drawn, carried with it: whoever sends it agrees to that and to nothing else."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from brobygger.questions.models import Round

FIELD = "promise"


class PromiseChanged(ValidationError):
    """The round promises something else than the form told whoever wrote."""


def promise(round: Round) -> str:
    """What the round promises about names, about who sees the answers and when; for a hidden field called `FIELD`."""
    return f"{round.names}|{round.reveal}|{round.audience}"


def still_promised(round: Round, promised: str | None) -> None:
    """PromiseChanged where the form promised something else; None where no form told anything."""
    if promised is not None and promised != promise(round):
        raise changed()


def changed() -> PromiseChanged:
    """What is said to whoever wrote."""
    return PromiseChanged(
        _(
            "What the form promises was changed after you opened it. Nothing is sent: read it again, then send."
        ),
        code="promise",
    )
