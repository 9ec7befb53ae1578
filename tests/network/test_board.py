"""Cards: put up, written out, corrected, taken off; what is made of three words; the wall itself."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from brobygger.core import search
from brobygger.core.models import Batch, HistoryEntry
from brobygger.core.undo import undo_batch
from brobygger.network.capture import read_card
from brobygger.network.models import (
    Affiliation,
    BoardCard,
    Organisation,
    OrganisationTheme,
    Person,
    Theme,
    Tie,
)
from brobygger.network.operations import board, organisations, people, ties
from brobygger.network.operations.scope import OtherWorkspace
from brobygger.network.queries import board as queries
from brobygger.records.models import StoredFile
from tests.network.test_card import picture

DAY = date(2026, 3, 6)


def photo() -> SimpleUploadedFile:
    return SimpleUploadedFile("IMG_1234.JPG", picture(), content_type="image/jpeg")


def stored_names(workspace: Any) -> set[str]:
    try:
        return set(default_storage.listdir(str(workspace.pk))[1])
    except FileNotFoundError:
        return set()


# What three words say


@pytest.mark.parametrize(
    ("text", "person", "organisation", "about"),
    [
        ("Ali Hansen, FO-Aarhus, lektiecafé", "Ali Hansen", "FO-Aarhus", "lektiecafé"),
        ("Museet Kajen, Oda Testrup", "Oda Testrup", "Museet Kajen", ""),
        ("Kunsthal Værftet", "", "Kunsthal Værftet", ""),
        ("Oda Testrup", "Oda Testrup", "", ""),
        ("Ib Opdigt, Søvang Skole, åbent hus", "Ib Opdigt", "Søvang Skole", "åbent hus"),
        ("Mødte Ib Opdigt fra Søvang Skole om bogfest", "Ib Opdigt", "Søvang Skole", "bogfest"),
    ],
)
def test_three_words_are_read(text: str, person: str, organisation: str, about: str) -> None:
    read = read_card(text, today=DAY)
    assert (read.person, read.organisation, read.about) == (person, organisation, about)


def test_an_organisation_that_is_known_is_found_in_any_place() -> None:
    read = read_card(
        "FO-Aarhus, Ali Hansen, lektiecafé", today=DAY, is_organisation=lambda n: n == "FO-Aarhus"
    )
    assert (read.person, read.organisation, read.about) == ("Ali Hansen", "FO-Aarhus", "lektiecafé")


def test_role_telephone_and_address_are_found_too() -> None:
    read = read_card("Ali Hansen, afdelingsleder, FO-Aarhus, tlf. 20 30 40 50, Ali@FO.example", today=DAY)
    assert (read.role, read.phone, read.email) == ("afdelingsleder", "20 30 40 50", "ali@fo.example")
    assert (read.person, read.organisation) == ("Ali Hansen", "FO-Aarhus")


# Operations


def test_a_card_is_written_out_at_once_in_one_batch(staff: Any) -> None:
    made = board.put(
        colleague=staff, text="Ali Hansen, FO-Aarhus, lektiecafé", received_on=DAY, person="Ali Hansen",
        organisation="FO-Aarhus", about="lektiecafé", role="Leder", email="ali@fo.example", by=staff,
    )  # fmt: skip
    tie = Tie.objects.get()
    assert (tie.colleague, tie.person, tie.about, tie.strength, tie.since) == (
        staff, made.person, "lektiecafé", "met", DAY,
    )  # fmt: skip
    assert (made.person.email, made.organisation.name) == ("ali@fo.example", "FO-Aarhus")
    assert Affiliation.objects.get().role == "Leder"
    batch = Batch.objects.get()
    assert batch.label == "Ali Hansen"
    report = undo_batch(batch=batch, by=staff)
    assert report.kept == []
    assert [m.objects.count() for m in (BoardCard, Person, Organisation, Affiliation, Tie)] == [0] * 5


def test_what_is_known_stands_and_empty_fields_are_filled(staff: Any, leader: Any) -> None:
    house = organisations.create(name="FO-Aarhus", by=leader)
    ali = people.create(name="Ali Hansen", phone="11 22 33 44", organisation=house, role="Leder", by=leader)
    ties.add(colleague=staff, person=ali, strength="well", about="bogfest", by=leader)
    card = board.put(colleague=staff, text="Ali", by=staff)
    assert card.is_raw
    board.complete(
        card=card,
        person=ali,
        organisation=house,
        role="",
        phone="99 99 99 99",
        email="a@fo.example",
        by=staff,
    )
    ali.refresh_from_db()
    assert (ali.phone, ali.email) == ("11 22 33 44", "a@fo.example")
    assert Affiliation.objects.count() == 1
    tie = Tie.objects.get()
    assert (tie.strength, tie.about) == ("well", "bogfest")


def test_a_card_may_be_an_organisations(staff: Any) -> None:
    card = board.put(
        colleague=staff, text="Kunsthallen", organisation="Kunsthallen", phone="11 22 33 44", by=staff
    )
    assert (card.person, card.organisation.phone) == (None, "11 22 33 44")
    assert Tie.objects.get().organisation == card.organisation


def test_an_empty_card_is_refused(staff: Any) -> None:
    with pytest.raises(ValidationError):
        board.put(colleague=staff, text="  ", by=staff)
    card = board.put(colleague=staff, text="Ali", by=staff)
    with pytest.raises(ValidationError):
        board.complete(card=card, by=staff)
    assert Batch.objects.filter(kind="card").count() == 1


def test_where_anything_is_refused_no_picture_is_left(workspace: Any, staff: Any) -> None:
    before = stored_names(workspace)
    with pytest.raises(ValidationError):
        board.put(colleague=staff, text="Kort", photo=picture(), person="Ali 010203-1234", by=staff)
    assert StoredFile.objects.count() == 0
    assert stored_names(workspace) == before
    assert BoardCard.objects.count() == Person.objects.count() == 0


def test_a_card_goes_with_its_person_and_comes_back_with_them(staff: Any) -> None:
    card = board.put(colleague=staff, text="Ali", person="Ali Hansen", photo=picture(), by=staff)
    batch = people.delete(person=Person.objects.get(pk=card.person_id), by=staff)
    assert not BoardCard.objects.exists()
    assert StoredFile.objects.count() == 1
    undo_batch(batch=batch, by=staff)
    assert BoardCard.objects.get().photo is not None


def test_without_its_organisation_a_card_stands_raw(staff: Any) -> None:
    card = board.put(colleague=staff, text="Kunsthallen", organisation="Kunsthallen", by=staff)
    batch = organisations.delete(organisation=card.organisation, by=staff)
    card.refresh_from_db()
    assert card.is_raw
    undo_batch(batch=batch, by=staff)
    card.refresh_from_db()
    assert card.organisation is not None


def test_the_bin_gives_a_card_back(staff: Any) -> None:
    card = board.put(colleague=staff, text="Ali", person="Ali Hansen", photo=picture(), by=staff)
    batch = board.take_off(card=card, by=staff)
    assert Person.objects.count() == 1
    undo_batch(batch=batch, by=staff)
    back = BoardCard.objects.get()
    assert default_storage.exists(back.photo.content.name)


def test_a_picture_can_be_destroyed_at_once(staff: Any, django_capture_on_commit_callbacks: Any) -> None:
    card = board.put(colleague=staff, text="Ali", photo=picture(), by=staff)
    name = card.photo.content.name
    with django_capture_on_commit_callbacks(execute=True):
        board.remove_photo(card=card, by=staff)
    assert BoardCard.objects.get().photo is None
    assert not StoredFile.objects.exists()
    assert not default_storage.exists(name)


def test_pictures_off_the_board_are_destroyed_after_thirty_days(
    staff: Any, django_capture_on_commit_callbacks: Any
) -> None:
    now = timezone.now()
    stays = board.put(colleague=staff, text="Bliver", photo=picture(), by=staff)
    gone = board.put(colleague=staff, text="Væk", photo=picture(), person="Ali Hansen", by=staff)
    name, person = gone.photo.content.name, gone.person_id
    board.take_off(card=gone, by=staff)
    assert board.destroy_pictures_taken_off(now).startswith("0 ")
    assert [p.content.name for p in board.pictures_of(person)] == [name]
    with django_capture_on_commit_callbacks(execute=True):
        assert board.destroy_pictures_taken_off(now + timedelta(days=31)).startswith("1 ")
    assert not default_storage.exists(name)
    assert [f.pk for f in StoredFile.objects.all()] == [stays.photo_id]


def test_another_workspaces_records_are_refused(staff: Any, outsider: Any) -> None:
    theirs = people.create(name="Nabo", by=outsider)
    with pytest.raises(OtherWorkspace):
        board.put(colleague=staff, text="Nabo", person=theirs, by=staff)


# The wall


def names(wall: queries.Wall) -> list[str]:
    return [face.name or face.text for face in [*wall.cards, *wall.known]]


@pytest.fixture
def full(workspace: Any, staff: Any, leader: Any) -> dict[str, Any]:
    house = organisations.create(name="Søvang Skole", by=leader)
    theme = Theme.objects.create(workspace=workspace, name="Læselyst")
    OrganisationTheme.objects.create(workspace=workspace, organisation=house, theme=theme)
    board.put(colleague=staff, text="Ali, FO", person="Ali Hansen", received_on=DAY, by=staff)
    board.put(colleague=leader, text="Oda", person="Oda Prøvegaard", organisation=house, received_on=DAY + timedelta(days=1), by=leader)  # fmt: skip
    board.put(colleague=staff, text="tværfløjte på kajen", received_on=DAY - timedelta(days=1), by=staff)
    ib = people.create(name="Ib Opdigt", organisation=house, phone="11 22 33 44", by=leader)
    ties.add(colleague=leader, person=ib, by=leader)
    kor = organisations.create(name="Koret Klang", by=leader)
    ties.add(colleague=staff, organisation=kor, by=leader)
    people.create(name="Kendt Afingen", by=leader)
    return {"theme": theme, "ib": ib}


def test_the_wall_shows_cards_then_whom_we_know(workspace: Any, full: Any) -> None:
    wall = queries.read(workspace, queries.Wanted(), 10)
    assert [f.name or f.text for f in wall.cards] == ["Oda Prøvegaard", "Ali Hansen", "tværfløjte på kajen"]
    assert [f.name for f in wall.known] == ["Ib Opdigt", "Koret Klang"]
    assert wall.known[0].place == "Søvang Skole"
    assert wall.known[0].known_by == ["Birgit Lund"]
    assert wall.next == ""


def test_the_wall_is_read_by_key_across_its_parts(workspace: Any, full: Any) -> None:
    seen: list[str] = []
    after = ""
    for _ in range(9):
        wall = queries.read(workspace, queries.Wanted(after=after), 2)
        seen += names(wall)
        after = wall.next
        if not after:
            break
    assert seen == ["Oda Prøvegaard", "Ali Hansen", "tværfløjte på kajen", "Ib Opdigt", "Koret Klang"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "ALI"}, ["Ali Hansen"]),
        ({"q": "søvang"}, ["Oda Prøvegaard", "Ib Opdigt"]),
        ({"q": "tvaerfloejte"}, ["tværfløjte på kajen"]),
        ({"q": "11223344"}, ["Ib Opdigt"]),
        ({"q": "findes ikke"}, []),
        ({"raw": True}, ["tværfløjte på kajen"]),
    ],
)
def test_the_wall_is_searched(workspace: Any, full: Any, asked: Any, found: list[str]) -> None:
    assert names(queries.read(workspace, queries.Wanted(**asked), 10)) == found


def test_the_wall_by_colleague_and_theme(workspace: Any, full: Any, staff: Any, leader: Any) -> None:
    ties.add(colleague=staff, person=Person.objects.get(name="Oda Prøvegaard"), by=staff)
    mine = queries.read(workspace, queries.Wanted(colleague=staff), 10)
    assert names(mine) == ["Oda Prøvegaard", "Ali Hansen", "tværfløjte på kajen", "Koret Klang"]
    assert mine.cards[0].got_by == "Birgit Lund"
    assert mine.cards[0].others == ["Ali"]
    themed = queries.read(workspace, queries.Wanted(theme=full["theme"]), 10)
    assert names(themed) == ["Oda Prøvegaard", "Ib Opdigt"]


def test_a_place_that_makes_no_sense_gives_the_top(workspace: Any, full: Any) -> None:
    for after in ("x", queries.Place(0, "2026-99-99", 3).token(), queries.Place(9, "", 3).token()):
        assert len(names(queries.read(workspace, queries.Wanted(after=after), 10))) == 5


def test_one_who_is_known_no_more_leaves_the_wall(workspace: Any, full: Any, leader: Any) -> None:
    ties.end(tie=Tie.objects.get(person=full["ib"]), by=leader)
    assert "Ib Opdigt" not in names(queries.read(workspace, queries.Wanted(), 10))


# Pages


def test_three_words_on_the_page(client_of: Any, staff: Any) -> None:
    client = client_of(staff)
    answer = client.post("/fjordby/board/new/", {"line": "Ali Hansen, FO-Aarhus, lektiecafé"})
    card = BoardCard.objects.get()
    assert answer.url == f"/fjordby/board/#card-{card.pk}"
    assert (card.person.name, card.organisation.name, card.colleague) == ("Ali Hansen", "FO-Aarhus", staff)
    wall = client.get("/fjordby/board/").text
    assert "Ali Hansen" in wall
    assert staff.name in wall


def test_a_name_that_may_be_several_is_asked_about(client_of: Any, staff: Any, leader: Any) -> None:
    house = organisations.create(name="Museet Kajen", by=leader)
    other = people.create(name="Ali Hansen", organisation=house, by=leader)
    client = client_of(staff)
    answer = client.post("/fjordby/board/new/", {"line": "Ali Hansen, FO-Aarhus, lektiecafé"})
    card = BoardCard.objects.get()
    assert card.is_raw
    assert answer.url == f"/fjordby/board/{card.pk}/complete/"
    shown = client.get(answer.url)
    assert "Museet Kajen" in shown.text
    form = shown.context["form"]
    assert (form["person"].value(), form["organisation"].value(), form["about"].value()) == (
        "Ali Hansen", "FO-Aarhus", "lektiecafé",
    )  # fmt: skip
    data = {b.html_name: b.value() for b in form if b.value()} | {"person-is-ali-hansen": str(other.pk)}
    done = client.post(answer.url, data)
    assert done.url == f"/fjordby/people/{other.pk}/"
    assert Person.objects.count() == 1
    assert Tie.objects.get().person == other


def test_a_picture_alone_is_a_card(client_of: Any, staff: Any, reader: Any) -> None:
    client = client_of(staff)
    assert client.post("/fjordby/board/new/", {"line": "", "photo": photo()}).status_code == 302
    card = BoardCard.objects.get()
    assert card.is_raw
    assert "1234" not in card.photo.name
    shown = client_of(reader).get(f"/fjordby/board/{card.pk}/photo/")
    assert (shown.headers["Content-Type"], shown.headers["Content-Disposition"][:7]) == (
        "image/jpeg",
        "inline;",
    )
    assert "private" in shown.headers["Cache-Control"]
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    small = client_of(reader).get(f"/fjordby/board/{card.pk}/photo/?size=small")
    assert len(small.content) <= len(shown.content)
    for path in ("board/", "board/?print=1", f"board/{card.pk}/", f"board/{card.pk}/complete/"):
        assert client.get(f"/fjordby/{path}").status_code == 200


def test_a_picture_of_another_workspace_is_not_found(client_of: Any, staff: Any, outsider: Any) -> None:
    card = board.put(colleague=staff, text="Ali", photo=picture(), by=staff)
    client = client_of(outsider)
    assert client.get(f"/nabo/board/{card.pk}/photo/").status_code == 404
    assert client.get(f"/fjordby/board/{card.pk}/photo/").status_code == 404


def test_a_card_is_corrected(client_of: Any, staff: Any, leader: Any) -> None:
    card = board.put(colleague=staff, text="Ali", by=staff)
    at = f"/fjordby/board/{card.pk}/edit/"
    data = {"text": "Ali Hansen", "colleague": leader.pk, "received_on": "01-03-2026", "photo": photo()}
    assert client_of(staff).post(at, data).status_code == 302
    card.refresh_from_db()
    assert (card.text, card.colleague, card.received_on) == ("Ali Hansen", leader, date(2026, 3, 1))
    assert card.photo_id
    found = search.find(staff.workspace_id, "hansen", kinds=["card"])
    assert [e.object_id for e in found] == [card.pk]


def test_a_reader_sees_the_wall_without_buttons(client_of: Any, reader: Any, full: Any) -> None:
    shown = client_of(reader).get("/fjordby/board/").text
    assert "Oda Prøvegaard" in shown
    assert "/complete/" not in shown
    assert "id_line" not in shown


def test_cards_in_history(client_of: Any, staff: Any) -> None:
    card = board.put(colleague=staff, text="Ali", photo=picture(), by=staff)
    assert HistoryEntry.objects.filter(model="network.boardcard", object_id=card.pk).count() == 1
    assert client_of(staff).get("/fjordby/history/").status_code == 200


def test_the_empty_wall_says_what_it_is_for(client_of: Any, staff: Any) -> None:
    shown = client_of(staff).get("/fjordby/board/").text
    assert "/fjordby/board/new/" in shown
