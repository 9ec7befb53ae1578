"""What duplicates give the shell: the notice that a scan is done, and the scan of every night."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from brobygger.core import pages, timed
from brobygger.network import tasks
from brobygger.network.models import Merged, NotTheSame
from brobygger.records import notices


def _done(values: dict[str, Any]) -> str:
    n = values["found"]
    return ngettext(
        "We have looked for duplicates: %(n)d pair may be one and the same.",
        "We have looked for duplicates: %(n)d pairs may be one and the same.",
        n,
    ) % {"n": n}


def register() -> None:
    """Called once at start-up."""
    pages.name(Merged, _("Merged record"))
    pages.name(NotTheSame, _("Not the same"))
    notices.register("duplicates.done", _done)
    timed.register("network.duplicates", tasks.look_for_duplicates, every=timedelta(days=1))
