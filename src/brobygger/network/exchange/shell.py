"""What exchange gives the shell: the programme's settings, its notices, its timed reading, what its rows are called."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from brobygger.accounts.models import Role
from brobygger.core import navigation, pages, timed
from brobygger.network import models, tasks
from brobygger.network.exchange.programme_feed import REFUSALS
from brobygger.network.shell import may_import
from brobygger.records import notices, rules


def register() -> None:
    """Called once at start-up."""
    navigation.register(
        navigation.Item(
            "programme",
            _("Programme of events"),
            "calendar",
            "network:programme_settings",
            group="settings",
            order=40,
            text=_("Read from the library's website. The partners it names wait in a tray."),
            allowed=may_import,
        )
    )
    notices.register("programme.read", lambda v: _read(int(v["names"]), int(v["events"])))
    notices.register(
        "programme.failed",
        lambda v: str(_("The programme of events was not read.")) + " " + str(REFUSALS[v["code"]]),
    )
    timed.register("network.programme", tasks.queue_programmes, every=timedelta(hours=6))
    pages.name(models.CalendarAddress, _("Calendar's address"))
    pages.name(models.EventFeed, _("Programme of events"))
    rules.guard(Role.COORDINATOR, models.EventFeed._meta.label_lower)  # its address may carry a key
    pages.name(models.ProgrammeEvent, _("Event of the programme"))
    pages.name(models.PartnerName, _("Partner in the programme"))
    pages.name(models.EventPartner, _("Partner at an event"))


def _read(names: int, events: int) -> str:
    said = str(_("The programme of events is read."))
    if not names and not events:
        return said + " " + str(_("Nothing in it is new."))
    new = ngettext("%(n)d new event", "%(n)d new events", events) % {"n": events}
    return f"{said} " + ngettext("%(new)s, %(n)d new partner.", "%(new)s, %(n)d new partners.", names) % {
        "new": new, "n": names,
    }  # fmt: skip
