"""The filters of the lists: the one way a list is narrowed, by address, saved view, bulk action and export alike."""

from typing import Any

import django_filters as df
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.models import Colleague
from brobygger.core.models import SearchEntry
from brobygger.core.text import fold
from brobygger.network.models import (
    Activity,
    AgeGroup,
    Contact,
    ContactColleague,
    FollowUp,
    Level,
    Organisation,
    OrganisationType,
    Person,
    Sector,
    Theme,
)
from brobygger.network.queries import lists as queries
from brobygger.places.models import Municipality

Rows = QuerySet[Any]


def words(model: type[Any]) -> Any:
    """The choices of a workspace's own list."""
    return lambda request: model.objects.of(request.workspace).order_by("sort_key")


def colleagues(request: Any) -> "QuerySet[Colleague]":
    """Everybody noted in the workspace."""
    return Colleague.objects.of(request.workspace).order_by("sort_key")


class Checked(df.BooleanFilter):  # type: ignore[misc]
    """A box: ticked it filters, otherwise it does nothing."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.CheckboxInput())
        super().__init__(**kwargs)
        self.field_class = forms.BooleanField

    def filter(self, qs: Rows, value: Any) -> Rows:
        return super().filter(qs, value) if value is True else qs


class Several(df.MultipleChoiceFilter):  # type: ignore[misc]
    """Boxes for a few fixed values; any of those ticked."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.CheckboxSelectMultiple(), **kwargs)


class SeveralWords(df.ModelMultipleChoiceFilter):  # type: ignore[misc]
    """Boxes for the words of a list; any of those ticked, through the rows that link them."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.CheckboxSelectMultiple(), **kwargs)

    def filter(self, qs: Rows, value: Any) -> Rows:
        chosen = [v.pk for v in value] if value else []
        if not chosen:
            return qs
        relation, _sep, target = str(self.field_name).partition("__")
        links = qs.model._meta.get_field(relation)
        model: Any = links.related_model
        ids = model.objects.filter(**{f"{target}__in": chosen}).values(links.remote_field.name)
        return qs.filter(pk__in=ids)


def found(rows: Rows, kind: str, text: str, workspace_id: int) -> Rows:
    """Rows whose search entry holds every word: partial names, å or aa, former names, CVR and e-mail too."""
    entries = SearchEntry.objects.filter(workspace_id=workspace_id, kind=kind)
    for word in fold(text).split():
        entries = entries.filter(text__contains=word)
    return rows.filter(pk__in=entries.values("object_id"))


def q_field() -> df.CharFilter:
    """The box of search as you type; every FilterSet has one."""
    return df.CharFilter(method="search", label=_("Search"))


class OrganisationFilter(df.FilterSet):  # type: ignore[misc]
    q = q_field()
    level = Several(
        choices=[*Level.choices, ("none", _("No level yet"))], label=_("Formality"), method="by_level"
    )
    sector = Several(choices=[*Sector.choices, ("none", _("Not set"))], label=_("Sector"), method="by_sector")
    type = SeveralWords(field_name="type_links__type", queryset=words(OrganisationType), label=_("Type"))
    theme = SeveralWords(field_name="theme_links__theme", queryset=words(Theme), label=_("Theme"))
    age = SeveralWords(
        field_name="age_links__age_group",
        queryset=lambda request: AgeGroup.objects.of(request.workspace).order_by("from_age"),
        label=_("Users' age"),
    )
    town = df.CharFilter(field_name="town", lookup_expr="icontains", label=_("Town"))
    municipality = df.ModelChoiceFilter(
        queryset=Municipality.objects.order_by("name"), label=_("Municipality"), empty_label=_("All")
    )
    known_by = df.ModelMultipleChoiceFilter(
        queryset=colleagues, label=_("Known by"), method="by_colleague", widget=forms.CheckboxSelectMultiple()
    )
    since = df.DateFilter(field_name="last_contact_on", lookup_expr="gte", label=_("Last contact from"))
    until = df.DateFilter(field_name="last_contact_on", lookup_expr="lt", label=_("Last contact before"))
    mine = Checked(method="by_me", label=_("Known by me"))
    one = Checked(method="known_by_one", label=_("Known by only one"))
    nobody = Checked(method="known_by_nobody", label=_("Known by nobody"))
    silent = Checked(field_name="last_contact_on", lookup_expr="isnull", label=_("Without any contact"))

    class Meta:
        model = Organisation
        fields: list[str] = []

    def search(self, rows: Rows, name: str, value: str) -> Rows:
        return found(rows, "organisation", value, self.request.workspace.pk)

    def by_level(self, rows: Rows, name: str, value: list[str]) -> Rows:
        return rows.filter(level__in=["" if v == "none" else v for v in value]) if value else rows

    def by_sector(self, rows: Rows, name: str, value: list[str]) -> Rows:
        return rows.filter(sector__in=["" if v == "none" else v for v in value]) if value else rows

    def by_colleague(self, rows: Rows, name: str, value: Any) -> Rows:
        return queries.organisations_known_by(rows, list(value)) if value else rows

    def by_me(self, rows: Rows, name: str, value: bool) -> Rows:
        return queries.organisations_known_by(rows, [self.request.colleague]) if value else rows

    def known_by_one(self, rows: Rows, name: str, value: bool) -> Rows:
        return queries.organisations_known_by_one(rows, self.request.workspace) if value else rows

    def known_by_nobody(self, rows: Rows, name: str, value: bool) -> Rows:
        return queries.organisations_known_by_nobody(rows) if value else rows


class PersonFilter(df.FilterSet):  # type: ignore[misc]
    q = q_field()
    organisation = df.CharFilter(method="by_organisation", label=_("Organisation"))
    known_by = df.ModelMultipleChoiceFilter(
        queryset=colleagues, label=_("Known by"), method="by_colleague", widget=forms.CheckboxSelectMultiple()
    )
    since = df.DateFilter(field_name="last_contact_on", lookup_expr="gte", label=_("Last contact from"))
    until = df.DateFilter(field_name="last_contact_on", lookup_expr="lt", label=_("Last contact before"))
    mine = Checked(method="by_me", label=_("Known by me"))
    nobody = Checked(method="known_by_nobody", label=_("Known by nobody"))
    silent = Checked(field_name="last_contact_on", lookup_expr="isnull", label=_("Without any contact"))
    no_email = Checked(method="without_email", label=_("Without e-mail"))

    class Meta:
        model = Person
        fields: list[str] = []

    def search(self, rows: Rows, name: str, value: str) -> Rows:
        return found(rows, "person", value, self.request.workspace.pk)

    def by_organisation(self, rows: Rows, name: str, value: str) -> Rows:
        inside = found(
            Organisation.objects.of(self.request.workspace), "organisation", value, self.request.workspace.pk
        )
        return rows.filter(pk__in=inside.values("affiliations__person"))

    def by_colleague(self, rows: Rows, name: str, value: Any) -> Rows:
        return queries.people_known_by(rows, list(value)) if value else rows

    def by_me(self, rows: Rows, name: str, value: bool) -> Rows:
        return queries.people_known_by(rows, [self.request.colleague]) if value else rows

    def known_by_nobody(self, rows: Rows, name: str, value: bool) -> Rows:
        return queries.people_known_by_nobody(rows) if value else rows

    def without_email(self, rows: Rows, name: str, value: bool) -> Rows:
        return rows.filter(email="") if value else rows


class ColleagueFilter(df.FilterSet):  # type: ignore[misc]
    q = q_field()
    state = Several(choices=Colleague.State.choices, label=_("State"))

    class Meta:
        model = Colleague
        fields: list[str] = []

    def search(self, rows: Rows, name: str, value: str) -> Rows:
        return rows.filter(Q(name__icontains=value) | Q(title__icontains=value) | Q(email__icontains=value))


class ContactFilter(df.FilterSet):  # type: ignore[misc]
    q = q_field()
    kind = Several(choices=Contact.Kind.choices, label=_("How"))
    since = df.DateFilter(field_name="on", lookup_expr="gte", label=_("From"))
    until = df.DateFilter(field_name="on", lookup_expr="lt", label=_("Before"))
    colleague = df.ModelChoiceFilter(
        queryset=colleagues, label=_("Colleague"), method="by_colleague", empty_label=_("All")
    )
    mine = Checked(method="by_me", label=_("I was there"))

    class Meta:
        model = Contact
        fields: list[str] = []

    def search(self, rows: Rows, name: str, value: str) -> Rows:
        named = found(
            Organisation.objects.of(self.request.workspace), "organisation", value, self.request.workspace.pk
        )
        people = found(Person.objects.of(self.request.workspace), "person", value, self.request.workspace.pk)
        return rows.filter(
            Q(about__icontains=value)
            | Q(organisation__in=named.values("pk"))
            | Q(pk__in=people.values("contact_links__contact"))
        )

    def by_colleague(self, rows: Rows, name: str, value: Any) -> Rows:
        return rows.filter(pk__in=ContactColleague.objects.filter(colleague=value).values("contact"))

    def by_me(self, rows: Rows, name: str, value: bool) -> Rows:
        return self.by_colleague(rows, name, self.request.colleague) if value else rows


class ActivityFilter(df.FilterSet):  # type: ignore[misc]
    q = q_field()
    since = df.DateFilter(field_name="from_date", lookup_expr="gte", label=_("From"))
    until = df.DateFilter(field_name="from_date", lookup_expr="lt", label=_("Before"))
    framed = Checked(method="in_a_frame", label=_("Part of a larger frame"))

    class Meta:
        model = Activity
        fields: list[str] = []

    def search(self, rows: Rows, name: str, value: str) -> Rows:
        named = found(
            Organisation.objects.of(self.request.workspace), "organisation", value, self.request.workspace.pk
        )
        took_part = Activity.objects.filter(organisation_links__organisation__in=named.values("pk"))
        return rows.filter(
            Q(title__icontains=value) | Q(frame__icontains=value) | Q(pk__in=took_part.values("pk"))
        )

    def in_a_frame(self, rows: Rows, name: str, value: bool) -> Rows:
        return rows.exclude(frame="") if value else rows


class FollowUpFilter(df.FilterSet):  # type: ignore[misc]
    q = q_field()
    state = df.ChoiceFilter(
        choices=[("open", _("Open")), ("late", _("Late")), ("done", _("Done"))],
        label=_("State"),
        method="by_state",
        empty_label=_("Open and done"),
    )
    owner = df.ModelChoiceFilter(queryset=colleagues, label=_("Who"), empty_label=_("All"))
    mine = Checked(method="by_me", label=_("Mine"))

    class Meta:
        model = FollowUp
        fields: list[str] = []

    def search(self, rows: Rows, name: str, value: str) -> Rows:
        named = Organisation.objects.filter(pk=OuterRef("organisation"), match_key__contains=fold(value))
        people = Person.objects.filter(pk=OuterRef("person"), match_key__contains=fold(value))
        return rows.filter(Q(text__icontains=value) | Exists(named) | Exists(people))

    def by_state(self, rows: Rows, name: str, value: str) -> Rows:
        if value == "done":
            return rows.filter(done_on__isnull=False)
        rows = rows.filter(done_on__isnull=True)
        return rows.filter(due_on__lt=timezone.localdate()) if value == "late" else rows

    def by_me(self, rows: Rows, name: str, value: bool) -> Rows:
        return rows.filter(owner=self.request.colleague) if value else rows
