"""A workspace with `rows` of everything, so that a contract can walk every page of it."""

import base64
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.db import models
from django.utils import timezone

from brobygger.accounts.models import (
    ApiToken,
    BreakGlassUse,
    Colleague,
    Identity,
    Link,
    System,
    Team,
    TeamMember,
    Workspace,
)
from brobygger.core import history, search
from brobygger.network import models as network
from brobygger.records import models as records
from brobygger.records.personal import leftovers
from brobygger.records.webhooks.signing import hint_of
from tests.map import campaign_rows, connection_rows, embed_rows
from tests.questions import rows as questions
from tests.strategy import house_rows, process_rows
from tests.strategy import rows as strategy

# The smallest picture a browser shows.
PICTURE = base64.b64decode(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAgGBgcGBQgHBwcJCQgKDBQNDAsLDBkSEw8UHRofHh0aHBwgJC4nICIsIxwcKDcpLDAxNDQ0Hyc5PTgyPC4z"
    "NDL/wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAACf/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AVN//2Q=="
)
OWNERS = ("author", "colleague", "owner")
TODAY = timezone.localdate()


@dataclass
class World:
    """The rows made, by model label; the first of each stands in the addresses that are walked."""

    workspace: Workspace
    rows: dict[str, list[Any]] = field(default_factory=dict)

    def first(self, label: str, viewer: Colleague | None = None) -> Any:
        """The first row; of what belongs to one colleague (a notice, a note), the viewer's own."""
        mine = {getattr(viewer, "pk", None)}
        own = (r for r in self.rows[label] if {getattr(r, f"{name}_id", 0) for name in OWNERS} & mine)
        if viewer in self.rows[label]:
            return viewer
        return next(own, self.rows[label][0])


def build(workspace: Workspace, who: list[Colleague], rows: int = 1) -> World:
    """Fill the workspace: `rows` organisations, each with `rows` of what hangs on it, and so on for the rest."""
    made = World(workspace, {"accounts.colleague": list(who)})

    def add(obj: models.Model) -> Any:
        obj.save()
        made.rows.setdefault(obj._meta.label_lower, []).append(obj)
        return obj

    for number in range(1, rows + 1):
        _words(add, made, workspace, number)
    for number in range(1, rows + 1):
        _organisation(add, made, workspace, who, number)
    for number in range(1, rows + 1):
        _house(add, made, workspace, who, number)
        _programme(add, made, workspace, number, rows)
        questions.fill(add, workspace, who, made.rows["accounts.team"][-1], number, rows)
        _personal(add, made, workspace, who, number)
    _care(add, made, workspace, who, rows)
    strategy.fill(add, made, who, rows)
    process_rows.build(add, made, who, rows)
    connection_rows.build(add, made, workspace, who, rows)
    embed_rows.build(add, workspace, who, rows)
    campaign_rows.build(add, made, workspace, who, rows)
    house_rows.build(add, made, workspace, who, rows)
    _history(made, workspace, who, rows)
    add(network.DuplicateScan(workspace=workspace, started_by=who[0]))
    for objects in made.rows.values():
        search.index(objects)
    for organisation in made.rows["network.organisation"]:
        organisation.level, organisation.last_contact_on = "cooperation", TODAY - timedelta(days=3)
        organisation.save()
    for person in made.rows["network.person"]:
        person.last_contact_on = TODAY - timedelta(days=3)
        person.save()
    return made


def _words(add: Any, made: World, workspace: Workspace, number: int) -> None:
    add(network.OrganisationType(workspace=workspace, name=f"Skole {number}"))
    add(network.Theme(workspace=workspace, name=f"Lektiehjælp {number}"))
    add(
        network.AgeGroup(
            workspace=workspace, name=f"{number}–{number + 5} år", from_age=number, to_age=number + 5
        )
    )
    umbrella = network.Organisation(workspace=workspace, name=f"Paraply {number}")
    umbrella.save()
    made.rows.setdefault("umbrella", []).append(umbrella)


def _organisation(add: Any, made: World, workspace: Workspace, who: list[Colleague], number: int) -> None:
    organisation = add(
        network.Organisation(
            workspace=workspace,
            name=f"Søvang Forening {number}",
            sector="civil",
            town="Fjordby",
            postcode="4999",
        )
    )
    person = add(
        network.Person(workspace=workspace, name=f"Bo Æbelø {number}", email=f"bo{number}@eksempel.dk")
    )
    for i, kind in enumerate(made.rows["network.organisationtype"], 1):
        here: dict[str, Any] = {"workspace": workspace, "organisation": organisation}
        when = date(2026, 1, i)
        colleague = who[i % len(who)]
        add(network.OrganisationTypeLink(**here, type=kind))
        add(network.OrganisationTheme(**here, theme=made.rows["network.theme"][i - 1]))
        add(network.OrganisationAgeGroup(**here, age_group=made.rows["network.agegroup"][i - 1]))
        add(network.FormerName(**here, name=f"Gammelt navn {i}", until=when))
        add(network.Affiliation(**here, person=person, role=f"Rolle {i}"))
        for knows in who:
            add(network.Tie(**here, colleague=knows, about="Lektiehjælp", strength="well"))
            add(network.Tie(workspace=workspace, person=person, colleague=knows, strength="met"))
        contact = add(network.Contact(**here, on=when, about=f"Møde {i}"))
        add(network.ContactPerson(workspace=workspace, contact=contact, person=person))
        for present in who:
            add(network.ContactColleague(workspace=workspace, contact=contact, colleague=present))
            asked = {"owner": present, "due_on": TODAY - timedelta(days=i), "contact": contact}
            add(network.FollowUp(**here, **asked, text=f"Ring {i}", person=person))
        activity = add(
            network.Activity(workspace=workspace, title=f"Lektiecafé {number}.{i}", from_date=when)
        )
        add(network.ActivityOrganisation(**here, activity=activity))
        add(network.ActivityColleague(workspace=workspace, activity=activity, colleague=colleague))
        add(
            network.Formality(
                **here, level="cooperation", since=when, activity=activity, decided_by=colleague
            )
        )
        for label, obj in (("network.organisation", organisation), ("network.person", person)):
            for author in who:
                note = {"model": label, "object_id": obj.pk, "author": author}
                add(records.JournalNote(workspace=workspace, text=f"Husk {i}", **note))
        _cards(add, workspace, who, person, i)
        pair = {"one_id": made.rows["umbrella"][i - 1].pk, "other_id": organisation.pk}
        pair |= {"model": "network.organisation", "score": 91, "reasons": ["almost", "place"]}
        add(network.DuplicatePair(workspace=workspace, **pair))
        two = {"model": "network.person", "one_id": person.pk, "other_id": 10**6 + i}
        add(network.NotTheSame(workspace=workspace, decided_by=who[0], **two))
        umbrella = {"to_organisation": made.rows["umbrella"][i - 1], "kind": "member_of"}
        add(network.OrganisationTie(workspace=workspace, from_organisation=organisation, **umbrella))


def _cards(add: Any, workspace: Workspace, who: list[Colleague], person: Any, number: int) -> None:
    """A card with a picture, and a raw one."""
    picture = records.StoredFile(workspace=workspace, name="card.jpg", size=len(PICTURE))
    picture.content.save("card.jpg", ContentFile(PICTURE), save=False)
    got: dict[str, Any] = {"workspace": workspace, "colleague": who[-1]}
    add(network.BoardCard(**got, text=f"Kort {number}", photo=add(picture)))
    add(network.BoardCard(**got, person=person, text=f"Bo {number}", photo=picture))


def _house(add: Any, made: World, workspace: Workspace, who: list[Colleague], number: int) -> None:
    team = add(Team(workspace=workspace, name=f"Team {number}"))
    for member in who:
        add(TeamMember(workspace=workspace, team=team, colleague=member))
    invited = add(
        Colleague(workspace=workspace, name=f"Ny {number}", email=f"ny{number}@eksempel.dk", state="invited")
    )
    add(
        Link(
            workspace=workspace,
            purpose=Link.Purpose.INVITATION,
            colleague=invited,
            expires_at=timezone.now() + timedelta(days=14),
            made_by=who[0],
        )
    )
    for colleague in who:
        digest = f"{workspace.pk}-{colleague.pk}-{number}"
        add(Identity(workspace=workspace, colleague=colleague, provider=f"kommune-{number}", secret=digest))
        add(BreakGlassUse(workspace=workspace, colleague=colleague))
    add(ApiToken(workspace=workspace, name=f"Intranet {number}", role="reader", prefix="bro_abcdef",
                 secret=f"{workspace.pk}-{number}", made_by=who[0]))  # fmt: skip
    for list_name in ("organisations", "people"):
        for owner in who:
            view: dict[str, Any] = {"list_name": list_name, "owner": owner, "query": "q=", "scope": "mine"}
            add(records.SavedView(workspace=workspace, name=f"Visning {number}", **view))
    for colleague in who:
        add(records.Notice(workspace=workspace, colleague=colleague, kind="import.done", values={}, path="/"))
    add(
        records.ImportRun(workspace=workspace, kind="network", filename=f"fil{number}.csv", started_by=who[0])
    )
    hook = add(
        records.Webhook(
            workspace=workspace, name=f"System {number}", address="https://intranet.eksempel.dk/", state="paused",
            about=["organisation"], verbs=["created", "changed"],
        )
    )  # fmt: skip
    for again in made.rows["records.webhook"]:
        event = {"event": "organisation.created", "body": "{}", "state": "delivered", "status": 200}
        add(records.WebhookDelivery(workspace=workspace, webhook=again, tried_at=timezone.now(), **event))
    hook.hint = hint_of(hook)
    hook.save()


def _care(add: Any, made: World, workspace: Workspace, who: list[Colleague], rows: int) -> None:
    """Handovers of what each colleague holds, for the next one to answer; what is put aside, told and agreed."""
    for organisation in made.rows["umbrella"]:
        here = {"workspace": workspace, "organisation": organisation, "made_by": who[0]}
        add(network.Snooze(**here, until=TODAY + timedelta(days=30), why="Ferie"))
        add(network.ApproachNote(**here, kind="told"))
    for number, colleague in enumerate(who):
        handover = add(network.Handover(workspace=workspace, colleague=colleague, started_by=who[0]))
        ties = [t for t in made.rows["network.tie"] if t.colleague_id == colleague.pk]
        for place, tie in enumerate(ties[: 2 * rows], 1):
            about = {
                "tie": tie,
                "organisation": tie.organisation,
                "person": tie.person,
                "label": f"Linje {place}",
            }
            asked = {"decision": "give", "receiver": who[(number + 1) % len(who)], "decided_by": who[0]}
            add(network.HandoverLine(workspace=workspace, handover=handover, place=place, **about, **asked))


def _personal(add: Any, made: World, workspace: Workspace, who: list[Colleague], number: int) -> None:
    """Requests, exceptions, plans, what was taken out, and an export that can be fetched."""
    here: dict[str, Any] = {"workspace": workspace}
    person = made.rows["network.person"][number - 1]
    asked = {"asked_by": "Personen selv", "identity": "Kendte stemmen", "due_on": TODAY + timedelta(days=30)}
    about = {"subject_model": "network.person", "subject_id": person.pk, "subject_label": person.name}
    add(records.ErasureRequest(**here, **about, **asked))
    answered = {"state": "refused", "decided_on": TODAY, "decided_by": who[0], "reason": "Krav"}
    records.ErasureRequest(**here, **about, **asked, **answered).save()
    organisation = made.rows["network.organisation"][number - 1]
    kept = {
        "model": "network.organisation",
        "object_id": organisation.pk,
        "because": "Sag",
        "said_by": who[0],
    }
    add(records.RetentionException(**here, **kept))
    add(records.RetentionPlan(**here, runs_on=TODAY, items={"people": [person.pk]}))
    add(
        records.ReadOut(
            **here, kind="list", what="people", form="csv", number=3, reader=who[0], reader_label="X"
        )
    )
    export = add(
        records.WorkspaceExport(**here, state="ready", asked_by=who[0], file=f"{number}.zip", size=3, rows=1)
    )
    path = leftovers.export_path(export)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"PK")


def _programme(add: Any, made: World, workspace: Workspace, number: int, rows: int) -> None:
    """A spelling in the tray with its events, and an event that has changed since it was taken over."""
    here: dict[str, Any] = {"workspace": workspace}
    if number == 1:
        add(
            network.EventFeed(
                **here, address="https://bibliotek.eksempel.dk/", outcome="slow", tried_at=timezone.now()
            )
        )
    organisation = made.rows["network.organisation"][number - 1]
    suggested = [{"id": organisation.pk, "likeness": 91}]
    partner = add(network.PartnerName(**here, name=f"Partner {number}", suggested=suggested))
    for i in range(1, rows + 1):
        when: dict[str, Any] = {"from_date": date(2026, 3, i), "external_id": f"{number}.{i}"}
        news = {"activity": made.rows["network.activity"][0], "news": "changed"}
        event = add(
            network.ProgrammeEvent(
                **here, **when, **news, title=f"Foredrag {number}.{i}", branch="Hovedbibliotek"
            )
        )
        add(network.EventPartner(**here, event=event, partner=partner))


def _history(made: World, workspace: Workspace, who: list[Colleague], rows: int) -> None:
    """Changes to look at, and deletions for the bin."""
    for number, organisation in enumerate(made.rows["network.organisation"], 1):
        for change in range(rows):
            history.change(organisation, by=who[0], about=f"Ændret {number} {change}")
        gone = network.Organisation(workspace=workspace, name=f"Slettet {number}")
        batch = history.delete(history.create(gone, by=System(workspace)), by=who[0])
        made.rows.setdefault("core.batch", []).append(batch)
