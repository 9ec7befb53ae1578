"""The board: three words, a picture of a card, what a picture may not be, and what becomes of it."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from brobygger.accounts.models import Workspace
from brobygger.core import subjects
from brobygger.network.models import Affiliation, BoardCard, Organisation, Person, Tie
from brobygger.network.operations import board
from brobygger.records import archive
from brobygger.records.models import StoredFile
from brobygger.records.personal import operations as personal
from brobygger.records.personal.tied import find
from tests.network.test_card import gps, picture

NEW = "/fjordby/board/new/"
TYPED = "Ali Hansen, FO-Aarhus, lektiecafé"


def files() -> int:
    """How many files lie in the folder of uploads."""
    return sum(path.is_file() for path in Path(default_storage.location).rglob("*"))  # type: ignore[attr-defined]


def upload(content: bytes, name: str = "IMG_20260306.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="image/jpeg")


@pytest.mark.case("three_words_make_a_card")
def test_three_words_make_a_card_with_the_colleagues_name_on_it(
    staff: Any, reader: Any, client_of: Any
) -> None:
    client_of(staff).post(NEW, {"line": TYPED})
    card = BoardCard.objects.get()
    assert (card.person.name, card.organisation.name, card.colleague) == ("Ali Hansen", "FO-Aarhus", staff)
    assert Affiliation.objects.get().organisation == card.organisation
    assert (Tie.objects.get().colleague, Tie.objects.get().about) == (staff, "lektiecafé")
    wall = client_of(reader).get("/fjordby/board/").text
    shown = wall.split(f'id="card-{card.pk}"')[1].split("</li>")[0]
    for part in ("Ali Hansen", "FO-Aarhus", staff.name):
        assert part in shown


@pytest.mark.case("from_card_to_full_record_without_retyping")
def test_a_card_becomes_a_full_record_without_typing_anything_twice(staff: Any, client_of: Any) -> None:
    client = client_of(staff)
    client.post(NEW, {"line": "", "photo": upload(picture())})
    card = BoardCard.objects.get()
    client.post(f"/fjordby/board/{card.pk}/edit/", {
        "text": "Ali Hansen, leder, FO-Aarhus, 20 30 40 50, ali@fo.example, lektiecafé",
        "colleague": staff.pk, "received_on": "06-03-2026",
    })  # fmt: skip
    page = client.get(f"/fjordby/board/{card.pk}/complete/")
    form = page.context["form"]
    values = {b.html_name: b.value() for b in form if b.value()}
    assert values == {
        "person": "Ali Hansen", "role": "leder", "organisation": "FO-Aarhus", "phone": "20 30 40 50",
        "email": "ali@fo.example", "about": "lektiecafé", "strength": "met",
    }  # fmt: skip
    assert f"/fjordby/board/{card.pk}/photo/" in page.text
    client.post(f"/fjordby/board/{card.pk}/complete/", values)
    person = Person.objects.get()
    assert (person.name, person.phone, person.email) == ("Ali Hansen", "20 30 40 50", "ali@fo.example")
    assert (Affiliation.objects.get().role, Organisation.objects.get().name) == ("leder", "FO-Aarhus")


@pytest.mark.case("a_photo_of_60_mb")
def test_a_picture_of_sixty_megabytes_is_refused_and_what_was_typed_stays(staff: Any, client_of: Any) -> None:
    before = files()
    answer = client_of(staff).post(NEW, {"line": TYPED, "photo": upload(b"\xff\xd8" + bytes(60 * 1024**2))})
    assert answer.status_code == 422
    assert "Billedet fylder 61 MB. Det må højst fylde 30 MB" in answer.text
    assert f'value="{TYPED}"' in answer.text
    assert (BoardCard.objects.count(), StoredFile.objects.count(), files()) == (0, 0, before)


@pytest.mark.case("not_a_photo")
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Filen er tom"),
        (b"Kaere Ali, her er ikke noget billede.", "Det er ikke et billede, vi kan læse"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "Det er ikke et billede"),
        (b"\0\0\0\x18ftypheic" + bytes(400), "HEIC"),
        (picture()[:3000], "beskadiget"),
        (picture((9000, 9000), mode="L", kind="PNG"), "for mange billedpunkter"),
    ],
)
@pytest.mark.parametrize("language", ["da", "en"])
def test_what_is_no_picture_is_refused_in_words(
    staff: Any, client_of: Any, content: bytes, said: str, language: str
) -> None:
    before = files()
    staff.user.language = language
    staff.user.save()
    answer = client_of(staff).post(NEW, {"line": TYPED, "photo": upload(content)})
    assert answer.status_code == 422
    assert f'value="{TYPED}"' in answer.text
    assert (said in answer.text) is (language == "da" or said == "HEIC")
    assert (BoardCard.objects.count(), StoredFile.objects.count(), files()) == (0, 0, before)


@pytest.mark.case("a_photo_keeps_no_location")
def test_what_is_kept_of_a_picture_is_small_and_says_nothing_of_where(staff: Any, client_of: Any) -> None:
    client_of(staff).post(NEW, {"photo": upload(picture((4000, 3000), exif=gps()), "hos Oda.jpg")})
    card = BoardCard.objects.get()
    content = client_of(staff).get(f"/fjordby/board/{card.pk}/photo/").content
    image = Image.open(io.BytesIO(content))
    assert (image.format, max(image.size)) == ("JPEG", 1200)
    assert len(content) <= 150 * 1024
    assert not image.getexif()
    assert card.photo.size == len(content)
    assert "Oda" not in card.photo.name


@pytest.mark.case("cpr_on_a_card")
def test_a_cpr_number_on_a_card_is_refused(staff: Any, client_of: Any) -> None:
    answer = client_of(staff).post(NEW, {"line": "Ali Hansen 010203-1234", "photo": upload(picture())})
    assert answer.status_code == 422
    assert "010203" not in answer.text
    assert (BoardCard.objects.count(), StoredFile.objects.count()) == (0, 0)


@pytest.mark.case("a_card_travels_with_its_workspace")
def test_pictures_are_in_the_archive(staff: Any, workspace: Any, client_of: Any, tmp_path: Path) -> None:
    client_of(staff).post(NEW, {"line": TYPED, "photo": upload(picture())})
    content = client_of(staff).get(f"/fjordby/board/{BoardCard.objects.get().pk}/photo/").content
    archive.write_archive(workspace=workspace, path=tmp_path / "a.zip", by=staff)
    archive.read_archive(path=tmp_path / "a.zip", slug="kopi")
    copied = BoardCard.objects.get(workspace=Workspace.objects.get(slug="kopi"))
    with copied.photo.content.open("rb") as stored:
        assert stored.read() == content
    assert copied.person.workspace_id == copied.workspace_id


@pytest.mark.case("a_card_sent_twice")
def test_a_card_sent_twice_hangs_once(staff: Any, client_of: Any) -> None:
    client = client_of(staff)
    once = client.get(NEW).text.split('name="once" value="', 1)[1].split('"', 1)[0]
    first, second = (
        client.post(NEW, {"line": TYPED, "once": once, "photo": upload(picture())}) for _ in range(2)
    )
    assert first.url == second.url
    assert (BoardCard.objects.count(), StoredFile.objects.count()) == (1, 1)


@pytest.mark.case("an_erased_persons_cards")
def test_an_erased_person_leaves_no_picture_behind(
    leader: Any, workspace: Any, django_capture_on_commit_callbacks: Any
) -> None:
    """Neither the one that hangs there, nor the one that was taken off and could still come back."""
    other = board.put(colleague=leader, text="Ib", person="Ib Opdigt", photo=picture(), by=leader)
    card = board.put(colleague=leader, text="Oda", person="Oda Prøvegaard", photo=picture(), by=leader)
    oda = Person.objects.get(pk=card.person_id)
    off = board.put(colleague=leader, text="Oda", person=oda, photo=picture(), by=leader)
    names = {c.photo.content.name for c in (card, off)}
    board.take_off(card=off, by=leader)
    request = personal.request_erasure(
        subject=find(workspace, subjects.kind("people"), oda.pk),
        asked_on=timezone.localdate(),
        asked_by="Oda selv",
        identity="Set",
        by=leader,
    )
    with django_capture_on_commit_callbacks(execute=True):
        personal.carry_out_erasure(request=request, by=leader)
    assert [c.pk for c in BoardCard.objects.all()] == [other.pk]
    assert [f.pk for f in StoredFile.objects.all()] == [other.photo_id]
    assert [name for name in names if default_storage.exists(name)] == []
