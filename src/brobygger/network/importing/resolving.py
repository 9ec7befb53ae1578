"""Decides for each row which organisation and which person it speaks of: known, earlier in the file, new, or a question."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from brobygger.network.duplicates.likeness import (
    ALIKE,
    SAME_PERSON,
    Place,
    likeness,
    person_likeness,
    words_of,
)
from brobygger.network.importing.known import Known
from brobygger.network.importing.rows import Row
from brobygger.network.importing.staging import Candidate, Question, StagedOrganisation, StagedPerson
from brobygger.network.importing.values import folded
from brobygger.network.models import Organisation, Person

SAME, NEW, LATER = "same", "new", "later"
ANSWERS = (SAME, NEW, LATER)
# Below this a CVR number stands beside a name that is not its own, and the user is told.
OTHER_NAME = 60.0


@dataclass(slots=True)
class Settled[T]:
    """What a row's organisation or person is: a record, or a question (answered "later" or open), or nothing said."""

    record: T | None = None
    question: Question | None = None
    later: bool = False
    joins: bool = False
    other_name: bool = False


class Answers:
    """The user's answers by question key ("144", "61/person"): "same:row:110", "same", "new", "later"."""

    def __init__(self, given: Mapping[str, str] | None = None, default: str = "") -> None:
        self.given, self.default = dict(given or {}), default

    def of(self, row: int, record: str) -> tuple[str, str]:
        """(answer, reference of the record it is the same as)."""
        key = str(row) if record == "organisation" else f"{row}/{record}"
        answer, _colon, reference = self.given.get(key, self.default).partition(":")
        return answer, reference


class Resolver:
    """Matches rows in the order of the file; new records join what is known, so that later rows find them."""

    def __init__(self, known: Known, answers: Answers) -> None:
        self.known, self.answers = known, answers

    # Organisations

    def organisation(self, row: Row) -> Settled[StagedOrganisation]:
        """By CVR, e-mail, telephone, exact name and place, then likeness with a question."""
        values = row.values
        cvr, name = values.get("cvr", ""), values.get("organisation", "")
        if not name and not cvr:
            return Settled()
        key = folded(name)[:200]
        place = Place(values.get("postcode", ""), values.get("town", ""))
        found = self.known.by_cvr.get(cvr) if cvr else None
        if found is not None:
            words = words_of(key, place)
            unlike = bool(name) and found.key != key and likeness(words, found.words) < OTHER_NAME
            return Settled(found, joins=True, other_name=unlike)
        if not name:
            return Settled()
        candidates = self._reached_by(values, cvr, key, place)
        if len(candidates) == 1 and candidates[0][0] >= 100:
            return Settled(self._joined(candidates[0][1], values), joins=True)
        words = words_of(key, place)
        if not candidates:
            candidates = self._alike(words, key, place, cvr)
            if len(candidates) == 1 and candidates[0][2] == "":
                return Settled(self._joined(candidates[0][1], values), joins=True)
        if not candidates:
            return Settled(self._new(row.number, key, words, place, values))
        return self._ask(row, candidates, key, words, place)

    def _reached_by(
        self, values: Mapping[str, Any], cvr: str, key: str, place: Place
    ) -> list[tuple[float, StagedOrganisation, str]]:
        """Found by e-mail or telephone: the same where the name is alike too, otherwise a question."""
        for code, index, reason in (
            ("organisation_email", self.known.by_email, _("Same e-mail")),
            ("organisation_phone", self.known.by_phone, _("Same telephone")),
        ):
            found = index.get(values.get(code, ""))
            if found is None or (cvr and found.cvr and found.cvr != cvr):
                continue
            alike = likeness(words_of(key, place), found.words)
            return [(100.0 if alike >= ALIKE else alike, found, reason)]
        return []

    def _alike(
        self, words: str, key: str, place: Place, cvr: str
    ) -> list[tuple[float, StagedOrganisation, str]]:
        exact = [o for o in self.known.by_name.get(key, ()) if not (cvr and o.cvr and o.cvr != cvr)]
        here = [o for o in exact if o.place.is_same(place) or (not o.place and not place)]
        if len(here) == 1:
            return [(100.0, here[0], "")]
        asked = [(100.0, o, _("Same name")) for o in here or exact if o.place.may_be(place)]
        if asked:
            return asked[:3]
        return [(score, o, _("The name is alike")) for score, o in self.known.alike(words, place, cvr)]

    def _ask(
        self,
        row: Row,
        candidates: list[tuple[float, StagedOrganisation, str]],
        key: str,
        words: str,
        place: Place,
    ) -> Settled[StagedOrganisation]:
        answer, reference = self.answers.of(row.number, "organisation")
        if answer == NEW:
            return Settled(self._new(row.number, key, words, place, row.values))
        if answer == SAME:
            meant = {reference, self.known.lives_on(Organisation, reference)}
            chosen = [o for _score, o, _reason in candidates if not reference or o.reference in meant]
            if chosen:
                return Settled(self._joined(chosen[0], row.values), joins=True)
        asked = tuple(
            Candidate(o.reference, o.values["name"], o.values.get("town", ""), round(score), reason)
            for score, o, reason in candidates
        )
        question = Question(row.number, "organisation", row.values["organisation"], asked)
        return Settled(question=question, later=answer == LATER)

    def _joined(self, organisation: StagedOrganisation, values: Mapping[str, Any]) -> StagedOrganisation:
        """A row that brings a CVR number to an organisation without one lets later rows find it by that."""
        cvr = values.get("cvr", "")
        if cvr and not organisation.cvr:
            organisation.cvr = cvr
        self.known.recognise(
            organisation, cvr, values.get("organisation_email", ""), values.get("organisation_phone", "")
        )
        return organisation

    def _new(
        self, number: int, key: str, words: str, place: Place, values: Mapping[str, Any]
    ) -> StagedOrganisation:
        organisation = StagedOrganisation(key, words, place, values.get("cvr", ""), row=number)
        organisation.values = {"name": values["organisation"], "town": values.get("town", "")}
        self.known.add(organisation)
        return self._joined(organisation, values)

    # People

    def person(self, row: Row, organisation: StagedOrganisation | None) -> Settled[StagedPerson]:
        """By e-mail, telephone, the same name in the same organisation, then likeness with a question."""
        values = row.values
        name = values.get("person")
        if not name:
            return Settled()
        key = folded(name)[:200]
        email, phone = values.get("email", ""), values.get("phone", "")
        asked: list[tuple[float, StagedPerson, str]] = []
        found = self.known.person_by_email.get(email) if email else None
        if found is not None:
            score = person_likeness(key, found.key)
            if score >= SAME_PERSON:
                return Settled(found, joins=True)
            asked = [(score, found, _("Same e-mail"))]
        for other in self.known.person_by_phone.get(phone, ()) if phone and not asked else ():
            if person_likeness(key, other.key) >= ALIKE:
                return Settled(other, joins=True)
        if not asked:
            same, asked = self._at_home(key, email, phone, organisation)
            if same is not None:
                return Settled(same, joins=True)
        if not asked:
            asked = self._elsewhere(key, email, phone, organisation)
        return self._ask_person(row, key, asked) if asked else Settled(StagedPerson(key, row=row.number))

    def _at_home(
        self, key: str, email: str, phone: str, organisation: StagedOrganisation | None
    ) -> tuple[StagedPerson | None, list[tuple[float, StagedPerson, str]]]:
        """The same name in the same organisation is the same person, unless the addresses differ."""
        asked = []
        for other in organisation.people if organisation else ():
            score = person_likeness(key, other.key)
            conflict = _conflict(email, other.values.get("email", ""))
            if score >= 100 and not conflict:
                return other, []
            if score >= 90 and not (
                conflict and (score < 100 or _conflict(phone, other.values.get("phone", "")))
            ):
                asked.append((score, other, _("Same organisation")))
        return None, asked[:3]

    def _elsewhere(
        self, key: str, email: str, phone: str, organisation: StagedOrganisation | None
    ) -> list[tuple[float, StagedPerson, str]]:
        """The same full name in another organisation of the same town, where nothing speaks against it."""
        if " " not in key:
            return []
        asked = []
        for other in self.known.person_by_name.get(key, ())[:20]:
            mine = other.values
            if _conflict(email, mine.get("email", "")) or _conflict(phone, mine.get("phone", "")):
                continue
            homes = self.known.homes.get(other, ())
            if not homes or organisation is None:
                asked.append((100.0, other, _("Same name")))
            elif organisation.place and any(h.place.is_same(organisation.place) for h in homes):
                asked.append((100.0, other, _("Same name and town")))
        return asked[:3]

    def _ask_person(
        self, row: Row, key: str, asked: list[tuple[float, StagedPerson, str]]
    ) -> Settled[StagedPerson]:
        answer, reference = self.answers.of(row.number, "person")
        if answer == NEW:
            return Settled(StagedPerson(key, row=row.number))
        if answer == SAME:
            meant = {reference, self.known.lives_on(Person, reference)}
            chosen = [p for _score, p, _reason in asked if not reference or p.reference in meant]
            if chosen:
                return Settled(chosen[0], joins=True)
        candidates = []
        for score, person, reason in asked:
            homes = self.known.homes.get(person, ())
            name = ", ".join([person.values["name"], *(h.values["name"] for h in homes[:1])])
            town = homes[0].values.get("town", "") if homes else ""
            candidates.append(Candidate(person.reference, name, town, round(score), reason))
        question = Question(row.number, "person", row.values["person"], tuple(candidates))
        return Settled(question=question, later=answer == LATER)


def _conflict(mine: str, theirs: str) -> bool:
    return bool(mine) and bool(theirs) and mine != theirs
