"""History, undo, bin, journal and notices as their readers meet them."""

from collections.abc import Callable
from typing import Any

import pytest

from brobygger.core import history
from brobygger.core.models import Batch, HistoryEntry
from brobygger.network.models import FormerName, Organisation
from brobygger.records import operations
from brobygger.records.models import JournalNote, Notice


def text(response: Any, status: int = 200) -> str:
    assert response.status_code == status, response.status_code
    return str(response.content.decode())


@pytest.fixture
def client(staff: Any, client_of: Callable[..., Any]) -> Any:
    return client_of(staff)


@pytest.fixture
def museum(staff: Any) -> Organisation:
    return history.create(Organisation(workspace=staff.workspace, name="Museet", town="Åby"), by=staff)


# History


def test_history_says_what_was_and_what_became(client: Any, staff: Any, museum: Any) -> None:
    history.change(museum, by=staff, why="Flyttet", town="Ørum", sector="civil")
    page = text(client.get("/fjordby/history/"))
    for said in ("Ali Nazari", "Museet", "By", "Åby", "Ørum", "Sektor", "Civilsamfund", "Hvorfor: Flyttet"):
        assert said in page


def test_history_is_narrowed_by_who_what_and_when(client: Any, staff: Any, leader: Any, museum: Any) -> None:
    history.change(museum, by=leader, town="Ørum")
    assert "Birgit Lund</b> ændrede" in text(client.get("/fjordby/history/?verb=changed"))
    assert "Birgit Lund</b>" not in text(client.get(f"/fjordby/history/?who={staff.pk}"))
    assert "Museet" not in text(client.get("/fjordby/history/?until=01-01-2020"))
    assert client.get("/fjordby/history/?who=x&since=31-02-2026&model=%00&after=x").status_code == 200


def test_an_import_is_one_line_of_the_history(client: Any, staff: Any, museum: Any) -> None:
    with history.batch(by=staff, kind="import", label="netvaerk.csv"):
        made = [Organisation(workspace=staff.workspace, name=f"Hus {i}") for i in range(250)]
        history.bulk_create(made, by=staff)
    page = text(client.get("/fjordby/history/"))
    assert page.count("netvaerk.csv") == 1
    assert "Museet" in page
    assert "Hus 7" not in page


def test_older_history_follows_page_by_page(client: Any, staff: Any) -> None:
    for i in range(33):
        history.create(Organisation(workspace=staff.workspace, name=f"Nr. {i:02}."), by=staff)
    page = text(client.get("/fjordby/history/"))
    assert "Nr. 32." in page
    assert "Nr. 02." not in page
    older = page.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
    assert "Nr. 02." in text(client.get("/fjordby/history/" + older))


def test_a_records_own_history_is_a_part_of_its_page(client_of: Any, staff: Any, museum: Any) -> None:
    address = f"/fjordby/history/of/network.organisation/{museum.pk}/"
    assert "<html" not in text(client_of(staff, htmx=True).get(address))
    assert "<html" in text(client_of(staff).get(address))
    assert client_of(staff).get(f"/fjordby/history/of/accounts.user/{staff.user_id}/").status_code == 404


# Undo


def test_a_batch_is_undone_after_being_asked(client: Any, staff: Any) -> None:
    with history.batch(by=staff, kind="import", label="netvaerk.csv") as batch:
        history.create(Organisation(workspace=staff.workspace, name="Hus"), by=staff)
    address = f"/fjordby/history/batches/{batch.pk}/"
    assert "Fortryd det" in text(client.get(address))
    assert "Fortryd netvaerk.csv" in text(client.get(address + "undo/"))
    assert Organisation.objects.count() == 1
    client.post(address + "undo/")
    assert not Organisation.objects.exists()
    page = text(client.get(address))
    assert "Fortrudt af Ali Nazari" in page
    assert client.post(address + "undo/").status_code == 302
    assert Batch.objects.filter(kind="undo").count() == 1


def test_what_was_worked_on_since_is_listed(client: Any, staff: Any) -> None:
    with history.batch(by=staff, kind="import", label="netvaerk.csv") as batch:
        house = history.create(Organisation(workspace=staff.workspace, name="Hus"), by=staff)
    history.create(FormerName(workspace=staff.workspace, organisation=house, name="Gamle Hus"), by=staff)
    page = text(client.post(f"/fjordby/history/batches/{batch.pk}/undo/", follow=True))
    assert "Andre har bygget videre på det." in page
    assert Organisation.objects.filter(pk=house.pk).exists()


def test_staff_undo_their_own_and_coordinators_everybodys(
    client_of: Any, staff: Any, coordinator: Any, leader: Any
) -> None:
    with history.batch(by=leader, kind="import", label="andres.csv") as batch:
        history.create(Organisation(workspace=staff.workspace, name="Hus"), by=leader)
    address = f"/fjordby/history/batches/{batch.pk}/undo/"
    assert client_of(staff).post(address).status_code == 403
    assert Organisation.objects.exists()
    assert client_of(coordinator).post(address).status_code == 302
    assert not Organisation.objects.exists()


def test_another_workspaces_batch_is_not_there(client: Any, outsider: Any) -> None:
    with history.batch(by=outsider, kind="import", label="nabo.csv") as batch:
        history.create(Organisation(workspace=outsider.workspace, name="Naboens"), by=outsider)
    assert client.get(f"/fjordby/history/batches/{batch.pk}/").status_code == 404
    assert client.post(f"/fjordby/history/batches/{batch.pk}/undo/").status_code == 404
    assert "Naboens" not in text(client.get("/fjordby/history/"))


def test_the_bin_gives_back(client: Any, staff: Any, museum: Any) -> None:
    history.delete(museum, by=staff)
    assert "Museet" in text(client.get("/fjordby/bin/"))
    page = text(client.post(f"/fjordby/history/batches/{Batch.objects.get().pk}/undo/", follow=True))
    assert "Museet er tilbage." in page
    assert "Papirkurven er tom" in page
    assert Organisation.objects.get().town == "Åby"


# Journal


def test_notes_are_written_pinned_and_deleted(client: Any, museum: Any, staff: Any) -> None:
    address = f"/fjordby/journal/network.organisation/{museum.pk}/"
    client.post(address + "add/", {"text": "Oda er på orlov"})
    client.post(address + "add/", {"text": "Ring om mandagen"})
    first, second = JournalNote.objects.order_by("id")
    client.post(f"/fjordby/journal/notes/{first.pk}/pin/", {"pinned": "1"})
    page = text(client.get(address))
    assert page.index("Oda er på orlov") < page.index("Ring om mandagen")
    client.post(f"/fjordby/journal/notes/{second.pk}/delete/")
    assert "Ring om mandagen" not in text(client.get(address))
    assert "Ring om mandagen" in text(client.get("/fjordby/bin/"))
    assert HistoryEntry.objects.filter(model="records.journalnote", verb="created").count() == 2


def test_a_note_with_a_cpr_number_is_refused_and_not_echoed_in_a_log(client: Any, museum: Any) -> None:
    address = f"/fjordby/journal/network.organisation/{museum.pk}/add/"
    assert "CPR-nummer" in text(client.post(address, {"text": "Oda, 010190-1234"}), 422)
    assert not JournalNote.objects.exists()


def test_only_the_author_and_coordinators_rewrite_a_note(
    client_of: Any, staff: Any, coordinator: Any, leader: Any, reader: Any, museum: Any
) -> None:
    note = operations.add_note(model="network.organisation", object_id=museum.pk, text="Min", by=leader)
    address = f"/fjordby/journal/notes/{note.pk}/"
    assert client_of(staff).post(address, {"text": "Din"}).status_code == 403
    assert client_of(staff).post(address + "delete/").status_code == 403
    assert client_of(reader).post(address + "pin/", {"pinned": "1"}).status_code == 403
    assert client_of(coordinator).post(address, {"text": "Vores"}).status_code == 302
    note.refresh_from_db()
    assert note.text == "Vores"


def test_no_journal_where_there_is_no_record(client: Any, staff: Any, outsider: Any) -> None:
    other = history.create(Organisation(workspace=outsider.workspace, name="Naboens"), by=outsider)
    for model, pk in (("network.organisation", other.pk), ("network.theme", 1), ("no.such", 1)):
        assert client.get(f"/fjordby/journal/{model}/{pk}/").status_code == 404
        assert client.post(f"/fjordby/journal/{model}/{pk}/add/", {"text": "x"}).status_code == 404
    assert not JournalNote.objects.exists()


# Notices


def test_notices_are_read_one_by_one_or_all(client: Any, staff: Any, leader: Any) -> None:
    for _ in range(3):
        operations.notify(colleague=staff, kind="import.done", path="/fjordby/bin/")
    operations.notify(colleague=leader, kind="import.done")
    mine = Notice.objects.filter(colleague=staff)
    response = client.get(f"/fjordby/notices/{mine[0].pk}/")
    assert response["Location"] == "/fjordby/bin/"
    assert mine.filter(read_at__isnull=True).count() == 2
    client.post("/fjordby/notices/read/")
    assert not mine.filter(read_at__isnull=True).exists()
    assert Notice.objects.filter(colleague=leader, read_at__isnull=True).exists()
    assert client.get(f"/fjordby/notices/{Notice.objects.get(colleague=leader).pk}/").status_code == 404


def test_progress_of_another_workspaces_job_is_not_there(client: Any, staff: Any, outsider: Any) -> None:
    assert client.get(f"/fjordby/jobs/{staff.workspace_id}-import-1/").status_code == 200
    assert client.get(f"/fjordby/jobs/{outsider.workspace_id}-import-1/").status_code == 404
