"""`brobygger bench`: measures speed on generated data, in scratch databases of its own."""

import argparse

from brobygger.bench import databases
from brobygger.bench import run as bench
from brobygger.bench.figures import HEADER, Figure, line
from brobygger.bench.generate import SCALES
from brobygger.cli.output import DONE, FAILED, Refused, print_json, say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--scale", choices=SCALES, default="small", help="1,000, 10,000 or 100,000 organisations"
    )
    parser.add_argument(
        "--database",
        choices=("sqlite", "postgresql", "both"),
        default="both",
        help="which (both, where found)",
    )
    parser.add_argument("--only", default="", metavar="NAME", help="figures whose name holds this")
    parser.add_argument("--json", action="store_true", help="print the figures as data")


def run(options: argparse.Namespace) -> int:
    if not any(options.only in name for name in bench.names()):
        raise Refused(f"There is no such figure. There are: {', '.join(bench.names())}.")
    wanted = ["sqlite", "postgresql"] if options.database == "both" else [options.database]
    if "postgresql" in wanted and databases.programs() is None:
        if options.database == "postgresql":
            raise Refused("PostgreSQL 15 or later is not found on this machine.")
        wanted.remove("postgresql")
    figures: list[Figure] = []

    def told(figure: Figure) -> None:
        figures.append(figure)
        if not options.json:
            say(line(figure))

    if not options.json:
        say(HEADER)
    codes = [bench.measure(database, options.scale, options.only, told) for database in wanted]
    if options.json:
        print_json([figure.as_json() for figure in figures])
    elif len(wanted) == 1 and options.database == "both":
        say("PostgreSQL was not found and not measured.")
    return FAILED if any(codes) or not figures else DONE
