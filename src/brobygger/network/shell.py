"""What the network gives the shell: items of the navigation, pages of its records, what they are called, journals."""

from datetime import timedelta
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from brobygger.accounts.models import Colleague, Role
from brobygger.core import navigation, pages, timed
from brobygger.network import models
from brobygger.network.duplicates import moved
from brobygger.network.operations import board
from brobygger.records import journal, notices
from brobygger.records.webhooks import events

ITEMS = (
    ("organisations", _("Organisations"), "building"),
    ("people", _("People"), "contact-card"),
    ("colleagues", _("Colleagues"), "groups"),
    ("activities", _("Activities"), "calendar"),
    ("contacts", _("Contacts"), "chat"),
    ("follow_ups", _("Follow-ups"), "checklist"),
)
PAGES: tuple[tuple[type[Model], str, Any], ...] = (
    (models.Organisation, "network:organisation", _("Organisation")),
    (models.Person, "network:person", _("Person")),
    (models.Contact, "network:contact", _("Contact")),
    (models.Activity, "network:activity", _("Activity")),
    (Colleague, "network:colleague", _("Colleague")),
    (models.BoardCard, "network:card", _("Business card")),
)
NOUNS: tuple[tuple[type[Model], Any], ...] = (
    (models.FollowUp, _("Follow-up")),
    (models.Affiliation, _("Affiliation")),
    (models.Tie, _("Who knows whom")),
    (models.Formality, _("Formality")),
    (models.FormerName, _("Former name")),
    (models.OrganisationTie, _("Tie between organisations")),
    (models.OrganisationType, _("Type")),
    (models.OrganisationTypeLink, _("Type of an organisation")),
    (models.Theme, _("Theme")),
    (models.OrganisationTheme, _("Theme of an organisation")),
    (models.AgeGroup, _("Age group")),
    (models.OrganisationAgeGroup, _("Age group of an organisation")),
    (models.ContactPerson, _("Person at a contact")),
    (models.ContactColleague, _("Colleague at a contact")),
    (models.ActivityOrganisation, _("Organisation in an activity")),
    (models.ActivityColleague, _("Colleague in an activity")),
)

# What webhooks can tell: noun in events, what it is called, its name in the API, rows that are part of it.
TOLD: tuple[tuple[type[Model], str, Any, str, tuple[type[Model], ...]], ...] = (
    (
        models.Organisation,
        "organisation",
        _("Organisations"),
        "organisations",
        (
            models.FormerName,
            models.OrganisationTypeLink,
            models.OrganisationTheme,
            models.OrganisationAgeGroup,
        ),
    ),
    (models.Person, "person", _("People"), "people", ()),
    (models.Affiliation, "affiliation", _("Who is where, as what"), "affiliations", ()),
    (models.Tie, "tie", _("Who knows whom"), "ties", ()),
    (models.OrganisationTie, "organisation_tie", _("Ties between organisations"), "organisation-ties", ()),
    (
        models.Contact,
        "contact",
        _("Contacts"),
        "contacts",
        (models.ContactPerson, models.ContactColleague),
    ),
    (models.FollowUp, "follow_up", _("Follow-ups"), "follow-ups", ()),
    (
        models.Activity,
        "activity",
        _("Activities"),
        "activities",
        (models.ActivityOrganisation, models.ActivityColleague),
    ),
    (models.Formality, "formality", _("Formality"), "formality", ()),
)


def may_import(request: HttpRequest) -> bool:
    """Import is the coordinators' and leaders' work."""
    colleague = getattr(request, "colleague", None)
    return colleague is not None and colleague.has_role(Role.COORDINATOR)


def _survivor(workspace_id: int, label: str, pk: int) -> int | None:
    return moved.survivor_id(workspace_id, apps.get_model(label), pk)


def register() -> None:
    """Called once at start-up."""
    for order, (key, label, icon) in enumerate(ITEMS, start=1):
        item = navigation.Item(
            key, label, icon, f"network:{key}", group="network", order=10 * order,
            also=("network:programme",) if key == "activities" else (),
        )  # fmt: skip
        navigation.register(item)
    navigation.register(
        navigation.Item("board", _("Board"), "bookmarks", "network:board", group="network", order=15)
    )
    timed.register("network.card_pictures", board.destroy_pictures_taken_off, every=timedelta(days=1))
    navigation.register(
        navigation.Item(
            "import",
            pgettext_lazy("menu item", "Import"),
            "upload",
            "network:imports",
            group="bottom",
            order=10,
            allowed=may_import,
        )
    )
    navigation.register(
        navigation.Item(
            "words",
            _("Types, themes and age groups"),
            "bookmarks",
            "network:lists",
            group="settings",
            order=10,
            text=_("They belong to your workspace and can be changed."),
        )
    )
    notices.register("import.done", lambda v: str(_("%(file)s is imported.") % v))
    notices.register("import.failed", lambda v: str(_("%(file)s was not imported. Nothing was written.") % v))
    for model, url_name, noun in PAGES:
        pages.register(model, url_name, noun)
    for named, called in NOUNS:
        pages.name(named, called)
    for merged in (models.Organisation, models.Person):
        journal.register(merged)
        pages.register_survivor(merged, _survivor)
    for model, noun, title, api, parts in TOLD:
        owner = f"{model._meta.model_name}_id"
        events.offer(model, noun, title, api=api, parts=[(part, owner) for part in parts])
