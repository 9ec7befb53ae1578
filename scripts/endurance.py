"""The long runs: hundreds of kill -9 in the middle of imports, on SQLite and PostgreSQL, and nothing half-written.

    python scripts/endurance.py [--kills 500] [--database sqlite|postgresql|both] [--seed 1]

Prints one line for each database; exit code 1 where anything was left half-written. Figures of speed: `make bench`.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=500, help="how many, on each database (500)")
    parser.add_argument("--database", choices=("sqlite", "postgresql", "both"), default="both")
    parser.add_argument("--seed", type=int, default=1, help="another seed kills at other moments")
    parser.add_argument("--inside", metavar="DATABASE", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        return kill_many(options.inside, options.kills, options.seed)
    from brobygger.bench import databases

    code = 0
    for database in ("sqlite", "postgresql") if options.database == "both" else (options.database,):
        if database == "postgresql" and databases.programs() is None:
            print("PostgreSQL is not found: left out.")
            continue
        with databases.scratch(database) as environment:
            environment |= {"DJANGO_SETTINGS_MODULE": "brobygger.config.settings", "BROBYGGER_POOL": "0"}
            command = [sys.executable, __file__, "--inside", database]
            command += ["--kills", str(options.kills), "--seed", str(options.seed)]
            code |= subprocess.run(command, env=environment, cwd=ROOT).returncode
    return code


def kill_many(database: str, kills: int, seed: int) -> int:
    """In an empty product: import, and be killed, until so many imports were stopped in the middle."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from brobygger.accounts.models import Workspace
    from tests.core import killing

    call_command("migrate", interactive=False, verbosity=0)
    Workspace.objects.create(slug="fjordby", name="Fjordby")
    chance, environment = random.Random(seed), dict(os.environ)
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
        while stopped < kills and tries < kills * 3:
            tries += 1
            before = killing.counts()
            stopped += killing.kill_after(begin(tries + 1), f"{path}.begun", chance.uniform(0, seconds * 1.1))
            after = killing.counts()
            whole = {label: before[label] + step[label] for label in before}
            if after not in (before, whole):
                half += 1
                print(f"  {database}, try {tries}: {before} became {after}", flush=True)
        ends = killing.loose_ends()
    print(
        f"{database}: {stopped} imports killed in the middle, {half} half-written, {len(ends)} loose ends.",
        flush=True,
    )
    for end in ends[:20]:
        print(f"  {end}")
    return int(bool(half or ends))


if __name__ == "__main__":
    sys.exit(main())
