"""The programme's tray as its readers and writers meet it."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from brobygger.core.undo import undo_batch
from brobygger.network.exchange import programme_feed
from brobygger.network.exchange.programme import fill
from brobygger.network.exchange.programme_suggestions import suggest
from brobygger.network.models import (
    Activity,
    EventPartner,
    FormerName,
    Organisation,
    PartnerName,
    ProgrammeEvent,
)
from brobygger.network.operations import programme as decisions
from brobygger.network.queries import programme as queries

TRAY = "/fjordby/programme/"


def event(key: str, *partners: str, day: str = "2026-09-03", **more: Any) -> dict[str, Any]:
    told = {"uuid": key, "title": f"Aften {key}", "date_time": {"start": day}, "partners": list(partners)}
    return told | more


def read(by: Any, *rows: dict[str, Any]) -> Any:
    told = fill(programme=programme_feed.parse(json.dumps(rows).encode()), by=by)
    suggest(by.workspace_id)
    return told


@pytest.fixture
def waiting(staff: Any) -> PartnerName:
    Organisation.objects.create(workspace=staff.workspace, name="Havnekoret", town="Fjordby")
    read(staff, event("1", "Havne-koret i Fjordby"), event("2", "Havne-koret i Fjordby", "FO"))
    return PartnerName.objects.get(name__startswith="Havne")


def test_a_reader_sees_the_tray_and_settles_nothing(
    waiting: PartnerName, reader: Any, client_of: Callable[..., Any]
) -> None:
    page = client_of(reader).get(TRAY).content.decode()
    assert "Havne-koret i Fjordby" in page
    assert "<button" not in page.partition("<main")[2].partition("</main>")[0]
    assert client_of(reader).post(f"{TRAY}{waiting.pk}/", {"answer": "new"}).status_code == 403


def test_later_no_partner_and_back(waiting: PartnerName, staff: Any, client_of: Callable[..., Any]) -> None:
    client = client_of(staff)
    for answer, shown in (("later", "later"), ("not_partner", "none")):
        client.post(f"{TRAY}{waiting.pk}/", {"answer": answer})
        assert waiting.name not in [e.partner.name for e in queries.entries(staff.workspace, "")]
        assert waiting.name in client.get(f"{TRAY}?show={shown}").content.decode()
    read(staff, event("3", "Havne-koret i Fjordby"))
    assert queries.counts(staff.workspace) == {"": 1, "later": 0, "none": 1}, (
        "what is no partner is not asked again"
    )
    client.post(f"{TRAY}{waiting.pk}/", {"answer": "again"})
    assert queries.counts(staff.workspace) == {"": 2, "later": 0, "none": 0}


def test_sent_twice_is_done_once(waiting: PartnerName, staff: Any, client_of: Callable[..., Any]) -> None:
    client, ids = client_of(staff), list(ProgrammeEvent.objects.values_list("pk", flat=True))
    sent = {"answer": "new", "event": ids, "take": ids}
    client.post(f"{TRAY}{waiting.pk}/", sent)
    second = client.post(f"{TRAY}{waiting.pk}/", sent, follow=True).content.decode()
    assert "Der venter ikke mere for" in second
    assert Activity.objects.count() == 2
    assert Organisation.objects.filter(name="Havne-koret i Fjordby").count() == 1


def test_an_organisation_of_another_workspace_is_not_found(
    waiting: PartnerName, staff: Any, other_workspace: Any, client_of: Callable[..., Any]
) -> None:
    other = Organisation.objects.create(workspace=other_workspace, name="Nabokoret")
    answer = client_of(staff).post(f"{TRAY}{waiting.pk}/", {"answer": f"same:{other.pk}"})
    assert answer.status_code == 404
    assert not Activity.objects.exists()


def test_finding_another_asks_where_names_are_alike(
    waiting: PartnerName, staff: Any, client_of: Callable[..., Any]
) -> None:
    client, ids = client_of(staff), list(ProgrammeEvent.objects.values_list("pk", flat=True))
    client.post(f"{TRAY}{waiting.pk}/", {"organisation": "Helt andet kor", "event": ids, "take": ids[:1]})
    waiting.refresh_from_db()
    assert waiting.organisation is not None
    assert waiting.organisation.name == "Helt andet kor"
    assert EventPartner.objects.filter(partner=waiting, state="left_out").count() == 1


def test_a_former_name_is_known(staff: Any) -> None:
    place = Organisation.objects.create(workspace=staff.workspace, name="Kulturværket")
    FormerName.objects.create(workspace=staff.workspace, organisation=place, name="Det Gamle Bryghus")
    read(staff, event("1", "Det gamle bryghus"))
    (entry,) = queries.entries(staff.workspace, "")
    assert [(c.name, c.why) for c in entry.candidates] == [("Kulturværket", "Hed sådan før")]


def test_a_partner_that_is_named_no_more_is_said_to_be(waiting: PartnerName, staff: Any) -> None:
    read(staff, event("1"), event("2", "FO"))
    assert not EventPartner.objects.filter(partner=waiting, named=True).exists()
    assert len(queries.filled([waiting])[0].links) == 2, "and stays until somebody settles it"


def test_a_cancelled_event_that_comes_back_waits_again(staff: Any) -> None:
    read(staff, event("1", "FO", state="Cancelled"))
    partner, when = PartnerName.objects.get(), ProgrammeEvent.objects.get()
    decisions.accept(partner=partner, by=staff, leave_out=[when.pk])
    assert not queries.waiting(staff.workspace).exists()
    read(staff, event("1", "FO"))
    assert queries.waiting(staff.workspace).get() == partner


def test_a_cancelled_activity_goes_to_the_bin_and_comes_back(staff: Any) -> None:
    read(staff, event("1", "FO"))
    decisions.accept(partner=PartnerName.objects.get(), by=staff)
    read(staff, event("1", "FO", state="Cancelled"))
    (changed,) = queries.news(staff.workspace)
    batch = decisions.take_news(event=changed, by=staff)
    assert not Activity.objects.exists()
    assert batch is not None
    assert batch.kind == "deletion", "the bin shows it"
    undo_batch(batch=batch, by=staff)
    changed.refresh_from_db()
    assert changed.activity == Activity.objects.get()
    assert changed.news == "cancelled"
