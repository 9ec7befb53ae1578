"""`brobygger export` and `brobygger import archive`: a whole workspace out of this installation and into another."""

import argparse
from pathlib import Path

from brobygger.accounts.models import System
from brobygger.cli.database import migrate
from brobygger.cli.database import workspace as workspace_called
from brobygger.cli.output import DONE, Refused, print_json, say
from brobygger.records.archive import ArchiveRefused, read_archive, write_archive


def add_export_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--workspace", required=True, metavar="SLUG", help="which workspace")
    parser.add_argument("--out", required=True, type=Path, metavar="FILE", help="the archive to write")
    parser.add_argument("--force", action="store_true", help="write over a file that is there")
    parser.add_argument("--json", action="store_true", help="print what was written as data")


def run_export(options: argparse.Namespace) -> int:
    """Write the archive; personal data, so readable by its owner only."""
    migrate()
    workspace = workspace_called(options.workspace)
    if options.out.exists() and not options.force:
        raise Refused(f"{options.out} is there already: choose another name, or write over it with --force.")
    if not options.out.parent.is_dir():
        raise Refused(f"There is no folder {options.out.parent}.")
    manifest = write_archive(workspace=workspace, path=options.out, by=System(workspace))
    if options.json:
        print_json(manifest)
        return DONE
    rows = sum(table["rows"] for table in manifest["tables"].values())
    say(
        f"{workspace.name}: {rows} rows and {len(manifest['files'])} files written to {options.out}.",
        f"Content hash {manifest['sha256']}",
        "The file holds personal data. Keep it as you keep the database.",
    )
    return DONE


def add_import_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="an archive that `brobygger export` wrote")
    parser.add_argument("--workspace", required=True, metavar="NEW", help="a new workspace, or an empty one")
    parser.add_argument("--json", action="store_true", help="print the result as data")


def run_import(options: argparse.Namespace) -> int:
    """Read the archive, all or nothing."""
    if not options.file.is_file():
        raise Refused(f"There is no file {options.file}.")
    migrate()
    try:
        workspace = read_archive(path=options.file, slug=options.workspace)
    except ArchiveRefused as refused:
        raise Refused(str(refused)) from None
    if options.json:
        print_json({"workspace": workspace.slug, "name": workspace.name})
    else:
        say(
            f"{workspace.name} is read into “{workspace.slug}”.",
            "Members log in with the password they have here already, or choose one by “Forgot your password?”.",
        )
    return DONE
