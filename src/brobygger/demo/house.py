"""How Fjordby has arranged itself around its partnerships. All invented."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from brobygger.accounts.models import Colleague, Team
from brobygger.network.models import Level, Organisation
from brobygger.strategy.house import STATEMENTS
from brobygger.strategy.operations import house

REASON = "Ledelsen vælger de store partnerskaber; hvert team siger selv ja til det, det kan bære."
# Of every four partnerships three have a keeper.
KEEPERS = ("Mette", "Birgit", "", "Jonas")
# First name, days ago, hours, about.
USED = (
    ("Mette", 3, "2.5", "Møde om forårets program"),
    ("Mette", 24, "4", "Fælles evaluering"),
    ("Mette", 52, "6", "Ny aftale skrevet sammen"),
    ("Mette", 80, "3", "Møde og opsamling"),
    ("Birgit", 10, "1.5", "Rundvisning for en ny partner"),
    ("Birgit", 45, "2", "Kaffe med bestyrelsen"),
    ("Jonas", 18, "3", "Læsekreds planlagt sammen"),
)
SAID = ("yes", "partly", "no", "yes", "partly", "unknown", "yes", "no", "partly", "yes", "no", "partly")


def arrange(*, colleagues: Sequence[Colleague], by: Colleague) -> None:
    """Write it all; the same every time."""
    today = timezone.localdate()
    people = {c.first_name: c for c in colleagues}
    house.decide(where="mixed", by=by, reason=REASON, decided_on=today - timedelta(days=200))
    house.give_keeper(colleague=people["Mette"], by=by, from_date=today - timedelta(days=200))
    partners = Organisation.objects.of(by.workspace).filter(level=Level.PARTNERSHIP)
    for number, organisation in enumerate(partners.order_by("sort_key", "id")):
        if keeper := people.get(KEEPERS[number % len(KEEPERS)]):
            since = today - timedelta(days=150)
            house.give_keeper(colleague=keeper, organisation=organisation, by=by, from_date=since)
    since = today - timedelta(days=150)
    house.set_aside(colleague=people["Mette"], hours=Decimal(6), per="month", by=by, from_date=since)
    team = Team.objects.of(by.workspace).order_by("id")[0]
    house.set_aside(team=team, hours=Decimal(1), per="week", by=by, from_date=since)
    for name, days, hours, about in USED:
        house.note_hours(hours=Decimal(hours), on=today - timedelta(days=days), by=people[name], about=about)
    house.check(answers={s.key: said for s, said in zip(STATEMENTS, SAID, strict=True)}, by=by)
