"""Two years of contacts, activities, decisions and promises in Fjordby."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from brobygger.accounts.models import Colleague, System, Team, Workspace
from brobygger.core import history
from brobygger.core.models import HistoryEntry
from brobygger.demo import words
from brobygger.network.models import (
    Activity,
    ActivityColleague,
    ActivityOrganisation,
    Affiliation,
    Contact,
    ContactColleague,
    ContactPerson,
    FollowUp,
    Formality,
    Level,
    Organisation,
    Tie,
)
from brobygger.records.models import JournalNote, SavedView


@dataclass
class Story:
    """What happened, told once, in the order it happened."""

    workspace: Workspace
    dice: Random
    colleagues: Sequence[Colleague]
    organisations: Sequence[Organisation]
    affiliations: Sequence[Affiliation]
    ties: Sequence[Tie]
    today: date = field(default_factory=timezone.localdate)

    def __post_init__(self) -> None:
        self.by = System(self.workspace)
        self.mette = next(c for c in self.colleagues if c.email == "mette@eksempel.dk")
        person_ties: dict[int, list[Tie]] = {}
        for tie in self.ties:
            if tie.person_id:
                person_ties.setdefault(tie.person_id, []).append(tie)
        self.known = [
            (a, t) for a in self.affiliations if a.to_date is None for t in person_ties.get(a.person_id, [])
        ]

    def tell(self) -> None:
        """Write it all."""
        self._contacts()
        self._activities()
        self._formality()
        self._promises()
        self._journal()
        self._views()
        self._date_history()

    def _contacts(self) -> None:
        contacts, there, here = [], [], []
        for affiliation, tie in self.known:
            for _ in range(self.dice.choice((0, 1, 1, 2, 3))):
                days = int(self.dice.triangular(6, 730, 60))
                contacts.append(self._contact(days, affiliation.organisation, tie.about))
                there.append(affiliation.person)
                here.append(tie.colleague)
        others = [pair for pair in self.known if pair[1].colleague_id != self.mette.pk]
        for days, (affiliation, tie) in zip((0, 1, 1, 2, 3, 4, 5), self.dice.sample(others, 7), strict=True):
            contacts.append(self._contact(days, affiliation.organisation, tie.about))
            there.append(affiliation.person)
            here.append(tie.colleague)
        history.bulk_create(contacts, by=self.by)
        pairs = zip(contacts, there, here, strict=True)
        people, colleagues = [], []
        for contact, person, colleague in pairs:
            people.append(ContactPerson(workspace=self.workspace, contact=contact, person=person))
            colleagues.append(
                ContactColleague(workspace=self.workspace, contact=contact, colleague=colleague)
            )
        history.bulk_create(people, by=self.by)
        history.bulk_create(colleagues, by=self.by)

    def _contact(self, days: int, organisation: Organisation, about: str) -> Contact:
        on = self.today - timedelta(days=days)
        return Contact(
            workspace=self.workspace,
            on=on,
            kind=self.dice.choice(("meeting", "meeting", "phone", "mail", "event")),
            organisation=organisation,
            about=about,
            note=self.dice.choice(words.NOTES),
            created_at=self._at(on),
        )

    def _at(self, on: date) -> datetime:
        """A moment in the working day, never later than now."""
        clock = time(self.dice.randint(9, 15), self.dice.choice((0, 10, 25, 40)))
        moment = timezone.make_aware(datetime.combine(on, clock))
        return min(moment, timezone.now() - timedelta(minutes=20))

    def _activities(self) -> None:
        self.active = self.dice.sample(list(self.organisations), 62)
        self.framed = self.active[:24]
        activities, took_part = [], []
        for number, organisation in enumerate(self.active):
            for _ in range(3 if number < 24 else self.dice.choice((1, 1, 2))):
                days = self.dice.randint(20, 640 if number < 50 else 730)
                activities.append(
                    Activity(
                        workspace=self.workspace,
                        title=self.dice.choice(words.ACTIVITIES),
                        from_date=self.today - timedelta(days=days),
                        to_date=self.today - timedelta(days=days - self.dice.choice((0, 0, 14))),
                        frame=words.FRAMES[number % 4] if number < 24 else "",
                    )
                )
                took_part.append(organisation)
        history.bulk_create(activities, by=self.by)
        staff = [c for c in self.colleagues if c.role in ("staff", "coordinator")]
        history.bulk_create(
            [
                ActivityOrganisation(workspace=self.workspace, activity=a, organisation=o)
                for a, o in zip(activities, took_part, strict=True)
            ],
            by=self.by,
        )
        history.bulk_create(
            [
                ActivityColleague(workspace=self.workspace, activity=a, colleague=self.dice.choice(staff))
                for a in activities
            ],
            by=self.by,
        )
        self.done = dict(zip([o.pk for o in took_part], activities, strict=False))

    def _formality(self) -> None:
        rows = []
        wished = self.organisations[-9:]
        for organisation in self.organisations:
            if organisation in wished and organisation not in self.active:
                rows.append(self._level(organisation, Level.WISHED, 200, "Ønsket på teammødet"))
                continue
            rows.append(
                self._level(organisation, Level.NETWORK, self.dice.randint(640, 900), "En kollega kender dem")
            )
            if organisation in self.active and organisation is not self.active[30]:
                days = self.dice.randint(300, 600)
                rows.append(
                    self._level(organisation, Level.COOPERATION, days, str(self.done[organisation.pk]))
                )
            if organisation in self.framed:
                days = self.dice.randint(30, 290)
                frame = self.done[organisation.pk].frame
                rows.append(self._level(organisation, Level.PARTNERSHIP, days, f"{frame}, tredje gang"))
        moved = self.active[30]
        rows.append(self._level(moved, Level.COOPERATION, 2, str(self.done[moved.pk])))
        fallen = self.active[-1]
        rows.append(self._level(fallen, Level.NETWORK, 30, "Aktiviteten er slut"))
        history.bulk_create(rows, by=self.by)

    def _level(self, organisation: Organisation, level: str, days: int, evidence: str) -> Formality:
        on = self.today - timedelta(days=days)
        return Formality(
            workspace=self.workspace,
            organisation=organisation,
            level=level,
            since=on,
            evidence=evidence,
            activity=self.done.get(organisation.pk) if level != Level.NETWORK else None,
            decided_by=self.dice.choice(self.colleagues[:6]),
            created_at=self._at(on),
        )

    def _promises(self) -> None:
        mine = [pair for pair in self.known if pair[1].colleague_id == self.mette.pk]
        plan = [
            (pair, due) for pair, due in zip(self.dice.sample(mine, 7), (-4, 0, 2, 5, 9, 16, 30), strict=True)
        ]
        plan += [(pair, self.dice.randint(-20, 45)) for pair in self.dice.sample(self.known, 46)]
        rows = []
        for number, ((affiliation, tie), due) in enumerate(plan):
            text = words.PROMISES[number % len(words.PROMISES)].format(
                person=affiliation.person.name, organisation=affiliation.organisation.name, about=tie.about
            )
            made = self.today - timedelta(days=max(0, -due) + self.dice.randint(6, 20))
            late = due < 0 and number > 12
            rows.append(
                FollowUp(
                    workspace=self.workspace,
                    text=text,
                    owner=tie.colleague,
                    due_on=self.today + timedelta(days=due),
                    organisation=affiliation.organisation,
                    person=affiliation.person,
                    created_at=self._at(made),
                    done_on=self.today - timedelta(days=self.dice.randint(0, 3)) if late else None,
                    done_by=tie.colleague if late else None,
                )
            )
        history.bulk_create(rows, by=self.by)

    def _journal(self) -> None:
        label = Organisation._meta.label_lower
        rows = [
            JournalNote(
                workspace=self.workspace,
                model=label,
                object_id=organisation.pk,
                text=words.PINNED[number % 3],
                pinned=number % 3 != 2,
                author=self.colleagues[2 + number % 6],
                created_at=self._at(self.today - timedelta(days=20 * (number + 1))),
            )
            for number, organisation in enumerate(self.active[:14])
        ]
        history.bulk_create(rows, by=self.by)

    def _views(self) -> None:
        team = Team.objects.filter(workspace=self.workspace).order_by("id")[0]
        for name, query, scope in (
            ("Partnerskaber", "level=partnership", SavedView.Scope.ALL),
            ("Civilsamfund i Fjordby", "sector=civil&town=Fjordby", SavedView.Scope.TEAM),
        ):
            view = SavedView(
                workspace=self.workspace,
                list_name="network.organisations",
                name=name,
                query=query,
                scope=scope,
                owner=self.mette,
                team=team if scope == SavedView.Scope.TEAM else None,
            )
            history.create(view, by=self.by)

    def _date_history(self) -> None:
        """The example was written in one moment; its history is dated the day it tells of."""
        HistoryEntry.objects.filter(workspace_id=self.workspace.pk).update(
            at=timezone.now() - timedelta(days=60)
        )
