"""Organisations and the words by which they are sorted."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from stdnum.dk import cvr as cvr_number
from stdnum.exceptions import ValidationError as NotValid

from brobygger.accounts.models import WorkspaceModel
from brobygger.core.fields import Line, SortKey, Text
from brobygger.core.personal import declare
from brobygger.core.text import fold, sort_key
from brobygger.places.models import Municipality


class Level(models.TextChoices):
    """How formal a relation is, from outside the circle to its middle; the order is the order of formality."""

    WISHED = "wished", _("Wished for")
    NETWORK = "network", _("Network")
    COOPERATION = "cooperation", _("Cooperation")
    PARTNERSHIP = "partnership", _("Partnership")

    @property
    def rank(self) -> int:
        return list(Level).index(self)


class Sector(models.TextChoices):
    """Society's three sectors."""

    PUBLIC = "public", _("Public")
    PRIVATE = "private", _("Private")
    CIVIL = "civil", _("Civil society")


class Named(WorkspaceModel):
    """A word of the workspace's own list."""

    name = Line(_("Name"), max_length=80)
    sort_key = SortKey()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    def prepare(self) -> None:
        self.sort_key = sort_key(self.name)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.prepare()
        super().save(*args, **kwargs)


class OrganisationType(Named):
    """School, association, museum, …: the workspace's own list."""

    class Meta:
        constraints = [models.UniqueConstraint("workspace", Lower("name"), name="organisation_type_once")]


class Theme(Named):
    """What a relation is about: homework cafés, local history, …: the workspace's own list."""

    class Meta:
        constraints = [models.UniqueConstraint("workspace", Lower("name"), name="theme_once")]


class AgeGroup(WorkspaceModel):
    """An age group of users; six are there from the start, and they can be edited."""

    name = Line(_("Name"), max_length=40)
    from_age = models.PositiveSmallIntegerField(_("From age"))
    to_age = models.PositiveSmallIntegerField(_("To age"), null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint("workspace", Lower("name"), name="age_group_once")]

    def __str__(self) -> str:
        return self.name


for listed in (OrganisationType, Theme):
    declare(listed, not_personal=("id", "workspace", "created_at", "name", "sort_key"))
declare(AgeGroup, not_personal=("id", "workspace", "created_at", "name", "from_age", "to_age"))


def check_cvr(value: str) -> None:
    """ValidationError unless `value` is a CVR number (eight digits, modulus 11)."""
    try:
        cvr_number.validate(value)
    except NotValid as wrong:
        raise ValidationError(_("This is not a CVR number. It has eight digits."), code="bad_cvr") from wrong


class Organisation(WorkspaceModel):
    """Somebody outside the house that the library knows, works with or wishes for.

    `level` and `last_contact_on` are derived columns (see `network.derived`).
    """

    name = Line(_("Name"))
    sort_key = SortKey()
    match_key = models.CharField(max_length=200, editable=False, default="")
    sector = models.CharField(_("Sector"), max_length=8, choices=Sector, blank=True)
    cvr = models.CharField(_("CVR number"), max_length=8, blank=True, validators=[check_cvr])
    address = Line(_("Address"), blank=True)
    postcode = Line(_("Postcode"), max_length=10, blank=True)
    town = Line(_("Town"), max_length=80, blank=True)
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Municipality")
    )
    web = models.URLField(_("Website"), blank=True)
    email = models.EmailField(_("E-mail"), blank=True)
    phone = Line(_("Telephone"), max_length=40, blank=True)
    about = Text(_("About"), blank=True)
    level = models.CharField(_("Formality"), max_length=12, choices=Level, blank=True, editable=False)
    last_contact_on = models.DateField(_("Last contact"), null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        indexes = [
            models.Index(fields=["workspace", "sort_key", "id"], name="organisation_by_name"),
            models.Index(fields=["workspace", "level", "sort_key", "id"], name="organisation_by_level"),
            models.Index(fields=["workspace", "last_contact_on", "id"], name="organisation_by_contact"),
            models.Index(fields=["workspace", "match_key"], name="organisation_by_match"),
            models.Index(
                fields=["workspace", "cvr"], name="organisation_by_cvr", condition=~models.Q(cvr="")
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def prepare(self) -> None:
        """Set what follows from the name; history, undo and bulk writing call it too."""
        self.name = " ".join(self.name.split())
        self.sort_key = sort_key(self.name)
        self.match_key = fold(self.name)[:200]
        self.updated_at = timezone.now()

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.prepare()
        super().save(*args, **kwargs)


# An organisation is not a person, but a one-man firm's address, telephone and e-mail may be.
declare(
    Organisation,
    not_personal=(
        "id", "workspace", "created_at", "updated_at", "version", "name", "sort_key", "match_key", "sector", "cvr",
        "address", "postcode", "town", "municipality", "web", "email", "phone", "about", "level", "last_contact_on",
    ),
)  # fmt: skip


class FormerName(WorkspaceModel):
    """What the organisation was called before; it is found by this too."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="former_names")
    name = Line(_("Former name"))
    until = models.DateField(_("Until"), null=True, blank=True)

    def __str__(self) -> str:
        return self.name


declare(FormerName, not_personal=("id", "workspace", "created_at", "organisation", "name", "until"))


class OrganisationTypeLink(WorkspaceModel):
    """An organisation is of a type."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="type_links")
    type = models.ForeignKey(OrganisationType, models.CASCADE, related_name="organisation_links")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "type"], name="of_a_type_once")]

    def __str__(self) -> str:
        return f"{self.organisation} · {self.type}"


class OrganisationTheme(WorkspaceModel):
    """A theme that the organisation has to do with."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="theme_links")
    theme = models.ForeignKey(Theme, models.CASCADE, related_name="organisation_links")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "theme"], name="on_a_theme_once")]

    def __str__(self) -> str:
        return f"{self.organisation} · {self.theme}"


class OrganisationAgeGroup(WorkspaceModel):
    """An age group among the organisation's users."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="age_links")
    age_group = models.ForeignKey(AgeGroup, models.CASCADE, related_name="organisation_links")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "age_group"], name="of_an_age_once")]

    def __str__(self) -> str:
        return f"{self.organisation} · {self.age_group}"


declare(OrganisationTypeLink, not_personal=("id", "workspace", "created_at", "organisation", "type"))
declare(OrganisationTheme, not_personal=("id", "workspace", "created_at", "organisation", "theme"))
declare(OrganisationAgeGroup, not_personal=("id", "workspace", "created_at", "organisation", "age_group"))


class OrganisationTie(WorkspaceModel):
    """Two organisations belong together; read as a finished sentence in both directions."""

    class Kind(models.TextChoices):
        PART_OF = "part_of", _("is part of")
        MEMBER_OF = "member_of", _("is a member of")
        WORKS_WITH = "works_with", _("works with")

    from_organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="ties_out")
    to_organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="ties_in", verbose_name=_("Organisation")
    )
    kind = models.CharField(_("How"), max_length=10, choices=Kind)
    since = models.DateField(_("Since"), null=True, blank=True)
    ended_on = models.DateField(_("Ended"), null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(from_organisation=models.F("to_organisation")), name="not_tied_to_itself"
            )
        ]

    def __str__(self) -> str:
        return f"{self.from_organisation} {self.get_kind_display()} {self.to_organisation}"


declare(
    OrganisationTie,
    not_personal=(
        "id",
        "workspace",
        "created_at",
        "from_organisation",
        "to_organisation",
        "kind",
        "since",
        "ended_on",
    ),
)
