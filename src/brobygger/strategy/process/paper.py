"""A published version as an accessible PDF."""

from pathlib import Path

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from brobygger.core import documents
from brobygger.strategy.models import StrategyVersion, VersionTheme
from brobygger.strategy.queries.process_versions import themes_of

FOLDER = Path(__file__).parent


def pdf(version: StrategyVersion, *, owners: bool = True) -> bytes:
    """The version's sentences and goals, in the reader's language; owners by name where `owners` says so."""
    words = {"n": version.number, "day": date_format(version.published_at, "DATE_FORMAT")}
    return documents.pdf(
        "strategy",
        {
            "title": f"{version.process.name} {version.process.period}",
            "language": get_language() or "da",
            "library": version.workspace.name,
            "published": _("Version %(n)d, %(day)s") % words,
            "themes": [_theme(theme, owners) for theme in themes_of(version)],
        },
        folder=FOLDER,
    )


def _theme(theme: VersionTheme, owners: bool) -> dict[str, object]:
    facts = [theme.owner.name] if owners and theme.owner else []
    if theme.due_on:
        facts.append(_("by %(day)s") % {"day": date_format(theme.due_on, "DATE_FORMAT")})
    return {
        "title": theme.title,
        "sentences": [sentence.text for sentence in theme.sentences.all()],
        "goal_label": _("Goal"),
        "goal": theme.goal_name,
        "facts": ", ".join(facts),
    }
