"""`brobygger import events FILE`: reads a saved programme of events into the tray, where a person empties it."""

import argparse
from dataclasses import asdict
from pathlib import Path

from brobygger.accounts.models import Colleague, System
from brobygger.cli.database import workspace
from brobygger.cli.output import DONE, Refused, print_json, say
from brobygger.network.exchange import programme
from brobygger.network.exchange.programme_feed import MAX_BYTES, REFUSALS
from brobygger.network.queries.programme import counts, known_spellings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--workspace", required=True, metavar="SLUG")
    parser.add_argument("--by", metavar="EMAIL", help="the colleague who reads it, as history names them")
    parser.add_argument("--json", action="store_true", help="print the counts as data")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """0 read into the tray; 2 the file or a name is wrong, and the tray is as it was."""
    here = workspace(options.workspace)
    by = Colleague.objects.filter(workspace=here, email=(options.by or "").strip().lower()).first()
    if options.by and by is None:
        raise Refused(f"{options.by} is no colleague in {here.slug}.")
    try:
        with options.file.open("rb") as content:
            body = content.read(MAX_BYTES + 1)
    except (FileNotFoundError, IsADirectoryError, PermissionError) as wrong:
        raise Refused(f"{options.file} cannot be read: {wrong.strerror}.") from None
    feed = programme.feed_of(by or System(here))
    filled = programme.read(feed, by=by or System(here), body=body)
    if filled is None:
        raise Refused(str(REFUSALS[feed.outcome]))
    waits = counts(here)
    said = {**asdict(filled), "known_under_another_spelling": known_spellings(here), "waiting": waits[""]}
    if options.json:
        print_json(said)
        return DONE
    say(
        f"{filled.events} events, {filled.with_partners} with partners; {filled.partners} partner names,"
        f" {filled.new_partners} of them new.",
        f"{filled.new_events} events are new, {filled.changed_events} changed, {filled.unread} could not be read.",
        f"{waits['']} names wait in the tray at /{here.slug}/programme/.",
    )
    return DONE
