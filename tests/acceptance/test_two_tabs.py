"""A contact and an activity open in two tabs: what both changed is asked about, the rest merges by itself."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from brobygger.network.models import Activity, Contact, FollowUp
from brobygger.network.operations import activities, contacts, organisations, people


def sent(form: Any) -> dict[str, Any]:
    """What a browser would send of the form as it stands."""
    found = {}
    for bound in form:
        value = bound.value()
        if isinstance(value, tuple):
            found |= {f"{bound.html_name}-is-{key}": chosen for key, chosen in value[1].items()}
            value = value[0]
        if isinstance(value, date):
            value = value.strftime("%d-%m-%Y")
        if value not in (None, "", []):
            found[bound.html_name] = getattr(value, "pk", value)
    return found


@pytest.fixture
def contact(staff: Any, leader: Any) -> Contact:
    house = organisations.create(name="FO-Aarhus", by=leader)
    ali = people.create(name="Ali Hansen", organisation=house, by=leader)
    return contacts.note(
        by=leader,
        organisation=house,
        people=[ali],
        colleagues=[leader],
        about="lektiecaféer",
        note="Vi prøver.",
        on=date(2026, 3, 6),
        follow_up={"text": "Ring til Ali", "owner": leader, "due_on": timezone.localdate()},
    )


@pytest.mark.case("two_tabs_on_one_contact")
@pytest.mark.parametrize(
    ("keep", "about"), [("mine", "sprogcaféer"), ("theirs", "læsekredse"), ("original", "lektiecaféer")]
)
def test_only_what_both_changed_of_a_contact_is_asked_about(
    contact: Contact, staff: Any, leader: Any, client_of: Any, keep: str, about: str
) -> None:
    ali, birgit = client_of(staff), client_of(leader)
    path = f"/fjordby/contacts/{contact.pk}/edit/"
    first, second = (sent(client.get(path).context["form"]) for client in (ali, birgit))
    # Birgit: another word for what it was about, somebody more, and the promise is put off.
    later = (timezone.localdate() + timedelta(days=9)).strftime("%d-%m-%Y")
    theirs = second | {"about": "læsekredse", "people": "Ali Hansen, Oda Prøvegaard", "due_on": later}
    assert birgit.post(path, theirs).status_code == 302
    # Ali: another word too, and more of what was said.
    asked = ali.post(path, first | {"about": "sprogcaféer", "note": "Vi prøver to aftener."})
    assert asked.status_code == 422
    assert [c.name for c in asked.context["form"].conflicts] == ["about"]
    for value in ("sprogcaféer", "læsekredse", "lektiecaféer"):
        assert value in asked.text
    assert Contact.objects.get().note == "Vi prøver."
    done = ali.post(path, sent(asked.context["form"]) | {"keep-about": keep})
    assert done.status_code == 302
    told = Contact.objects.get()
    assert (told.about, told.note) == (about, "Vi prøver to aftener.")
    assert [link.person.name for link in told.person_links.order_by("id")] == ["Ali Hansen", "Oda Prøvegaard"]
    step = FollowUp.objects.get()
    assert step.due_on == timezone.localdate() + timedelta(days=9)


@pytest.mark.case("two_tabs_on_one_contact")
def test_people_that_both_changed_are_shown_by_name(
    contact: Contact, staff: Any, leader: Any, client_of: Any
) -> None:
    ali, birgit = client_of(staff), client_of(leader)
    path = f"/fjordby/contacts/{contact.pk}/edit/"
    first, second = (sent(client.get(path).context["form"]) for client in (ali, birgit))
    assert birgit.post(path, second | {"people": "Ali Hansen, Oda Prøvegaard"}).status_code == 302
    asked = ali.post(path, first | {"people": "Ali Hansen, Ib Opdigt"})
    (conflict,) = asked.context["form"].conflicts
    assert (conflict.original, conflict.mine, conflict.theirs) == (
        "Ali Hansen",
        "Ali Hansen, Ib Opdigt",
        "Ali Hansen, Oda Prøvegaard",
    )
    assert ali.post(path, sent(asked.context["form"]) | {"keep-people": "theirs"}).status_code == 302
    names = {link.person.name for link in Contact.objects.get().person_links.all()}
    assert names == {"Ali Hansen", "Oda Prøvegaard"}


@pytest.mark.case("two_tabs_on_one_contact")
def test_a_promise_kept_meanwhile_is_not_made_again(
    contact: Contact, staff: Any, leader: Any, client_of: Any
) -> None:
    ali = client_of(staff)
    path = f"/fjordby/contacts/{contact.pk}/edit/"
    first = sent(ali.get(path).context["form"])
    assert client_of(leader).post(f"/fjordby/follow-ups/{FollowUp.objects.get().pk}/done/").status_code == 302
    assert ali.post(path, first | {"note": "Mere."}).status_code == 302
    assert FollowUp.objects.get().done_on is not None
    assert Contact.objects.get().note == "Mere."


@pytest.mark.case("two_tabs_on_one_activity")
@pytest.mark.parametrize(
    ("keep", "title"), [("mine", "Lektiecafé"), ("theirs", "Sprogcafé"), ("original", "Café")]
)
def test_only_what_both_changed_of_an_activity_is_asked_about(
    staff: Any, leader: Any, client_of: Any, keep: str, title: str
) -> None:
    house = organisations.create(name="FO-Aarhus", by=leader)
    activity = activities.add(
        title="Café", from_date=date(2026, 3, 6), organisations=[house], colleagues=[leader], by=leader
    )
    ali, birgit = client_of(staff), client_of(leader)
    path = f"/fjordby/activities/{activity.pk}/edit/"
    first, second = (sent(client.get(path).context["form"]) for client in (ali, birgit))
    theirs = second | {"title": "Sprogcafé", "organisations": "FO-Aarhus, Museet Kajen"}
    assert birgit.post(path, theirs).status_code == 302
    asked = ali.post(path, first | {"title": "Lektiecafé", "frame": "Festugen"})
    assert asked.status_code == 422
    assert [c.name for c in asked.context["form"].conflicts] == ["title"]
    for value in ("Lektiecafé", "Sprogcafé", 'value="mine"', 'value="theirs"', 'value="original"'):
        assert value in asked.text
    assert ali.post(path, sent(asked.context["form"]) | {"keep-title": keep}).status_code == 302
    told = Activity.objects.get()
    assert (told.title, told.frame) == (title, "Festugen")
    assert {link.organisation.name for link in told.organisation_links.all()} == {"FO-Aarhus", "Museet Kajen"}
