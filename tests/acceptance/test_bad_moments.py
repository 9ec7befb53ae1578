"""Right input in a bad moment: two who edit at once, sent twice, a link that ran out, a session that ended, undo late."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from brobygger.accounts import links, operations
from brobygger.accounts.models import Link
from brobygger.core import history
from brobygger.network.models import Contact, Organisation, Person
from brobygger.records.models import ImportRun

EXAMPLES = Path(__file__).parents[2] / "examples"
FILE = (
    "Organisation;Postnr;By;Kontaktperson;E-mail\n"
    "Søvang Museum;4999;Fjordby;Bo Ny;bo@eksempel.dk\n"
    "Søvang Galleri;4999;Fjordby;Ib Ny;ib@eksempel.dk\n"
    "Søvang Kor;4999;Fjordby;;\n"
)


@pytest.fixture
def museum(workspace: Any, leader: Any) -> Organisation:
    return history.create(
        Organisation(workspace=workspace, name="Søvang Museum", town="Fjordby", postcode="4999"), by=leader
    )


def sent(form: Any) -> dict[str, Any]:
    return {b.html_name: b.value() for b in form if b.value() not in (None, "", [])}


@pytest.mark.case("two_people_edit_one_organisation")
@pytest.mark.parametrize(("keep", "town"), [("mine", "Havneby"), ("theirs", "Søby"), ("original", "Fjordby")])
def test_only_the_field_that_both_changed_is_asked_about(
    museum: Organisation, staff: Any, leader: Any, client_of: Any, keep: str, town: str
) -> None:
    ali, birgit = client_of(staff), client_of(leader)
    path = f"/fjordby/organisations/{museum.pk}/edit/"
    data = sent(ali.get(path).context["form"])
    assert birgit.post(path, data | {"town": "Søby", "phone": "70 12 34 56"}).status_code == 302
    asked = ali.post(path, data | {"town": "Havneby", "email": "post@eksempel.dk"})
    assert asked.status_code == 422
    assert [c.name for c in asked.context["form"].conflicts] == ["town"]
    for value in ("Havneby", "Søby", "Fjordby", 'value="mine"', 'value="theirs"', 'value="original"'):
        assert value in asked.text
    museum.refresh_from_db()
    assert (museum.town, museum.email) == ("Søby", "")
    assert ali.post(path, sent(asked.context["form"]) | {"keep-town": keep}).status_code == 302
    museum.refresh_from_db()
    assert (museum.town, museum.email, museum.phone) == (town, "post@eksempel.dk", "70 12 34 56")


@pytest.mark.case("a_form_sent_twice")
@pytest.mark.parametrize(
    ("path", "data", "model"),
    [
        ("organisations/new/", {"name": "Værftets Venner"}, Organisation),
        ("people/new/", {"name": "Eva Prøve"}, Person),
        ("contacts/new/", {"kind": "meeting", "on": "01-03-2026", "about": "Lektiehjælp"}, Contact),
        ("contacts/capture/", {"line": "Mødte Eva Prøve, Værftets Venner, om lektiehjælp"}, Contact),
    ],
)
def test_a_form_sent_twice_makes_one(
    staff: Any, client_of: Any, path: str, data: dict[str, str], model: Any
) -> None:
    client = client_of(staff)
    shown = client.get(f"/fjordby/{path}" if "capture" not in path else "/fjordby/contacts/new/")
    once = shown.text.split('name="once" value="', 1)[1].split('"', 1)[0]
    first, second = (client.post(f"/fjordby/{path}", data | {"once": once}) for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    assert first.url == second.url
    assert model.objects.count() == 1


@pytest.mark.case("a_file_sent_twice")
def test_an_import_applied_twice_is_written_once(coordinator: Any, client_of: Any) -> None:
    client = client_of(coordinator)
    run, at = imported(client)
    assert client.post(f"{at}/apply/").status_code == 302
    assert Organisation.objects.count() == 3
    assert ImportRun.objects.get().batch_id == run.batch_id


@pytest.mark.case("an_expired_link")
def test_an_expired_link_says_what_to_do(workspace: Any, leader: Any, client_of: Any) -> None:
    operations.invite_many(text="Oda Testrup <oda@eksempel.dk>", role="staff", by=leader)
    path = "/" + links.address(Link.objects.get()).split("/", 3)[3]
    nobody = client_of(None)
    assert nobody.get(path).status_code == 200
    Link.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    for answer in (nobody.get(path), nobody.post(path, {"name": "Oda", "password": "fire gode ord her"})):
        assert answer.status_code == 410
        assert leader.email in answer.text
        assert "Intet er gået tabt" in answer.text or "bed om" in answer.text.lower()
    assert not Link.objects.filter(used_at__isnull=False).exists()


@pytest.mark.case("a_session_that_ends_while_typing")
def test_a_session_that_ends_while_typing(staff: Any, client_of: Any) -> None:
    client = client_of(staff)
    path = "/fjordby/contacts/new/"
    assert client.get(path).status_code == 200
    client.session.flush()
    data = {"kind": "meeting", "on": "01-03-2026", "about": "Lektiehjælp", "once": "en-gang"}
    gate = client.post(path, data, headers={"Referer": f"http://testserver{path}"})
    assert gate.url == "/accounts/login/?next=%2Ffjordby%2Fcontacts%2Fnew%2F&ended=1"
    assert not Contact.objects.exists()
    assert "gemt i denne fane" in client.get(gate.url).text
    back = client.post(gate.url, {"login": staff.email, "password": "en lang adgangskode", "next": path})
    assert back.url == path
    assert client.get(path).status_code == 200
    assert client.post(path, data).status_code == 302
    assert Contact.objects.count() == 1


def imported(client: Any) -> tuple[ImportRun, str]:
    client.post("/fjordby/imports/", {"file": SimpleUploadedFile("net.csv", FILE.encode())})
    run = ImportRun.objects.latest("pk")
    at = f"/fjordby/imports/{run.pk}"
    client.get(f"{at}/check/")
    assert client.post(f"{at}/apply/").url == f"{at}/receipt/"
    run.refresh_from_db()
    return run, at


@pytest.mark.case("undo_after_later_edits")
def test_undo_after_later_edits_lists_what_it_kept(coordinator: Any, leader: Any, client_of: Any) -> None:
    _run, at = imported(client_of(coordinator))
    names = {o.name: o for o in Organisation.objects.all()}
    birgit = client_of(leader)
    edit = f"/fjordby/organisations/{names['Søvang Museum'].pk}/edit/"
    assert (
        birgit.post(edit, sent(birgit.get(edit).context["form"]) | {"phone": "70 12 34 56"}).status_code
        == 302
    )
    built = {"kind": "meeting", "on": "01-03-2026", "about": "Kor", "organisation": "Søvang Kor"}
    assert birgit.post("/fjordby/contacts/new/", built).status_code == 302
    client = client_of(coordinator)
    assert client.post(f"{at}/receipt/undo/").status_code == 302
    assert {o.name for o in Organisation.objects.all()} == {"Søvang Museum", "Søvang Kor"}
    receipt = client.get(f"{at}/receipt/").text
    assert "Søvang Museum" in receipt
    assert "Søvang Kor" in receipt
    assert "Søvang Galleri" not in receipt


@pytest.mark.case("the_same_file_again")
def test_the_same_file_again_changes_nothing_and_says_so(coordinator: Any, client_of: Any) -> None:
    client = client_of(coordinator)
    imported(client)
    before = list(Organisation.objects.order_by("pk").values()), list(Person.objects.order_by("pk").values())
    client.post("/fjordby/imports/", {"file": SimpleUploadedFile("net.csv", FILE.encode())})
    run = ImportRun.objects.latest("pk")
    page = client.get(f"/fjordby/imports/{run.pk}/check/")
    run.refresh_from_db()
    assert run.result["unchanged"] == 3
    assert not any(run.result["new"].values())
    assert not any(run.result["updated"].values())
    assert "ændrer intet" in page.text
    client.post(f"/fjordby/imports/{run.pk}/apply/")
    assert before == (
        list(Organisation.objects.order_by("pk").values()), list(Person.objects.order_by("pk").values()),
    )  # fmt: skip


@pytest.mark.case("the_messy_file_as_a_workbook")
def test_the_messy_workbook_gives_the_same_check_as_the_csv(
    workspace: Any, reader: Any, coordinator: Any, staff: Any, leader: Any, client_of: Any
) -> None:
    client, said = client_of(coordinator), []
    for suffix in ("csv", "xlsx"):
        path = EXAMPLES / f"network_messy.{suffix}"
        client.post("/fjordby/imports/", {"file": SimpleUploadedFile(path.name, path.read_bytes())})
        run = ImportRun.objects.latest("pk")
        client.get(f"/fjordby/imports/{run.pk}/check/")
        run.refresh_from_db()
        said.append({k: v for k, v in run.result.items() if k not in ("blank", "id", "digest")})
    assert said[0] == said[1]
