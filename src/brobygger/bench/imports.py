"""Import of many rows: check and apply apart, as the job does them, beside writing the bare rows with COPY."""

import csv
import io
import random
import resource
import time
from datetime import timedelta
from statistics import median

from django.db import connection, transaction

from brobygger.accounts.models import System
from brobygger.bench.figures import Figure
from brobygger.bench.generate import COLLEAGUES, TODAY, Filled
from brobygger.network.importing.operations import apply_run, plan_of, start_run
from brobygger.records.models import ImportRun

HEADERS = ("Organisation", "CVR-nr.", "Sektor", "Postnr.", "By", "Kontaktperson", "Titel", "E-mail", "Telefonnr.",
           "Hvem kender dem", "Om hvad", "Sidst talt", "Formalitet", "Bemærkning")  # fmt: skip
REPETITIONS = 5
TOWNS = ("4000;Roskilde", "8000;Aarhus C", "5000;Odense C", "9000;Aalborg", "6700;Esbjerg", "7100;Vejle")
LEVELS = ("Ønsket", "Netværk", "Samarbejde", "Partnerskab")
SYLLABLES = (
    "ba",
    "de",
    "fi",
    "go",
    "hu",
    "jæ",
    "kø",
    "lå",
    "my",
    "ne",
    "pi",
    "ro",
    "su",
    "ty",
    "væ",
    "bø",
    "då",
    "fe",
)


def file(rows: int, seed: int) -> bytes:
    """A file of so many rows, each with a new organisation and person; the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - the same file every time
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADERS)
    for i in range(rows):
        first, last = _word(chance, 3), _word(chance, 4)
        postcode, town = TOWNS[i % 6].split(";")
        spoken = TODAY - timedelta(days=chance.randrange(700))
        writer.writerow(
            [f"{_word(chance, 4)} {_word(chance, 3)}", _cvr(seed * 100_000 + i), ("Offentlig", "Privat")[i % 2],
             postcode, town, f"{first} {last}", "Leder", f"kontakt{seed}.{i}@eksempel.dk",
             f"{20_000_000 + seed * 1_000_000 + i}", f"kollega{1 + i % (COLLEAGUES - 1)}@eksempel.dk", "lektiehjælp",
             f"{spoken:%d-%m-%Y}", LEVELS[i % 4], ""]
        )  # fmt: skip
    return out.getvalue().encode()


def measure(
    filled: Filled, rows: int, check: Figure, apply: Figure, both: Figure, *, repetitions: int = REPETITIONS
) -> None:
    """Check and apply so many rows several times, each time another file; fills the three figures."""
    by = System(filled.workspace)
    checks, applies, floors = [], [], []
    for seed in range(1, repetitions + 1):
        content = file(rows, seed + (REPETITIONS if rows > 10_000 else 0))
        floors.append(_floor(content))
        run = start_run(content=io.BytesIO(content), name=f"rows-{seed}.csv", by=by)
        # As the command does it: checked and written in one transaction.
        with transaction.atomic():
            start = time.perf_counter()
            plan = plan_of(run, default_answer="new")
            checked = time.perf_counter()
            apply_run(run=run, by=by, leave_out_problems=True, default_answer="new", plan=plan)
        applied = time.perf_counter()
        if len(plan.rows_in_error) > rows // 100:
            check.missing = apply.missing = both.missing = (
                f"{len(plan.rows_in_error)} of {rows} rows were refused"
            )
        checks.append(checked - start)
        applies.append(applied - checked)
    ImportRun.objects.filter(workspace=filled.workspace).update(result={})
    wholes = [one + other for one, other in zip(checks, applies, strict=True)]
    for figure, seconds in ((check, checks), (apply, applies), (both, wholes)):
        figure.median_ms = round(median(seconds) * 1000, 1)
        figure.rows_per_s = round(rows / median(seconds))
        figure.floor = (
            "the file's rows with COPY" if connection.vendor == "postgresql" else "the rows with executemany"
        )
        figure.floor_ms = round(median(floors) * 1000, 1)
        figure.ratio = round(median(seconds) / median(floors), 1)
        figure.mb = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)


def _floor(content: bytes) -> float:
    """The file's cells into a bare table."""
    columns = ", ".join(f"c{i} text" for i in range(len(HEADERS)))
    rows = list(csv.reader(io.StringIO(content.decode()), delimiter=";"))[1:]
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE bench_floor ({columns})")
        start = time.perf_counter()
        if connection.vendor == "postgresql":
            with cursor.copy("COPY bench_floor FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(HEADERS))
            cursor.executemany(f"INSERT INTO bench_floor VALUES ({marks})", rows)  # noqa: S608 - no input in it
        seconds = time.perf_counter() - start
        cursor.execute("DROP TABLE bench_floor")
    return seconds


def _word(chance: random.Random, syllables: int) -> str:
    return "".join(chance.choices(SYLLABLES, k=syllables)).capitalize()


def _cvr(i: int) -> str:
    """A valid CVR number that follows from `i` alone (modulus 11)."""
    number = 1_000_000 + i * 7
    while True:
        digits = [int(d) for d in str(number)]
        check = 11 - sum(w * d for w, d in zip((2, 7, 6, 5, 4, 3, 2), digits, strict=True)) % 11
        if check < 10:
            return f"{number}{check}"
        if check == 11:
            return f"{number}0"
        number += 1
