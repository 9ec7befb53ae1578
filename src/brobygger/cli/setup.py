"""`brobygger setup`: the first workspace and its leader."""

import argparse

from django.core.exceptions import ValidationError

from brobygger.accounts.operations import setup_workspace
from brobygger.cli.database import migrate
from brobygger.cli.output import DONE, Refused, print_json, say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--workspace", required=True, metavar="SLUG", help="its name in addresses, such as fjordby"
    )
    parser.add_argument("--name", required=True, help="its name to people")
    parser.add_argument("--email", required=True, metavar="LEADER", help="the leader's address")
    parser.add_argument("--json", action="store_true", help="print the result as data")


def run(options: argparse.Namespace) -> int:
    migrate()
    try:
        made = setup_workspace(slug=options.workspace, name=options.name, email=options.email)
    except ValidationError as wrong:
        raise Refused(" ".join(wrong.messages)) from None
    if options.json:
        print_json({"workspace": made.workspace.slug, "leader": made.leader.email, "link": made.address})
    else:
        say(
            f"{made.workspace.name} is ready. {made.leader.email} comes in here, once:",
            made.address,
            "Start the server with `brobygger serve` before the link is opened.",
        )
    return DONE
