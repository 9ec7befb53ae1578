"""`brobygger demo`: example workspaces, served on this machine alone."""

import argparse
from dataclasses import asdict

from django.conf import settings

from brobygger.cli import serve
from brobygger.cli.database import migrate
from brobygger.cli.output import DONE, Refused, print_json, say
from brobygger.demo.build import NotADemo, build_all

LOOPBACK = "127.0.0.1"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--no-worker", action="store_true", help="leave the job worker out")
    parser.add_argument("--fill-only", action="store_true", help="fill the workspaces and stop")
    parser.add_argument("--json", action="store_true", help="print the address and the log-ins as data")


def run(options: argparse.Namespace) -> int:
    if not options.fill_only:
        serve.refuse_taken_port(LOOPBACK)
    migrate()
    if not options.json:
        say("Filling the example workspaces …")
    try:
        logins = build_all()
    except NotADemo:
        raise Refused(
            f"The data folder {settings.HOME} holds workspaces of your own: name another with BROBYGGER_HOME for the demo."
        ) from None
    if options.json:
        told = {"address": settings.BASE_URL, "home": str(settings.HOME)}
        print_json(told | {"logins": [asdict(login) for login in logins]})
    else:
        width = max(len(login.email) for login in logins)
        say("", f"Brobygger is at {settings.BASE_URL}", "", "Log in as")
        say(*(f"  {login.email:<{width}}  {login.password}   {login.name}, {login.role}" for login in logins))
        say("", f"The data is in {settings.HOME}.{'' if options.fill_only else ' Ctrl-C stops the server.'}")
    if options.fill_only:
        return DONE
    options.bind, options.processes = LOOPBACK, 2
    return serve.serve(options)
