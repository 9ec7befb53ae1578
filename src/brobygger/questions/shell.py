"""What questions give the shell: their place in the menu, names of their records, timed work, how long names are kept."""

from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from brobygger.accounts.models import Role, Workspace
from brobygger.core import navigation, pages, timed
from brobygger.questions import archives, models
from brobygger.questions.models import Invitee, Round, Sheet
from brobygger.questions.operations import sending
from brobygger.records import rules
from brobygger.records.personal import retention

MONTHS = 24


def register() -> None:
    """Called once at start-up."""
    navigation.register(
        navigation.Item(
            "questions", _("Questions"), "help", "questions:rounds", group="direction", order=90,
            text=_("Ask colleagues and partners, and see what they answer."),
        )
    )  # fmt: skip
    pages.register(models.Round, "questions:round", _("Round of questions"))
    pages.register(models.QuestionSet, "questions:set", _("Set of questions"))
    for model, noun in (
        (models.SetVersion, _("Version of a set")),
        (models.ItemIdentity, _("Question through the versions")),
        (models.Item, _("Question")),
        (models.Invitee, _("Who is asked")),
        (models.SheetLink, _("Link to answer by")),
        (models.Sheet, _("Answer sheet")),
        (models.Answer, _("Answer")),
    ):
        pages.name(model, noun)
    timed.register("questions.reminders", sending.remind_due, every=timedelta(hours=1))
    retention.register(
        retention.Rule(
            key="rounds", label=_("Who was asked in rounds of questions"), months=MONTHS, model=Round, due=_closed,
            text=_("Counted from the end of the round. The answers stay, without names."), let_go=unname,
        )
    )  # fmt: skip
    archives.register()
    # Who was asked and has answered is told on the round's page, by its rule.
    rules.guard(Role.COORDINATOR, "questions.invitee", "questions.sheet", "questions.sheetlink")


def _closed(workspace: Workspace, before: date) -> Any:
    over = Round.objects.of(workspace).filter(invitees__isnull=False)
    by_hand, by_time = over.filter(closed_at__date__lt=before), over.filter(closes_at__date__lt=before)
    return Round.objects.filter(pk__in=by_hand.values("pk")) | Round.objects.filter(
        pk__in=by_time.values("pk")
    )


def unname(round: Any) -> None:
    """Take the names off: the answers stay, counted, and lead to nobody."""
    Sheet.objects.filter(round=round).update(invitee=None, typed_by=None)
    Invitee.objects.filter(round=round).delete()
