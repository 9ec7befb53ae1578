"""Forms about what happened and what follows. The contact form is made for a telephone first."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.models import Colleague, Workspace
from brobygger.core.conflicts import MergingForm
from brobygger.core.fields import refuse_cpr
from brobygger.core.forms import CarefulForm, column
from brobygger.network.dates import check_past
from brobygger.network.forms.people import colleagues_of
from brobygger.network.models import Activity, Contact, FollowUp
from brobygger.network.operations.contacts import Step
from brobygger.network.picking import PickField
from brobygger.network.queries.contacts import Moment


class ContactForm(CarefulForm):
    """Who, where, about what, and what follows. Nothing but the day is required."""

    kind = forms.ChoiceField(label=_("How"), choices=Contact.Kind.choices, widget=forms.RadioSelect)
    about = column(Contact, "about", widget=forms.TextInput(attrs={"autocomplete": "off"}))
    on = column(Contact, "on", help_text=_("For instance 6-3-2026."))
    note = column(Contact, "note", widget=forms.Textarea(attrs={"rows": 4}))
    promise = column(FollowUp, "text", label=_("What follows?"), required=False)
    due_on = column(FollowUp, "due_on", label=_("When?"), required=False)

    def __init__(self, *args: Any, colleague: Colleague, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        workspace: Workspace = colleague.workspace
        self.fields["people"] = PickField(
            workspace,
            "person",
            many=True,
            label=_("Whom did you meet?"),
            help_text=_("A name, or several with a comma between. New names are added."),
            required=False,
        )
        self.fields["organisation"] = PickField(
            workspace, "organisation", label=_("From which organisation?"), required=False
        )
        here = colleagues_of(workspace)
        self.fields["colleagues"] = forms.ModelMultipleChoiceField(
            here,
            label=_("Who was there from here?"),
            required=False,
            initial=[colleague.pk],
            widget=forms.CheckboxSelectMultiple,
        )
        self.fields["owner"] = forms.ModelChoiceField(
            here, label=_("Who does it?"), required=False, initial=colleague, empty_label=None
        )
        self.order_fields(
            [
                "kind",
                "people",
                "organisation",
                "about",
                "on",
                "note",
                "promise",
                "due_on",
                "owner",
                "colleagues",
            ]
        )

    def mean(self, moment: Moment) -> None:
        """The records that the contact has already are meant by their names."""
        people: Any = self.fields["people"]
        people.remember(moment.there)
        if moment.organisation_id:
            organisation: Any = self.fields["organisation"]
            organisation.remember([(moment.organisation_id, moment.organisation or "")])

    def clean_on(self) -> Any:
        on = self.cleaned_data["on"]
        check_past(on)
        return on

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("promise") and not cleaned.get("due_on") and "due_on" not in self.errors:
            self.add_error("due_on", _("Say when it is to be done."))
        told = ("people", "organisation", "about", "note")
        if not self.errors and not any(getattr(cleaned[n], "all", cleaned[n]) for n in told):
            raise ValidationError(_("Write at least whom you met, or what it was about."))
        return cleaned

    def values(self) -> dict[str, Any]:
        """Keyword arguments of `contacts.note`, apart from `by`."""
        told = {name: self.cleaned_data[name] for name in ("kind", "about", "on", "note", "colleagues")}
        told["organisation"] = self.cleaned_data["organisation"].one
        told["people"] = self.cleaned_data["people"].all
        return told

    def step(self) -> Step | None:
        """The follow-up that is promised, or None."""
        if not self.cleaned_data["promise"]:
            return None
        return {
            "text": self.cleaned_data["promise"],
            "due_on": self.cleaned_data["due_on"],
            "owner": self.cleaned_data["owner"],
        }


class ContactEditForm(ContactForm, MergingForm):
    """A contact that others may be telling anew too. What nobody here changed is left as it is by now."""

    STEP = ("promise", "due_on", "owner")

    def __init__(self, *args: Any, moment: Moment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.mean(moment)
        self.remember()

    def values(self) -> dict[str, Any]:
        told = {n: v for n, v in self.changes().items() if n in ("kind", "about", "on", "note")}
        told |= {"organisation": self.merged("organisation").one, "people": self.merged("people").all}
        return told | {"colleagues": self.merged("colleagues")}

    def step(self) -> Step | None:
        if not set(self.STEP) & set(self.changes()):
            return None
        text, due_on, owner = (self.merged(name) for name in self.STEP)
        return {"text": text, "due_on": due_on, "owner": owner} if text and due_on else None


class FollowUpForm(CarefulForm):
    """What is promised, by whom, until when."""

    text = column(FollowUp, "text")
    due_on = column(FollowUp, "due_on")

    def __init__(self, *args: Any, colleague: Colleague, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"] = forms.ModelChoiceField(
            colleagues_of(colleague.workspace), label=_("Who"), initial=colleague, empty_label=None
        )


class DoneForm(CarefulForm):
    """What came of it, and perhaps the next step."""

    outcome = column(FollowUp, "outcome")
    next_text = column(FollowUp, "text", label=_("Next step"), required=False)
    next_due_on = column(FollowUp, "due_on", label=_("When"), required=False)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("next_text") and not cleaned.get("next_due_on") and "next_due_on" not in self.errors:
            self.add_error("next_due_on", _("Say when it is to be done."))
        return cleaned


class ActivityForm(CarefulForm):
    """Something done together."""

    title = column(Activity, "title")
    from_date = column(Activity, "from_date")
    to_date = column(Activity, "to_date", help_text=_("Leave it empty when it was one day."))
    frame = column(
        Activity,
        "frame",
        help_text=_(
            "What it belongs to, for instance a project or a series. Repeating inside a frame is what partnerships are made of."
        ),
    )
    note = column(Activity, "note", widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, colleague: Colleague, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisations"] = PickField(
            colleague.workspace,
            "organisation",
            many=True,
            label=_("With which organisations?"),
            help_text=_("Several with a comma between."),
        )
        self.fields["colleagues"] = forms.ModelMultipleChoiceField(
            colleagues_of(colleague.workspace),
            label=_("Who carried it out from here?"),
            required=False,
            initial=[colleague.pk],
            widget=forms.CheckboxSelectMultiple,
        )
        self.order_fields(["title", "organisations", "from_date", "to_date", "frame", "note", "colleagues"])

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        start, end = cleaned.get("from_date"), cleaned.get("to_date")
        if start and end and end < start:
            self.add_error("to_date", _("The end is before the beginning."))
        return cleaned


class ActivityEditForm(ActivityForm, MergingForm):
    """An activity that others may be editing too; `took_part` are ids and names of its organisations."""

    def __init__(self, *args: Any, took_part: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organisations: Any = self.fields["organisations"]
        organisations.remember(took_part)
        self.remember()

    def values(self) -> dict[str, Any]:
        """Keyword arguments of `activities.note`, apart from `activity` and `by`."""
        told = {n: v for n, v in self.changes().items() if n not in ("organisations", "colleagues")}
        told["organisations"] = self.merged("organisations").all
        return told | {"colleagues": self.merged("colleagues")}


class NoteForm(CarefulForm):
    """One message to a colleague: what one would like to know."""

    text = forms.CharField(label=_("What do you want to ask?"), max_length=300, validators=[refuse_cpr])
