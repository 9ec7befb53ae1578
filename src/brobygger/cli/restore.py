"""`brobygger restore`: a backup put back, after every byte of it has been checked."""

import argparse
from datetime import UTC, datetime
from pathlib import Path

from brobygger.cli.output import DONE, FAILED, Refused, print_json, say
from brobygger.records import backup


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE")
    where = parser.add_mutually_exclusive_group()
    where.add_argument(
        "--into-empty", action="store_true", help="only where nothing is yet (so it is anyway)"
    )
    where.add_argument("--replace", action="store_true", help="in the place of what is here, which is lost")
    parser.add_argument("--check", action="store_true", help="only say whether the file is whole")
    parser.add_argument("--json", action="store_true", help="print the outcome as data")


def run(options: argparse.Namespace) -> int:
    try:
        if options.check:
            manifest = backup.check(options.file)
        else:
            manifest = backup.restore(options.file, replace=options.replace)
    except backup.BackupRefused as refused:
        raise Refused(str(refused), FAILED) from None
    rows = sum(table["rows"] for table in manifest["tables"].values())
    if options.json:
        print_json(
            {"file": str(options.file), "checked": options.check, "rows": rows, "sha256": manifest["sha256"]}
        )
    elif options.check:
        taken = datetime.fromisoformat(manifest["made_at"]).astimezone(UTC)
        files = len(manifest["files"])
        say(f"{options.file} is whole: {rows} rows and {files} files, taken {taken:%Y-%m-%d at %H:%M} UTC.")
    else:
        say(f"Restored: {rows} rows and {len(manifest['files'])} files, each table equal to the backup's.")
        say("Run `brobygger doctor` now.")
    return DONE
