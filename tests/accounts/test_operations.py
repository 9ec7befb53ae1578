"""The verbs of accounts: who may do what, and what can never happen."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import URLResolver, get_resolver

from brobygger.accounts import operations, rules, seeds
from brobygger.accounts.models import Colleague, Link, Role, Team, Workspace
from brobygger.accounts.operations.workspaces import RESERVED
from brobygger.core import history

State = Colleague.State


def test_setup_makes_workspace_and_leader(db):
    made = operations.setup_workspace(slug="aarhus", name="Aarhus", email="Lone@Eksempel.dk")
    assert made.workspace.slug == "aarhus"
    assert (made.leader.email, made.leader.role, made.leader.state) == (
        "lone@eksempel.dk",
        "leader",
        "invited",
    )
    assert "/link/" in made.address
    entry = history.of(made.workspace).get()
    assert (entry.workspace_id, entry.operation, entry.actor_label) == (
        made.workspace.pk,
        "accounts.workspace.setup",
        "Brobygger",
    )


def test_setup_sows_what_is_registered(db, monkeypatch):
    sown = []
    monkeypatch.setattr(seeds, "_SEEDS", [])
    seeds.register(lambda workspace, by: sown.append((workspace.slug, by.workspace_id)))
    made = operations.setup_workspace(slug="aarhus", name="Aarhus", email="lone@eksempel.dk")
    assert sown == [("aarhus", made.workspace.pk)]


@pytest.mark.parametrize(
    "slug", ["accounts", "link", "p", "static", "Stor", "1by", "å", "by by", "", "fjordby"]
)
def test_slugs_that_are_refused(workspace, slug):
    with pytest.raises(ValidationError):
        operations.setup_workspace(slug=slug, name="By", email="lone@eksempel.dk")
    assert Workspace.objects.count() == 1


def test_every_first_word_of_the_products_own_addresses_is_reserved():
    words = set()
    for pattern in get_resolver().url_patterns:
        inner = (
            pattern.url_patterns
            if isinstance(pattern, URLResolver) and not str(pattern.pattern)
            else [pattern]
        )
        words |= {str(p.pattern).lstrip("^").partition("/")[0] for p in inner}
    own = {word for word in words if word and "<" not in word and "." not in word}
    assert own <= RESERVED


def test_invite_many_reports_each(
    workspace, leader, staff, make_colleague, run_jobs, mailoutbox, django_capture_on_commit_callbacks
):
    gone = make_colleague(workspace, "staff", name="Gert Gået", email="gert@eksempel.dk")
    operations.mark_left(colleague=gone, by=leader)
    noted = operations.note_colleague(name="Tove Prøvegaard", email="tove@eksempel.dk", by=leader)
    text = "Oda Testrup <oda@eksempel.dk>; tove@eksempel.dk; ali@eksempel.dk; gert@eksempel.dk; forkert@"
    report = operations.invite_many(text=text, role="staff", by=leader)
    assert {c.email for c in report.invited} == {"oda@eksempel.dk", "tove@eksempel.dk", "gert@eksempel.dk"}
    assert [c.pk for c in report.members] == [staff.pk]
    assert [u.text for u in report.unread] == ["forkert@"]
    again = operations.invite_many(text=text, role="staff", by=leader)
    assert again.invited == []
    assert len(again.waiting) == 3
    noted.refresh_from_db()
    assert noted.state == State.INVITED
    with django_capture_on_commit_callbacks(execute=True):
        run_jobs()
    assert {m.to[0] for m in mailoutbox} == {"oda@eksempel.dk", "tove@eksempel.dk", "gert@eksempel.dk"}


def test_the_invitation_mail(leader, run_jobs, mailoutbox, django_capture_on_commit_callbacks):
    operations.invite_many(text="Oda Testrup <oda@eksempel.dk>", role="staff", by=leader)
    with django_capture_on_commit_callbacks(execute=True):
        run_jobs()
    mail = mailoutbox[0]
    assert mail.subject == "Birgit Lund inviterer dig til Fjordby Bibliotek og Borgerservice i Brobygger"
    assert "http://localhost:8000/link/" in mail.body
    html = mail.alternatives[0].content
    assert '<a href="http://localhost:8000/link/' in html
    assert "style=" not in html


def test_a_withdrawn_invitation_is_not_mailed(
    leader, run_jobs, mailoutbox, django_capture_on_commit_callbacks
):
    invited = operations.invite_many(text="oda@eksempel.dk", role="staff", by=leader).invited[0]
    operations.withdraw_invitation(colleague=invited, by=leader)
    with django_capture_on_commit_callbacks(execute=True):
        run_jobs()
    assert mailoutbox == []


ALLOWED = {
    "reader": set(),
    "staff": set(),
    "coordinator": {"reader", "staff"},
    "leader": {"reader", "staff", "coordinator", "leader"},
}


@pytest.mark.parametrize("by", list(ALLOWED))
@pytest.mark.parametrize("role", [r.value for r in Role])
def test_who_may_give_which_role(colleagues, workspace, make_colleague, by, role):
    other = make_colleague(workspace, "staff", name="Oda Testrup")
    actor = colleagues[by]
    if role in ALLOWED[by]:
        assert operations.invite_many(text="ny@eksempel.dk", role=role, by=actor).invited[0].role == role
        assert operations.change_role(colleague=other, role=role, by=actor).role == role
    else:
        with pytest.raises(PermissionDenied):
            operations.invite_many(text="ny@eksempel.dk", role=role, by=actor)
        with pytest.raises(PermissionDenied):
            operations.change_role(colleague=other, role=role, by=actor)
    assert rules.roles_to_give(actor) == [r for r in Role if r in ALLOWED[by]]


def test_a_coordinator_does_not_demote_or_close_a_leader(coordinator, leader):
    with pytest.raises(PermissionDenied):
        operations.change_role(colleague=leader, role="staff", by=coordinator)
    with pytest.raises(PermissionDenied):
        operations.mark_left(colleague=leader, by=coordinator)


def test_the_last_leader_stays(leader, workspace, make_colleague):
    with pytest.raises(operations.LastLeader):
        operations.mark_left(colleague=leader, by=leader)
    with pytest.raises(operations.LastLeader):
        operations.change_role(colleague=leader, role="staff", by=leader)
    leader.refresh_from_db()
    assert leader.has_role("leader")
    second = make_colleague(workspace, "leader", name="Anden Leder")
    operations.change_role(colleague=leader, role="staff", by=second, why="Ny stilling")
    assert history.of(leader).first().why == "Ny stilling"
    with pytest.raises(operations.LastLeader):
        operations.mark_left(colleague=second, by=second)


def test_an_invited_leader_does_not_count(leader):
    operations.invite_many(text="ny@eksempel.dk", role="leader", by=leader)
    with pytest.raises(operations.LastLeader):
        operations.mark_left(colleague=leader, by=leader)


def test_who_leaves_loses_every_way_in(staff, leader, client_of):
    client = client_of(staff)
    assert client.get("/fjordby/members/").status_code == 200
    team = operations.create_team(name="Børn", kind="department", members=[staff], by=leader)
    operations.mark_left(colleague=staff, by=leader)
    assert client.get("/fjordby/members/").status_code == 404
    assert list(team.members.all()) == []
    staff.refresh_from_db()
    assert (staff.state, staff.left_on is not None) == (State.LEFT, True)


def test_an_open_link_closes_when_somebody_leaves(leader):
    invited = operations.invite_many(text="oda@eksempel.dk", role="staff", by=leader).invited[0]
    operations.mark_left(colleague=invited, by=leader)
    assert Link.objects.get(colleague=invited).withdrawn_at


def test_who_left_can_come_back(staff, leader):
    operations.mark_left(colleague=staff, by=leader)
    operations.invite(colleague=staff, role="reader", by=leader)
    link = Link.objects.get(colleague=staff)
    operations.accept(link=link, user=staff.user)
    staff.refresh_from_db()
    assert (staff.state, staff.role, staff.left_on) == (State.ACTIVE, "reader", None)


def test_a_noted_colleague_needs_an_address(leader):
    noted = operations.note_colleague(name="Jens Uden Mail", by=leader)
    with pytest.raises(operations.Refusal):
        operations.invite(colleague=noted, role="staff", by=leader)


def test_the_same_address_is_not_noted_twice(leader, staff):
    with pytest.raises(ValidationError):
        operations.note_colleague(name="Ali igen", email="ALI@eksempel.dk", by=leader)


def test_cpr_numbers_are_refused(leader, staff):
    with pytest.raises(ValidationError):
        operations.note_colleague(name="Oda 010190-1234", by=leader)
    with pytest.raises(ValidationError):
        operations.change_colleague(colleague=staff, name="Ali", title="010190-1234", phone="", by=leader)
    with pytest.raises(ValidationError):
        operations.create_team(name="Team 010190-1234", kind="cross", by=leader)


def test_a_changed_address_closes_the_invitation(leader):
    invited = operations.invite_many(text="oda@eksempel.dk", role="staff", by=leader).invited[0]
    operations.change_colleague(
        colleague=invited, name="Oda", title="", phone="", email="oda.t@eksempel.dk", by=leader
    )
    invited.refresh_from_db()
    assert (invited.email, invited.state) == ("oda.t@eksempel.dk", State.NOTED)
    assert Link.objects.get(colleague=invited).withdrawn_at


def test_staff_write_their_own_name_and_nobody_elses(staff, reader):
    operations.change_colleague(colleague=staff, name="Ali N.", title="", phone="", by=staff)
    with pytest.raises(PermissionDenied):
        operations.change_colleague(colleague=reader, name="X", title="", phone="", by=staff)


def test_teams(leader, staff, reader, outsider):
    team = operations.create_team(name="Børn", kind="department", purpose="", members=[staff], by=leader)
    with pytest.raises(ValidationError):
        operations.create_team(name="BØRN".lower(), kind="cross", by=leader)
    operations.change_team(
        team=team, name="Børn og unge", kind="cross", purpose="x", members=[reader], by=leader
    )
    assert [m.colleague_id for m in team.members.all()] == [reader.pk]
    with pytest.raises(ValidationError):
        operations.change_team(
            team=team, name="Børn", kind="cross", purpose="", members=[outsider], by=leader
        )
    operations.delete_team(team=team, by=leader)
    assert not Team.objects.exists()


def test_a_new_name_follows_into_every_workspace(staff, other_workspace, make_colleague):
    there = make_colleague(other_workspace, "staff", name="Ali Nazari", email="ali@eksempel.dk")
    operations.change_profile(user=staff.user, name="Ali N. Nazari", language="en", shortcuts=False)
    for colleague in (staff, there):
        colleague.refresh_from_db()
        assert colleague.name == "Ali N. Nazari"
        assert history.of(colleague).first().operation == "accounts.profile.change"
