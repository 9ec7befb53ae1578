"""The pages of the network as people use them, and what they refuse."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from brobygger.accounts.models import System
from brobygger.core.models import HistoryEntry
from brobygger.network.models import Contact, FollowUp, Organisation, Person, Theme, Tie
from brobygger.network.operations import (
    activities,
    contacts,
    follow_ups,
    formality,
    organisations,
    people,
    ties,
    words,
)

CPR = "020304-1234"


def today() -> Any:
    return timezone.localdate()


@pytest.fixture
def harbour(staff: Any, leader: Any) -> Organisation:
    """An organisation with all that its page can show."""
    theme = words.add(model=Theme, name="Kultur", by=staff)
    made = organisations.create(
        name="Kunsthal Værftet",
        sector="civil",
        town="Fjordby",
        themes=[theme],
        former_names=["Værftet"],
        by=staff,
    )
    oda = people.create(name="Oda Prøvegaard", organisation=made, role="Kurator", by=staff)
    ib = people.create(name="Ib Opdigt", organisation=made, role="Leder", by=staff)
    people.end_affiliation(affiliation=ib.affiliations.get(), on=today() - timedelta(days=1), by=staff)
    ties.add(colleague=leader, person=oda, strength="well", about="udstillinger", by=staff)
    ties.add(colleague=staff, organisation=made, strength="met", by=staff)
    contacts.add(
        organisation=made, people=[oda], colleagues=[leader], on=today() - timedelta(days=21),
        about="forårsudstillingen", follow_up={"text": "Første udkast", "owner": leader, "due_on": today()}, by=staff,
    )  # fmt: skip
    activities.add(title="Åben scene", from_date=today() - timedelta(days=40), organisations=[made], by=staff)
    formality.decide(
        organisation=made, level="network", since=today() - timedelta(days=400), by=System(staff.workspace)
    )
    other = organisations.create(name="Fjordby Kommune", by=staff)
    organisations.tie(organisation=made, other=other, kind="part_of", by=staff)
    return made


def pages_of(harbour: Organisation) -> list[str]:
    pk, person = harbour.pk, Person.objects.get(name="Oda Prøvegaard")
    contact, step = Contact.objects.get(), FollowUp.objects.get()
    activity = harbour.activity_links.get().activity_id
    here = f"/fjordby/organisations/{pk}/"
    return [
        *(here + tab for tab in ("", "contacts/", "together/", "ties/", "journal/", "history/")),
        *(here + form for form in ("edit/", "delete/", "formality/", "known/", "ties/new/")),
        f"{here}ask/{Tie.objects.get(person=person).colleague_id}/",
        f"/fjordby/people/{person.pk}/",
        *(f"/fjordby/people/{person.pk}/{form}/" for form in ("edit", "delete", "affiliations/new", "known")),
        f"/fjordby/affiliations/{person.affiliations.get().pk}/",
        f"/fjordby/ties/{person.ties.get().pk}/",
        f"/fjordby/colleagues/{Tie.objects.get(person=person).colleague_id}/",
        f"/fjordby/contacts/{contact.pk}/",
        f"/fjordby/contacts/{contact.pk}/edit/",
        f"/fjordby/contacts/{contact.pk}/delete/",
        f"/fjordby/contacts/new/?organisation={pk}",
        f"/fjordby/follow-ups/{step.pk}/",
        f"/fjordby/follow-ups/{step.pk}/done/",
        f"/fjordby/follow-ups/new/?organisation={pk}",
        f"/fjordby/activities/{activity}/",
        f"/fjordby/activities/{activity}/edit/",
        f"/fjordby/activities/{activity}/delete/",
        f"/fjordby/activities/new/?organisation={pk}",
        "/fjordby/organisations/new/",
        f"/fjordby/people/new/?organisation={pk}",
    ]


def test_every_page_opens_and_is_closed_to_the_neighbour(
    harbour: Organisation, leader: Any, outsider: Any, client_of: Any
) -> None:
    ours, theirs = client_of(leader), client_of(outsider)
    for path in pages_of(harbour):
        assert ours.get(path).status_code == 200, path
        # Neither through our address nor with our record's id in their own.
        assert theirs.get(path).status_code == 404, path
        moved = path.replace("/fjordby/", "/nabo/")
        if "/new/" not in path or "?" in path:
            assert theirs.get(moved).status_code == 404, moved


def test_a_reader_reads_and_does_not_write(harbour: Organisation, reader: Any, client_of: Any) -> None:
    client = client_of(reader)
    page = client.get(f"/fjordby/organisations/{harbour.pk}/")
    assert page.status_code == 200
    assert "Ny kontakt" not in page.text
    for path in pages_of(harbour):
        if any(part in path for part in ("edit", "new", "delete", "known", "formality", "done")):
            assert client.get(path).status_code == 403, path
            assert client.post(path, {}).status_code == 403, path
    assert client.post("/fjordby/contacts/capture/", {"line": "Mødte Oda"}).status_code == 403


def test_the_page_leads_with_whom_to_ask(harbour: Organisation, staff: Any, client_of: Any) -> None:
    page = client_of(staff).get(f"/fjordby/organisations/{harbour.pk}/").text
    assert "Birgit kender Oda Prøvegaard godt" in page
    assert "Spørg Birgit" in page
    assert "De talte sammen for 3 uger siden om forårsudstillingen." in page
    assert "Første udkast" in page
    assert page.index("Oda Prøvegaard") < page.index("Ib Opdigt")
    # Something was done together and the level is still network: proposed, not written.
    assert "Det, I gør sammen, ligner" in page
    harbour.refresh_from_db()
    assert harbour.level == "network"


def test_the_page_costs_the_same_however_much_there_is(
    harbour: Organisation, staff: Any, client_of: Any, django_assert_max_num_queries: Any
) -> None:
    client = client_of(staff)
    path = f"/fjordby/organisations/{harbour.pk}/"
    client.get(path)
    with django_assert_max_num_queries(25) as few:
        client.get(path)
    for n in range(12):
        person = people.create(name=f"Person {n}", organisation=harbour, by=staff)
        ties.add(colleague=staff, person=person, by=staff)
        contacts.add(organisation=harbour, people=[person], colleagues=[staff], by=staff)
        follow_ups.add(text=f"Skridt {n}", owner=staff, due_on=today(), organisation=harbour, by=staff)
    with django_assert_max_num_queries(25) as many:
        client.get(path)
    assert len(many) == len(few)


def test_a_new_organisation_is_warned_about_before_it_is_made_twice(staff: Any, client_of: Any) -> None:
    organisations.create(name="FO-Aarhus", town="Aarhus", by=staff)
    client = client_of(staff)
    hint = client.get("/fjordby/alike/organisation/", {"name": "FO Århus"})
    assert "FO-Aarhus" in hint.text
    first = client.post("/fjordby/organisations/new/", {"name": "FO Århus"})
    assert first.status_code == 422
    assert "FO-Aarhus" in first.text
    assert Organisation.objects.count() == 1
    second = client.post("/fjordby/organisations/new/", {"name": "FO Århus", "new_anyway": "1"})
    assert second.status_code == 302
    assert Organisation.objects.count() == 2


def test_a_form_sent_twice_makes_one(staff: Any, client_of: Any) -> None:
    client = client_of(staff)
    data = {"name": "Havnens Værksted", "once": "et-ganske-bestemt", "new_anyway": "1"}
    first = client.post("/fjordby/organisations/new/", data)
    second = client.post("/fjordby/organisations/new/", data)
    assert first.status_code == second.status_code == 302
    assert first["Location"] == second["Location"]
    assert Organisation.objects.count() == 1
    # The page gone back to and filled in anew is another form.
    client.post("/fjordby/organisations/new/", data | {"name": "Skibsværftet"})
    assert Organisation.objects.count() == 2


@pytest.mark.parametrize("field", ["name", "about", "phone"])
def test_a_cpr_number_is_neither_kept_nor_shown_again(staff: Any, client_of: Any, field: str) -> None:
    page = client_of(staff).post(
        "/fjordby/organisations/new/", {"name": "Foreningen", field: f"Formand {CPR}"}
    )
    assert page.status_code == 422
    assert "CPR" in page.text
    assert CPR not in page.text
    assert not Organisation.objects.exists()


def test_a_cpr_number_in_a_captured_line_is_refused(staff: Any, client_of: Any) -> None:
    page = client_of(staff).post("/fjordby/contacts/capture/", {"line": f"Mødte Ali {CPR}"}, follow=True)
    assert "CPR" in page.text
    assert CPR not in page.text
    assert not Contact.objects.exists()
    assert not HistoryEntry.objects.exists()


def test_a_line_becomes_a_contact_that_can_be_corrected(staff: Any, client_of: Any) -> None:
    house = organisations.create(name="FO-Aarhus", town="Aarhus", by=staff)
    ali = people.create(name="Ali Hansen", organisation=house, by=staff)
    client = client_of(staff)
    line = "Mødte Ali Hansen, FO-Aarhus, om lektiecaféer, følg op i marts"
    answer = client.post("/fjordby/contacts/capture/", {"line": line})
    made = Contact.objects.get()
    assert answer["Location"] == f"/fjordby/contacts/{made.pk}/edit/?captured=1"
    assert (made.organisation, made.about, made.note, made.kind) == (house, "lektiecaféer", line, "meeting")
    assert made.person_links.get().person == ali
    assert made.colleague_links.get().colleague == staff
    step = FollowUp.objects.get()
    assert (step.due_on.month, step.organisation, step.owner) == (3, house, staff)
    page = client.get(answer["Location"])
    assert "Ali Hansen" in page.text

    saved = client.post(
        f"/fjordby/contacts/{made.pk}/edit/",
        {
            "kind": "phone", "people": "Ali Hansen og Ny Person", "organisation": "FO-Aarhus", "about": "lektiecaféer",
            "on": today().isoformat(), "note": "Rettet", "colleagues": [staff.pk], "owner": staff.pk,
        },
    )  # fmt: skip
    assert saved.status_code == 302
    made.refresh_from_db()
    assert (made.kind, made.note) == ("phone", "Rettet")
    new = Person.objects.get(name="Ny Person")
    assert new.affiliations.get().organisation == house
    assert {link.person for link in made.person_links.all()} == {ali, new}
    # Saved without a step it keeps the one it has; saved with another one it is that one that changes.
    assert FollowUp.objects.get().text == step.text
    shown = client.get(f"/fjordby/contacts/{made.pk}/edit/").context["form"]
    assert shown["promise"].value() == step.text
    # Who was met is known from now on.
    assert new.ties.get().colleague == staff


def test_a_line_about_an_unsure_name_is_saved_and_asked_about(staff: Any, client_of: Any) -> None:
    organisations.create(name="Aftenskolen Vest", town="Viby", by=staff)
    client = client_of(staff)
    answer = client.post(
        "/fjordby/contacts/capture/", {"line": "Mødte Ali Hansen, Aftenskole Vest, om kurser"}
    )
    made = Contact.objects.get()
    assert made.organisation is None
    assert "organisation=Aftenskole+Vest" in answer["Location"]
    data = {
        "kind": "meeting", "people": "Ali Hansen", "organisation": "Aftenskole Vest", "about": "kurser",
        "on": today().isoformat(), "colleagues": [staff.pk], "owner": staff.pk,
    }  # fmt: skip
    asked = client.post(f"/fjordby/contacts/{made.pk}/edit/", data)
    assert asked.status_code == 422
    known = Organisation.objects.get()
    assert "Aftenskolen Vest" in asked.text
    chosen = client.post(
        f"/fjordby/contacts/{made.pk}/edit/", data | {"organisation-is-aftenskole-vest": known.pk}
    )
    assert chosen.status_code == 302
    made.refresh_from_db()
    assert made.organisation == known
    assert Organisation.objects.count() == 1


def test_wrong_dates_are_said_beside_the_field(staff: Any, client_of: Any) -> None:
    client = client_of(staff)
    data = {"kind": "meeting", "people": "Ali", "owner": staff.pk}
    for on in ("31-02-2026", "i næste uge", (today() + timedelta(days=2)).isoformat(), "01-01-1900", ""):
        page = client.post("/fjordby/contacts/new/", data | {"on": on})
        assert page.status_code == 422, on
        assert 'id="id_on_error"' in page.text
    page = client.post("/fjordby/contacts/new/", data | {"on": today().isoformat(), "promise": "Ring"})
    assert 'id="id_due_on_error"' in page.text
    assert not Contact.objects.exists()
    assert not Person.objects.exists()


def test_another_workspaces_ids_in_a_form_are_not_ours(staff: Any, outsider: Any, client_of: Any) -> None:
    theirs = organisations.create(name="Naboens Forening", by=outsider)
    client = client_of(staff)
    client.post(
        "/fjordby/contacts/new/",
        {"kind": "meeting", "organisation": "Naboens Forening", "organisation-is-naboens-forening": theirs.pk,
         "on": today().isoformat(), "owner": staff.pk},
    )  # fmt: skip
    made = Contact.objects.get()
    assert made.organisation != theirs
    assert made.workspace == staff.workspace
    refused = client.post(
        "/fjordby/contacts/new/",
        {"kind": "meeting", "people": "Ali", "on": today().isoformat(), "colleagues": [outsider.pk]},
    )
    assert refused.status_code == 422
    offered = client.get("/fjordby/pick/organisation/", {"field": "o", "o": "Naboens For"})
    assert f'value="{theirs.pk}"' not in offered.text


def test_two_people_edit_one_organisation(
    harbour: Organisation, staff: Any, leader: Any, client_of: Any
) -> None:
    first, second = client_of(staff), client_of(leader)
    path = f"/fjordby/organisations/{harbour.pk}/edit/"
    form = first.get(path).context["form"]
    data = {name: form[name].value() for name in form.fields if form[name].value() not in (None, "")}
    second.post(path, data | {"town": "Havneby", "phone": "70 12 34 56"})

    asked = first.post(path, data | {"town": "Fjordby Havn", "email": "post@eksempel.dk"})
    assert asked.status_code == 422
    assert "Havneby" in asked.text
    assert [c.name for c in asked.context["form"].conflicts] == ["town"]
    shown = asked.context["form"]
    again = {name: shown[name].value() for name in form.fields if shown[name].value() not in (None, "", [])}
    saved = first.post(path, again | {"keep-town": "mine"})
    assert saved.status_code == 302
    harbour.refresh_from_db()
    # Mine where I chose it, mine where only I wrote, theirs where only they did.
    assert (harbour.town, harbour.email, harbour.phone) == ("Fjordby Havn", "post@eksempel.dk", "70 12 34 56")


def test_a_new_name_keeps_the_old_one(harbour: Organisation, staff: Any, client_of: Any) -> None:
    client = client_of(staff)
    path = f"/fjordby/organisations/{harbour.pk}/edit/"
    form = client.get(path).context["form"]
    data = {name: form[name].value() for name in form.fields if form[name].value() not in (None, "")}
    client.post(path, data | {"name": "Værftets Kunsthal", "keep_old_name": "on"})
    assert {f.name for f in harbour.former_names.all()} == {"Værftet", "Kunsthal Værftet"}


def test_a_level_is_decided_with_its_reason(harbour: Organisation, staff: Any, client_of: Any) -> None:
    client = client_of(staff)
    path = f"/fjordby/organisations/{harbour.pk}/formality/"
    assert "Åben scene" in client.get(f"{path}?level=cooperation").text
    wrong = client.post(path, {"level": "cooperation", "since": (today() + timedelta(days=3)).isoformat()})
    assert wrong.status_code == 422
    client.post(path, {"level": "cooperation", "since": today().isoformat(), "reason": "Åben scene gik godt"})
    harbour.refresh_from_db()
    assert harbour.level == "cooperation"
    page = client.get(f"/fjordby/organisations/{harbour.pk}/").text
    assert "Åben scene gik godt" in page
    assert "Det, I gør sammen, ligner" not in page


def test_done_with_one_press_and_back_to_where_one_was(
    harbour: Organisation, staff: Any, client_of: Any
) -> None:
    step = FollowUp.objects.get()
    here = f"/fjordby/organisations/{harbour.pk}/"
    client = client_of(staff)
    answer = client.post(f"/fjordby/follow-ups/{step.pk}/done/", {"next": here})
    assert answer["Location"] == here
    step.refresh_from_db()
    assert step.done_by == staff
    elsewhere = client.post(f"/fjordby/follow-ups/{step.pk}/done/", {"next": "https://eksempel.dk/"})
    assert elsewhere["Location"] == here


def test_asking_a_colleague_puts_it_on_their_list(
    harbour: Organisation, staff: Any, leader: Any, client_of: Any
) -> None:
    client = client_of(staff)
    path = f"/fjordby/organisations/{harbour.pk}/ask/{leader.pk}/"
    page = client.get(path)
    assert "mailto:birgit@eksempel.dk" in page.text
    client.post(path, {"text": "Hvem er Oda?"})
    assert FollowUp.objects.get(text="Hvem er Oda?").owner == leader


def test_the_lists_of_words_belong_to_coordinators(staff: Any, coordinator: Any, client_of: Any) -> None:
    assert client_of(staff).get("/fjordby/settings/lists/").status_code == 403
    client = client_of(coordinator)
    client.post("/fjordby/settings/lists/themes/new/", {"name": "Klima"})
    theme = Theme.objects.get()
    assert client.post("/fjordby/settings/lists/themes/new/", {"name": "klima "}).status_code == 422
    client.post(f"/fjordby/settings/lists/themes/{theme.pk}/", {"name": "Klima og natur"})
    assert "Klima og natur" in client.get("/fjordby/settings/lists/").text
    assert client.get("/fjordby/settings/lists/ukendt/new/").status_code == 404
    client.post(f"/fjordby/settings/lists/themes/{theme.pk}/delete/")
    assert not Theme.objects.exists()
