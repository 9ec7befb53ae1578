"""Forms about people: facts, where they belong, who knows them."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.models import Colleague, Workspace
from brobygger.core.conflicts import MergingForm
from brobygger.core.forms import CarefulForm, column
from brobygger.network.models import Affiliation, Organisation, Person, Tie
from brobygger.network.picking import PickField

FACTS = ("name", "email", "phone", "note")


def _facts(form: forms.Form) -> None:
    for name in FACTS:
        form.fields[name] = column(Person, name)
    form.fields["name"].widget.attrs["autocomplete"] = "off"
    form.fields["note"].widget.attrs["rows"] = 3


def colleagues_of(workspace: Workspace) -> Any:
    """Those who can be chosen as a colleague: everybody who has not left."""
    return Colleague.objects.of(workspace).exclude(state=Colleague.State.LEFT).order_by("sort_key")


class PersonForm(CarefulForm):
    """A new person, perhaps in an organisation, perhaps known by somebody here."""

    def __init__(self, *args: Any, workspace: Workspace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _facts(self)
        self.fields["organisation"] = PickField(
            workspace, "organisation", label=_("Organisation"), required=False
        )
        self.fields["role"] = column(Affiliation, "role")
        self.order_fields(["name", "organisation", "role", "email", "phone", "note"])


class PersonEditForm(MergingForm):
    """A person that others may be editing too."""

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, initial={name: getattr(person, name) for name in FACTS}, **kwargs)
        _facts(self)
        self.remember()


class AffiliationForm(CarefulForm):
    """Role and dates of a person in an organisation; `organisation` is asked for when it is new."""

    role = column(Affiliation, "role")
    from_date = column(Affiliation, "from_date")
    to_date = column(Affiliation, "to_date", help_text=_("Leave it empty while the person is there."))

    def __init__(self, *args: Any, workspace: Workspace | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if workspace:
            self.fields["organisation"] = PickField(workspace, "organisation", label=_("Which organisation?"))
            self.order_fields(["organisation", "role", "from_date", "to_date"])


class TieForm(CarefulForm):
    """A colleague knows somebody: about what, how well, since when."""

    about = column(Tie, "about", help_text=_("For instance homework cafés, or local history."))
    strength = forms.ChoiceField(
        label=_("How well"),
        choices=[*Tie.Strength.choices, ("", _("not said"))],
        required=False,
        widget=forms.RadioSelect,
    )
    since = column(Tie, "since")

    def __init__(self, *args: Any, colleague: Colleague | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if colleague:
            self.fields["colleague"] = forms.ModelChoiceField(
                colleagues_of(colleague.workspace),
                label=_("Who knows them?"),
                initial=colleague,
                empty_label=None,
            )
            self.order_fields(["colleague", "strength", "about", "since"])


class KnownAtForm(TieForm):
    """Also whom: a person in the organisation, or the organisation itself."""

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = timezone.localdate()
        people = Person.objects.filter(affiliations__organisation=organisation).exclude(
            affiliations__organisation=organisation, affiliations__to_date__lt=now
        )
        self.fields["person"] = forms.ModelChoiceField(
            people.distinct().order_by("sort_key"),
            label=_("Whom?"),
            required=False,
            empty_label=_("the organisation as such"),
        )
        self.order_fields(["colleague", "person", "strength", "about", "since"])
