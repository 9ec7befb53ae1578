"""`brobygger import network|vcard|events|archive FILE`: what the pages do, for a terminal or a script."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

from brobygger.accounts.models import Colleague, System, Workspace
from brobygger.cli import events_file
from brobygger.cli.database import migrate, workspace
from brobygger.cli.output import DONE, PROBLEMS, Refused, print_json, say
from brobygger.core.operations import Actor
from brobygger.network.exchange import vcard_reading
from brobygger.network.importing import reading
from brobygger.network.importing.check import Options, check
from brobygger.network.importing.operations import (
    NotOpen,
    Unsettled,
    apply_run,
    columns_in,
    discard_run,
    start_run,
    undo_run,
)
from brobygger.network.importing.problems import FileRefused
from brobygger.network.importing.staging import FILL, POLICIES, Plan
from brobygger.records.archive import ArchiveRefused, read_archive
from brobygger.records.models import ImportRun

ANSWERS = ("same", "new", "later")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    kinds = parser.add_subparsers(dest="kind", required=True, metavar="network|vcard|events|archive")
    network = kinds.add_parser("network", help="organisations, people and who knows whom, from CSV or XLSX")
    add_network_arguments(network)
    network.set_defaults(run=run_network, known_by="", only_cards=False)
    cards = kinds.add_parser("vcard", help="people and where they belong, from business cards (vCard)")
    add_network_arguments(cards)
    cards.add_argument(
        "--colleague", dest="known_by", default="", metavar="EMAIL", help="who knows everybody in the file"
    )
    cards.set_defaults(run=run_network, only_cards=True)
    events = kinds.add_parser("events", help="the programme of events a library publishes, as a saved file")
    events_file.add_arguments(events)
    archive = kinds.add_parser("archive", help="a whole workspace as `brobygger export` wrote it")
    archive.add_argument("file", type=Path, metavar="FILE")
    archive.add_argument(
        "--workspace", required=True, metavar="NEW", help="its name in addresses here; must be empty"
    )
    archive.set_defaults(run=run_archive)
    for each in (network, cards, archive):
        each.add_argument("--json", action="store_true", help="print the result as data")


def add_network_arguments(network: argparse.ArgumentParser) -> None:
    """What can be said of any file that goes through the import."""
    network.add_argument("file", nargs="?", type=Path, metavar="FILE")
    network.add_argument("--workspace", required=True, metavar="SLUG")
    what = network.add_mutually_exclusive_group()
    what.add_argument(
        "--check", action="store_true", help="say what would happen and write nothing (the default)"
    )
    what.add_argument("--apply", action="store_true", help="write it: all or nothing")
    what.add_argument("--undo", type=int, metavar="BATCH", help="take an import back")
    network.add_argument("--leave-out-problems", action="store_true", help="leave out rows with errors")
    network.add_argument("--answers", choices=ANSWERS, default="", help="the answer to every question")
    network.add_argument(
        "--policy", choices=POLICIES, default=FILL, help="fields that are filled already (fill)"
    )
    network.add_argument("--by", metavar="EMAIL", help="the colleague who imports, as history names them")


def run(options: argparse.Namespace) -> int:
    migrate()
    command: Callable[[argparse.Namespace], int] = options.run
    return command(options)


def run_network(options: argparse.Namespace) -> int:
    """0 done or clean; 3 errors or questions are left, and nothing was written; 2 the file or a name is wrong."""
    here = workspace(options.workspace)
    if options.undo is not None:
        return undo(options, here)
    if options.file is None:
        raise Refused("Name the file to import, or the batch to --undo.")
    try:
        return apply(options, here) if options.apply else check_only(options, here)
    except FileRefused as refused:
        raise Refused(refused.message) from None
    except (FileNotFoundError, IsADirectoryError, PermissionError) as wrong:
        raise Refused(f"{options.file} cannot be read: {wrong.strerror}.") from None


def check_only(options: argparse.Namespace, here: Workspace) -> int:
    known_by = colleague(here, options.known_by) if options.known_by else None
    with options.file.open("rb") as content:
        _cards_alone(options, content)
        source = reading.read(content, options.file.name, colleague=known_by.email if known_by else "")
        plan = check(
            source.rows(),
            columns_in(source, here.pk),
            workspace_id=here.pk,
            options=Options(policy=options.policy, default_answer=options.answers),
            other_sheets=source.other_sheets,
        )
    tell(options, plan, "Nothing was written: this was a check. Add --apply to import.")
    return PROBLEMS if plan.questions or plan.rows_in_error else DONE


def apply(options: argparse.Namespace, here: Workspace) -> int:
    by = actor(here, options.by)
    known_by = colleague(here, options.known_by) if options.known_by else None
    with options.file.open("rb") as content:
        _cards_alone(options, content)
        made = start_run(
            content=content, name=options.file.name, by=by, policy=options.policy, known_by=known_by
        )
    try:
        plan = apply_run(
            run=made, by=by, leave_out_problems=options.leave_out_problems, default_answer=options.answers
        )
    except BaseException as wrong:
        discard_run(run=made, by=by)
        ImportRun.objects.filter(pk=made.pk).delete()
        if not isinstance(wrong, Unsettled):
            raise
        tell(
            options,
            wrong.plan,
            "Nothing was written. Mend the rows or add --leave-out-problems; answer the questions with --answers.",
        )
        return PROBLEMS
    made.refresh_from_db()
    tell(
        options,
        plan,
        f"Imported as batch {made.batch_id}. --undo {made.batch_id} takes it back.",
        made.batch_id,
    )
    return DONE


def _cards_alone(options: argparse.Namespace, content: BinaryIO) -> None:
    """`import vcard` takes nothing but business cards; `import network` takes them too."""
    if options.only_cards:
        vcard_reading.rows(content)
        content.seek(0)


def undo(options: argparse.Namespace, here: Workspace) -> int:
    found = ImportRun.objects.filter(workspace=here, batch_id=options.undo).first()
    if found is None:
        raise Refused(f"There is no import {options.undo} in {here.slug}.")
    try:
        report = undo_run(run=found, by=actor(here, options.by))
    except NotOpen:
        raise Refused(f"Import {options.undo} was undone before.") from None
    if options.json:
        print_json(report.as_json())
        return DONE
    say(f"{report.removed} records removed, {report.set_back} set back, {report.returned} returned.")
    for kept in report.kept:
        say(f"  kept: {kept.label} ({kept.model}{'.' + kept.field if kept.field else ''}: {kept.reason})")
    return DONE


def actor(here: Workspace, email: str | None) -> Actor:
    """Who history says it was: a colleague of the workspace, or the system."""
    return colleague(here, email) if email else System(here)


def colleague(here: Workspace, email: str) -> Colleague:
    """The colleague with this address, or Refused."""
    found = Colleague.objects.filter(workspace=here, email=email.strip().lower()).first()
    if found is None:
        raise Refused(f"{email} is no colleague in {here.slug}.")
    return found


def tell(options: argparse.Namespace, plan: Plan, last: str, batch: int | None = None) -> None:
    """The plan for people or, with --json, for scripts."""
    said: dict[str, Any] = plan.as_json(batch=batch)
    if options.json:
        print_json(said)
        return
    say(
        f"{plan.rows} {'cards' if options.only_cards else 'rows'}, {plan.blank} blank, {plan.unchanged} unchanged."
    )
    for title in ("new", "updated"):
        counted = ", ".join(
            f"{number} {named(kind, number)}" for kind, number in said[title].items() if number
        )
        say(f"{title.capitalize()}: {counted or 'nothing'}.")
    for problem in said["problems"]:
        say(f"  {problem['severity']}: {problem['message']} ({rows(problem['rows'])})")
    for question in said["questions"]:
        alike = "; ".join(f"{c['name']}, {c['town']} ({c['likeness']} %)" for c in question["candidates"])
        say(f"  question: row {question['row']} looks like {alike}")
    say(last)


def named(kind: str, number: int) -> str:
    """The word for that many: 1 person, 10 people."""
    if number == 1:
        return kind.replace("_", " ")
    return "people" if kind == "person" else f"{kind.replace('_', ' ')}s"


def rows(numbers: list[int]) -> str:
    if not numbers:
        return "the whole file"
    shown = ", ".join(map(str, numbers[:12]))
    return f"{'row' if len(numbers) == 1 else 'rows'} {shown}{' …' if len(numbers) > 12 else ''}"


def run_archive(options: argparse.Namespace) -> int:
    try:
        made = read_archive(path=options.file, slug=options.workspace)
    except ArchiveRefused as refused:
        raise Refused(str(refused)) from None
    except (FileNotFoundError, IsADirectoryError, PermissionError) as wrong:
        raise Refused(f"{options.file} cannot be read: {wrong.strerror}.") from None
    if options.json:
        print_json({"workspace": made.slug, "name": made.name})
    else:
        say(f"{made.name} is read into {made.slug}. Its colleagues come in with a new invitation.")
    return DONE
