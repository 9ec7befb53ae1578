"""What Fjordby pushes: focus areas, goals, offers, who serves what, whom it misses, what partners bring. All invented."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from brobygger.accounts.models import Colleague, Team, Workspace
from brobygger.network.models import AgeGroup, Level, Organisation, Theme
from brobygger.strategy.models import FocusArea, Goal, Offer
from brobygger.strategy.operations import (
    focus_areas,
    goals,
    lenses,
    needs,
    offers,
    placing,
    resources,
    serving,
    wishes,
)

# Name, rooms, first name of the lead, about.
AREAS: tuple[tuple[str, tuple[str, ...], str, str], ...] = (
    ("Det læsende Fjordby", ("inspiration",), "Jonas", "Læsning, der smitter fra børn til voksne."),
    ("Digital for alle", ("learning",), "Mette", "Ingen i Fjordby skal være alene med en skærm."),
    ("Torvet indenfor", ("meeting",), "Birgit", "Et sted, hvor man mødes uden at skulle noget."),
    ("Værkstedet", ("performative", "learning"), "", "Borgere laver noget selv, sammen med dem, der kan."),
)  # fmt: skip
# Name, focus area, measure, unit, from, to, days until due, ages, measured.
GOALS: tuple[tuple[str, int, str, str, int, int, int, tuple[str, ...], tuple[int, ...]], ...] = (
    ("Hvert barn har en læseven inden skolestart", 0, "Børn i læsevenneordningen", "børn", 40, 160, 320, ("0–6",), (48, 71, 96)),
    ("Flere voksne læser sammen", 0, "Deltagere i læsekredse", "deltagere", 85, 140, 150, ("30–64", "65+"), (88, 97)),
    ("Ingen går forgæves med MitID", 1, "Besøg, hvor hjælpen lykkedes", "%", 61, 90, 90, ("65+",), (64, 70, 83)),
    ("Unge underviser ældre", 1, "Timer med unge som undervisere", "timer", 0, 200, -20, ("13–17", "65+"), (12, 55)),
    ("Unge bruger huset om aftenen", 2, "Besøg efter klokken 17", "besøg", 900, 1800, 240, ("13–17", "18–29"), (930, 1120, 1240)),
    ("Nye borgere finder ind", 2, "Tilflyttere, der har fået rundvisning", "borgere", 0, 300, 400, (), ()),
    ("Ti ting skabt sammen med borgerne", 3, "Færdige forløb", "forløb", 0, 10, 500, ("18–29", "30–64"), (1, 3)),
)  # fmt: skip
# Name, strength, rooms, index of the team, index of the goal it serves (or None).
OFFERS: tuple[tuple[str, str, tuple[str, ...], int, int | None], ...] = (
    ("Fortælletime", "strong", ("inspiration",), 0, 0),
    ("Læsekredse", "strong", ("inspiration", "meeting"), 0, 1),
    ("Forfatteraftener", "fair", ("inspiration",), 0, None),
    ("Musiksamlingen", "weak", ("inspiration",), 0, None),
    ("It-café", "strong", ("learning",), 1, 2),
    ("Bog en bibliotekar", "fair", ("learning",), 1, 2),
    ("Lektiehjælp", "strong", ("learning", "meeting"), 1, None),
    ("Sprogcafé", "fair", ("meeting", "learning"), 1, 5),
    ("Aftenåbent uden personale", "fair", ("meeting",), 1, 4),
    ("Debataftener", "weak", ("meeting",), 0, None),
    ("Tegneværksted for børn", "weak", ("performative",), 0, None),
    ("Udlån af lydudstyr", "", (), 0, None),
)
# Goals that partnerships serve, in the order of their names: one of three serves none.
SERVED_BY_PARTNERSHIPS = (1, 4, None, 0, 2, None)
# Beginning of an organisation's name, index of the goal, how.
SERVES: tuple[tuple[str, int, str], ...] = (
    ("Børnehuset", 0, "Låner bogkasser ud til familierne"),
    ("Familiehuset", 0, "Nævner læsevenner ved hjemmebesøg"),
    ("Læseforeningen", 1, "Leder tre kredse"),
    ("Seniorhuset", 2, "Sender borgere videre til it-caféen"),
    ("Kodeklubben", 3, "Unge frivillige om onsdagen"),
    ("Gymnasiet", 3, "Giver et bevis for timerne"),
    ("Natteravnene", 4, "Er i huset fredag aften"),
    ("Spillestedet", 4, "To koncerter i læsesalen"),
)
WISHES: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("En idrætsforening med unge", "De når dem, vi ikke ser", {"room": "meeting", "age_group": "13–17"}),
    ("Nogen, der når unge fædre", "Barselsklubber har kun mødre", {"age_group": "0–6", "sector": "civil"}),
    ("Et værksted med maskiner", "Vi har borgere med ideer og ingen drejebænk", {"room": "performative", "sector": "private"}),
    ("En lokal arbejdsplads", "Plads til prøvehandlinger", {"sector": "private", "theme": "Job og uddannelse"}),
)  # fmt: skip
BRINGS: tuple[tuple[str, str, str, str], ...] = (
    ("Kulturhuset", "brings", "premises", "Sal til 180 med scene"),
    ("Kulturhuset", "wants", "relations", "Publikum på hverdage"),
    ("Teatret", "brings", "equipment", "Lys, lyd og en tekniker"),
    ("Gymnasiet", "brings", "time", "Elever i praktik hver onsdag"),
    ("Frivilligcentret", "brings", "relations", "Adgang til 40 foreninger"),
    ("Lokalradioen", "brings", "information", "En ugentlig udsendelse"),
    ("Lokalradioen", "wants", "expertise", "Historier fra lokalsamlingen"),
    ("Handelsforeningen", "brings", "money", "Støtte til juletræet på torvet"),
    ("Spejderne", "wants", "premises", "Et mødelokale om tirsdagen"),
    ("Ungdomsrådet", "brings", "legitimacy", "Unges egen stemme i høringer"),
)


def push(*, workspace: Workspace, colleagues: Sequence[Colleague], by: Colleague) -> None:
    """Write it all; the same every time."""
    made = _Direction(workspace, colleagues, by)
    made.areas()
    made.goals()
    made.offers()
    made.partners()
    made.wishes()


class _Direction:
    """What is made, and who serves it."""

    def __init__(self, workspace: Workspace, colleagues: Sequence[Colleague], by: Colleague) -> None:
        self.workspace, self.by = workspace, by
        self.people = {c.first_name: c for c in colleagues}
        self.teams = list(Team.objects.of(workspace).order_by("id"))
        self.ages = {a.name: a for a in AgeGroup.objects.of(workspace)}
        self.made_areas: list[FocusArea] = []
        self.made_goals: list[Goal] = []
        self.made_offers: list[Offer] = []

    def named(self, beginning: str) -> Organisation | None:
        """The first organisation whose name begins so."""
        rows = Organisation.objects.of(self.workspace).filter(name__startswith=beginning)
        return rows.order_by("sort_key", "id").first()

    def areas(self) -> None:
        """Four, one of them without a lead: it is told."""
        for number, (name, rooms, lead, about) in enumerate(AREAS):
            team = self.teams[number % len(self.teams)]
            area = focus_areas.create(
                name=name, rooms=rooms, lead=self.people.get(lead), team=team, about=about, by=self.by
            )
            self.made_areas.append(area)

    def goals(self) -> None:
        """Seven, measured now and then; one is late, one never measured."""
        today = timezone.localdate()
        for name, area, measure, unit, start, end, days, ages, measured in GOALS:
            goal = goals.create(
                name=name, focus_area=self.made_areas[area], measure=measure, unit=unit, baseline=Decimal(start),
                target=Decimal(end), due_on=today + timedelta(days=days), owner=self.made_areas[area].lead,
                age_groups=[self.ages[a] for a in ages if a in self.ages], by=self.by,
            )  # fmt: skip
            for place, value in enumerate(measured):
                on = today - timedelta(days=90 * (len(measured) - place))
                goals.measure(goal=goal, value=Decimal(value), on=on, by=self.by)
            self.made_goals.append(goal)

    def offers(self) -> None:
        """Twelve, judged by those who run them; some serve a goal."""
        for name, strength, rooms, team, goal in OFFERS:
            offer = offers.create(
                name=name, strength=strength, rooms=rooms, team=self.teams[team % len(self.teams)], by=self.by
            )
            self.made_offers.append(offer)
            if goal is not None:
                serving.add(offer=offer, goal=self.made_goals[goal], by=self.by)

    def partners(self) -> None:
        """Who serves what, who lies where, what they bring."""
        for beginning, served, how in SERVES:
            if organisation := self.named(beginning):
                serving.add(organisation=organisation, goal=self.made_goals[served], how=how, by=self.by)
        partners = Organisation.objects.of(self.workspace).filter(level=Level.PARTNERSHIP)
        for number, organisation in enumerate(partners.order_by("sort_key", "id")):
            goal = SERVED_BY_PARTNERSHIPS[number % len(SERVED_BY_PARTNERSHIPS)]
            if goal is not None:
                serving.add(organisation=organisation, goal=self.made_goals[goal], by=self.by)
        near = Organisation.objects.of(self.workspace).filter(
            level__in=[Level.COOPERATION, Level.PARTNERSHIP]
        )
        placed = (("learning",), ("inspiration",), ("meeting", "inspiration"), ("inspiration",))
        for number, organisation in enumerate(near.order_by("sort_key", "id")[:18]):
            placing.place(organisation=organisation, rooms=placed[number % len(placed)], by=self.by)
            if number % 5 == 0:
                lenses.set_reach(organisation=organisation, reaches=["national"], by=self.by)
            if number % 4 == 0:
                lenses.set_teams(organisation=organisation, teams=self.teams[:1], by=self.by)
        for beginning, direction, kind, text in BRINGS:
            if organisation := self.named(beginning):
                resources.note(
                    organisation=organisation, direction=direction, kind=kind, text=text, by=self.by
                )
        needs.create(
            text="En sal til to hundrede en lørdag i maj",
            kind="premises",
            goal=self.made_goals[4],
            by=self.by,
        )
        needs.create(
            text="Nogen, der kan betjene lyd og lys", kind="equipment", goal=self.made_goals[6], by=self.by
        )

    def wishes(self) -> None:
        """Whom Fjordby misses, by kind."""
        themes = {t.name: t for t in Theme.objects.of(self.workspace)}
        records: dict[str, dict[str, Any]] = {"age_group": self.ages, "theme": themes}
        for text, why, said in WISHES:
            values = {name: records.get(name, {}).get(value, value) for name, value in said.items()}
            wishes.create(text=text, why=why, values=values, by=self.by)
