"""People outside the house, where they belong, and which colleague knows whom."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.models import STAFF_DATA, Colleague, WorkspaceModel
from brobygger.core.fields import Line, SortKey, Text
from brobygger.core.personal import Personal, declare
from brobygger.core.text import fold, initials, sort_key
from brobygger.network.models.organisations import Organisation

KNOWN = Personal(
    "Cooperating with the organisation the person speaks for", "Two years after the last contact"
)


class Person(WorkspaceModel):
    """Somebody outside; may belong to several organisations, now and before."""

    name = Line(_("Name"))
    sort_key = SortKey()
    match_key = models.CharField(max_length=200, editable=False, default="")
    email = models.EmailField(_("E-mail"), blank=True)
    phone = Line(_("Telephone"), max_length=40, blank=True)
    note = Text(_("Note"), blank=True)
    last_contact_on = models.DateField(_("Last contact"), null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        indexes = [
            models.Index(fields=["workspace", "sort_key", "id"], name="person_by_name"),
            models.Index(fields=["workspace", "last_contact_on", "id"], name="person_by_contact"),
            models.Index(fields=["workspace", "match_key"], name="person_by_match"),
            models.Index(fields=["workspace", "email"], name="person_by_email", condition=~Q(email="")),
            models.Index(fields=["workspace", "phone"], name="person_by_phone", condition=~Q(phone="")),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def initials(self) -> str:
        return initials(self.name)

    def prepare(self) -> None:
        """Set what follows from the name; history, undo and bulk writing call it too."""
        self.name = " ".join(self.name.split())
        self.email = self.email.strip().lower()
        self.sort_key = sort_key(self.name)
        self.match_key = fold(self.name)[:200]
        self.updated_at = timezone.now()

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.prepare()
        super().save(*args, **kwargs)


declare(
    Person,
    personal=dict.fromkeys(
        ("name", "sort_key", "match_key", "email", "phone", "note", "last_contact_on"), KNOWN
    ),
    not_personal=("id", "workspace", "created_at", "updated_at", "version"),
)


class Affiliation(WorkspaceModel):
    """A person in an organisation, in a role, from and to. Ending it never deletes it."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="affiliations")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="affiliations")
    role = Line(_("Role"), blank=True)
    from_date = models.DateField(_("From"), null=True, blank=True)
    to_date = models.DateField(_("To"), null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(to_date__isnull=True)
                | Q(from_date__isnull=True)
                | Q(to_date__gte=models.F("from_date")),
                name="affiliation_ends_after_start",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.organisation}"

    @property
    def ended(self) -> bool:
        return self.to_date is not None and self.to_date <= timezone.localdate()


declare(
    Affiliation,
    personal=dict.fromkeys(("person", "role", "from_date", "to_date"), KNOWN),
    not_personal=("id", "workspace", "created_at", "organisation"),
)


class Tie(WorkspaceModel):
    """A colleague knows a person or an organisation: about what, how well, since when."""

    class Strength(models.TextChoices):
        MET = "met", _("met once")
        SOME = "some", _("a little")
        WELL = "well", _("well")

    colleague = models.ForeignKey(Colleague, models.CASCADE, related_name="+", verbose_name=_("Colleague"))
    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="ties")
    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, blank=True, related_name="ties")
    about = Line(_("About"), blank=True)
    strength = models.CharField(_("How well"), max_length=4, choices=Strength, blank=True)
    since = models.DateField(_("Since"), null=True, blank=True)
    ended_on = models.DateField(_("Ended"), null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=True) ^ Q(organisation__isnull=True), name="tie_to_one_of_the_two"
            )
        ]

    def __str__(self) -> str:
        return f"{self.colleague} – {self.person or self.organisation}"


declare(
    Tie,
    personal={
        "colleague": STAFF_DATA,
        **dict.fromkeys(("person", "about", "strength", "since", "ended_on"), KNOWN),
    },
    not_personal=("id", "workspace", "created_at", "organisation"),
)
