"""One run: for each database a process of its own, whose product sees a scratch database and nothing else."""

import json
import subprocess
import sys
from collections.abc import Callable, Sequence

from brobygger.bench import databases, duplicates, imports, pages
from brobygger.bench.figures import Figure
from brobygger.bench.generate import SIZES, SLUG, fill
from brobygger.bench.server import Client, Server, serving

IMPORTS = ("import 10,000", "import 100,000")
Told = Callable[[Figure], None]


def names() -> list[str]:
    """What `--only` can name."""
    return [*pages.names(), *duplicates.NAMES, *IMPORTS]


def measure(database: str, scale: str, only: Sequence[str], told: Told) -> int:
    """Measure in a child process what any of `only` names (all, where it is empty); `told` hears of each figure as it
    is ready. Returns the child's exit code."""
    with databases.scratch(database) as environment:
        command = [sys.executable, "-m", "brobygger.bench", "speed", database, scale, *only]
        with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as child:
            for text in child.stdout or ():
                if text.startswith("{"):
                    told(Figure(**json.loads(text)))
        return child.returncode


def measure_here(
    database: str, scale: str, only: Sequence[str], environment: dict[str, str], told: Told
) -> None:
    """Measure in this process, on its (scratch) database."""
    wanted = [name for name in names() if not only or any(part in name for part in only)]
    filled = fill(SIZES[scale])

    def figure(name: str) -> Figure:
        return Figure(name, database, scale)

    if any(name not in (*IMPORTS, *duplicates.NAMES) for name in wanted):
        with serving(environment) as server:
            client = Client(server.port, pages.cookie(filled.user), pages.token(filled.workspace, "bench"))
            _ask(server, client, [p for p in pages.pages(filled) if p.name in wanted], wanted, figure, told)
    if "start-up" in wanted:
        told(_start_up(environment, figure("start-up")))
    duplicates.measure(filled, wanted, figure, told)
    for name, rows in zip(IMPORTS, (10_000, 100_000), strict=True):
        # 100,000 rows belong to the largest scale; the smallest has no more rows than organisations.
        if name in wanted and (rows == 10_000 or scale == "national"):
            parts = [figure(f"{name}: {part}") for part in ("check", "apply", "both")]
            rows = min(rows, SIZES[scale])
            imports.measure(filled, rows, *parts, repetitions=1 if rows > 10_000 else imports.REPETITIONS)
            for part in parts:
                told(part)


def _ask(
    server: Server,
    client: Client,
    asked: Sequence[pages.Page],
    wanted: Sequence[str],
    figure: Callable[[str], Figure],
    told: Told,
) -> None:
    if "memory" in wanted:
        told(pages.idle(server, client, figure("memory of an idle web process")))
    for page in asked:
        told(pages.measure(page, client, figure(page.name)))
    if "bytes" in wanted:
        for visit, total in pages.first_visit(client, f"/{SLUG}/organisations/"):
            one = figure(f"bytes, {visit} visit to a list")
            one.bytes = total
            told(one)


def _start_up(environment: dict[str, str], figure: Figure) -> Figure:
    """From the command to the first answer, five times."""
    seconds = []
    for _ in range(5):
        with serving(environment) as server:
            seconds.append(server.start_ms)
    figure.median_ms = round(sorted(seconds)[2], 1)
    return figure
