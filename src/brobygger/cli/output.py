"""What commands say: to people as sentences, to scripts as JSON and exit codes."""

import json
import sys
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

DONE, FAILED, USAGE, PROBLEMS = 0, 1, 2, 3


class Refused(Exception):
    """The command cannot be carried out; the message is one sentence that says what to do."""

    def __init__(self, message: str, code: int = USAGE) -> None:
        super().__init__(message)
        self.code = code


def print_json(data: Any) -> None:
    """Data for scripts: one JSON document on standard output."""
    json.dump(data, sys.stdout, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")
    sys.stdout.flush()


def say(*lines: str) -> None:
    """Sentences for people, at once also where the output is a pipe."""
    for line in lines:
        print(line, flush=True)
