"""What the settings read from the environment, with safe defaults; unsafe combinations refuse to start."""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

LOOPBACK = {"localhost", "127.0.0.1", "[::1]", "testserver"}


def home() -> Path:
    """The data folder: database, uploads, secret key. `BROBYGGER_HOME`, or a folder of the user's own."""
    given = os.environ.get("BROBYGGER_HOME")
    base = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    folder = Path(given) if given else Path(base) / "brobygger"
    folder.mkdir(parents=True, exist_ok=True)
    return folder.resolve()


def secret_key(folder: Path) -> str:
    """`BROBYGGER_SECRET_KEY`, or one made on first use and kept in the data folder, readable by its owner only."""
    if given := os.environ.get("BROBYGGER_SECRET_KEY"):
        if len(given) < 40:
            raise ImproperlyConfigured("BROBYGGER_SECRET_KEY must have at least 40 characters.")
        return given
    path = folder / "secret_key"
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(descriptor, "w") as file:
        file.write(key := secrets.token_urlsafe(60))
    return key


def hosts(*, debug: bool, https: bool) -> list[str]:
    """Names the server answers to. Beyond this machine it takes https and no debug."""
    names = [
        h.strip()
        for h in os.environ.get("BROBYGGER_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
        if h.strip()
    ]
    public = [h for h in names if h not in LOOPBACK]
    if "*" in names:
        raise ImproperlyConfigured("BROBYGGER_HOSTS must name the hosts; * would answer to anybody's name.")
    if public and debug:
        raise ImproperlyConfigured(f"BROBYGGER_DEBUG is for this machine alone, not for {', '.join(public)}.")
    if public and not https:
        raise ImproperlyConfigured(
            f"{', '.join(public)} must be served over https: set BROBYGGER_HTTPS=1 behind a proxy that speaks it."
        )
    return names


def database(folder: Path) -> dict[str, Any]:
    """Django's database setting from `DATABASE_URL` (postgresql://…), else SQLite in the data folder."""
    url = os.environ.get("DATABASE_URL", "")
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": folder / "brobygger.sqlite3",
            "OPTIONS": {
                # Writers queue from the start of their transaction; readers are never blocked (WAL).
                "transaction_mode": "IMMEDIATE",
                "timeout": float(os.environ.get("BROBYGGER_BUSY_SECONDS", "5")),
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000;"
                " PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY;",
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured("DATABASE_URL must begin with postgresql://")
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    host = options.pop("host", None) or unquote(parts.hostname or "")
    # Compiling a question takes seconds where answering it takes milliseconds: ours are short ones with many parts.
    options.setdefault("options", "-c jit=off")
    if os.environ.get("BROBYGGER_POOL", "1") == "1":
        options["pool"] = {
            "min_size": 0,
            "max_size": int(os.environ.get("BROBYGGER_POOL_SIZE", "12")),
            "timeout": 10,
        }
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
    }


def flag(name: str) -> bool:
    """True where the environment variable is 1."""
    return os.environ.get(name, "0") == "1"


def names(variable: str) -> list[str]:
    """The names in a comma-separated environment variable, in lower case."""
    return [n.strip().lower() for n in os.environ.get(variable, "").split(",") if n.strip()]
