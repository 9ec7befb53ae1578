"""`brobygger doctor`: looks the installation over; a line for each thing, and what to do about it.

Exit codes: 0 all well, or only warnings; 1 something is broken.
"""

import argparse
from dataclasses import asdict

from brobygger.cli import checks
from brobygger.cli.output import DONE, FAILED, print_json, say

SIGNS = {checks.OK: "ok  ", checks.WARN: "warn", checks.FAIL: "FAIL"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print the findings as data")
    parser.add_argument("--strict", action="store_true", help="take warnings for failures too")


def run(options: argparse.Namespace) -> int:
    findings = checks.all_of_it()
    failed = any(f.state == checks.FAIL or (options.strict and f.state == checks.WARN) for f in findings)
    if options.json:
        print_json({"well": not failed, "checks": [asdict(f) for f in findings]})
        return FAILED if failed else DONE
    for f in findings:
        say(f"{SIGNS[f.state]}  {f.name}: {f.found}")
        if f.do:
            say(f"      {f.do}")
    bad = sum(f.state == checks.FAIL for f in findings)
    warned = sum(f.state == checks.WARN for f in findings)
    say("", f"{bad} broken, {warned} to look at, {len(findings) - bad - warned} well.")
    return FAILED if failed else DONE
