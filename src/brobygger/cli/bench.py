"""`brobygger bench`: measures speed on generated data, in scratch databases of its own; `bench load`: many people at once."""

import argparse
from dataclasses import asdict

from brobygger.bench import databases, growth, load
from brobygger.bench import run as bench
from brobygger.bench.figures import HEADER, Figure, line
from brobygger.bench.generate import SIZES
from brobygger.cli.output import DONE, FAILED, Refused, print_json, say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "what",
        nargs="?",
        choices=("speed", "growth", "load"),
        default="speed",
        help="one at a time (speed), the same at three scales (growth), or many people at once (load)",
    )
    parser.add_argument(
        "--scale",
        choices=SIZES,
        default=None,
        help="1,000, 10,000 or 100,000 organisations (small; load: library); map and map-large: 5,000 and 50,000",
    )
    parser.add_argument(
        "--database",
        choices=("sqlite", "postgresql", "both"),
        default="both",
        help="which (both, where found)",
    )
    parser.add_argument(
        "--only",
        action="append",
        default=[],
        metavar="NAME",
        help="figures whose name holds this; may be repeated",
    )
    parser.add_argument("--people", type=int, default=200, help="load: how many (200)")
    parser.add_argument("--seconds", type=int, default=60, help="load: for how long, when all are there (60)")
    parser.add_argument("--json", action="store_true", help="print the figures as data")


def run(options: argparse.Namespace) -> int:
    known = growth.NAMES if options.what == "growth" else bench.names()
    for name in options.only:
        if not any(name in other for other in known):
            raise Refused(f"There is no such figure: {name}. There are: {', '.join(known)}.")
    wanted = ["sqlite", "postgresql"] if options.database == "both" else [options.database]
    if "postgresql" in wanted and databases.programs() is None:
        if options.database == "postgresql":
            raise Refused("PostgreSQL 15 or later is not found on this machine.")
        wanted.remove("postgresql")
    code = _load(options, wanted) if options.what == "load" else _speed(options, wanted)
    if not options.json and len(wanted) == 1 and options.database == "both":
        say("PostgreSQL was not found and not measured.")
    return code


def _speed(options: argparse.Namespace, wanted: list[str]) -> int:
    figures: list[Figure] = []

    def told(figure: Figure) -> None:
        figures.append(figure)
        if not options.json:
            say(line(figure))

    if not options.json:
        say(HEADER)
    if options.what == "growth":
        codes = [growth.measure(database, options.only, told) for database in wanted]
    else:
        codes = [bench.measure(database, options.scale or "small", options.only, told) for database in wanted]
    if options.json:
        print_json([figure.as_json() for figure in figures])
    return FAILED if any(codes) or not figures else DONE


def _load(options: argparse.Namespace, wanted: list[str]) -> int:
    """Fails where anything went wrong for anybody, or where they waited too long."""
    if not load.possible():
        raise Refused("locust is not installed: it comes with requirements/dev.txt.")
    found: list[load.Load] = []

    def told(one: load.Load) -> None:
        found.append(one)
        if not options.json:
            say(load.line(one))

    if not options.json:
        say(load.HEADER)
    scale = options.scale or "library"
    codes = [load.measure(d, scale, options.people, options.seconds, told) for d in wanted]
    if options.json:
        print_json([asdict(one) for one in found])
    whole = [one for one in found if one.name == load.ALL]
    good = len(whole) == len(wanted) and all(w.errors == 0 and w.p95_ms <= load.TARGET_MS for w in whole)
    return DONE if good and not any(codes) else FAILED
