"""A sample of every operation, for the contract that each writes history. A new operation is given one here."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from brobygger.accounts import operations as accounts
from brobygger.accounts.models import Link, User
from brobygger.core.models import Batch
from brobygger.core.undo import undo_batch
from brobygger.demo import build, fjordby, guide
from brobygger.network.exchange import programme as programme_reading
from brobygger.network.exchange import programme_feed
from brobygger.network.importing import operations as importing
from brobygger.network.models import HandoverLine, Organisation, OrganisationType, Person, Snooze
from brobygger.network.operations import (
    activities,
    board,
    bulk,
    calendar,
    care,
    contacts,
    digest,
    duplicates,
    follow_ups,
    formality,
    handovers,
    job_change,
    organisations,
    people,
    programme,
    ties,
    words,
)
from brobygger.records import archive
from brobygger.records import operations as records
from brobygger.records.models import JournalNote
from brobygger.records.webhooks import operations as webhooks
from brobygger.records.webhooks.stopping import stop
from tests import world
from tests.accounts.federation import samples as municipal
from tests.contracts import personal_samples, process_samples, questions_samples, strategy_samples
from tests.map import campaign_rows, circles, connection_rows, embed_rows
from tests.strategy import house_rows

SOON = timezone.localdate() + timedelta(days=9)
DAY = date(2026, 2, 3)
# An address that needs no name server; nothing is sent.
HOOK: dict[str, Any] = {
    "name": "Intranet", "address": "https://93.184.215.14/", "about": ["person"], "verbs": ["created"],
}  # fmt: skip
ROWS = "Organisation;By\nSøvang Skole;Fjordby\n"
ASKING = "Organisation;By\nSøvang Foreningen 1;Fjordby\n"


# Operations that write nothing of a workspace: why, for each.
class Here:
    """What the samples work on."""

    def __init__(self, made: world.World, colleagues: dict[str, Any], scratch: Path) -> None:
        self.made, self.scratch, self.workspace = made, scratch, made.workspace
        self.leader, self.staff, self.reader = (colleagues[role] for role in ("leader", "staff", "reader"))
        self.by = {"by": self.leader}

        self.ids = {label: (type(rows[0]), [row.pk for row in rows]) for label, rows in made.rows.items()}

    def __getattr__(self, name: str) -> Any:
        """`here.person`: the world's first person, as it stands in the database now."""
        for package in ("network.", "accounts.", "records.", "strategy.", "questions.", ""):
            if package + name in self.ids:
                model, ids = self.ids[package + name]
                return model._default_manager.get(pk=ids[0])
        raise AttributeError(name)

    def rename(self, slug: str) -> None:
        """Let somebody else have the workspace's name in addresses."""
        type(self.workspace).objects.filter(pk=self.workspace.pk).update(slug=slug)

    @property
    def invited(self) -> Any:
        return self.link.colleague

    @property
    def noted(self) -> Any:
        return accounts.note_colleague(name="Ny Kollega", email="ny.kollega@eksempel.dk", **self.by)

    @property
    def own_note(self) -> Any:
        return JournalNote.objects.filter(author=self.leader)[0]

    @property
    def all(self) -> Any:
        return Organisation.objects.filter(workspace=self.workspace)

    def batch(self) -> Batch:
        return Batch.objects.filter(workspace_id=self.workspace.pk, kind="deletion").latest("pk")

    def run(self, text: str = ROWS) -> Any:
        path = self.scratch / "fil.csv"
        path.write_text(text, encoding="utf-8")
        with path.open("rb") as content:
            return importing.start_run(content=content, name="fil.csv", **self.by)

    def applied(self, text: str = ROWS) -> Any:
        run = self.run(text)
        importing.apply_run(run=run, default_answer="later", **self.by)
        run.refresh_from_db()
        return run

    def written(self) -> Path:
        path = self.scratch / "a.zip"
        archive.write_archive(workspace=self.workspace, path=path, **self.by)
        return path


def _settle(here: Here) -> None:
    run = here.applied(ASKING)
    row = run.tray[0]["row"]
    importing.settle_tray(run=run, row=row, answers={str(row): "new"}, **here.by)


def _accept(here: Here) -> None:
    user = User.objects.create_user("andet@eksempel.dk", name="Anden")
    accounts.accept(link=Link.objects.get(pk=here.link.pk), user=user)


def _come_in(here: Here) -> None:
    accounts.come_in(provider=municipal.provider(), asserted=municipal.asserted())


def _withdraw_unprivileged(here: Here) -> None:
    _come_in(here)
    accounts.withdraw_unprivileged(provider=municipal.provider(), asserted=municipal.asserted(grants={}))


def _break_glass(here: Here) -> Link:
    accounts.make_break_glass(workspace=here.workspace, email="ny.leder@eksempel.dk")
    return Link.objects.get(purpose=Link.Purpose.BREAK_GLASS)


def _open_break_glass(here: Here) -> None:
    accounts.open_break_glass(
        link=_break_glass(here), name="Ny Leder", password="en lang adgangskode", language="da"
    )


def _demand(here: Here) -> None:
    _open_break_glass(here)
    accounts.demand_municipal(workspace=here.workspace, only=True, **here.by)


def _end_break_glass(here: Here) -> None:
    colleague = _break_glass(here).colleague
    assert colleague
    accounts.end_break_glass(colleague=colleague, **here.by)


def _first_login(here: Here) -> None:
    accounts.new_first_login(colleague=here.invited, **here.by)


def _lines(here: Here) -> Any:
    return HandoverLine.objects.filter(handover=here.handover)


def _receiver(here: Here) -> Any:
    return _lines(here)[0].receiver


def _without_handover(here: Here) -> Any:
    here.handover.delete()
    return here.reader


def _known_by_one(here: Here) -> Any:
    ties.add(colleague=here.staff, organisation=here.umbrella, **here.by)
    return Organisation.objects.filter(pk=here.umbrella.pk)


def _demo_users(here: Here) -> None:
    guide.build(slug="roskilde", name="Roskilde", partners=guide.LIBRARIES[0][2], leader="leder@eksempel.dk")
    build._let_in(slug="roskilde")


def _programme() -> Any:
    event = {"uuid": "ny", "title": "Ny", "date_time": {"start": "2026-03-04"}, "partners": ["Ny Partner"]}
    return programme_feed.parse(json.dumps([event]).encode())


SAMPLES: dict[str, Callable[[Here], Any]] = {
    **personal_samples.SAMPLES,
    "accounts.break_glass.end": _end_break_glass,
    "accounts.break_glass.make": _break_glass,
    "accounts.break_glass.open": _open_break_glass,
    "accounts.break_glass.use": lambda h: accounts.note_break_glass(colleague=h.staff),
    "accounts.identity.forget": lambda h: accounts.forget_identity(identity=h.identity, **h.by),
    "accounts.municipal.come_in": _come_in,
    "accounts.municipal.withdraw": _withdraw_unprivileged,
    "accounts.workspace.demand_municipal": _demand,
    "accounts.colleague.change": lambda h: accounts.change_colleague(
        colleague=h.staff, name="Nyt Navn", title="Bibliotekar", phone="", **h.by
    ),
    "accounts.colleague.change_role": lambda h: accounts.change_role(
        colleague=h.staff, role="reader", **h.by
    ),
    "accounts.colleague.invite": lambda h: accounts.invite(colleague=h.noted, role="staff", **h.by),
    "accounts.colleague.invite_many": lambda h: accounts.invite_many(
        text="x@eksempel.dk", role="staff", **h.by
    ),
    "accounts.colleague.mark_left": lambda h: accounts.mark_left(colleague=h.staff, **h.by),
    "accounts.colleague.note": lambda h: h.noted,
    "accounts.colleague.reinvite": lambda h: accounts.reinvite(colleague=h.invited, **h.by),
    "accounts.colleague.withdraw_invitation": lambda h: accounts.withdraw_invitation(
        colleague=h.invited, **h.by
    ),
    "accounts.invitation.accept": _accept,
    "accounts.invitation.accept_as_new": lambda h: accounts.accept_as_new(
        link=h.link, name="Ny Her", password="en lang adgangskode", language="da"
    ),
    "accounts.profile.change": lambda h: accounts.change_profile(
        user=h.staff.user, name="Nyt Navn", language="en", shortcuts=False
    ),
    "accounts.team.change": lambda h: accounts.change_team(
        team=h.team, name="Andet", kind="cross", purpose="", members=[h.staff], **h.by
    ),
    "accounts.team.create": lambda h: accounts.create_team(name="Nyt team", kind="cross", **h.by),
    "accounts.team.delete": lambda h: accounts.delete_team(team=h.team, **h.by),
    "accounts.token.make": lambda h: accounts.make_token(name="Intranet", role="reader", **h.by),
    "accounts.token.revoke": lambda h: accounts.revoke_token(token=h.apitoken, **h.by),
    "accounts.workspace.change": lambda h: accounts.change_workspace(
        workspace=h.workspace, name="Andet navn", municipality=None, **h.by
    ),
    "accounts.workspace.first_login": _first_login,
    "accounts.workspace.setup": lambda h: accounts.setup_workspace(
        slug="ny", name="Ny", email="l@eksempel.dk"
    ),
    "core.batch.undo": lambda h: undo_batch(batch=h.batch(), **h.by),
    "demo.fjordby.build": lambda h: (h.rename("gammel"), fjordby.build()),
    "demo.guide.build": lambda h: guide.build(
        slug="roskilde", name="Roskilde", partners=guide.LIBRARIES[0][2], leader="leder@eksempel.dk"
    ),
    "demo.users.build": _demo_users,
    "network.activity.add": lambda h: activities.add(
        title="Ny", from_date=DAY, organisations=[h.organisation], **h.by
    ),
    "network.activity.delete": lambda h: activities.delete(activity=h.activity, **h.by),
    "network.activity.edit": lambda h: activities.edit(activity=h.activity, title="Anden", **h.by),
    "network.activity.note": lambda h: activities.note(
        title="Ny", from_date=DAY, organisations=["Helt ny"], **h.by
    ),
    "network.affiliation.add": lambda h: people.affiliate(
        person=h.person, organisation=h.organisation, role="X", **h.by
    ),
    "network.affiliation.add_named": lambda h: people.affiliate_named(
        person=h.person, organisation="Helt ny", **h.by
    ),
    "network.affiliation.edit": lambda h: people.edit_affiliation(
        affiliation=h.affiliation, role="Andet", from_date=None, to_date=None, **h.by
    ),
    "network.affiliation.end": lambda h: people.end_affiliation(affiliation=h.affiliation, **h.by),
    "network.calendar.close": lambda h: (calendar.open_address(**h.by), calendar.close_address(**h.by)),
    "network.calendar.open": lambda h: calendar.open_address(**h.by),
    "network.care.agree": lambda h: care.agree(organisation=h.organisation, leader=h.staff, **h.by),
    "network.care.introduce": lambda h: care.introduce(organisations=_known_by_one(h), due_on=SOON, **h.by),
    "network.care.know_too": lambda h: care.know_too(
        organisations=Organisation.objects.filter(pk=h.umbrella.pk), **h.by
    ),
    "network.care.set_intervals": lambda h: care.set_intervals(days={"network": 200}, **h.by),
    "network.care.snooze": lambda h: care.snooze(organisations=h.all, until=SOON, **h.by),
    "network.care.tell": lambda h: care.tell(organisations=h.all, **h.by),
    "network.care.wake": lambda h: care.wake(snoozes=Snooze.objects.filter(pk=h.snooze.pk), **h.by),
    "network.card.complete": lambda h: board.complete(card=h.boardcard, person="Ny Person", **h.by),
    "network.card.edit": lambda h: board.edit(
        card=h.boardcard, text="Andet", colleague=h.staff, received_on=DAY, **h.by
    ),
    "network.card.put": lambda h: board.put(colleague=h.staff, text="Nyt kort", **h.by),
    "network.card.remove_photo": lambda h: board.remove_photo(card=h.boardcard, **h.by),
    "network.card.take_off": lambda h: board.take_off(card=h.boardcard, **h.by),
    "network.contact.add": lambda h: contacts.add(organisation=h.organisation, about="Ny", on=DAY, **h.by),
    "network.contact.delete": lambda h: contacts.delete(contact=h.contact, **h.by),
    "network.contact.edit": lambda h: contacts.edit(contact=h.contact, about="Andet", **h.by),
    "network.contact.note": lambda h: contacts.note(organisation="Helt ny", people=["Ny Person"], **h.by),
    "network.contact.promise": lambda h: contacts.promise(
        contact=h.contact, text="Ring", owner=h.staff, due_on=SOON, **h.by
    ),
    "network.digest.choose": lambda h: digest.choose(colleague=h.leader, wanted=False, **h.by),
    "network.digest.send": lambda h: digest.send_all(h.workspace, "2026-W47"),
    "network.duplicates.keep_apart": lambda h: duplicates.keep_apart(
        one=h.organisation, other=h.umbrella, **h.by
    ),
    "network.duplicates.merge": lambda h: duplicates.merge(survivor=h.organisation, other=h.umbrella, **h.by),
    "network.duplicates.take_back": lambda h: duplicates.take_back(decision=h.notthesame, **h.by),
    "network.follow_up.add": lambda h: follow_ups.add(text="Ring", owner=h.staff, due_on=SOON, **h.by),
    "network.follow_up.ask": lambda h: follow_ups.ask(
        text="Ring", owner=h.staff, due_on=SOON, organisation=h.organisation, **h.by
    ),
    "network.follow_up.delete": lambda h: follow_ups.delete(follow_up=h.followup, **h.by),
    "network.follow_up.done": lambda h: follow_ups.done(follow_up=h.followup, outcome="Godt", **h.by),
    "network.follow_up.edit": lambda h: follow_ups.edit(follow_up=h.followup, text="Andet", **h.by),
    "network.follow_up.move": lambda h: follow_ups.move(follow_up=h.followup, due_on=SOON, **h.by),
    "network.follow_up.reopen": lambda h: (
        follow_ups.done(follow_up=h.followup, **h.by),
        follow_ups.reopen(follow_up=h.followup, **h.by),
    ),
    "network.follow_ups.ask": lambda h: bulk.ask(
        records=h.all, owner=h.staff, text="Ring", due_on=SOON, **h.by
    ),
    "network.formality.decide": lambda h: formality.decide(
        organisation=h.organisation, level="partnership", **h.by
    ),
    "network.formality.delete": lambda h: formality.delete(formality=h.formality, **h.by),
    "network.handover.decide": lambda h: handovers.decide(lines=_lines(h), decision="keep", **h.by),
    "network.handover.decline": lambda h: handovers.decline(lines=_lines(h), reason="Ferie", by=_receiver(h)),
    "network.handover.fill": lambda h: handovers.fill(handover=h.handover, **h.by),
    "network.handover.start": lambda h: handovers.start(colleague=_without_handover(h), **h.by),
    "network.handover.take_over": lambda h: handovers.take_over(lines=_lines(h), by=_receiver(h)),
    "network.import.apply": lambda h: h.applied(),
    "network.import.settle": _settle,
    "network.import.undo": lambda h: importing.undo_run(run=h.applied(), **h.by),
    "network.organisation.create": lambda h: organisations.create(name="Ny", **h.by),
    "network.organisation.delete": lambda h: organisations.delete(organisation=h.organisation, **h.by),
    "network.organisation.edit": lambda h: organisations.edit(
        organisation=h.organisation, name="Andet", **h.by
    ),
    "network.organisation.end_tie": lambda h: organisations.end_tie(tie=h.organisationtie, **h.by),
    "network.organisation.tie": lambda h: organisations.tie(
        organisation=h.organisation, other=h.umbrella, kind="part_of", **h.by
    ),
    "network.organisation.tie_named": lambda h: organisations.tie_named(
        organisation=h.organisation, other="Helt ny", kind="part_of", **h.by
    ),
    "network.organisations.set_sector": lambda h: bulk.set_sector(
        organisations=h.all, sector="public", **h.by
    ),
    "network.organisations.set_theme": lambda h: bulk.set_theme(
        organisations=Organisation.objects.filter(pk=h.umbrella.pk), theme=h.theme, **h.by
    ),
    "network.organisations.set_type": lambda h: bulk.set_type(
        organisations=Organisation.objects.filter(pk=h.umbrella.pk),
        kind=h.organisationtype,
        **h.by,
    ),
    "network.person.change_job": lambda h: job_change.change_job(
        person=h.person, ended_on=SOON, organisation="Helt ny", **h.by
    ),
    "network.programme.accept": lambda h: programme.accept(partner=h.partnername, **h.by),
    "network.programme.decide": lambda h: programme.decide(partner=h.partnername, decision="later", **h.by),
    "network.programme.fill": lambda h: programme_reading.fill(programme=_programme(), **h.by),
    "network.programme.leave_news": lambda h: programme.leave_news(event=h.programmeevent, **h.by),
    "network.programme.set_feed": lambda h: programme.set_feed(feed=h.eventfeed, address="", **h.by),
    "network.programme.take_news": lambda h: programme.take_news(event=h.programmeevent, **h.by),
    "network.person.create": lambda h: people.create(name="Ny Person", **h.by),
    "network.person.delete": lambda h: people.delete(person=h.person, **h.by),
    "network.person.edit": lambda h: people.edit(person=h.person, name="Andet Navn", **h.by),
    "network.records.delete": lambda h: bulk.delete(
        records=Person.objects.filter(workspace=h.workspace), **h.by
    ),
    "network.tie.add": lambda h: ties.add(colleague=h.staff, organisation=h.umbrella, **h.by),
    "network.tie.delete": lambda h: ties.delete(tie=h.tie, **h.by),
    "network.tie.edit": lambda h: ties.edit(tie=h.tie, about="Andet", strength="some", since=DAY, **h.by),
    "network.tie.end": lambda h: ties.end(tie=h.tie, **h.by),
    "network.word.add": lambda h: words.add(model=OrganisationType, name="Museum", **h.by),
    "network.word.delete": lambda h: words.delete(word=h.theme, **h.by),
    "network.word.edit": lambda h: words.edit(word=h.theme, name="Andet", **h.by),
    "records.archive.read": lambda h: archive.read_archive(path=h.written(), slug="kopi"),
    "records.archive.write": lambda h: h.written(),
    "records.batch.undo": lambda h: records.undo(batch=h.batch(), **h.by),
    "records.webhook.add": lambda h: webhooks.add(**HOOK, **h.by),
    "records.webhook.change": lambda h: webhooks.change(
        webhook=h.webhook, **HOOK | {"name": "Andet"}, **h.by
    ),
    "records.webhook.delete": lambda h: webhooks.delete(webhook=h.webhook, **h.by),
    "records.webhook.new_secret": lambda h: webhooks.new_secret(webhook=h.webhook, **h.by),
    "records.webhook.pause": lambda h: (
        webhooks.resume(webhook=h.webhook, **h.by),
        webhooks.pause(webhook=h.webhook, **h.by),
    ),
    "records.webhook.resume": lambda h: webhooks.resume(webhook=h.webhook, **h.by),
    "records.webhook.stop": lambda h: (
        webhooks.resume(webhook=h.webhook, **h.by),
        stop(webhook=h.webhook, why="silent"),
    ),
    "records.note.add": lambda h: records.add_note(
        model="network.person", object_id=h.person.pk, text="Husk", **h.by
    ),
    "records.note.delete": lambda h: records.delete_note(note=h.own_note, **h.by),
    "records.note.edit": lambda h: records.edit_note(note=h.own_note, text="Andet", pinned=False, **h.by),
    "records.note.pin": lambda h: records.pin_note(note=h.own_note, pinned=True, **h.by),
    **process_samples.SAMPLES,
    **strategy_samples.SAMPLES,
    **questions_samples.SAMPLES,
    **embed_rows.SAMPLES,
    **campaign_rows.SAMPLES,
    **house_rows.SAMPLES,
    **circles.SAMPLES,
    **house_rows.SAMPLES,
    **connection_rows.SAMPLES,
}
