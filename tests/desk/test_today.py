"""Today: promises first, then what has happened; the first steps in an empty workspace."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries

from brobygger.accounts.models import Colleague, Workspace
from brobygger.network.models import Contact, FollowUp, Level, Organisation
from brobygger.network.operations import contacts, follow_ups, formality, organisations

pytestmark = pytest.mark.django_db
ClientOf = Callable[..., Client]


def promise(owner: Colleague, text: str, days: int, **more: Any) -> FollowUp:
    due_on = timezone.localdate() + timedelta(days=days)
    return follow_ups.add(text=text, owner=owner, due_on=due_on, by=owner, **more)


def test_an_empty_workspace_offers_the_first_steps(client_of: ClientOf, coordinator: Colleague) -> None:
    page = client_of(coordinator).get("/fjordby/").content.decode()
    assert "Begynd med den liste, du har" in page
    assert "Invitér dine kolleger" in page
    assert "Der venter ikke noget på dig i denne uge" in page


def test_a_reader_is_offered_nothing_to_write(client_of: ClientOf, reader: Colleague) -> None:
    page = client_of(reader).get("/fjordby/").content.decode()
    assert "Hvem mødte du?" not in page
    assert "Importér en liste" not in page


def test_my_promises_the_latest_first_and_nobody_elses(
    client_of: ClientOf, staff: Colleague, coordinator: Colleague
) -> None:
    promise(staff, "Ring til Oda", 3)
    promise(staff, "Skriv til Ib", -2)
    promise(coordinator, "Noget andet", -9)
    page = client_of(staff).get("/fjordby/").content.decode()
    assert page.index("Skriv til Ib") < page.index("Ring til Oda")
    assert "2 dage over" in page
    assert "Noget andet" not in page
    assert "To ting venter på dig, og det ældste er et løfte fra" in page


def test_one_press_marks_it_done_and_comes_back(client_of: ClientOf, staff: Colleague) -> None:
    step = promise(staff, "Ring til Oda", 0)
    answer = client_of(staff).post(f"/fjordby/follow-ups/{step.pk}/done/?next=/fjordby/")
    assert answer.headers["Location"] == "/fjordby/"
    step.refresh_from_db()
    assert step.done_on == timezone.localdate()


def test_what_has_happened_is_told_in_sentences(
    client_of: ClientOf, staff: Colleague, coordinator: Colleague
) -> None:
    gallery = organisations.create(by=staff, name="Galleri Åen")
    contacts.add(
        by=staff, organisation=gallery, colleagues=[staff], about="åbent hus", kind=Contact.Kind.PHONE
    )
    formality.decide(organisation=gallery, level=Level.NETWORK, by=staff, decided_by=staff)
    formality.decide(organisation=gallery, level=Level.COOPERATION, by=staff, decided_by=staff)
    page = client_of(coordinator).get("/fjordby/").content.decode()
    assert "om åbent hus" in page
    assert "fra netværk til samarbejde" in page


def test_a_note_about_long_ago_is_no_news(client_of: ClientOf, staff: Colleague) -> None:
    gallery = organisations.create(by=staff, name="Galleri Åen")
    long_ago = timezone.localdate() - timedelta(days=400)
    contacts.add(by=staff, organisation=gallery, colleagues=[staff], about="det gamle møde", on=long_ago)
    assert "det gamle møde" not in client_of(staff).get("/fjordby/").content.decode()


def test_the_source_stands_on_a_workspace_made_from_one(client_of: ClientOf, staff: Colleague) -> None:
    Workspace.objects.filter(pk=staff.workspace_id).update(source="En bog, s. 11")
    assert "En bog, s. 11" in client_of(staff).get("/fjordby/").content.decode()


def test_a_coordinator_sees_who_has_not_answered(
    client_of: ClientOf, coordinator: Colleague, staff: Colleague
) -> None:
    Colleague.objects.create(
        workspace=staff.workspace, name="Ida Opdigt", email="ida@eksempel.dk", state=Colleague.State.INVITED
    )
    assert "Ida Opdigt" in client_of(coordinator).get("/fjordby/").content.decode()
    assert "Ida Opdigt" not in client_of(staff).get("/fjordby/").content.decode()


def test_queries_do_not_grow(
    client_of: ClientOf, staff: Colleague, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(12):
        made: Organisation = organisations.create(by=staff, name=f"Galleri {number}")
        contacts.add(by=staff, organisation=made, colleagues=[staff], about="åbent hus")
        formality.decide(organisation=made, level=Level.NETWORK, by=staff, decided_by=staff)
        promise(staff, f"Ring {number}", number, organisation=made)
    client = client_of(staff)
    with django_assert_max_num_queries(25):
        client.get("/fjordby/")
