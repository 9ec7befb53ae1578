"""How many requests a minute. Counted in each server process by itself: reading must not write to the database."""

import time

from django.conf import settings
from django.core.cache import caches
from django.utils.translation import gettext as _

from brobygger.core.api.problems import Refused

WINDOW = 60


def step(sender: str) -> None:
    """Count one request of `sender`. Refused (429) past the limit, with when to come again."""
    now = time.time()
    minute, gone = divmod(int(now), WINDOW)
    memory = caches["memory"]
    key = f"pace:{sender}:{minute}"
    memory.add(key, 0, WINDOW * 2)
    if memory.incr(key) > settings.BROBYGGER_API_PER_MINUTE:
        said = _("At most %(number)d requests a minute.") % {"number": settings.BROBYGGER_API_PER_MINUTE}
        raise Refused(429, "too_many", said, headers={"Retry-After": str(WINDOW - gone)})
