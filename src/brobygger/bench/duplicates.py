"""How well duplicates are found: organisations, some of them written again otherwise, with the truth beside them."""

import random
import resource
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from brobygger.bench.figures import Figure
from brobygger.bench.generate import Filled
from brobygger.network.duplicates import candidates, scan
from brobygger.network.duplicates.candidates import Found, Known
from brobygger.network.duplicates.likeness import ALIKE

SCAN, CURVE = "duplicates: scan", "duplicates: precision and recall"
NAMES = (SCAN, CURVE)
SIZE = 6_000
SEED = 20
THRESHOLDS = (80, 82, 84, 86, 87, 88, 89, 90, 92, 94, 96, 98)

KINDS = (
    "Skole", "Forening", "Museum", "Bibliotek", "Idrætsforening", "Kirkekor", "Kulturhus", "Højskole", "Musikskole",
    "Lokalarkiv", "Spejdergruppe", "Boligforening", "Aftenskole", "Fritidsklub", "Børnehus", "Plejecenter", "Ungdomsskole",
    "Teaterforening", "Erhvervsråd", "Frivilligcenter", "Skakklub", "Cykelklub", "Filmklub", "Beboerforening", "Gymnasium",
    "Friskole", "Husflidsforening", "Borgerforening", "Jagtforening", "Svømmeklub",
)  # fmt: skip
# Put together they differ by a letter or by where they lie: two of them are two.
STARTS = (
    "Sø", "Bak", "Linde", "Å", "Mølle", "Nørre", "Sønder", "Øster", "Vester", "Eng", "Ege", "Hav", "Kløver", "Rosen", "Skov",
    "Birke", "Elme", "Tjørne", "Hassel", "Rør", "Kær", "Lyng", "Hede", "Ærte", "Øksne", "Gammel", "Ny", "Sten", "Sand", "Klint",
    "Møgel", "Fjord", "Toft", "Bøge", "Grøn", "Kirke", "Præste", "Due", "Svane", "Ravn",
)  # fmt: skip
ENDS = ("vang", "lund", "høj", "by", "dal", "bjerg", "mark", "gård", "kær", "skov", "løse", "bæk", "rup")
QUARTERS = (
    *(start + end for start in STARTS for end in ENDS),
    "Nordre", "Søndre", "Østre", "Vestre", "Store Vang", "Lille Vang", "Skovlunde", "Sct. Jørgens", "Sct. Knuds", "Rådhus", "Paradis",
)  # fmt: skip
PROPER = (
    "Kulturstyrelsen", "Læsefonden", "Ordskælv", "Natteravnene", "Kodeklubben", "Fortællerlauget", "Bogbussen", "Dansk Forfatterforening",
    "Red Børnene", "Ældre Sagen", "Mødrehjælpen", "Foreningen Norden", "Folkeuniversitetet", "Ungdommens Røde Kors", "Naturfredningsforeningen",
    "Historisk Samfund", "Lokalhistorisk Forening", "Kvindernes Madhus", "Repaircafeen", "Strikkeklubben Masken", "Ord & Musik", "Værestedet Solsikken",
    "Dansk Blindesamfund", "Hørebanken", "Coding Pirates", "Mellemfolkeligt Samvirke", "Indvandrerkvinder", "Lektiecaféen Lampen",
)  # fmt: skip
TOWNS = (
    ("Aarhus C", "8000"), ("Aarhus N", "8200"), ("Roskilde", "4000"), ("Odense C", "5000"), ("Næstved", "4700"),
    ("Køge", "4600"), ("Struer", "7600"), ("Horsens", "8700"), ("Aabenraa", "6200"), ("Ærøskøbing", "5970"),
    ("Tønder", "6270"), ("Sæby", "9300"), ("Holbæk", "4300"), ("Ribe", "6760"), ("Ringsted", "4100"),
)  # fmt: skip
FORMS = ("A/S", "ApS", "f.m.b.a.", "Fonden", "I/S", "S/I", "a.m.b.a.")


@dataclass
class Row:
    """One organisation as somebody wrote it."""

    name: str
    town: str
    postcode: str
    cvr: str
    email: str
    phone: str


def _spelling(row: Row, chance: random.Random) -> None:
    """One slip, in a long name sometimes two: a letter too many, too few, wrong, or two swapped."""
    for _ in range(2 if len(row.name) > 16 and chance.random() < 0.2 else 1):
        places = [i for i, c in enumerate(row.name) if c.isalpha()]
        i = chance.choice(places)
        letter = chance.choice("aeiournstlkd")
        match chance.randrange(4):
            case 0:
                row.name = row.name[:i] + row.name[i + 1 :]
            case 1:
                row.name = row.name[:i] + row.name[i] + row.name[i:]
            case 2:
                row.name = row.name[:i] + letter + row.name[i + 1 :]
            case _:
                row.name = row.name[:i] + row.name[i : i + 2][::-1] + row.name[i + 2 :]


def _order(row: Row, chance: random.Random) -> None:
    words = row.name.split()
    row.name = f"{words[-1]} {chance.choice(('i', 'på', 'for', ''))} {' '.join(words[:-1])}".replace(
        "  ", " "
    )


def _letters(row: Row, chance: random.Random) -> None:
    """å and aa, ø and oe, é and e; capitals."""
    for one, other in (("å", "aa"), ("Å", "Aa"), ("ø", "oe"), ("Ø", "Oe"), ("æ", "ae"), ("é", "e")):
        row.name, row.town = row.name.replace(one, other), row.town.replace(one, other)
    if chance.random() < 0.3:
        row.name = row.name.upper()


def _form(row: Row, chance: random.Random) -> None:
    form = chance.choice(FORMS)
    row.name = f"{form} {row.name}" if form == "Fonden" else f"{row.name} {form}"


def _ending(row: Row, chance: random.Random) -> None:
    """ "Skolen i …" for "… Skole", two words for one."""
    if "forening" in row.name and chance.random() < 0.5:
        row.name = row.name.replace("forening", " forening", 1)
    else:
        words = row.name.split()
        last = max(i for i, word in enumerate(words) if word[-1].isalpha())
        words[last] += "n" if words[last].endswith("e") else "en"
        row.name = " ".join(words)


def _no_town(row: Row, chance: random.Random) -> None:
    row.town = row.postcode = ""


def _with_town(row: Row, chance: random.Random) -> None:
    if row.town:
        row.name = f"{row.name}, {row.town.split()[0]}"


VARIANTS: dict[str, Callable[[Row, random.Random], None]] = {
    "spelling": _spelling,
    "word order": _order,
    "å and aa": _letters,
    "legal form": _form,
    "ending": _ending,
    "town missing": _no_town,
    "town in the name": _with_town,
}


def originals(size: int, chance: random.Random) -> Iterator[Row]:
    """Organisations that are all different: of kinds and quarters, and some with a name of their own in several towns."""
    seen: set[tuple[str, str]] = set()
    while len(seen) < size:
        # A library's network is mostly at home; a few names are found in several towns.
        town, postcode = TOWNS[0] if chance.random() < 0.7 else chance.choice(TOWNS)
        if chance.random() < 0.12:
            name = chance.choice(PROPER) + chance.choice(("", "", f" {chance.randint(1, 9)}. afdeling"))
        else:
            kind, quarter = chance.choice(KINDS), chance.choice(QUARTERS)
            name = f"{quarter} {kind}" + (f" {chance.randint(1, 4)}" if chance.random() < 0.08 else "")
        if (name, town[:6]) in seen:
            continue
        seen.add((name, town[:6]))
        number = len(seen)
        has = chance.random
        email = f"post{number}@eksempel.dk" if has() < 0.4 else "info@kommune.example" if has() < 0.02 else ""
        yield Row(
            name,
            town,
            postcode,
            _cvr(number) if has() < 0.5 else "",
            email,
            f"{20_000_000 + number}" if has() < 0.4 else "",
        )


def _cvr(i: int) -> str:
    """A valid CVR number that follows from `i` alone (modulus 11)."""
    number = 2_000_000 + i * 11
    while True:
        check = -sum(w * int(d) for w, d in zip((2, 7, 6, 5, 4, 3, 2), str(number), strict=True)) % 11
        if check < 10:
            return f"{number}{check}"
        number += 1


def written_again(row: Row, kind: str, chance: random.Random) -> Row:
    """The same organisation as somebody else wrote it; numbers and addresses are seldom written both times."""
    again = Row(**vars(row))
    VARIANTS[kind](again, chance)
    if chance.random() < 0.3:
        other = chance.choice(
            [k for k in ("å and aa", "legal form", "spelling", "town missing") if k != kind]
        )
        VARIANTS[other](again, chance)
    if chance.random() < 0.85:
        again.cvr = ""
    if chance.random() < 0.85:
        again.email = ""
    if chance.random() < 0.85:
        again.phone = ""
    return again


def generated(size: int, seed: int = SEED) -> tuple[list[Known], dict[tuple[int, int], str]]:
    """Organisations, a fifth of which stand there twice, and the true pairs by how they differ."""
    chance = random.Random(seed)  # noqa: S311 - the same organisations every time
    rows = list(originals(size * 5 // 6, chance))
    known = [_known(pk, row) for pk, row in enumerate(rows)]
    truth: dict[tuple[int, int], str] = {}
    kinds = list(VARIANTS)
    for number, pk in enumerate(chance.sample(range(len(rows)), size - len(rows))):
        kind = kinds[number % len(kinds)]
        truth[pk, len(known)] = kind
        known.append(_known(len(known), written_again(rows[pk], kind, chance)))
    return known, truth


def _known(pk: int, row: Row) -> Known:
    return candidates.organisation(pk, row.name, row.cvr, row.postcode, row.town, row.email, row.phone)


@dataclass(frozen=True)
class Point:
    """One point of the curve."""

    threshold: int
    precision: float
    recall: float


def curve(size: int = SIZE, seed: int = SEED) -> tuple[list[Point], dict[str, float], list[Found]]:
    """Precision and recall at each threshold, recall by kind at ALIKE, and the pairs found."""
    known, truth = generated(size, seed)
    found = candidates.organisations(known, least=THRESHOLDS[0])
    points = []
    for threshold in THRESHOLDS:
        said = {(f.one, f.other) for f in found if f.score >= threshold}
        right = len(said & truth.keys())
        points.append(Point(threshold, right / len(said) if said else 1.0, right / len(truth)))
    said = {(f.one, f.other) for f in found if f.score >= ALIKE}
    kinds = {
        kind: sum(p in said for p, k in truth.items() if k == kind) / sum(k == kind for k in truth.values())
        for kind in VARIANTS
    }
    return points, kinds, found


def measure(
    filled: Filled, wanted: Sequence[str], figure: Callable[[str], Figure], told: Callable[[Figure], None]
) -> None:
    """The scan of the filled workspace, as the job does it, and the curve from which its threshold is chosen."""
    if SCAN in wanted:
        one = figure(SCAN)
        start = time.perf_counter()
        done = scan.run(scan.start(filled.workspace, None)[0])
        seconds = time.perf_counter() - start
        one.median_ms = round(seconds * 1000, 1)
        one.rows_per_s = round((done.organisations + done.people) / seconds)
        told(one)
        memory = figure("duplicates: memory of the scan")
        memory.mb = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)
        told(memory)
    if CURVE in wanted:
        points, kinds, _found = curve()
        for point in points:
            one = figure(
                f"duplicates: from {point.threshold}{' (chosen)' if point.threshold == ALIKE else ''}"
            )
            one.precision, one.recall = round(point.precision, 3), round(point.recall, 3)
            told(one)
        for kind, recall in kinds.items():
            one = figure(f"duplicates: {kind}")
            one.recall = round(recall, 3)
            told(one)
