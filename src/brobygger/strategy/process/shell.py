"""What processes give the shell: their place in the navigation, pages of their records, what they are called, notices."""

from typing import Any

from django.db.models import Model, Q
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.models import Role, Workspace
from brobygger.core import navigation, pages
from brobygger.questions import archives
from brobygger.records import notices, rules
from brobygger.records.archive import withheld
from brobygger.strategy import models

PAGES: tuple[tuple[type[Model], str, Any], ...] = (
    (models.Process, "strategy:process", _("Strategy process")),
    (models.Day, "strategy:day", _("Question of the day")),
    (models.StrategyVersion, "strategy:version", _("Version of the strategy")),
)
NOUNS: tuple[tuple[type[Model], Any], ...] = (
    (models.ProcessStage, _("Stage of a process")),
    (models.MainPoint, _("Main point")),
    (models.Response, _("Comment on an answer")),
    (models.StrategyTheme, _("Theme of the strategy")),
    (models.Sentence, _("Sentence of the strategy")),
    (models.SentenceSource, _("What a sentence comes from")),
    (models.SetAside, _("Statement that is not used")),
    (models.VersionTheme, _("Published theme")),
    (models.VersionSentence, _("Published sentence")),
    (models.VersionSource, _("What a published sentence comes from")),
)


def register() -> None:
    """Called once at start-up."""
    navigation.register(
        navigation.Item(
            "strategy.processes",
            _("Strategy process"),
            "forum",
            "strategy:processes",
            group="direction",
            order=70,
            under="strategy",
        )
    )
    for model, url_name, noun in PAGES:
        pages.register(model, url_name, noun)
    for named, called in NOUNS:
        pages.name(named, called)
    # What somebody said of an answer is for those who work here.
    rules.guard(Role.STAFF, models.Response._meta.label_lower)
    notices.register("strategy.concluded", _concluded)
    withheld.write_as("strategy.response", "team_id", _untold_teams, None)


def _untold_teams(workspace: Workspace) -> Q:
    return archives.untold_teams(workspace, "answer__sheet__")


def _concluded(values: dict[str, Any]) -> str:
    return str(_("Your words became part of %(theme)s. The goal is: %(goal)s") % values)
