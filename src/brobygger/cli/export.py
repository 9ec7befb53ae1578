"""`brobygger export`: a whole workspace as a documented archive (docs/archive.md)."""

import argparse
from pathlib import Path

from brobygger.accounts.models import System
from brobygger.cli.database import migrate, workspace
from brobygger.cli.output import DONE, Refused, print_json, say
from brobygger.records.archive import write_archive


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--workspace", required=True, metavar="SLUG")
    parser.add_argument(
        "--out", required=True, type=Path, metavar="FILE", help="a file that is not there yet"
    )
    parser.add_argument("--json", action="store_true", help="print what was written as data")


def run(options: argparse.Namespace) -> int:
    migrate()
    here = workspace(options.workspace)
    if options.out.exists():
        raise Refused(f"{options.out} is there already: choose another name.")
    try:
        manifest = write_archive(workspace=here, path=options.out, by=System(here))
    except (FileNotFoundError, IsADirectoryError, PermissionError) as wrong:
        raise Refused(f"{options.out} cannot be written: {wrong.strerror}.") from None
    if options.json:
        print_json({"workspace": here.slug, "file": str(options.out), **manifest})
    else:
        rows = sum(table["rows"] for table in manifest["tables"].values())
        say(f"{here.name}: {rows} rows written to {options.out}.", f"Content hash: {manifest['sha256']}")
    return DONE
