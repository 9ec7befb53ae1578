"""`brobygger tick`: does the timed work that is due. Call it every few minutes from a timer."""

import argparse
from dataclasses import asdict

from brobygger.cli.database import migrate
from brobygger.cli.output import DONE, FAILED, Refused, print_json, say
from brobygger.core import timed


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--only", action="append", default=[], metavar="NAME", help="this work alone")
    parser.add_argument("--force", action="store_true", help="also what is not due yet")
    parser.add_argument("--list", action="store_true", help="say what there is, and do nothing")
    parser.add_argument("--json", action="store_true", help="print the outcome as JSON")


def run(options: argparse.Namespace) -> int:
    names = [work.name for work in timed.works()]
    if unknown := [name for name in options.only if name not in names]:
        raise Refused(f"There is no timed work called {unknown[0]}. There is: {', '.join(names) or 'none'}.")
    if options.list:
        if options.json:
            print_json(
                [{"name": w.name, "every_seconds": int(w.every.total_seconds())} for w in timed.works()]
            )
        else:
            say(*(f"{w.name}: every {w.every}" for w in timed.works()))
        return DONE
    migrate()
    outcomes = timed.tick(only=options.only, force=options.force)
    if options.json:
        print_json([asdict(outcome) for outcome in outcomes])
    else:
        say(*(f"{o.name}: {o.note}" if o.done else f"{o.name}: FAILED ({o.note})" for o in outcomes))
        if not outcomes:
            say("Nothing is due.")
    return DONE if all(o.done for o in outcomes) else FAILED
