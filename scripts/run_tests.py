"""Run the suite: on SQLite always, on PostgreSQL and in a browser where the programs are found.

    scripts/run_tests.py [--acceptance] [pytest's own arguments]

PostgreSQL runs in a scratch cluster that is started here and stopped again. `BROBYGGER_REQUIRE=postgres,browser`
makes the absence of either a failure. The last line is pytest's own; what was left out is said just above it.
"""

import os
import pwd
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.browser import executable  # noqa: E402

OLDEST_POSTGRES = 15
REQUIRED = set(filter(None, os.environ.get("BROBYGGER_REQUIRE", "").split(",")))


def postgres_programs() -> Path | None:
    """The folder of initdb and pg_ctl: on PATH, or where Debian puts them."""
    folders = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    folders.sort(
        key=lambda folder: int(folder.parent.name) if folder.parent.name.isdigit() else 0, reverse=True
    )
    if on_path := shutil.which("initdb"):
        folders.insert(0, Path(on_path).resolve().parent)
    for folder in folders:
        version = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True).stdout
        found = re.search(r"(\d+)", version)
        if found and int(found[1]) >= OLDEST_POSTGRES:
            return folder
    return None


@contextmanager
def cluster(programs: Path) -> Iterator[str]:
    """A scratch cluster without safety nets; yields its DATABASE_URL. PostgreSQL refuses root, so it runs as another."""
    folder = Path(tempfile.mkdtemp(prefix="brobygger-pg-"))
    who: dict[str, object] = {"cwd": "/"}
    if os.geteuid() == 0:
        names = {entry.pw_name for entry in pwd.getpwall()}
        user = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
        os.chown(folder, user.pw_uid, user.pw_gid)
        who |= {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    data, log = folder / "data", folder / "log"
    make = [
        programs / "initdb",
        "-D",
        data,
        "-U",
        "brobygger",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C",
        "--no-sync",
    ]
    options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c max_connections=60"
    options += " -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
    control = [programs / "pg_ctl", "-D", data, "-l", log, "-w"]
    quiet = {"check": True, "stdout": subprocess.DEVNULL}
    try:
        subprocess.run(make, **quiet, **who)  # type: ignore[call-overload]
        subprocess.run([*control, "-o", options, "start"], **quiet, **who)  # type: ignore[call-overload]
        try:
            yield f"postgresql://brobygger@/postgres?host={folder}"
        finally:
            subprocess.run([*control, "-m", "immediate", "stop"], **quiet, **who)  # type: ignore[call-overload]
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def pytest(*arguments: str, **environment: str) -> tuple[int, str]:
    """Run pytest here; returns its exit code and the words of its closing line."""
    command = [sys.executable, "-m", "pytest", "-q", *arguments]
    env = {**os.environ, **environment, "PYTHONUNBUFFERED": "1"}
    env.pop("DATABASE_URL", None) if "DATABASE_URL" not in environment else None
    closing = ""
    with subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        for line in process.stdout:
            sys.stdout.write(line)
            sys.stdout.flush()
            closing = line.strip(" =\n") or closing
    return process.returncode, closing


def cores() -> list[str]:
    return ["-n", os.environ.get("BROBYGGER_TEST_PROCESSES", "auto"), "--dist", "worksteal"]


def main() -> int:
    arguments = sys.argv[1:]
    if "--acceptance" in arguments:
        arguments.remove("--acceptance")
        return pytest("tests/acceptance", "-vv", "--no-header", "-n", "0", *arguments)[0]
    said, failed = [], False
    programs = postgres_programs()
    if programs:
        print("On PostgreSQL:", flush=True)
        with cluster(programs) as url:
            code, closing = pytest("-m", "not browser and not once", *cores(), *arguments, DATABASE_URL=url)
        failed = code != 0
        said.append(f"On PostgreSQL: {closing}")
    elif "postgres" in REQUIRED:
        failed = True
        said.append(f"FAILED: PostgreSQL {OLDEST_POSTGRES} or newer is required and was not found.")
    else:
        said.append("Left out: PostgreSQL, not found. To add it: apt-get install postgresql, then make test")
    if not executable() and "browser" not in REQUIRED:
        said.append(
            "Left out: the browser tests, no Chromium. To add them: apt-get install chromium, then make test"
        )
    if not shutil.which("xgettext"):
        said.append(
            "Left out: whether every text is translated, no gettext. To add it: apt-get install gettext"
        )
    if failed:
        said.append("The suite has FAILED: see PostgreSQL above.")
    print("On SQLite:", flush=True)
    code, _ = pytest("-m", "not postgres", *cores(), *arguments, BROBYGGER_SAY="\n".join(said))
    return code or int(failed)


if __name__ == "__main__":
    sys.exit(main())
