"""The long runs, on SQLite and PostgreSQL: kill -9, fuzz, many people at once.

    python scripts/endurance.py [--only imports] [--sample] [--kills 500] [--inputs 100000] [--people 200] [--seconds 60]
                                [--database sqlite|postgresql|both] [--seed 1]

    imports   killed in the middle, again and again: nothing is half-written
    merges    the same for the merging of duplicates
    files     damaged files through the importers: no unforeseen error, no hang, nothing written from what was refused
    api       the whole interface under schemathesis, against the production server
    load      two hundred people at once: `brobygger bench load`

Prints a line for each on each database; exit code 1 where anything was not as it should be. --sample is a minute of
each. Another --seed kills at other moments and damages in other ways.
"""

import argparse
import os
import random
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
SAMPLE = {"kills": 5, "inputs": 200, "examples": 3, "people": 20, "seconds": 10}


def main() -> int:
    options = _options()
    if options.inside:
        return inside(options)
    from brobygger.bench import databases

    code = 0
    for database in ("sqlite", "postgresql") if options.database == "both" else (options.database,):
        if database == "postgresql" and databases.programs() is None:
            print("PostgreSQL is not found: left out.")
            continue
        for name in options.only or RUNS:
            with databases.scratch(database) as environment:
                environment |= {"DJANGO_SETTINGS_MODULE": "brobygger.config.settings", "BROBYGGER_POOL": "0"}
                command = [sys.executable, __file__, "--inside", database, "--only", name]
                for number in SAMPLE:
                    command += [f"--{number}", str(getattr(options, number))]
                command += ["--seed", str(options.seed)]
                code |= subprocess.run(command, env=environment, cwd=ROOT).returncode
    return code


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", action="append", choices=RUNS, help="this run alone; may be repeated")
    parser.add_argument("--sample", action="store_true", help="a little of each")
    parser.add_argument("--kills", type=int, default=500, help="of imports and of merges (500)")
    parser.add_argument("--inputs", type=int, default=100_000, help="damaged files (100,000)")
    parser.add_argument("--examples", type=int, default=500, help="for each operation of the interface (500)")
    parser.add_argument("--people", type=int, default=200, help="at once (200)")
    parser.add_argument("--seconds", type=int, default=60, help="for so long (60)")
    parser.add_argument("--database", choices=("sqlite", "postgresql", "both"), default="both")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--inside", metavar="DATABASE", help=argparse.SUPPRESS)
    options = parser.parse_args()
    for name, number in SAMPLE.items() if options.sample else ():
        setattr(options, name, number)
    return options


def inside(options: argparse.Namespace) -> int:
    """One run in an empty product of its own."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    [name] = options.only
    return RUNS[name](options)


def kill_imports(options: argparse.Namespace) -> int:
    """Import, and be killed, until so many imports were stopped in the middle."""
    from django.db import connection

    from brobygger.accounts.models import Workspace
    from tests.endurance import killing

    Workspace.objects.create(slug="fjordby", name="Fjordby")
    chance, environment = random.Random(options.seed), dict(os.environ)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.csv"

        def begin(number: int) -> "subprocess.Popen[bytes]":
            path.write_bytes(killing.file(number))
            path.with_name("rows.csv.begun").unlink(missing_ok=True)
            connection.close()  # SQLite: no reader of ours keeps the log from being read again.
            return killing.start(str(path), "fjordby", environment)

        if begin(0).wait():
            return 1
        seconds = float(path.with_name("rows.csv.seconds").read_text())
        step = killing.counts()
        # The first import notes a colleague as well: the second shows what every other writes.
        if begin(1).wait():
            return 1
        step = {label: n - step[label] for label, n in killing.counts().items()}
        stopped = tries = half = 0
        while stopped < options.kills and tries < options.kills * 3:
            tries += 1
            before = killing.counts()
            stopped += killing.kill_after(begin(tries + 1), f"{path}.begun", chance.uniform(0, seconds * 1.1))
            after = killing.counts()
            whole = {label: before[label] + step[label] for label in before}
            if after not in (before, whole):
                half += 1
                print(f"  try {tries}: {before} became {after}", flush=True)
        ends = killing.loose_ends()
    return _told(
        options,
        f"{stopped} imports killed in the middle, {half} half-written, {len(ends)} loose ends.",
        ends,
        half,
    )


def kill_merges(options: argparse.Namespace) -> int:
    """Merge pair after pair, and be killed, so many times."""
    from django.db import connection

    from brobygger.accounts.models import Workspace
    from brobygger.network.models import Organisation
    from tests.endurance import killing, merges

    workspace = Workspace.objects.create(slug="fjordby", name="Fjordby")
    chance, environment = random.Random(options.seed), dict(os.environ)
    merges.fill(workspace, 1)
    before, pairs = merges.counts(), 1
    with tempfile.TemporaryDirectory() as folder:
        if merges.start("fjordby", f"{folder}/first", environment).wait():
            return 1
        step = {label: n - before[label] for label, n in merges.counts().items()}
        stopped, tries, faults = 0, 0, list[str]()
        while stopped < options.kills and tries < options.kills * 3:
            tries += 1
            if Organisation.objects.filter(name__endswith=" b").count() < 40:
                merges.fill(workspace, 60, first=pairs)
                pairs += 60
            before, begun = merges.counts(), f"{folder}/{tries}"
            connection.close()
            process = merges.start("fjordby", begun, environment)
            stopped += killing.kill_after(process, begun, chance.uniform(0, 1))
            faults += [f"try {tries}: {fault}" for fault in merges.faults(before, step)]
    return _told(options, f"{stopped} merging processes killed, {len(faults)} faults.", faults)


def fuzz_files(options: argparse.Namespace) -> int:
    """Damaged files, each tried and taken back."""
    from brobygger.accounts.models import Colleague, Workspace
    from tests.endurance import files

    workspace = Workspace.objects.create(slug="fjordby", name="Fjordby")
    by = Colleague.objects.create(
        workspace=workspace, name="Mette Holm", email="mette@eksempel.dk", role="coordinator", state="active"
    )
    outcome = files.run(number=options.inputs, seed=options.seed, by=by)
    how = ", ".join(f"{n:,} {name}" for name, n in sorted(outcome.ended.items()))
    line = f"{options.inputs:,} damaged files ({how}), slowest {outcome.slowest:.1f} s, {len(outcome.faults)} faults."
    return _told(options, line, outcome.faults)


def fuzz_api(options: argparse.Namespace) -> int:
    """schemathesis against the production server, with the token of a leader in a workspace that holds something."""
    from brobygger.accounts.models import System
    from brobygger.accounts.operations import make_token
    from brobygger.bench.generate import fill
    from brobygger.bench.server import serving

    filled = fill(60)
    key = make_token(name="Fuzz", role="leader", by=System(filled.workspace)).key
    tool = Path(sys.executable).with_name("schemathesis")
    with serving(dict(os.environ) | {"BROBYGGER_API_PER_MINUTE": "1000000"}) as server:
        base = f"http://127.0.0.1:{server.port}"
        command = [
            tool, "run", f"{base}/api/v1/openapi.json", "--url", base, "--header", f"Authorization: Bearer {key}",
            "--max-examples", str(options.examples), "--seed", str(options.seed), "--request-timeout", "5",
            "--checks", "not_a_server_error,response_schema_conformance,status_code_conformance", "--no-color",
            "--continue-on-failure", "--phases", "examples,coverage,fuzzing",
        ]  # fmt: skip
        done = subprocess.run(command, capture_output=True, text=True, cwd=os.environ["BROBYGGER_HOME"])
    counted = re.search(r"Test cases:\s*\n?\s*(.*)", done.stdout)
    line = f"the interface: {counted[1].strip() if counted else 'not counted'}, exit code {done.returncode}."
    return _told(options, line, [done.stdout[-6000:] + done.stderr[-2000:]] if done.returncode else [])


def load(options: argparse.Namespace) -> int:
    """Many people at once."""
    command = [
        sys.executable, "-m", "brobygger", "bench", "load", "--database", options.inside, "--people", str(options.people),
        "--seconds", str(options.seconds),
    ]  # fmt: skip
    return subprocess.run(command).returncode


def _told(options: argparse.Namespace, line: str, faults: list[Any], more: int = 0) -> int:
    print(f"{options.inside}: {line}", flush=True)
    for fault in faults[:20]:
        print(f"  {fault}")
    return int(bool(faults or more))


RUNS: dict[str, Callable[[argparse.Namespace], int]] = {
    "imports": kill_imports, "merges": kill_merges, "files": fuzz_files, "api": fuzz_api, "load": load,
}  # fmt: skip

if __name__ == "__main__":
    sys.exit(main())
