"""Fjordby's mapping campaign: opened last week, half of the house has answered, and the tray waits."""

from collections.abc import Sequence
from datetime import timedelta

from django.utils import timezone

from brobygger.accounts.models import Colleague
from brobygger.core import history
from brobygger.map.models import Asked, Campaign, Proposal
from brobygger.map.operations import campaigns, tray
from brobygger.map.operations.campaigns import Line
from brobygger.map.operations.tray import Choice
from brobygger.network.models import Organisation

OPENED, CLOSES = timedelta(days=8), timedelta(days=6)
ABOUT = "Vi skal vælge indsatser for næste år. Skriv, hvem du kender, hvem du ønsker, og hvem vi glemmer."


def ask(colleagues: Sequence[Colleague], organisations: Sequence[Organisation]) -> None:
    """Open it as the coordinator, let every second colleague answer, and decide the first rows."""
    by = next((c for c in colleagues if c.email == "mette@eksempel.dk"), colleagues[0])
    today = timezone.localdate()
    made = campaigns.open_campaign(name="Hvem kender vi?", about=ABOUT, closes_on=today + CLOSES, by=by)
    history.change(made, by=by, opened_on=today - OPENED)
    known = organisations[7].name, organisations[19].name
    written: Sequence[Sequence[Line]] = (
        (
            Line("know", "Fjordby Skaterklub", person="Kim Fiktivsen", about="ungdomsaftener"),
            Line("wish", "Et værksted, der reparerer cykler", about="en reparationscafé om foråret"),
        ),
        (
            Line("know", "Fjordby skaterklub", about="graffitivæggen"),
            Line("know", known[0], about="læsegrupper"),
        ),
        (
            Line("know", "Fjordby Skatterklub"),
            Line("overlook", "De frivillige redningsfolk", about="de kender hele havnen"),
            Line("excluded", "Forældre på skiftehold", about="alt ligger kl. 16"),
        ),
        (
            Line("know", known[1][:-1], about="foredrag"),
            Line("wish", "Fjordby Døveforening", about="tegnsprog ved fortællinger"),
            Line("excluded", "Døve", about="ingen tolk"),
        ),
        (Line("excluded", "Børn uden cykel", about="busserne går ikke efter kl. 17"),),
    )
    others = [c for c in colleagues if c.pk != by.pk and c.state != Colleague.State.LEFT]
    for colleague, lines in zip(others[::2], written, strict=False):
        asked = Asked.objects.get(campaign=made, colleague=colleague)
        campaigns.answer(asked=asked, lines=lines, by=colleague)
    _decide(made, by)


def _decide(made: Campaign, by: Colleague) -> None:
    """One row has become an action already, and one is set aside."""
    rows = {row.title: row for row in made.proposals.select_related("campaign__workspace")}
    due = timezone.localdate() + timedelta(days=21)
    choices: dict[str, Choice] = {
        "Døve": Choice("action", text="Find en tolk til fortælletimen", owner=by, due_on=due),
        "De frivillige redningsfolk": Choice("aside", reason="De er med i Havnens Dag fra maj"),
    }
    for title, choice in choices.items():
        row: Proposal | None = rows.get(title)
        if row is not None:
            tray.decide(proposal=row, choice=choice, by=by)
