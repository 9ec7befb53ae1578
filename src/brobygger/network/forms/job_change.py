"""The dialog in which a person changes job."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.models import Workspace
from brobygger.core.forms import CarefulForm, column
from brobygger.network.forms.people import colleagues_of
from brobygger.network.models import Affiliation, FollowUp, Person, Tie
from brobygger.network.operations.job_change import ENDS, FOLLOWS, STAYS, StepAfter, TieAfter
from brobygger.network.picking import PickField


class Ends(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Where the person is now."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.role}, {obj.organisation}" if obj.role else str(obj.organisation)


def _names(text: str, person: Person) -> bool:
    """Does a promise name the person? Then it goes where they go, unless somebody says otherwise."""
    return person.name.split()[0].casefold() in text.casefold().split()


class JobChangeForm(CarefulForm):
    """What ends and what starts, and for each colleague and each promise whether it follows."""

    ended_on = forms.DateField(label=_("Last day"), required=False, initial=timezone.localdate)
    role = column(Affiliation, "role", label=_("As what?"))
    from_date = forms.DateField(label=_("First day"), required=False, initial=timezone.localdate)
    email = column(Person, "email", label=_("New e-mail"))
    phone = column(Person, "phone", label=_("New telephone"))

    def __init__(
        self,
        *args: Any,
        workspace: Workspace,
        person: Person,
        affiliations: Iterable[Affiliation],
        ties: Iterable[Tie],
        steps: Iterable[FollowUp],
        leaving: int | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.person, self.known, self.promised = person, list(ties), list(steps)
        running = list(affiliations)
        self.fields["ends"] = Ends(
            Affiliation.objects.filter(pk__in=[a.pk for a in running]).select_related("organisation"),
            label=_("What ends?"),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            initial=[leaving] if leaving else [a.pk for a in running[:1]],
        )
        self.fields["organisation"] = PickField(
            workspace,
            "organisation",
            label=_("Where does it start?"),
            help_text=_("Leave it empty when nobody knows yet."),
            required=False,
        )
        self.fields["successor"] = PickField(
            workspace,
            "person",
            label=_("Who takes over?"),
            help_text=_("The role goes to them, and the promises that stay."),
            required=False,
        )
        for name, value in (("email", person.email), ("phone", person.phone)):
            if value:
                self.fields[name].help_text = _("Leave it empty to keep %(value)s.") % {"value": value}
        self.running = running
        self._ask_about_each(workspace)

    def _ask_about_each(self, workspace: Workspace) -> None:
        old = {a.organisation_id: a.organisation for a in self.running}
        stays: Any = _("Stays at the old place")
        if len(old) == 1:
            stays = _("Stays at %(name)s") % {"name": self.running[0].organisation}
        # Asked for once, however many promises there are.
        self.here = {str(c.pk): c for c in colleagues_of(workspace)} if self.promised else {}
        ways = [(FOLLOWS, _("Follows along")), *([(STAYS, stays)] if old else [])]
        for tie in self.known:
            self.fields[f"tie-{tie.pk}"] = forms.ChoiceField(
                label=tie.colleague.name,
                choices=[*ways, (ENDS, _("Ends"))],
                initial=FOLLOWS,
                required=False,
                widget=forms.RadioSelect,
            )
        for step in self.promised:
            follows = not old or step.organisation_id is None or _names(step.text, self.person)
            self.fields[f"step-{step.pk}"] = forms.ChoiceField(
                label=step.text,
                choices=ways,
                initial=FOLLOWS if follows else STAYS,
                required=False,
                widget=forms.RadioSelect,
            )
            self.here.setdefault(str(step.owner_id), step.owner)
            self.fields[f"owner-{step.pk}"] = forms.ChoiceField(
                label=_("Who does it?"),
                choices=[(pk, c.name) for pk, c in self.here.items()],
                initial=step.owner_id,
                required=False,
            )

    def ties(self) -> list[tuple[Tie, forms.BoundField]]:
        """Each colleague who knows the person, with the question about it."""
        return [(tie, self[f"tie-{tie.pk}"]) for tie in self.known]

    def steps(self) -> list[tuple[FollowUp, forms.BoundField, forms.BoundField]]:
        """Each open promise, with the questions where it goes and who does it."""
        return [(step, self[f"step-{step.pk}"], self[f"owner-{step.pk}"]) for step in self.promised]

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        if not cleaned["ends"] and not cleaned["organisation"].one:
            raise ValidationError(_("Say what ends, what starts, or both."))
        return cleaned

    def values(self) -> dict[str, Any]:
        """Keyword arguments of `change_job`, apart from `person` and `by`."""
        told = self.cleaned_data
        return {
            "ends": [a for a in self.running if a in told["ends"]],
            "ended_on": told["ended_on"] or timezone.localdate(),
            "organisation": told["organisation"].one,
            "role": told["role"],
            "from_date": told["from_date"],
            "successor": told["successor"].one,
            "email": told["email"] or None,
            "phone": told["phone"] or None,
            "ties_after": [TieAfter(t, told[f"tie-{t.pk}"] or FOLLOWS) for t in self.known],
            "steps_after": [
                StepAfter(s, told[f"step-{s.pk}"] or FOLLOWS, self.here.get(told[f"owner-{s.pk}"]))
                for s in self.promised
            ],
        }
