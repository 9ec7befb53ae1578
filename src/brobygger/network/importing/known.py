"""What the workspace knows already, fetched piece by piece for the rows at hand: never the whole of it.

Only the names of organisations without an exact match are compared with everybody's, and then as bare names.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import Q

from brobygger.accounts.models import Colleague
from brobygger.network.duplicates.index import NameIndex
from brobygger.network.duplicates.likeness import Place, words_of
from brobygger.network.duplicates.moved import survivor_id
from brobygger.network.importing.rows import Row
from brobygger.network.importing.staging import (
    StagedAffiliation,
    StagedOrganisation,
    StagedPerson,
    StagedTie,
    Who,
    in_pieces,
)
from brobygger.network.importing.values import folded
from brobygger.network.models import (
    Affiliation,
    Contact,
    ContactColleague,
    ContactPerson,
    Formality,
    FormerName,
    Organisation,
    Person,
    Tie,
)

_ORGANISATION = ("id", "name", "match_key", "cvr", "postcode", "town", "sector", "address", "web", "email", "phone",
                 "about")  # fmt: skip
_PERSON = ("id", "name", "match_key", "email", "phone", "note")
ContactKey = tuple[date, StagedOrganisation | None, StagedPerson | None]


class Alias:
    """What an organisation was called before, or a record that became part of it."""

    __slots__ = ("cvr", "of", "place", "words")

    def __init__(self, name: str, of: StagedOrganisation) -> None:
        self.of, self.place, self.cvr = of, of.place, of.cvr
        self.words = words_of(folded(name)[:200], of.place)


class Known:
    """Organisations and people by everything they can be recognised by; those of the file are added as they come."""

    def __init__(self, workspace_id: int, *, match: bool = True) -> None:
        self.workspace_id = workspace_id
        self.organisations: dict[int, StagedOrganisation] = {}
        self.people: dict[int, StagedPerson] = {}
        self.by_cvr: dict[str, StagedOrganisation] = {}
        self.by_name: dict[str, list[StagedOrganisation]] = defaultdict(list)
        self.by_email: dict[str, StagedOrganisation] = {}
        self.by_phone: dict[str, StagedOrganisation] = {}
        self.person_by_email: dict[str, StagedPerson] = {}
        self.person_by_phone: dict[str, list[StagedPerson]] = defaultdict(list)
        self.person_by_name: dict[str, list[StagedPerson]] = defaultdict(list)
        self.homes: dict[StagedPerson, list[StagedOrganisation]] = defaultdict(list)
        self.with_cvr: NameIndex[StagedOrganisation | Alias] = NameIndex()
        self.without_cvr: NameIndex[StagedOrganisation | Alias] = NameIndex()
        self.affiliations: dict[tuple[StagedPerson, StagedOrganisation], StagedAffiliation] = {}
        self.ties: dict[tuple[Who, Any], dict[str, StagedTie]] = defaultdict(dict)
        self.contacts: dict[ContactKey, list[frozenset[Who]]] = defaultdict(list)
        self._asked: dict[str, set[Any]] = defaultdict(set)
        self._pooled: set[bool] = set()
        self.any_organisations = match and Organisation.objects.filter(workspace_id=workspace_id).exists()
        self.any_people = match and Person.objects.filter(workspace_id=workspace_id).exists()
        self._read_colleagues()

    def lives_on(self, model: type[Organisation] | type[Person], reference: str) -> str:
        """An answer may name ("id:12") what was merged since: the reference of what it is now part of."""
        _id, _colon, pk = reference.partition("id:")
        found = survivor_id(self.workspace_id, model, int(pk)) if pk.isdigit() else None
        return f"id:{found}" if found is not None else reference

    # Colleagues

    def _read_colleagues(self) -> None:
        self.who_by_id: dict[int, Who] = {}
        self.who_by_email: dict[str, Who] = {}
        self.who_by_name: dict[str, Who | None] = {}
        for pk, name, email in Colleague.objects.filter(workspace_id=self.workspace_id).values_list(
            "id", "name", "email"
        ):
            who = self.who_by_id[pk] = Who(pk, name, email)
            if email:
                self.who_by_email[email.lower()] = who
            for key in {folded(name), folded(name).partition(" ")[0]} - {""}:
                # A first name that two colleagues share is nobody's.
                self.who_by_name[key] = None if key in self.who_by_name else who

    # Organisations

    def fetch_organisations(self, rows: Sequence[Row]) -> None:
        """Load organisations that these rows may name by CVR, name, e-mail or telephone."""
        if not self.any_organisations:
            return
        for column, code in (
            ("cvr", "cvr"),
            ("email", "organisation_email"),
            ("phone", "organisation_phone"),
        ):
            self._fetch(column, (row.values.get(code) for row in rows))
        self._fetch(
            "match_key",
            (folded(row.values["organisation"])[:200] for row in rows if "organisation" in row.values),
        )

    def _fetch(self, column: str, wanted: Iterable[Any]) -> None:
        asked = self._asked[column]
        new = list({value for value in wanted if value} - asked)
        asked.update(new)
        for piece in in_pieces(new):
            for values in Organisation.objects.filter(
                workspace_id=self.workspace_id, **{f"{column}__in": piece}
            ).values_list(*_ORGANISATION):
                self._loaded(values)

    def fetch_full(self, organisations: Iterable[StagedOrganisation]) -> None:
        """Load all fields of organisations that are known by name only."""
        ids = sorted({o.id for o in organisations if o.id is not None and not o.loaded})
        for piece in in_pieces(ids):
            for values in Organisation.objects.filter(pk__in=piece).values_list(*_ORGANISATION):
                self._loaded(values)

    def _loaded(self, values: tuple[Any, ...]) -> None:
        record = dict(zip(_ORGANISATION, values, strict=True))
        organisation = self._light(record["id"], record["name"], record["match_key"], *values[3:6])
        if organisation.loaded:
            return
        organisation.loaded = True
        organisation.values = {k: v for k, v in record.items() if k not in ("id", "match_key")}
        self.recognise(organisation, record["cvr"], record["email"], record["phone"])
        self.by_name[organisation.key].append(organisation)

    def _light(self, pk: int, name: str, key: str, cvr: str, postcode: str, town: str) -> StagedOrganisation:
        organisation = self.organisations.get(pk)
        if organisation is None:
            place = Place(postcode, town)
            key = key or folded(name)
            organisation = self.organisations[pk] = StagedOrganisation(
                key, words_of(key, place), place, cvr, pk=pk
            )
            organisation.values = {"name": name, "town": town}
        return organisation

    def recognise(self, organisation: StagedOrganisation, cvr: str, email: str, phone: str) -> None:
        """From now on these numbers and addresses mean this organisation; the first to have them keeps them."""
        if cvr:
            self.by_cvr.setdefault(cvr, organisation)
        if email:
            self.by_email.setdefault(email.lower(), organisation)
        if phone:
            self.by_phone.setdefault(phone, organisation)

    def add(self, organisation: StagedOrganisation) -> None:
        """A new organisation of the file can be named by later rows."""
        self.by_name[organisation.key].append(organisation)
        (self.with_cvr if organisation.cvr else self.without_cvr).add(organisation)

    def alike(self, words: str, place: Place, cvr: str) -> list[tuple[float, StagedOrganisation]]:
        """Organisations named alike; two different CVR numbers are two organisations, so with one only those without."""
        self._pool(has_cvr=False)
        found = self.without_cvr.alike(words, place)
        if not cvr:
            self._pool(has_cvr=True)
            found = sorted([*found, *self.with_cvr.alike(words, place)], key=lambda pair: -pair[0])[:3]
        meant = {o.of: score for score, o in reversed(found) if not (cvr and o.cvr and o.cvr != cvr)}
        return sorted(((score, o) for o, score in meant.items()), key=lambda pair: -pair[0])

    def _pool(self, *, has_cvr: bool) -> None:
        """Bare names of the workspace's organisations, loaded when a name is first compared."""
        if not self.any_organisations or has_cvr in self._pooled:
            return
        self._pooled.add(has_cvr)
        pool = self.with_cvr if has_cvr else self.without_cvr
        rows = Organisation.objects.filter(workspace_id=self.workspace_id)
        rows = rows.exclude(cvr="") if has_cvr else rows.filter(cvr="")
        for values in rows.values_list("id", "name", "match_key", "cvr", "postcode", "town").iterator(5000):
            pool.add(self._light(*values))
        former = FormerName.objects.filter(organisation__in=rows).select_related("organisation")
        for row in former.iterator(5000):
            o = row.organisation
            pool.add(Alias(row.name, self._light(o.pk, o.name, o.match_key, o.cvr, o.postcode, o.town)))

    # People

    def fetch_people(self, rows: Sequence[Row], organisations: Iterable[StagedOrganisation]) -> None:
        """Load people that these rows may name by e-mail, telephone or name, and those in these organisations."""
        if not self.any_people:
            return
        named = [row.values for row in rows if "person" in row.values]
        for column, values in (
            ("email", (v.get("email") for v in named)),
            ("phone", (v.get("phone") for v in named)),
            ("match_key", (folded(v["person"])[:200] for v in named)),
        ):
            self._fetch_people(column, values)
        new = [o for o in organisations if o.id is not None and o.id not in self._asked["home"]]
        self._asked["home"].update(o.id for o in new)
        self._fetch_homes({o.id for o in new if o.id is not None})

    def _fetch_people(self, column: str, wanted: Iterable[Any]) -> None:
        asked = self._asked["person_" + column]
        new = list({value for value in wanted if value} - asked)
        asked.update(new)
        for piece in in_pieces(new):
            found = Person.objects.filter(workspace_id=self.workspace_id, **{f"{column}__in": piece})
            for values in found.values_list(*_PERSON):
                self._loaded_person(values)

    def _loaded_person(self, values: tuple[Any, ...]) -> StagedPerson:
        pk, name, key, email, phone, note = values
        person = self.people.get(pk)
        if person is None:
            person = self.people[pk] = StagedPerson(key or folded(name), pk=pk)
            person.values = {"name": name, "email": email, "phone": phone, "note": note}
            person.loaded = True
            self.recognise_person(person)
        return person

    def recognise_person(self, person: StagedPerson) -> None:
        """From now on this address, number and name may mean this person."""
        values = person.values
        if email := values.get("email"):
            self.person_by_email.setdefault(email, person)
        if (phone := values.get("phone")) and person not in self.person_by_phone[phone]:
            self.person_by_phone[phone].append(person)
        if person not in self.person_by_name[person.key]:
            self.person_by_name[person.key].append(person)

    def _fetch_homes(self, ids: set[int]) -> None:
        for piece in in_pieces(sorted(ids)):
            found = Affiliation.objects.filter(organisation_id__in=piece).order_by("to_date", "id")
            columns = [f"person__{name}" for name in _PERSON]
            for pk, role, home, *values in found.values_list("id", "role", "organisation_id", *columns):
                person, organisation = self._loaded_person(tuple(values)), self.organisations[home]
                if (person, organisation) not in self.affiliations:
                    self.affiliations[person, organisation] = StagedAffiliation(
                        person, organisation, role, id=pk
                    )
                    self.at_home(person, organisation)

    def at_home(self, person: StagedPerson, organisation: StagedOrganisation) -> None:
        """This person belongs to this organisation."""
        organisation.people.append(person)
        self.homes[person].append(organisation)

    # What is known about the relation

    def fetch_relations(
        self, organisations: Iterable[StagedOrganisation], people: Iterable[StagedPerson], dates: set[date]
    ) -> None:
        """Load ties, contacts on these dates, and levels of these organisations and people."""
        fresh = {o.id for o in organisations if o.id is not None}
        met = {p.id for p in people if p.id is not None}
        new = fresh - self._asked["levels"]
        self._asked["levels"] |= new
        for piece in in_pieces(sorted(new)):
            for home, since, level in Formality.objects.filter(organisation_id__in=piece).values_list(
                "organisation_id", "since", "level"
            ):
                self.organisations[home].known_levels.append((since, level))
        self._fetch_ties("person", met)
        self._fetch_ties("organisation", fresh)
        self._fetch_contacts(fresh, met, dates)

    def _fetch_ties(self, kind: str, ids: set[int]) -> None:
        targets: dict[int, Any] = self.people if kind == "person" else self.organisations
        new = ids - self._asked["ties_" + kind]
        self._asked["ties_" + kind] |= new
        for piece in in_pieces(sorted(new)):
            for pk, colleague, target, about, strength, since in Tie.objects.filter(
                **{f"{kind}_id__in": piece}
            ).values_list("id", "colleague_id", f"{kind}_id", "about", "strength", "since"):
                who = self.who_by_id[colleague]
                tie = StagedTie(who, targets[target], about, strength, since, id=pk)
                self.ties[who, targets[target]].setdefault(folded(about), tie)

    def _fetch_contacts(self, organisations: set[int], people: set[int], dates: set[date]) -> None:
        if not dates or not (organisations or people):
            return
        found: dict[int, tuple[date, int | None]] = {}
        for piece in in_pieces(sorted(organisations)):
            known = Contact.objects.filter(organisation_id__in=piece, on__in=dates)
            found.update(
                (pk, (on, home)) for pk, on, home in known.values_list("id", "on", "organisation_id")
            )
        for piece in in_pieces(sorted(people)):
            alone = Contact.objects.filter(
                Q(organisation__isnull=True), person_links__person_id__in=piece, on__in=dates
            )
            found.update((pk, (on, None)) for pk, on in alone.values_list("id", "on"))
        for piece in in_pieces(sorted(found)):
            self._read_contacts({pk: found[pk] for pk in piece})

    def _read_contacts(self, found: dict[int, tuple[date, int | None]]) -> None:
        here: dict[int, set[Who]] = defaultdict(set)
        there: dict[int, list[int]] = defaultdict(list)
        for pk, colleague in ContactColleague.objects.filter(contact_id__in=found).values_list(
            "contact_id", "colleague_id"
        ):
            here[pk].add(self.who_by_id[colleague])
        for pk, person in ContactPerson.objects.filter(contact_id__in=found).values_list(
            "contact_id", "person_id"
        ):
            there[pk].append(person)
        for pk, (on, home) in found.items():
            organisation = self.organisations[home] if home is not None else None
            for met in [None, *(self.people.get(p) for p in there[pk])]:
                self.contacts[on, organisation, met].append(frozenset(here[pk]))
