"""`brobygger COMMAND …`: finds the command's module, readies Django and runs it.

Exit codes: 0 done; 1 something failed; 2 wrong use, or a file or name that is not there; 3 the input has problems or
questions that somebody must settle.
"""

import argparse
import importlib
import os
import sys
from collections.abc import Sequence

import django
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError
from django.utils import translation

from brobygger import __version__
from brobygger.cli.output import FAILED, Refused

# Command, module and one line of help. A module has `add_arguments(parser)` and `run(options) -> exit code`.
COMMANDS = {
    "demo": ("demo", "fill example workspaces and serve them on this machine"),
    "serve": ("serve", "run the production server and one job worker"),
    "setup": ("setup", "make a workspace and its leader; prints a one-time log-in link"),
    "leader": ("leader", "a leader who comes in without the municipality's log-in; prints a one-time link"),
    "token": ("token", "a key for another system, with one role; prints it once"),
    "import": ("imports", "read a network file or an archive into a workspace"),
    "export": ("export", "write a whole workspace to an archive"),
    "backup": ("backup", "write everything to one file, while others work"),
    "restore": ("restore", "put a backup back, after checking all of it"),
    "doctor": ("doctor", "say what is wrong with this installation, and what to do"),
    "worker": ("worker", "run jobs"),
    "tick": ("tick", "do the timed work that is due; called by a timer"),
    "bench": ("bench", "measure speed on generated data"),
}


def parser() -> argparse.ArgumentParser:
    """The top of the command line; each command adds its own arguments when it is chosen."""
    lines = "\n".join(f"  {name:<8} {line}" for name, (_, line) in COMMANDS.items())
    top = argparse.ArgumentParser(
        prog="brobygger",
        description="Partnership work for public libraries.",
        epilog=f"commands:\n{lines}\n\n`brobygger COMMAND --help` tells more.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        usage="brobygger [--home FOLDER] COMMAND …",
    )
    top.add_argument("--version", action="version", version=f"Brobygger {__version__}")
    top.add_argument("--home", metavar="FOLDER", help="the data folder (otherwise BROBYGGER_HOME)")
    top.add_argument("command", choices=COMMANDS, metavar="COMMAND", help="what to do")
    top.add_argument("rest", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    given = parser().parse_args(arguments)
    if given.home:
        os.environ["BROBYGGER_HOME"] = given.home
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "brobygger.config.settings")
    module_name, line = COMMANDS[given.command]
    try:
        django.setup()
        translation.activate("en")
        module = importlib.import_module(f"brobygger.cli.{module_name}")
        command = argparse.ArgumentParser(
            prog=f"brobygger {given.command}", description=f"{line.capitalize()}."
        )
        module.add_arguments(command)
        return int(module.run(command.parse_args(given.rest)))
    except Refused as refused:
        print(refused, file=sys.stderr)
        return refused.code
    except ImproperlyConfigured as wrong:
        print(wrong, file=sys.stderr)
        return FAILED
    except OperationalError as wrong:
        print(f"The database does not answer: {str(wrong).strip().splitlines()[0]}", file=sys.stderr)
        return FAILED
    except BrokenPipeError:
        # The reader of our output went away, as `| head` does.
        sys.stderr.close()
        return FAILED
    except KeyboardInterrupt:
        return 130
