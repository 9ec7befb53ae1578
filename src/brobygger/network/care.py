"""What looking after the network gives the shell: its place in the menu, its notices, the weekly mail's timed work."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.models import Role
from brobygger.core import navigation, pages, timed
from brobygger.network import models, tasks
from brobygger.records import notices

NOUNS = (
    (models.HandoverLine, _("Line of a handover")),
    (models.Snooze, _("Put aside")),
    (models.ApproachNote, _("Word on who approaches")),
    (models.CareInterval, _("Interval before a relation is cold")),
    (models.DigestSent, _("Weekly mail")),
    (models.DigestPause, _("No weekly mail")),
)


def register() -> None:
    """Called once at start-up."""
    navigation.register(
        navigation.Item(
            "care", _("Look after"), "eye", "network:care", group="network", order=70,
            also=("network:handovers", "network:duplicates"),
        )
    )  # fmt: skip
    navigation.register(
        navigation.Item(
            "intervals", _("When is a relation going cold?"), "hourglass", "network:intervals", group="settings",
            order=30, text=_("Days without a contact that each level bears."), allowed=_coordinates,
        )
    )  # fmt: skip
    pages.register(models.Handover, "network:handover", _("Handover"))
    for model, noun in NOUNS:
        pages.name(model, noun)
    for kind, sentence in SENTENCES.items():
        notices.register(kind, sentence)
    timed.register("network.digest", tasks.queue_digests, every=timedelta(days=1))


def _coordinates(request: HttpRequest) -> bool:
    colleague = getattr(request, "colleague", None)
    return colleague is not None and colleague.has_role(Role.COORDINATOR)


def _introduce(values: dict[str, Any]) -> str:
    said = ngettext(
        "%(name)s asks you to introduce a colleague to %(organisation)s.",
        "%(name)s asks you to introduce a colleague to %(organisation)s and others, %(n)s in all.",
        values["n"],
    )
    return said % values


def _approach(values: dict[str, Any]) -> str:
    said = gettext("You and %(others)s approach %(organisation)s, each on your own.")
    return said % {"others": ", ".join(values["others"]), "organisation": values["organisation"]}


def _waiting(values: dict[str, Any]) -> str:
    said = ngettext(
        "%(n)s relation of %(name)s waits for you to take it over.",
        "%(n)s relations of %(name)s wait for you to take them over.",
        values["n"],
    )
    return said % values


SENTENCES: dict[str, notices.Sentence] = {
    "network.ask": lambda v: gettext("%(name)s asks you: %(text)s") % v,
    "network.introduce": _introduce,
    "network.approach": _approach,
    "network.agreed": lambda v: gettext("It is agreed that %(leader)s leads towards %(organisation)s.") % v,
    "handover.started": lambda v: gettext("%(name)s has begun a handover of what you hold.") % v,
    "handover.waiting": _waiting,
    "handover.declined": lambda v: gettext("%(name)s will not take over %(what)s: %(reason)s") % v,
    "handover.closed": lambda v: gettext("The handover from %(name)s is closed: every line is settled.") % v,
}
