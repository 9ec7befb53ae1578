"""Writes a plan: all of it or nothing, with history, in one batch. Rows go in as rows, not as model instances."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils import timezone

from brobygger.accounts.models import Colleague
from brobygger.core import bulk, recorded
from brobygger.core.operations import Actor
from brobygger.core.text import fold, sort_key
from brobygger.network import derived
from brobygger.network.importing.relations import WORDS
from brobygger.network.importing.staging import Plan, Staged, StagedOrganisation, StagedPerson
from brobygger.network.importing.values import folded
from brobygger.network.models import (
    Affiliation,
    Contact,
    ContactColleague,
    ContactPerson,
    Formality,
    Level,
    Organisation,
    OrganisationTheme,
    OrganisationTypeLink,
    Person,
    Tie,
)
from brobygger.network.search import organisation_words, person_words

Told = Callable[[str], None]
_LINKS: dict[str, tuple[type[models.Model], str]] = {
    "types": (OrganisationTypeLink, "type_id"),
    "themes": (OrganisationTheme, "theme_id"),
}


def write(plan: Plan, *, by: Actor, evidence: str, told: Told = lambda stage: None) -> None:
    """Write the whole plan. Call inside a transaction and a history batch; `told` hears of each stage."""
    _Writer(plan, by, evidence).write(told)


class _Writer:
    def __init__(self, plan: Plan, by: Actor, evidence: str) -> None:
        self.plan, self.by, self.evidence = plan, by, evidence
        self.now: datetime = timezone.now()
        self.same = {"workspace_id": by.workspace_id, "created_at": self.now}
        self.last: dict[Staged, date] = {}
        self.level: dict[StagedOrganisation, str] = {}
        for contact in plan.contacts:
            for record in (contact.organisation, contact.person):
                if record is not None and contact.on > self.last.get(record, date.min):
                    self.last[record] = contact.on
        for formality in plan.formalities:  # In the order of time within each organisation.
            self.level[formality.organisation] = formality.level
        # Known before anything new gets its id: their derived columns follow from old and new rows.
        self.touched = {o.id for o in (*self.last, *self.level) if isinstance(o, StagedOrganisation) and o.id}
        self.touched_people = {p.id for p in self.last if isinstance(p, StagedPerson) and p.id}

    def write(self, told: Told) -> None:
        """Records before what hangs on them."""
        stages: tuple[tuple[str, Callable[[], None]], ...] = (
            ("colleague", self._colleagues),
            ("organisation", self._organisations),
            ("person", self._people),
            ("affiliation", self._affiliations),
            ("tie", self._ties),
            ("contact", self._contacts),
            ("formality", self._formalities),
            ("words", self._words),
            ("changes", self._changes),
        )
        for name, stage in stages:
            told(name)
            stage()
        derived.refresh_organisations(self.touched)
        derived.refresh_people(self.touched_people)

    def _insert(
        self,
        model: type[models.Model],
        columns: Sequence[str],
        rows: Sequence[Sequence[Any]],
        labels: Sequence[str],
        **same: Any,
    ) -> None:
        recorded.insert(
            model, columns=columns, rows=rows, labels=labels, same={**self.same, **same}, by=self.by
        )

    def _colleagues(self) -> None:
        new = self.plan.colleagues
        for who, pk in zip(new, bulk.allocate_ids(Colleague, len(new)) if new else (), strict=True):
            who.id = pk
        self._insert(
            Colleague,
            ("id", "name", "sort_key", "email"),
            [(w.id, w.name[:200], sort_key(w.name), w.email) for w in new],
            [w.name for w in new],
            user_id=None, phone="", title="", role="staff", state=Colleague.State.NOTED.value, left_on=None,
            break_glass=False,
        )  # fmt: skip

    def _organisations(self) -> None:
        new = self.plan.organisations
        if not new:
            return
        names = ("sector", "cvr", "address", "postcode", "town", "web", "email", "phone", "about")
        rows = []
        for organisation, pk in zip(new, bulk.allocate_ids(Organisation, len(new)), strict=True):
            organisation.id = pk
            values = organisation.values
            name = values["name"]
            rows.append(
                (pk, name, sort_key(name), organisation.key, *[values.get(n, "") for n in names],
                 self.level.get(organisation, ""), self.last.get(organisation))
            )  # fmt: skip
        self._insert(
            Organisation,
            ("id", "name", "sort_key", "match_key", *names, "level", "last_contact_on"),
            rows,
            [o.values["name"] for o in new],
            municipality_id=None, version=1, updated_at=self.now,
        )  # fmt: skip
        recorded.index(
            "organisation",
            self.by.workspace_id,
            (
                (
                    o.id or 0,
                    v["name"],
                    v.get("town", ""),
                    organisation_words(v.get("cvr", ""), v.get("email", ""), v.get("phone", "")),
                )
                for o in new
                for v in (o.values,)
            ),
        )

    def _people(self) -> None:
        new = self.plan.people
        if not new:
            return
        rows = []
        for person, pk in zip(new, bulk.allocate_ids(Person, len(new)), strict=True):
            person.id = pk
            values = person.values
            name = values["name"]
            rows.append(
                (pk, name, sort_key(name), person.key, values.get("email", ""), values.get("phone", ""),
                 values.get("note", ""), self.last.get(person))
            )  # fmt: skip
        self._insert(
            Person,
            ("id", "name", "sort_key", "match_key", "email", "phone", "note", "last_contact_on"),
            rows,
            [p.values["name"] for p in new],
            version=1,
            updated_at=self.now,
        )
        recorded.index(
            "person",
            self.by.workspace_id,
            (
                (p.id or 0, v["name"], "", person_words(v.get("email", ""), v.get("phone", "")))
                for p in new
                for v in (p.values,)
            ),
        )

    def _affiliations(self) -> None:
        new = self.plan.affiliations
        self._rows(
            Affiliation,
            ("person_id", "organisation_id", "role"),
            [(a.person.id, a.organisation.id, a.role) for a in new],
            [f"{a.person.values['name']} · {a.organisation.values['name']}" for a in new],
            from_date=None,
            to_date=None,
        )

    def _ties(self) -> None:
        new = self.plan.ties
        rows: list[tuple[Any, ...]] = []
        for tie in new:
            person = tie.target.id if isinstance(tie.target, StagedPerson) else None
            organisation = None if person else tie.target.id
            rows.append((tie.who.id, person, organisation, tie.about, tie.strength, tie.since))
        self._rows(
            Tie,
            ("colleague_id", "person_id", "organisation_id", "about", "strength", "since"),
            rows,
            [f"{t.who.name} – {t.target.values['name']}" for t in new],
            ended_on=None,
        )

    def _contacts(self) -> None:
        new = self.plan.contacts
        other = Contact.Kind.OTHER
        ids = self._rows(
            Contact,
            ("on", "organisation_id", "about"),
            [(c.on, c.organisation.id if c.organisation else None, c.about) for c in new],
            [c.about or str(other.label) for c in new],
            kind=other.value,
            note="",
        )
        there = [(pk, c.person) for pk, c in zip(ids, new, strict=True) if c.person is not None]
        self._rows(
            ContactPerson,
            ("contact_id", "person_id"),
            [(pk, person.id) for pk, person in there],
            [person.values["name"] for _pk, person in there],
        )
        here = [(pk, who) for pk, c in zip(ids, new, strict=True) for who in c.colleagues]
        self._rows(
            ContactColleague,
            ("contact_id", "colleague_id"),
            [(pk, who.id) for pk, who in here],
            [who.name for _pk, who in here],
        )

    def _formalities(self) -> None:
        new = self.plan.formalities
        labels = {level.value: str(level.label) for level in Level}
        self._rows(
            Formality,
            ("organisation_id", "level", "since", "evidence"),
            [(f.organisation.id, f.level, f.since, self.evidence.format(row=f.row)[:300]) for f in new],
            [f"{f.organisation.values['name']}: {labels[f.level]}" for f in new],
            reason="",
            activity_id=None,
            decided_by_id=self.by.actor_id,
        )

    def _words(self) -> None:
        """Types and themes that are new to the lists, and the links to them."""
        for kind, pairs in self.plan.words.items():
            listed = WORDS[kind]
            known = {
                fold(name): pk
                for pk, name in listed.objects.filter(workspace_id=self.by.workspace_id).values_list(
                    "pk", "name"
                )
            }
            new = list(dict.fromkeys(name for _o, name in pairs if folded(name) not in known))
            ids = self._rows(listed, ("name", "sort_key"), [(name, sort_key(name)) for name in new], new)
            known.update(zip(map(folded, new), ids, strict=True))
            link, column = _LINKS[kind]
            self._rows(
                link,
                ("organisation_id", column),
                [(o.id, known[folded(name)]) for o, name in pairs],
                [f"{o.values['name']} · {name}" for o, name in pairs],
            )

    def _rows(
        self,
        model: type[models.Model],
        columns: Sequence[str],
        rows: Sequence[tuple[Any, ...]],
        labels: Sequence[str],
        **same: Any,
    ) -> Sequence[int]:
        """Insert rows that get their ids here; returns the ids."""
        if not rows:
            return []
        ids = bulk.allocate_ids(model, len(rows))
        keyed = [(pk, *row) for pk, row in zip(ids, rows, strict=True)]
        self._insert(model, ("id", *columns), keyed, labels, **same)
        return ids

    def _changes(self) -> None:
        """Fields that the file fills or overwrites on records that were here before."""
        plan = self.plan
        records: Iterable[tuple[type[models.Model], Iterable[Staged]]] = (
            (Organisation, plan.changed_organisations),
            (Person, plan.changed_people),
        )
        for model, changed in records:
            recorded.change(
                model,
                {r.id: {n: r.values[n] for n in r.changes} for r in changed if r.id is not None},
                by=self.by,
            )
        others: dict[type[models.Model], dict[int, dict[str, Any]]] = defaultdict(dict)
        for affiliation in plan.changed_affiliations:
            others[Affiliation][affiliation.id or 0] = {
                n: getattr(affiliation, n) for n in affiliation.changes
            }
        for tie in plan.changed_ties:
            others[Tie][tie.id or 0] = {n: getattr(tie, n) for n in tie.changes}
        for model, changes in others.items():
            recorded.change(model, changes, by=self.by)
