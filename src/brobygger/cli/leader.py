"""`brobygger leader`: a leader who comes in without the municipality's log-in."""

import argparse

from django.core.exceptions import ValidationError

from brobygger.accounts.operations import make_break_glass
from brobygger.cli import database
from brobygger.cli.output import DONE, Refused, print_json, say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--workspace", required=True, metavar="SLUG", help="its name in addresses")
    parser.add_argument("--email", required=True, metavar="LEADER", help="the leader's address")
    parser.add_argument(
        "--new-second-step", action="store_true", help="forget the codes and keys that were lost"
    )
    parser.add_argument("--json", action="store_true", help="print the result as data")


def run(options: argparse.Namespace) -> int:
    workspace = database.workspace(options.workspace)
    try:
        address = make_break_glass(
            workspace=workspace, email=options.email, new_second_step=options.new_second_step
        )
    except ValidationError as wrong:
        raise Refused(" ".join(wrong.messages)) from None
    if options.json:
        print_json({"workspace": workspace.slug, "leader": options.email, "link": address})
    else:
        say(
            f"{options.email} comes in to {workspace.name} here, once, within a day:",
            address,
            "A second step is set up first. Each use is written in the history and told to the other leaders.",
        )
    return DONE
