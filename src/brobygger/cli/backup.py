"""`brobygger backup`: everything in one file, written while others work."""

import argparse
import re
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from brobygger.cli.database import migrate
from brobygger.cli.output import DONE, FAILED, Refused, print_json, say
from brobygger.records import backup

NAME = re.compile(r"brobygger-\d{8}-\d{6}\.backup\.zip")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "to", type=Path, metavar="FILE|FOLDER", help="a new file, or a folder for one with today's name"
    )
    parser.add_argument(
        "--with-key", action="store_true", help="put the secret key in it: links already sent go on opening"
    )
    parser.add_argument(
        "--keep", type=int, metavar="N", help="in a folder: keep the newest N backups, remove older ones"
    )
    parser.add_argument("--json", action="store_true", help="print what was written as data")


def run(options: argparse.Namespace) -> int:
    migrate()
    folder = options.to if options.to.is_dir() else None
    path = folder / f"brobygger-{timezone.localtime():%Y%m%d-%H%M%S}.backup.zip" if folder else options.to
    if path.exists():
        raise Refused(f"{path} is there already: choose another name.")
    if options.keep is not None and folder is None:
        raise Refused(f"There is no folder {options.to}: --keep goes with a folder. Make it first.")
    if options.keep is not None and options.keep < 1:
        raise Refused("--keep keeps at least one.")
    try:
        manifest = backup.write(path, with_key=options.with_key)
        backup.check(path)
    except backup.BackupRefused as refused:
        raise Refused(str(refused), FAILED) from None
    removed = _remove_older(folder, options.keep) if folder and options.keep else []
    (Path(settings.HOME) / "last_backup").write_text(f"{manifest['made_at']}\n{path.resolve()}\n")
    rows = sum(table["rows"] for table in manifest["tables"].values())
    if options.json:
        told = {name: manifest[name] for name in ("made_at", "product", "database", "tables", "sha256")}
        size = path.stat().st_size
        print_json(
            {"file": str(path), "size": size, "files": len(manifest["files"]), "removed": removed, **told}
        )
    else:
        say(f"{path}: {rows} rows and {len(manifest['files'])} files, read back and whole.")
        if not options.with_key:
            say(
                "The secret key is not in it. With another key everybody logs in anew, and links already sent do not open."
            )
    return DONE


def _remove_older(folder: Path, keep: int) -> list[str]:
    ours = sorted(p for p in folder.iterdir() if NAME.fullmatch(p.name))
    for old in ours[:-keep]:
        old.unlink()
    return [str(p) for p in ours[:-keep]]
