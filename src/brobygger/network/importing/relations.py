"""What a row says beyond its organisation and person: where they belong, who knows them, when they spoke, how formally."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.formats import date_format

from brobygger.network.importing.known import Known
from brobygger.network.importing.problems import WARNING, Problems
from brobygger.network.importing.rows import Row
from brobygger.network.importing.staging import (
    OVERWRITE,
    Outcome,
    Plan,
    Staged,
    StagedAffiliation,
    StagedContact,
    StagedFormality,
    StagedOrganisation,
    StagedPerson,
    StagedTie,
    Who,
)
from brobygger.network.importing.values import folded
from brobygger.network.models import Level, OrganisationTheme, OrganisationType, OrganisationTypeLink, Theme

WORDS: dict[str, Any] = {"types": OrganisationType, "themes": Theme}


class Relations:
    """Stages affiliations, ties, contacts and levels; what is known already is not staged again."""

    def __init__(self, known: Known, plan: Plan, problems: Problems, today: date) -> None:
        self.known, self.plan, self.problems, self.today = known, plan, problems, today
        self._stated: dict[StagedOrganisation, None] = {}
        self._outcomes: dict[int, Outcome] = {}
        self._words: dict[str, dict[str, str]] = {}
        self._linked: dict[str, set[tuple[int, str]]] = {}

    def add(
        self,
        row: Row,
        organisation: StagedOrganisation | None,
        person: StagedPerson | None,
        outcome: Outcome,
    ) -> bool:
        """Stage what the row says; True where something of it is new."""
        values = row.values
        added = False
        if person is not None and organisation is not None:
            added |= self._affiliation(person, organisation, values.get("role", ""))
        colleagues = self._colleagues(row)
        target: Staged | None = person or organisation
        if target is not None:
            for who in colleagues:
                added |= self._tie(who, target, values)
            if "last_spoken" in values:
                added |= self._contact(values, organisation, person, colleagues)
        if "formality" in values:
            self._state(row, organisation, outcome)
        if organisation is not None and ("types" in values or "themes" in values):
            added |= self._add_words(row, organisation)
        return added

    def _affiliation(self, person: StagedPerson, organisation: StagedOrganisation, role: str) -> bool:
        known = self.known.affiliations.get((person, organisation))
        if known is None:
            known = StagedAffiliation(person, organisation, role)
            self.known.affiliations[person, organisation] = known
            self.known.at_home(person, organisation)
            self.plan.affiliations.append(known)
            return True
        if role and role != known.role and (not known.role or self.plan.policy == OVERWRITE):
            if known.id is not None:
                if not known.changes:
                    self.plan.changed_affiliations.append(known)
                known.changes.setdefault("role", known.role)
            known.role = role
            return True
        return False

    def _colleagues(self, row: Row) -> tuple[Who, ...]:
        names: tuple[str, ...] = row.values.get("colleague", ())
        return tuple(dict.fromkeys(self._colleague(row, name) for name in names))

    def _colleague(self, row: Row, name: str) -> Who:
        known = self.known
        who = known.who_by_email.get(name) if "@" in name else known.who_by_name.get(folded(name))
        if who is not None:
            if who.id is None:
                self.problems.add("unknown_colleague", WARNING, row.number, "colleague", name)
            return who
        self.problems.add("unknown_colleague", WARNING, row.number, "colleague", name)
        if "@" in name:
            local = name.partition("@")[0].replace(".", " ").replace("_", " ").replace("-", " ")
            who = known.who_by_email[name] = Who(None, local.title(), name)
        else:
            who = known.who_by_name[folded(name)] = Who(None, name, "")
        self.plan.colleagues.append(who)
        return who

    def _tie(self, who: Who, target: Staged, values: dict[str, Any]) -> bool:
        ties = self.known.ties[who, target]
        about, strength, since = values.get("about", ""), values.get("strength", ""), values.get("since")
        key = folded(about)
        tie = ties.get(key) or (next(iter(ties.values()), None) if not key else ties.get(""))
        if tie is None:
            tie = ties[key] = StagedTie(who, target, about, strength, since)
            self.plan.ties.append(tie)
            return True
        changed = False
        for field, new in (("about", about), ("strength", strength), ("since", since)):
            old = getattr(tie, field) or ""
            if new and new != old and (not old or (self.plan.policy == OVERWRITE and field != "about")):
                changed = True
                if tie.id is not None:
                    if not tie.changes:
                        self.plan.changed_ties.append(tie)
                    tie.changes.setdefault(field, getattr(tie, field))
                setattr(tie, field, new)
        ties.setdefault(key, tie)
        return changed

    def _contact(
        self,
        values: dict[str, Any],
        organisation: StagedOrganisation | None,
        person: StagedPerson | None,
        colleagues: tuple[Who, ...],
    ) -> bool:
        on: date = values["last_spoken"]
        here = frozenset(colleagues)
        known = self.known.contacts[on, organisation, person]
        if any(here <= others for others in known):
            return False
        known.append(here)
        self.plan.contacts.append(
            StagedContact(on, organisation, person, colleagues, values.get("about", ""))
        )
        return True

    # Formality

    def _state(self, row: Row, organisation: StagedOrganisation | None, outcome: Outcome) -> None:
        """A level is true from the day it was last spoken about it; without one, from today."""
        if organisation is None:
            self.problems.add("formality_alone", WARNING, row.number, "formality")
            return
        since = row.values.get("last_spoken") or self.today
        organisation.statements.append((since, row.number, row.values["formality"]))
        self._stated[organisation] = None
        self._outcomes[row.number] = outcome

    def settle(self) -> None:
        """Turn the statements of the whole file into rows of levels; only changes of level become rows."""
        for organisation in self._stated:
            self._settle_levels(organisation)
        for (organisation, name), kind in self._staged_words():
            self.plan.words.setdefault(kind, []).append((organisation, name))

    def _settle_levels(self, organisation: StagedOrganisation) -> None:
        statements = sorted(organisation.statements, key=lambda s: s[:2])
        known = set(organisation.known_levels)
        moments = sorted([*((since, 0, level) for since, level in known), *statements], key=lambda s: s[:2])
        before = ""
        for since, number, level in moments:
            if number and level != before and (since, level) not in known:
                self.plan.formalities.append(StagedFormality(organisation, level, since, number))
                known.add((since, level))
                outcome = self._outcomes[number]
                if outcome.kind == "unchanged":
                    outcome.kind = "adds"
            before = level
        if len({level for _since, _number, level in statements}) > 1:
            self._tell_levels(organisation, statements)

    def _tell_levels(self, organisation: StagedOrganisation, statements: list[tuple[date, int, str]]) -> None:
        said = " → ".join(
            f"{Level(level).label} {date_format(since, 'SHORT_DATE_FORMAT')}"
            for since, _number, level in statements
        )
        for _since, number, _level in sorted(statements, key=lambda s: s[1]):
            self.problems.add("formality_moved", WARNING, number, "formality")
        self.problems.name("formality_moved", "formality", f"{organisation.values['name']} ({said})")

    # Types and themes

    def _add_words(self, row: Row, organisation: StagedOrganisation) -> bool:
        added = False
        for kind in WORDS:
            for name in row.values.get(kind, ()):
                key = folded(name)
                listed = self._listed(kind)
                if key not in listed:
                    listed[key] = name[:80]
                    self.problems.add("new_word", WARNING, row.number, kind, name)
                if self._has(kind, organisation, key):
                    continue
                organisation.words_new.setdefault(kind, []).append(listed[key])
                added = True
        return added

    def _listed(self, kind: str) -> dict[str, str]:
        """The workspace's own list: folded name -> name."""
        if kind not in self._words:
            names = (
                WORDS[kind]
                .objects.filter(workspace_id=self.known.workspace_id)
                .values_list("name", flat=True)
            )
            self._words[kind] = {folded(name): name for name in names}
        return self._words[kind]

    def _has(self, kind: str, organisation: StagedOrganisation, key: str) -> bool:
        if any(folded(n) == key for n in organisation.words_new.get(kind, ())):
            return True
        if organisation.id is None:
            return False
        if kind not in self._linked:
            workspace = self.known.workspace_id
            pairs: Iterable[tuple[int, str]] = (
                OrganisationTypeLink.objects.filter(workspace_id=workspace).values_list(
                    "organisation_id", "type__name"
                )
                if kind == "types"
                else OrganisationTheme.objects.filter(workspace_id=workspace).values_list(
                    "organisation_id", "theme__name"
                )
            )
            self._linked[kind] = {(pk, folded(name)) for pk, name in pairs}
        return (organisation.id, key) in self._linked[kind]

    def _staged_words(self) -> Iterable[tuple[tuple[StagedOrganisation, str], str]]:
        seen = [*self.plan.organisations, *self.known.organisations.values()]
        for organisation in seen:
            for kind, names in organisation.words_new.items():
                for name in names:
                    yield (organisation, name), kind
