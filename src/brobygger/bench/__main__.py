"""The child process of a run, in the environment that it was given.

`python -m brobygger.bench speed DATABASE SCALE [ONLY …]`, `python -m brobygger.bench load DATABASE SCALE PEOPLE SECONDS`.
"""

import json
import os
import sys
from dataclasses import asdict
from typing import Any

import django


def main() -> None:
    """Prints each figure as one line of JSON as soon as it is there."""
    django.setup()
    from django.core.management import call_command

    from brobygger.bench import load, run

    def told(figure: Any) -> None:
        print(json.dumps(asdict(figure)), flush=True)

    what, database, scale, *more = sys.argv[1:]
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    if what == "load":
        people, seconds = map(int, more)
        for one in load.measure_here(database, scale, people, seconds, dict(os.environ)):
            told(one)
    else:
        run.measure_here(database, scale, more, dict(os.environ), told)


if __name__ == "__main__":
    main()
