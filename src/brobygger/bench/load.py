"""Many people at once: `brobygger bench load`. locust plays them, against the production server as `serve` starts it.

Everybody has a session and a token of their own from the start: logging in is not part of what is measured.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.db import transaction
from django.urls import reverse

from brobygger.accounts.models import Colleague, User
from brobygger.bench import databases, pages
from brobygger.bench.generate import SIZES, SLUG, Filled, fill
from brobygger.bench.server import serving
from brobygger.core.lists.paging import Place
from brobygger.network.models import Organisation

TARGET_MS = 500
PLACES = 200
ALL = "all"


@dataclass(frozen=True)
class Load:
    """How one kind of page fared among so many people."""

    name: str
    database: str
    scale: str
    people: int
    requests: int
    errors: int
    median_ms: int
    p95_ms: int
    slowest_ms: int


HEADER = f"{'':<34}{'database':<11}{'scale':<9}{'people':>7}{'requests':>10}{'errors':>8}{'p50 ms':>9}{'p95 ms':>9}{'most ms':>9}"


def line(load: Load) -> str:
    """As a line under HEADER."""
    return (
        f"{load.name:<34}{load.database:<11}{load.scale:<9}{load.people:>7}{load.requests:>10,}{load.errors:>8}"
        f"{load.median_ms:>9,}{load.p95_ms:>9,}{load.slowest_ms:>9,}"
    )


def possible() -> bool:
    """locust comes with the developers' requirements."""
    return find_spec("locust") is not None


def measure(database: str, scale: str, people: int, seconds: int, told: Callable[[Load], None]) -> int:
    """Measure in a child process on a scratch database; returns its exit code."""
    with databases.scratch(database) as environment:
        command = [
            sys.executable,
            "-m",
            "brobygger.bench",
            "load",
            database,
            scale,
            str(people),
            str(seconds),
        ]
        with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as child:
            for text in child.stdout or ():
                if text.startswith("{"):
                    told(Load(**json.loads(text)))
        return child.returncode


def measure_here(
    database: str, scale: str, people: int, seconds: int, environment: Mapping[str, str]
) -> Iterator[Load]:
    """Measure on this process's (scratch) database; the last is all of it together."""
    filled = fill(SIZES[scale])
    scene = Path(environment["BROBYGGER_HOME"]) / "people.json"
    scene.write_text(json.dumps(_scene(filled, people)), encoding="utf-8")
    with serving(dict(environment)) as server:
        found = _play(server.port, scene, people, seconds, environment)
    everything: dict[str, Any] = {"num_requests": 0, "num_failures": 0, "response_times": {}}
    for told in sorted(found, key=lambda t: str(t["name"])):
        yield _load(told, str(told["name"]), database, scale, people)
        everything["num_requests"] += told["num_requests"]
        everything["num_failures"] += told["num_failures"]
        for ms, times in told["response_times"].items():
            everything["response_times"][ms] = everything["response_times"].get(ms, 0) + times
    yield _load(everything, ALL, database, scale, people)


def _play(
    port: int, scene: Path, people: int, seconds: int, environment: Mapping[str, str]
) -> list[dict[str, Any]]:
    arriving = max(1, people // 20)
    command = [
        sys.executable, "-m", "locust", "--locustfile", str(Path(__file__).with_name("locustfile.py")),
        "--host", f"http://127.0.0.1:{port}", "--headless", "--users", str(people), "--spawn-rate", str(arriving),
        "--run-time", f"{seconds + people // arriving}s", "--reset-stats", "--json", "--exit-code-on-error", "0",
        "--loglevel", "ERROR",
    ]  # fmt: skip
    given = {**environment, "BROBYGGER_BENCH_PEOPLE": str(scene), "PATH": os.environ.get("PATH", "")}
    done = subprocess.run(command, env=given, capture_output=True, text=True, cwd=scene.parent)
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    found: list[dict[str, Any]] = json.loads(done.stdout[done.stdout.index("[") :])
    return found


def _load(told: Mapping[str, Any], name: str, database: str, scale: str, people: int) -> Load:
    times = sorted((float(ms), int(n)) for ms, n in told["response_times"].items())
    return Load(
        name, database, scale, people, told["num_requests"], told["num_failures"],
        _share(times, 0.5), _share(times, 0.95), _share(times, 1),
    )  # fmt: skip


def _share(times: list[tuple[float, int]], share: float) -> int:
    """The milliseconds that this share of the answers did not exceed; of (milliseconds, how many)."""
    wanted, seen = sum(n for _, n in times) * share, 0
    for ms, n in times:
        seen += n
        if seen >= wanted:
            return round(ms)
    return 0


def _scene(filled: Filled, people: int) -> dict[str, Any]:
    """What the people need to know."""
    listed = Organisation.objects.of(filled.workspace).order_by("sort_key", "id")
    step = max(1, listed.count() // PLACES)
    some = list(listed.values_list("pk", "name", "sort_key")[::step])
    with transaction.atomic():
        played = [_person(filled, number) for number in range(people)]
    return {
        "slug": SLUG,
        "people": played,
        "organisations": [pk for pk, _, _ in some],
        "names": [name for _, name, _ in some],
        "words": [quote(name.split()[-1][:7]) for _, name, _ in some],
        "places": [f"?after={quote(Place(0, key, pk).token())}" for pk, _, key in some],
        "capture": reverse("network:capture", kwargs={"workspace": SLUG}),
    }


def _person(filled: Filled, number: int) -> dict[str, str]:
    email, name = f"person{number}@bibliotek.eksempel.dk", f"Prøve Person {number}"
    user = User.objects.create(email=email, name=name)
    workspace = filled.workspace
    Colleague.objects.create(
        workspace=workspace, user=user, name=name, email=email, role="staff", state="active"
    )
    return {"cookie": pages.cookie(user), "token": pages.token(workspace, name)}
