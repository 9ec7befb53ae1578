"""A vCard with twelve people and a bad one: named with its number and why, and the eleven others come in."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from brobygger.cli.main import main
from brobygger.network.models import Affiliation, Organisation, OrganisationTheme, Person, Tie
from brobygger.records.models import ImportRun, StoredFile

CARDS = Path(__file__).parents[2] / "examples" / "cards.vcf"
BAD = 7


@pytest.fixture
def command(workspace: Any, capsys: Any) -> Callable[..., tuple[int, Any]]:
    def run(*arguments: str, file: Path = CARDS) -> tuple[int, Any]:
        code = main(["import", "vcard", str(file), "--workspace", "fjordby", "--json", *arguments])
        said = capsys.readouterr()
        return code, json.loads(said.out) if said.out else said.err

    return run


def undo(batch: int) -> int:
    return main(["import", "vcard", "--workspace", "fjordby", "--undo", str(batch), "--json"])


@pytest.mark.case("vcard_twelve_and_a_bad_one")
def test_the_bad_card_is_named_and_the_others_come_in(command: Any, leader: Any) -> None:
    code, said = command("--check")
    assert code == 3
    assert (said["rows"], said["blank"], said["batch"]) == (12, 0, None)
    errors = [p for p in said["problems"] if p["severity"] == "error"]
    assert [(p["kind"], p["rows"]) for p in errors] == [("bad_email", [BAD])]
    code, said = command("--apply")
    assert code == 3
    assert Person.objects.count() == Organisation.objects.count() == 0

    code, said = command("--apply", "--leave-out-problems", "--colleague", leader.email)
    assert code == 0
    assert said["new"]["organisation"] == 11
    assert said["new"]["person"] == 10, "Rock Revy Fjordby is the card of an organisation"
    assert not Person.objects.filter(name="Mads Digt").exists()
    assert Tie.objects.filter(colleague=leader).count() == 11
    oda = Person.objects.get(name="Oda Testrup")
    place = Affiliation.objects.select_related("organisation").get(person=oda)
    assert (oda.email, oda.phone, place.role) == (
        "oda@museet-nutid.example",
        "20 11 22 33",
        "Kurator, Udstillinger",
    )
    assert (place.organisation.address, place.organisation.postcode, place.organisation.town) == (
        "Havnegade 4", "4999", "Fjordby",
    )  # fmt: skip
    assert OrganisationTheme.objects.filter(organisation=place.organisation).count() == 2
    assert Organisation.objects.filter(name="Bådeklubben Nyåen").exists(), "the quoted-printable card of 2.1"
    grethe = Person.objects.get(name="Grethe Marie Fiktivsen")
    assert grethe.note == "Vil gerne høre om erindringscaféer; ring efter kl. 10\nKender Birgit"
    assert "1952" not in json.dumps(list(Person.objects.values()), default=str), "birthdays stay out"

    again, said_again = command("--apply", "--leave-out-problems")
    assert again == 0
    assert (said_again["new"]["organisation"], said_again["new"]["person"]) == (0, 0)
    assert undo(said["batch"]) == 0
    assert Person.objects.count() == Organisation.objects.count() == Tie.objects.count() == 0


@pytest.mark.case("vcard_on_the_page")
def test_the_same_on_the_page(client_of: Any, coordinator: Any, leader: Any) -> None:
    client = client_of(coordinator)
    upload = SimpleUploadedFile("kort.vcf", CARDS.read_bytes())
    answer = client.post("/fjordby/imports/", {"file": upload, "known_by": leader.pk})
    run = ImportRun.objects.get()
    check = f"/fjordby/imports/{run.pk}/check/"
    assert answer.headers["Location"] == check, "the columns of a card are known"
    page = client.get(check).content.decode()
    assert "11 rækker er klar" in page
    assert 'class="quiet num">7<' in page
    assert client.get(f"/fjordby/imports/{run.pk}/columns/").status_code == 302
    reasons = b"".join(client.get(f"/fjordby/imports/{run.pk}/failed/").streaming_content).decode()
    assert "mads digt@boghandel" in reasons
    assert ";7;" in reasons
    mend = {f"cell-{BAD}-email": "mads@boghandel.example"}
    client.post(f"{check}mend/", mend)
    assert "12 rækker er klar" in client.get(check).content.decode()
    ticks = {"tick": [str(n) for n in range(1, 9)]}
    client.post(f"/fjordby/imports/{run.pk}/apply/", ticks)
    assert Person.objects.get(name="Mads Digt").email == "mads@boghandel.example"
    client.post(f"/fjordby/imports/{run.pk}/receipt/undo/")
    assert not Person.objects.exists()


BROKEN = {
    "card_no_end": "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Bo\r\nBEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ida\r\nEND:VCARD\r\n",
    "card_bad_line": "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Bo\r\nher er noget tekst\r\nEND:VCARD\r\n",
    "card_bad_version": "BEGIN:VCARD\r\nVERSION:5.0\r\nFN:Bo\r\nEND:VCARD\r\n",
    "card_bad_text": "BEGIN:VCARD\r\nVERSION:2.1\r\nFN;CHARSET=KLINGON:Bo\r\nEND:VCARD\r\n",
    "no_name": "BEGIN:VCARD\r\nVERSION:3.0\r\nEMAIL:bo@eksempel.dk\r\nEND:VCARD\r\n",
    "cpr_number": "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Bo\r\nNOTE:Født 010203-1234\r\nEND:VCARD\r\n",
}


@pytest.mark.case("vcard_broken_cards")
@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_card_says_what_is_wrong(command: Any, tmp_path: Path, kind: str) -> None:
    file = tmp_path / "kort.vcf"
    file.write_text(BROKEN[kind], newline="")
    code, said = command("--check", file=file)
    assert code == 3
    assert [(p["kind"], p["rows"]) for p in said["problems"] if p["severity"] == "error"] == [(kind, [1])]
    assert "010203" not in json.dumps(said)


@pytest.mark.case("vcard_not_a_vcard")
def test_what_is_no_vcard_is_refused(command: Any, tmp_path: Path) -> None:
    file = tmp_path / "kort.vcf"
    file.write_text("Navn;E-mail\nBo;bo@eksempel.dk\n")
    code, said = command("--apply", file=file)
    assert (code, "BEGIN:VCARD" in said) == (2, True)
    assert not StoredFile.objects.exists()
    assert command("--check", file=tmp_path / "ikke.vcf")[0] == 2
    assert command("--check", "--colleague", "ukendt@eksempel.dk")[0] == 2
