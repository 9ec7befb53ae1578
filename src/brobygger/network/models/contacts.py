"""What happened and what was promised: contacts, follow-ups, activities done together."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.models import STAFF_DATA, Colleague, WorkspaceModel
from brobygger.core.fields import Line, Text
from brobygger.core.personal import declare
from brobygger.network.models.organisations import Organisation
from brobygger.network.models.people import KNOWN, Person


class Contact(WorkspaceModel):
    """One dated moment: who here met whom there, about what."""

    class Kind(models.TextChoices):
        MEETING = "meeting", _("Meeting")
        PHONE = "phone", _("Telephone")
        MAIL = "mail", _("E-mail")
        EVENT = "event", _("Event")
        OTHER = "other", _("Other")

    on = models.DateField(_("Date"), default=timezone.localdate)
    kind = models.CharField(_("How"), max_length=8, choices=Kind, default=Kind.MEETING)
    organisation = models.ForeignKey(
        Organisation,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="contacts",
        verbose_name=_("Organisation"),
    )
    about = Line(_("About"), blank=True)
    note = Text(_("What was said"), blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "-on", "-id"], name="contact_of_organisation"),
            models.Index(fields=["workspace", "-on", "-id"], name="contact_newest"),
        ]

    def __str__(self) -> str:
        return self.about or str(self.get_kind_display())


declare(
    Contact,
    personal={"about": KNOWN, "note": KNOWN},
    not_personal=("id", "workspace", "created_at", "on", "kind", "organisation"),
)


class ContactPerson(WorkspaceModel):
    """Who was there from outside."""

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="person_links")
    person = models.ForeignKey(Person, models.CASCADE, related_name="contact_links")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contact", "person"], name="person_at_contact_once")]

    def __str__(self) -> str:
        return f"{self.person}"


class ContactColleague(WorkspaceModel):
    """Who was there from the house."""

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="colleague_links")
    colleague = models.ForeignKey(Colleague, models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contact", "colleague"], name="colleague_at_contact_once")
        ]

    def __str__(self) -> str:
        return f"{self.colleague}"


declare(ContactPerson, personal={"person": KNOWN}, not_personal=("id", "workspace", "created_at", "contact"))
declare(
    ContactColleague,
    personal={"colleague": STAFF_DATA},
    not_personal=("id", "workspace", "created_at", "contact"),
)


class FollowUp(WorkspaceModel):
    """A promised next step with an owner and a date."""

    text = Line(_("What"), max_length=300)
    owner = models.ForeignKey(Colleague, models.CASCADE, related_name="+", verbose_name=_("Who"))
    due_on = models.DateField(_("When"))
    contact = models.ForeignKey(Contact, models.SET_NULL, null=True, blank=True, related_name="follow_ups")
    organisation = models.ForeignKey(
        Organisation,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="follow_ups",
        verbose_name=_("Organisation"),
    )
    person = models.ForeignKey(
        Person, models.CASCADE, null=True, blank=True, related_name="follow_ups", verbose_name=_("Person")
    )
    done_on = models.DateField(_("Done"), null=True, blank=True)
    done_by = models.ForeignKey(Colleague, models.SET_NULL, null=True, blank=True, related_name="+")
    outcome = Line(_("What came of it"), max_length=300, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["workspace", "owner", "due_on"],
                condition=models.Q(done_on__isnull=True),
                name="follow_up_open",
            ),
            models.Index(
                fields=["workspace", "due_on", "id"],
                condition=models.Q(done_on__isnull=True),
                name="follow_up_by_date",
            ),
            models.Index(
                fields=["workspace", "-due_on", "-id"],
                condition=models.Q(done_on__isnull=False),
                name="follow_up_done_by_date",
            ),
        ]

    def __str__(self) -> str:
        return self.text


declare(
    FollowUp,
    personal={"text": KNOWN, "owner": STAFF_DATA, "person": KNOWN, "done_by": STAFF_DATA, "outcome": KNOWN},
    not_personal=("id", "workspace", "created_at", "due_on", "contact", "organisation", "done_on"),
)


class Activity(WorkspaceModel):
    """Something done together; it turns network into cooperation, and inside a frame into partnership."""

    title = Line(_("What"))
    from_date = models.DateField(_("From"))
    to_date = models.DateField(_("To"), null=True, blank=True)
    frame = Line(_("Part of a larger frame"), blank=True)
    note = Text(_("Note"), blank=True)

    class Meta:
        indexes = [models.Index(fields=["workspace", "-from_date", "-id"], name="activity_newest")]

    def __str__(self) -> str:
        return self.title


class ActivityOrganisation(WorkspaceModel):
    """An organisation took part."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="organisation_links")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="activity_links")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["activity", "organisation"], name="in_activity_once")]

    def __str__(self) -> str:
        return f"{self.activity} · {self.organisation}"


class ActivityColleague(WorkspaceModel):
    """A colleague carried it out."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="colleague_links")
    colleague = models.ForeignKey(Colleague, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["activity", "colleague"], name="ran_activity_once")]

    def __str__(self) -> str:
        return f"{self.activity} · {self.colleague}"


declare(
    Activity,
    personal={"note": KNOWN},
    not_personal=("id", "workspace", "created_at", "title", "from_date", "to_date", "frame"),
)
declare(ActivityOrganisation, not_personal=("id", "workspace", "created_at", "activity", "organisation"))
declare(
    ActivityColleague,
    personal={"colleague": STAFF_DATA},
    not_personal=("id", "workspace", "created_at", "activity"),
)
