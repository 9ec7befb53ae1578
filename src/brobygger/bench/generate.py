"""A workspace of a given size, the same every time: organisations, twice the people, ten times the contacts."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import connection, models, transaction

from brobygger.accounts.models import Colleague, User, Workspace
from brobygger.bench import strategy_rows
from brobygger.core import bulk
from brobygger.core.models import SearchEntry
from brobygger.core.search import entry_text
from brobygger.core.text import fold, sort_key
from brobygger.network.models import (
    Affiliation,
    Contact,
    ContactPerson,
    FollowUp,
    Formality,
    Level,
    Organisation,
    Person,
    Tie,
)

SCALES = {"small": 1_000, "library": 10_000, "national": 100_000}
# The circle map is held to these.
MAP_SCALES = {"map": 5_000, "map-large": 50_000}
SIZES = SCALES | MAP_SCALES
COLLEAGUES = 40
# Records that hang on the organisation whose page is measured.
RELATED = 50
SLUG = "bench"
TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
KINDS = ("Skole", "Forening", "Museum", "Bibliotek", "Idrætsklub", "Kor", "Bogcafé", "Værksted", "Fond", "Højskole",
         "Musikskole", "Avis", "Spejdergruppe", "Boligforening", "Aftenskole", "Fagforening")  # fmt: skip
TOWNS = ("Aarhus", "Åbenrå", "Roskilde", "Søby", "Ærøskøbing", "Odense", "Næstved", "Køge", "Struer", "Horsens",
         "Fjordby", "Havneby", "Skovlunde", "Lyngby", "Ribe", "Tønder", "Sæby", "Holbæk")  # fmt: skip
FIRST = ("Ali", "Mette", "Birgit", "Åse", "Søren", "Ida", "Jørgen", "Kirsten", "Lærke", "Mohammed", "Nanna", "Ole",
         "Pia", "Rasmus", "Sofie", "Thøger", "Ulla", "Victor", "Zara", "Ærbødig")  # fmt: skip
PARTS = ("berg", "gaard", "holm", "lund", "skov", "dal", "vang", "toft", "bjerg", "kær", "rup", "løse")
ABOUT = ("lektiecafé", "lokalhistorie", "digital hjælp", "udstilling", "læsegruppe", "frivillige", "byfest")


@dataclass(frozen=True)
class Filled:
    """What to ask for: the user to log in as, the organisation with many records, a name far down the list."""

    user: User
    workspace: Workspace
    organisation: int
    far: tuple[str, int]
    name: str


def fill(organisations: int) -> Filled:
    """Write the workspace through COPY (executemany on SQLite), in one transaction, and analyse the tables."""
    with transaction.atomic():
        made = _Generator(organisations)
        made.write()
    # VACUUM cannot run inside somebody else's transaction.
    vacuum = connection.vendor == "postgresql" and not connection.in_atomic_block
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)" if vacuum else "ANALYZE")
    return made.filled()


class _Generator:
    def __init__(self, organisations: int) -> None:
        self.random = random.Random(7)  # noqa: S311 - the same workspace every time
        self.size = organisations
        self.workspace = Workspace.objects.create(slug=SLUG, name="Målebyens Bibliotek")
        self.user = User.objects.create_user("maaler@eksempel.dk", name="Måler Prøvegaard")

    def write(self) -> None:
        self.colleagues = self._colleagues()
        n = self.size
        self.organisations = bulk.allocate_ids(Organisation, n)
        self.people = bulk.allocate_ids(Person, 2 * n)
        self.contacts = bulk.allocate_ids(Contact, 10 * n)
        self._insert(Organisation, self._organisation_rows())
        self._insert(Person, self._person_rows())
        self._insert(Contact, self._contact_rows())
        self._insert(Affiliation, self._affiliation_rows())
        self._insert(ContactPerson, ((c, self.people[i * 7 % (2 * n)]) for i, c in enumerate(self.contacts)))
        self._insert(Tie, self._tie_rows())
        self._insert(Formality, self._formality_rows())
        self._insert(FollowUp, self._follow_up_rows())
        self._insert(SearchEntry, self._search_rows())
        strategy_rows.write(self.workspace, self.organisations, self._insert)

    def filled(self) -> Filled:
        ordered = Organisation.objects.of(self.workspace).order_by("sort_key", "id")
        place = min(50 * 999 - 1, max(self.size - 60, 0))
        far = ordered.values_list("sort_key", "id")[place]
        return Filled(self.user, self.workspace, self.organisations[0], far, self._organisation_name(0))

    def _colleagues(self) -> list[int]:
        return [
            Colleague.objects.create(
                workspace=self.workspace,
                user=self.user if i == 0 else None,
                name=self.user.name if i == 0 else self._person_name(i * 31),
                email=self.user.email if i == 0 else f"kollega{i}@eksempel.dk",
                role="leader" if i == 0 else "staff",
                state="active",
            ).pk
            for i in range(COLLEAGUES)
        ]

    def _insert(self, model: type[models.Model], rows: Iterator[Sequence[Any]]) -> None:
        bulk.insert_rows(model, COLUMNS[model], rows, self._same(model))

    def _same(self, model: type[models.Model]) -> dict[str, Any]:
        """Columns that are equal in all rows."""
        same: dict[str, Any] = {"workspace_id": self.workspace.pk}
        given = {*COLUMNS[model], *same, "id"}
        for field in model._meta.concrete_fields:
            if field.attname not in given:
                same[str(field.column)] = _default(field)
        return same

    def _organisation_name(self, i: int) -> str:
        return f"{TOWNS[i % 18]} {KINDS[i // 18 % 16]} {self._word(i)}"

    def _person_name(self, i: int) -> str:
        return f"{FIRST[i % 20]} {self._word(i // 3)}sen"

    def _word(self, i: int) -> str:
        """A made-up proper name; 1,728 of them, then numbered."""
        word = PARTS[i % 12] + PARTS[i // 12 % 12] + PARTS[i // 144 % 12]
        return word.capitalize() + (f" {i // 1728}" if i >= 1728 else "")

    def _day(self) -> date:
        return TODAY - timedelta(days=self.random.randrange(900))

    def _organisation_rows(self) -> Iterator[Sequence[Any]]:
        levels = list(Level.values)
        for i, pk in enumerate(self.organisations):
            name = self._organisation_name(i)
            # Every organisation has one formality row and at least one contact.
            yield (pk, name, sort_key(name), fold(name), ("public", "private", "civil")[i % 3], TOWNS[i % 18],
                   f"{4000 + i % 900}", levels[i % 4], TODAY - timedelta(days=i % 700), f"post{i}@eksempel.dk")  # fmt: skip

    def _person_rows(self) -> Iterator[Sequence[Any]]:
        for i, pk in enumerate(self.people):
            name = self._person_name(i)
            yield (
                pk,
                name,
                sort_key(name),
                fold(name),
                f"person{i}@eksempel.dk",
                TODAY - timedelta(days=i % 700),
            )

    def _contact_rows(self) -> Iterator[Sequence[Any]]:
        n = self.size
        for i, pk in enumerate(self.contacts):
            place = 0 if i < RELATED // 2 else i % n
            yield pk, self._day(), "meeting", self.organisations[place], ABOUT[i % 7]

    def _affiliation_rows(self) -> Iterator[Sequence[Any]]:
        n = self.size
        for i, person in enumerate(self.people):
            place = 0 if i < RELATED // 5 else i // 2 % n
            yield person, self.organisations[place], ("Leder", "Formand", "Lærer")[i % 3]

    def _tie_rows(self) -> Iterator[Sequence[Any]]:
        for i, organisation in enumerate(self.organisations):
            yield (
                self.colleagues[i % COLLEAGUES],
                None,
                organisation,
                ABOUT[i % 7],
                ("met", "some", "well")[i % 3],
            )
        for i, person in enumerate(self.people[: self.size]):
            yield self.colleagues[i * 3 % COLLEAGUES], person, None, ABOUT[i % 7], "some"
        for i in range(RELATED // 10):
            yield self.colleagues[i + 1], None, self.organisations[0], ABOUT[i], "well"

    def _formality_rows(self) -> Iterator[Sequence[Any]]:
        levels = list(Level.values)
        for i, organisation in enumerate(self.organisations):
            yield organisation, levels[i % 4], date(2024, 1, 1) + timedelta(days=i % 300)
        for i in range(RELATED // 10):
            yield self.organisations[0], levels[i % 4], date(2022, 1, 1 + i)

    def _follow_up_rows(self) -> Iterator[Sequence[Any]]:
        for i in range(self.size // 5):
            due = TODAY + timedelta(days=i % 90 - 20)
            yield "Ring tilbage", self.colleagues[i % COLLEAGUES], due, self.organisations[i * 5]
        for i in range(RELATED // 10):
            yield "Send aftalen", self.colleagues[i], TODAY + timedelta(days=i), self.organisations[0]

    def _search_rows(self) -> Iterator[Sequence[Any]]:
        for i, pk in enumerate(self.organisations):
            name, town, email = self._organisation_name(i), TOWNS[i % 18], f"post{i}@eksempel.dk"
            yield "organisation", pk, name, town, entry_text(name, town, [email])
        for i, pk in enumerate(self.people):
            name = self._person_name(i)
            yield "person", pk, name, "", entry_text(name, "", [f"person{i}@eksempel.dk"])


def _default(field: Any) -> Any:
    if field.is_relation:
        return None
    if isinstance(field, models.DateTimeField):
        return NOW
    value = field.get_default()
    return value.value if isinstance(value, models.TextChoices) else value


COLUMNS: dict[type[models.Model], tuple[str, ...]] = {
    Organisation: ("id", "name", "sort_key", "match_key", "sector", "town", "postcode", "level", "last_contact_on", "email"),
    Person: ("id", "name", "sort_key", "match_key", "email", "last_contact_on"),
    Contact: ("id", "on", "kind", "organisation_id", "about"),
    Affiliation: ("person_id", "organisation_id", "role"),
    ContactPerson: ("contact_id", "person_id"),
    Tie: ("colleague_id", "person_id", "organisation_id", "about", "strength"),
    Formality: ("organisation_id", "level", "since"),
    FollowUp: ("text", "owner_id", "due_on", "organisation_id"),
    SearchEntry: ("kind", "object_id", "title", "detail", "text"),
    **strategy_rows.COLUMNS,
}  # fmt: skip
