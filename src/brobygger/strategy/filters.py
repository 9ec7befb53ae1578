"""The filters of the strategy's lists."""

from typing import Any

import django_filters as df
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from brobygger.accounts.models import Team
from brobygger.network.filters import Checked, Several, SeveralWords, colleagues, found, q_field
from brobygger.network.models import AgeGroup
from brobygger.strategy import progress
from brobygger.strategy.models import FocusArea, Goal, Offer, Placing, Room, Serves, Strength, Wish, WishValue

Rows = QuerySet[Any]
NOWHERE = ("none", _("Not placed"))


def teams(request: Any) -> "QuerySet[Team]":
    """The workspace's teams."""
    return Team.objects.of(request.workspace).order_by("sort_key")


def areas(request: Any) -> "QuerySet[FocusArea]":
    """The workspace's focus areas."""
    return FocusArea.objects.of(request.workspace).order_by("position", "sort_key")


def in_rooms(rows: Rows, key: str, value: list[str]) -> Rows:
    """Rows placed in any of the rooms; "none" are those in no room."""
    if not value:
        return rows
    here = Placing.objects.filter(**{key: OuterRef("pk")})
    wanted = Q(Exists(here.filter(room__in=value)))
    if "none" in value:
        wanted |= ~Q(Exists(here))
    return rows.filter(wanted)


def state_field(ended: Any) -> Any:
    """Open or ended; both without it."""
    return df.ChoiceFilter(
        choices=[("open", pgettext_lazy("goals", "Current")), ("ended", ended)],
        label=_("State"),
        method="by_state",
        empty_label=_("All"),
    )


class Stated:
    """Lists whose rows end."""

    def by_state(self, rows: Rows, name: str, value: str) -> Rows:
        return rows.filter(ended_on__isnull=value == "open")

    def search(self, rows: Rows, name: str, value: str) -> Rows:
        request: Any = self.request  # type: ignore[attr-defined]
        kind = rows.model._meta.model_name or ""
        return found(rows, kind, value, request.workspace.pk)


class FocusAreaFilter(Stated, df.FilterSet):  # type: ignore[misc]
    q = q_field()
    state = state_field(_("Ended"))
    room = Several(choices=[*Room.choices, NOWHERE], label=_("Room"), method="by_room")
    lead = df.ModelChoiceFilter(queryset=colleagues, label=_("Lead"), empty_label=_("All"))
    team = df.ModelChoiceFilter(queryset=teams, label=_("Team"), empty_label=_("All"))
    nobody = Checked(method="led_by_nobody", label=_("Led by nobody"))
    unserved = Checked(method="served_by_nobody", label=_("Served by nobody"))

    class Meta:
        model = FocusArea
        fields: list[str] = []

    def by_room(self, rows: Rows, name: str, value: list[str]) -> Rows:
        return in_rooms(rows, "focus_area", value)

    def led_by_nobody(self, rows: Rows, name: str, value: bool) -> Rows:
        return rows.filter(Q(lead=None) | Q(lead__state="left")) if value else rows

    def served_by_nobody(self, rows: Rows, name: str, value: bool) -> Rows:
        served = Serves.objects.filter(ended_on=None)
        here = Q(Exists(served.filter(focus_area=OuterRef("pk"))))
        through = Q(Exists(served.filter(goal__focus_area=OuterRef("pk"))))
        return rows.exclude(here | through) if value else rows


class GoalFilter(Stated, df.FilterSet):  # type: ignore[misc]
    q = q_field()
    state = state_field(_("Ended"))
    area = df.ModelMultipleChoiceFilter(queryset=areas, field_name="focus_area", label=_("Focus area"))
    room = Several(choices=[*Room.choices, NOWHERE], label=_("Room"), method="by_room")
    age = SeveralWords(
        field_name="age_links__age_group",
        queryset=lambda request: AgeGroup.objects.of(request.workspace).order_by("from_age"),
        label=_("Users' age"),
    )
    owner = df.ModelChoiceFilter(queryset=colleagues, label=_("Owner"), empty_label=_("All"))
    mine = Checked(method="by_me", label=_("Mine"))
    late = Checked(method="past_due", label=_("Late"))
    unserved = Checked(method="served_by_nobody", label=_("Served by nobody"))
    unmeasured = Checked(method="never_measured", label=_("Never measured"))

    class Meta:
        model = Goal
        fields: list[str] = []

    def by_room(self, rows: Rows, name: str, value: list[str]) -> Rows:
        return in_rooms(rows, "goal", value)

    def by_me(self, rows: Rows, name: str, value: bool) -> Rows:
        return rows.filter(owner=self.request.colleague) if value else rows

    def past_due(self, rows: Rows, name: str, value: bool) -> Rows:
        return rows.filter(late_goals()) if value else rows

    def served_by_nobody(self, rows: Rows, name: str, value: bool) -> Rows:
        served = Serves.objects.filter(ended_on=None, goal=OuterRef("pk"))
        return rows.filter(~Exists(served)) if value else rows

    def never_measured(self, rows: Rows, name: str, value: bool) -> Rows:
        return rows.filter(measurements__isnull=True) if value else rows


def late_goals() -> Q:
    """Goals whose day has passed without their target reached."""
    past = Goal.objects.filter(due_on__lt=timezone.localdate(), ended_on=None)
    up = Q(target__gte=F("baseline"), latest_value__gte=F("target"))
    down = Q(target__lt=F("baseline"), latest_value__lte=F("target"))
    reached = progress.newest(past).filter(up | down)
    return Q(pk__in=past.values("pk")) & ~Q(pk__in=reached.values("pk"))


class OfferFilter(Stated, df.FilterSet):  # type: ignore[misc]
    q = q_field()
    state = state_field(_("Ended"))
    strength = Several(
        choices=[*Strength.choices, ("none", _("Not judged yet"))],
        label=_("Strength"),
        method="by_strength",
    )
    room = Several(choices=[*Room.choices, NOWHERE], label=_("Room"), method="by_room")
    team = df.ModelChoiceFilter(queryset=teams, label=_("Team"), empty_label=_("All"))
    idle = Checked(method="serves_nothing", label=_("Serves no goal"))

    class Meta:
        model = Offer
        fields: list[str] = []

    def by_strength(self, rows: Rows, name: str, value: list[str]) -> Rows:
        return rows.filter(strength__in=["" if v == "none" else v for v in value]) if value else rows

    def by_room(self, rows: Rows, name: str, value: list[str]) -> Rows:
        return in_rooms(rows, "offer", value)

    def serves_nothing(self, rows: Rows, name: str, value: bool) -> Rows:
        served = Serves.objects.filter(ended_on=None, offer=OuterRef("pk"))
        return rows.filter(~Exists(served)) if value else rows


class WishFilter(df.FilterSet):  # type: ignore[misc]
    q = q_field()
    state = df.ChoiceFilter(
        choices=[
            ("open", pgettext_lazy("wishes", "Open")),
            ("met", pgettext_lazy("wishes", "Met")),
            ("ended", _("Given up")),
        ],
        label=_("State"),
        method="by_state",
        empty_label=_("All"),
    )
    room = Several(choices=Room.choices, label=_("Room"), method="by_room")
    mine = Checked(method="by_me", label=_("Wished by me"))

    class Meta:
        model = Wish
        fields: list[str] = []

    def search(self, rows: Rows, name: str, value: str) -> Rows:
        return found(rows, "wish", value, self.request.workspace.pk)

    def by_state(self, rows: Rows, name: str, value: str) -> Rows:
        if value == "ended":
            return rows.filter(ended_on__isnull=False)
        return rows.filter(ended_on=None, met_on__isnull=value == "open")

    def by_room(self, rows: Rows, name: str, value: list[str]) -> Rows:
        if not value:
            return rows
        return rows.filter(Exists(WishValue.objects.filter(wish=OuterRef("pk"), room__in=value)))

    def by_me(self, rows: Rows, name: str, value: bool) -> Rows:
        return rows.filter(wished_by=self.request.colleague) if value else rows
