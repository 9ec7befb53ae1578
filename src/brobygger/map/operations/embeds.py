"""Maps shown outside: shared by link, changed, withdrawn. Which sites may frame them is checked here."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.accounts.models import Member
from brobygger.core import history
from brobygger.core.operations import operation
from brobygger.map import lenses
from brobygger.map.models import MapEmbed
from brobygger.map.reading import CIRCLE

# Filters that outsiders may be shown a result of: what an organisation is, never who knows it.
FILTERS = ("sector", "type", "theme", "age", "town", "municipality")
MOST_ORIGINS = 20
HOST = re.compile(r"(?=.{1,253}\Z)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")


@operation("map.embed.create")
def create(
    *,
    title: str,
    lens: str,
    levels: Sequence[str],
    language: str,
    origins: Iterable[str],
    filters: Mapping[str, Sequence[str]] | None = None,
    expires_on: date | None = None,
    by: Member,
) -> MapEmbed:
    """Share a map by a new link. ValidationError where a site, a lens or a day will not do."""
    told = _checked(title, lens, levels, language, origins, expires_on)
    kept = {name: list(values) for name, values in (filters or {}).items() if name in FILTERS}
    made = MapEmbed(workspace=by.workspace, filters=kept, made_by_id=by.actor_id, **told)
    return history.create(made, by=by)


@operation("map.embed.change")
def change(
    *,
    embed: MapEmbed,
    title: str,
    lens: str,
    levels: Sequence[str],
    language: str,
    origins: Iterable[str],
    expires_on: date | None = None,
    by: Member,
) -> None:
    """Change what the link shows and where; its address stays. One that is withdrawn stays withdrawn."""
    if embed.withdrawn_at:
        raise ValidationError(_("This map is withdrawn. Share a new one."))
    history.change(embed, by=by, **_checked(title, lens, levels, language, origins, expires_on))


@operation("map.embed.withdraw")
def withdraw(*, embed: MapEmbed, by: Member) -> None:
    """The link opens no more, at once and for good."""
    if embed.withdrawn_at is None:
        history.change(embed, by=by, withdrawn_at=timezone.now())


def _checked(
    title: str,
    lens: str,
    levels: Sequence[str],
    language: str,
    origins: Iterable[str],
    expires_on: date | None,
) -> dict[str, Any]:
    wrong: dict[str, str] = {}
    found = lenses.get(lens)
    if found is None:
        wrong["lens"] = _("There is no such lens.")
    elif not found.public:
        wrong["lens"] = _(
            "Communities are named after organisations and cannot be shown outside. Choose another lens."
        )
    kept = [level for level in CIRCLE if level in levels]
    if not kept or set(levels) - set(CIRCLE):
        wrong["levels"] = _("Choose at least one level.")
    if expires_on and expires_on < timezone.localdate():
        wrong["expires_on"] = _("Choose a day that has not passed.")
    if wrong:
        raise ValidationError(wrong)
    return {
        "title": title.strip(),
        "lens": lens,
        "levels": kept,
        "language": language,
        "origins": checked_origins(origins),
        "expires_on": expires_on,
    }


def checked_origins(texts: Iterable[str]) -> list[str]:
    """Sites as a security policy names them, each once. ValidationError, on `origins`, names the first that is none."""
    found: dict[str, None] = {}
    for text in texts:
        if text := text.strip():
            found[_origin(text)] = None
    if len(found) > MOST_ORIGINS:
        raise _refused(_("List at most %(n)s sites.") % {"n": MOST_ORIGINS})
    return list(found)


def _origin(text: str) -> str:
    """Scheme and host of an address on that site; wildcards, other schemes and bare words are refused."""
    shown = text[:100]
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise _refused(_("“%(site)s” is not the address of a site.") % {"site": shown}) from None
    if parts.scheme != "https":
        raise _refused(_("“%(site)s” must begin with https://.") % {"site": shown})
    try:
        host = (parts.hostname or "").encode("idna").decode()
    except UnicodeError:
        host = ""
    if parts.username or parts.password or not HOST.fullmatch(host):
        raise _refused(_("“%(site)s” is not the address of a site.") % {"site": shown})
    if parts.path not in ("", "/") or parts.query or parts.fragment:
        raise _refused(
            _("“%(site)s” is a page. Write the site alone, for instance https://www.eksempel.dk.")
            % {"site": shown}
        )
    return f"https://{host}" + (f":{port}" if port and port != 443 else "")


def _refused(text: str) -> ValidationError:
    return ValidationError({"origins": text})
