"""Scratch databases: SQLite in a temporary folder, PostgreSQL in a cluster that is started here and stopped again."""

import os
import pwd
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

OLDEST = 15
# As PostgreSQL comes, but for a page cache that holds the data: durable writes are part of what is measured.
OPTIONS = "-c listen_addresses='' -c max_connections=60 -c shared_buffers=512MB -c work_mem=16MB -c max_wal_size=4GB"


def programs() -> Path | None:
    """The folder of initdb and pg_ctl, or None where there is no PostgreSQL of age."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: p.parts[-3].zfill(3))
    found = [p.parent for p in reversed(folders)]
    if on_path := shutil.which("initdb"):
        found.insert(0, Path(on_path).resolve().parent)
    for folder in found:
        said = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True).stdout
        version = re.search(r"(\d+)", said)
        if version and int(version[1]) >= OLDEST:
            return folder
    return None


@contextmanager
def scratch(database: str) -> Iterator[dict[str, str]]:
    """The environment of a product whose data folder and database are empty and its own."""
    home = tempfile.mkdtemp(prefix="brobygger-bench-")
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("BROBYGGER_") and name != "DATABASE_URL"
    }
    environment |= {"BROBYGGER_HOME": home, "DJANGO_SETTINGS_MODULE": "brobygger.bench.settings"}
    try:
        if database == "sqlite":
            yield environment
        else:
            with cluster() as url:
                yield environment | {"DATABASE_URL": url}
    finally:
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def cluster() -> Iterator[str]:
    """A PostgreSQL cluster of this run's own; it refuses root, so there it runs as user postgres."""
    folder = programs()
    if folder is None:
        raise FileNotFoundError("PostgreSQL")
    home = Path(tempfile.mkdtemp(prefix="brobygger-pg-"))
    who: dict[str, Any] = {"cwd": "/", "check": True, "stdout": subprocess.DEVNULL}
    if os.geteuid() == 0:
        user = pwd.getpwnam("postgres" if _exists("postgres") else "nobody")
        os.chown(home, user.pw_uid, user.pw_gid)
        who |= {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    control: list[str | Path] = [folder / "pg_ctl", "-D", home / "data", "-l", home / "log", "-w"]
    make: list[str | Path] = [
        "-D",
        home / "data",
        "-U",
        "brobygger",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C",
        "--no-sync",
    ]
    try:
        subprocess.run([folder / "initdb", *make], **who)
        subprocess.run([*control, "-o", f"{OPTIONS} -c unix_socket_directories='{home}'", "start"], **who)
        try:
            yield f"postgresql://brobygger@/postgres?host={home}"
        finally:
            subprocess.run([*control, "-m", "fast", "stop"], **who)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _exists(name: str) -> bool:
    return any(entry.pw_name == name for entry in pwd.getpwall())
