"""The programme of events of Fjordby, read from a saved file: some partners wait in the tray, one was taken over."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from django.utils import timezone

from brobygger.accounts.models import Colleague, System, Workspace
from brobygger.network.exchange import programme
from brobygger.network.exchange.programme_feed import Event, Partner, Programme
from brobygger.network.exchange.programme_suggestions import suggest
from brobygger.network.models import EventFeed, Organisation, PartnerName
from brobygger.network.operations import programme as decisions

SITE = "https://bibliotek.fjordby.example"


def read(
    workspace: Workspace, colleagues: Sequence[Colleague], organisations: Sequence[Organisation]
) -> None:
    """Fill the tray; the theatre was settled earlier, and one of its evenings has moved since."""
    by, today = System(workspace), timezone.localdate()
    by_stem = {o.name.split()[0]: o for o in reversed(organisations)}
    theatre = by_stem["Teatret"]
    events = _events(by_stem, theatre, today)
    programme.fill(programme=Programme(events[:2]), by=by)
    mette = next(c for c in colleagues if c.email == "mette@eksempel.dk")
    decisions.accept(partner=PartnerName.objects.get(workspace=workspace), organisation=theatre, by=mette)
    moved = replace(events[1], from_date=events[1].from_date + timedelta(days=2))
    filled = programme.fill(programme=Programme([events[0], moved, *events[2:]]), by=by)
    suggest(workspace.pk)
    found = {**vars(filled), "new_partners": filled.partners}
    EventFeed.objects.create(
        workspace=workspace,
        outcome="read",
        found=found,
        tried_at=timezone.now(),
        read_at=timezone.now(),
        set_by=mette,
    )


def _events(by_stem: dict[str, Organisation], theatre: Organisation, today: date) -> list[Event]:
    shop, house, readers = (by_stem[stem].name for stem in ("Boghandelen", "Kulturhuset", "Læseforeningen"))
    told: tuple[tuple[str, int, str, tuple[str, ...]], ...] = (
        ("Bag scenen", 6, "Hovedbiblioteket", (theatre.name,)),
        ("Læseprøve for alle", 20, "Hovedbiblioteket", (theatre.name,)),
        ("Læseprøve for alle", 27, "Hovedbiblioteket", (theatre.name,)),
        ("Forfatteraften: Havets stemmer", 3, "Hovedbiblioteket", (f"{shop} ApS", "Ida Opdigt")),
        ("Bogens dag", 24, "Hovedbiblioteket", (f"{shop} ApS", "Forlaget Tøvejr")),
        ("Lydværksted for unge", 12, "Søvang Bibliotek", (house.replace("huset", "hus", 1),)),
        ("Aften med byens bands", 31, "Søvang Bibliotek", (house.replace("huset", "hus", 1),)),
        ("Læs højt for hinanden", 9, "Hovedbiblioteket", (readers.replace("forening", " forening", 1),)),
        ("Læs højt for hinanden", 23, "Hovedbiblioteket", (readers.replace("forening", " forening", 1),)),
    )
    return [
        Event(
            id=f"fjordby-{number}",
            title=title,
            from_date=today + timedelta(days=days),
            branch=branch,
            url=f"{SITE}/arrangementer/{number}",
            partners=tuple(Partner(name) for name in partners),
        )
        for number, (title, days, branch, partners) in enumerate(told, 1)
    ]
