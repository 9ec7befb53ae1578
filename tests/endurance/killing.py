"""An import that is killed: the child process that imports, and the look afterwards at what it left.

`python -m tests.endurance.killing FILE SLUG` imports FILE into the workspace SLUG of the product in its environment.
"""

import csv
import io
import os
import random
import signal
import subprocess
import sys
import time
from typing import Any

ROWS = 300
# Models of which an import writes rows; each must be as many as before, or as many as a whole import makes.
COUNTED = (
    "network.organisation", "network.person", "network.affiliation", "network.tie", "network.contact",
    "network.contactperson", "network.formality", "core.historyentry", "core.batch", "core.searchentry",
)  # fmt: skip


def file(seed: int, rows: int = ROWS) -> bytes:
    """A file in which every row is new."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(
        ["Organisation", "By", "Kontaktperson", "E-mail", "Hvem kender dem", "Sidst talt", "Formalitet"]
    )
    chance = random.Random(seed)
    for i in range(rows):
        name = "".join(chance.choices("bdfghjklmnprstv", k=9)).capitalize()
        writer.writerow(
            [f"{name} {seed}-{i}", "Fjordby", f"Ida {name}sen", f"{name}{seed}.{i}@eksempel.dk".lower(),
             "ali@eksempel.dk", "01-05-2024", "netværk"]
        )  # fmt: skip
    return out.getvalue().encode()


def counts() -> dict[str, int]:
    """Rows of every counted table."""
    from django.apps import apps

    return {label: apps.get_model(label)._base_manager.count() for label in COUNTED}


def loose_ends() -> list[str]:
    """What can only be half of a write: records without history, history without records, references to nothing."""
    from django.apps import apps

    from brobygger.core.models import HistoryEntry
    from brobygger.records.models import ImportRun

    found = []
    for label in COUNTED:
        model = apps.get_model(label)
        if label.startswith("network."):
            told = HistoryEntry.objects.filter(model=label, verb="created").values("object_id")
            found += [
                f"{label} {pk} without history"
                for pk in model._base_manager.exclude(pk__in=told).values_list("pk", flat=True)
            ]
            there = model._base_manager.values("pk")
            gone = HistoryEntry.objects.filter(model=label, verb="created").exclude(object_id__in=there)
            found += [f"history of {label} {pk}" for pk in gone.values_list("object_id", flat=True)]
        for field in model._meta.concrete_fields:
            related: Any = field.related_model
            if related:
                lost = model._base_manager.exclude(**{field.attname: None}).exclude(
                    **{f"{field.attname}__in": related._base_manager.values("pk")}
                )
                found += [f"{label}.{field.name} of {pk}" for pk in lost.values_list("pk", flat=True)]
    batches = set(apps.get_model("core.batch")._base_manager.values_list("pk", flat=True))
    runs = ImportRun.objects.filter(state="applied").values_list("batch_id", flat=True)
    found += [f"a receipt for batch {pk}" for pk in runs if pk not in batches]
    return found


def start(path: str, slug: str, environment: dict[str, str]) -> "subprocess.Popen[bytes]":
    """Begin an import in a process of its own."""
    return subprocess.Popen([sys.executable, "-m", "tests.endurance.killing", path, slug], env=environment)


def kill_after(process: "subprocess.Popen[bytes]", begun: str, delay: float) -> bool:
    """SIGKILL `delay` seconds after the child said that it begins to write; True where it was still at it."""
    until = time.monotonic() + 60
    while not os.path.exists(begun) and process.poll() is None and time.monotonic() < until:
        time.sleep(0.002)
    time.sleep(delay)
    alive = process.poll() is None
    process.send_signal(signal.SIGKILL)
    process.wait()
    return alive


def main(path: str, slug: str) -> None:
    import django

    django.setup()
    from brobygger.accounts.models import System, Workspace
    from brobygger.network.importing.operations import apply_run, check_run, start_run

    by = System(Workspace.objects.get(slug=slug))
    with open(path, "rb") as content:
        run = start_run(content=io.BytesIO(content.read()), name="rows.csv", by=by)
    check_run(run)
    open(path + ".begun", "w").close()
    start = time.perf_counter()
    apply_run(run=run, by=by, leave_out_problems=True, default_answer="new")
    with open(path + ".seconds", "w") as out:
        out.write(str(time.perf_counter() - start))


if __name__ == "__main__":
    main(*sys.argv[1:3])
