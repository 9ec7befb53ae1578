"""The child process of a run: `python -m brobygger.bench DATABASE SCALE ONLY`, in the environment that `run` made."""

import json
import os
import sys
from dataclasses import asdict

import django


def main() -> None:
    """Prints each figure as one line of JSON as soon as it is there."""
    django.setup()
    from django.core.management import call_command

    from brobygger.bench.figures import Figure
    from brobygger.bench.run import measure_here

    def told(figure: Figure) -> None:
        print(json.dumps(asdict(figure)), flush=True)

    database, scale, only = sys.argv[1:4]
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    measure_here(database, scale, only, dict(os.environ), told)


if __name__ == "__main__":
    main()
