"""Forms about organisations: facts, words, ties to each other."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.models import Workspace
from brobygger.core.conflicts import MergingForm
from brobygger.core.fields import refuse_cpr
from brobygger.core.forms import CarefulForm, column
from brobygger.network.models import (
    AgeGroup,
    Organisation,
    OrganisationTie,
    OrganisationType,
    Theme,
)
from brobygger.network.picking import PickField

FACTS = (
    "name", "sector", "cvr", "address", "postcode", "town", "municipality", "web", "email", "phone", "about",
)  # fmt: skip
DIRECTIONS = (
    ("part_of", _("is part of")),
    ("has_part", _("has as a part")),
    ("member_of", _("is a member of")),
    ("has_member", _("has as a member")),
    ("works_with", _("works with")),
)


def _facts(form: forms.Form, workspace: Workspace) -> None:
    """The fields of a new and of an edited organisation are the same."""
    for name in FACTS:
        form.fields[name] = column(Organisation, name)
    form.fields["name"].widget.attrs["autocomplete"] = "off"
    form.fields["web"] = forms.URLField(label=_("Website"), required=False, assume_scheme="https")
    form.fields["about"].widget.attrs["rows"] = 3
    words = (
        ("types", _("Types"), OrganisationType.objects.of(workspace).order_by("sort_key")),
        ("themes", _("Themes"), Theme.objects.of(workspace).order_by("sort_key")),
        ("age_groups", _("Users' age"), AgeGroup.objects.of(workspace).order_by("from_age", "to_age")),
    )
    for name, label, queryset in words:
        form.fields[name] = forms.ModelMultipleChoiceField(
            queryset, label=label, required=False, widget=forms.CheckboxSelectMultiple
        )


class Sorted:
    """Forms with the workspace's own words."""

    def words(self: Any) -> list[forms.BoundField]:
        """The fields of words that have any; an empty list asks nothing."""
        return [self[name] for name in ("types", "themes", "age_groups") if len(self.fields[name].choices)]


class OrganisationForm(Sorted, CarefulForm):
    """A new organisation: the name is enough."""

    def __init__(self, *args: Any, workspace: Workspace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _facts(self, workspace)


class OrganisationEditForm(Sorted, MergingForm):
    """An organisation that others may be editing too."""

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        initial = {name: getattr(organisation, name) for name in FACTS}
        initial["types"] = [link.type_id for link in organisation.type_links.all()]
        initial["themes"] = [link.theme_id for link in organisation.theme_links.all()]
        initial["age_groups"] = [link.age_group_id for link in organisation.age_links.all()]
        initial["former_names"] = "\n".join(f.name for f in organisation.former_names.order_by("id"))
        super().__init__(*args, initial=initial, **kwargs)
        _facts(self, organisation.workspace)
        self.fields["former_names"] = forms.CharField(
            label=_("Former names"),
            help_text=_("One on each line. The organisation is found by these too."),
            required=False,
            validators=[refuse_cpr],
            widget=forms.Textarea(attrs={"rows": 2}),
        )
        self.fields["keep_old_name"] = forms.BooleanField(
            label=_("When I change the name: keep the old one as a former name"), required=False, initial=True
        )
        self.remember()

    def values(self) -> dict[str, Any]:
        """What the operation is told: only what this writer changed."""
        changes = self.changes()
        changes.pop("keep_old_name", None)
        if "former_names" in changes:
            changes["former_names"] = changes["former_names"].splitlines()
        return changes | {"keep_old_name": self.cleaned_data["keep_old_name"]}


class OrganisationTieForm(CarefulForm):
    """How this organisation belongs to another."""

    kind = forms.ChoiceField(label=_("How"), choices=DIRECTIONS)
    since = column(OrganisationTie, "since")

    def __init__(self, *args: Any, workspace: Workspace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"] = PickField(workspace, "organisation", label=_("Which organisation?"))
        self.order_fields(["kind", "other", "since"])
