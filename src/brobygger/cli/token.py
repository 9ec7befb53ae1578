"""`brobygger token`: a key for another system, printed this once."""

import argparse
import sys

from django.core.exceptions import ValidationError

from brobygger.accounts.models import ApiToken, Role, System, Workspace
from brobygger.accounts.operations import make_token, revoke_token
from brobygger.cli.database import migrate, workspace
from brobygger.cli.output import DONE, Refused, print_json, say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--workspace", required=True, metavar="SLUG", help="the workspace it opens")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--role", choices=Role.values, help="what it may do there")
    what.add_argument("--revoke", metavar="NAME", help="end the token of this name")
    parser.add_argument("--name", default="", help="what history calls it: the other system's name")
    parser.add_argument("--days", type=int, metavar="N", help="how long it works (until it is revoked)")
    parser.add_argument("--json", action="store_true", help="print the result as data")


def run(options: argparse.Namespace) -> int:
    """The token alone stands on standard output, so that a script can keep it."""
    migrate()
    here = workspace(options.workspace)
    if options.revoke is not None:
        return revoke(options, here)
    name = options.name or _free_name(here, options.role)
    try:
        made = make_token(name=name, role=options.role, days=options.days, by=System(here))
    except ValidationError as wrong:
        raise Refused(" ".join(wrong.messages)) from None
    token = made.token
    if options.json:
        print_json(
            {
                "workspace": here.slug,
                "name": token.name,
                "role": token.role,
                "token": made.key,
                "expires_at": token.expires_at,
            }
        )
        return DONE
    until = f"until {token.expires_at:%d-%m-%Y}" if token.expires_at else "until it is revoked"
    print(
        f"“{token.name}” works as {token.role} in {here.slug} {until}. Keep the token: it is not shown again.",
        file=sys.stderr,
    )
    say(made.key)
    return DONE


def revoke(options: argparse.Namespace, here: Workspace) -> int:
    found = ApiToken.objects.filter(workspace=here, name=options.revoke, revoked_at=None).first()
    if found is None:
        raise Refused(f"There is no token “{options.revoke}” that works in {here.slug}.")
    revoke_token(token=found, by=System(here))
    if options.json:
        print_json({"workspace": here.slug, "name": found.name, "revoked_at": found.revoked_at})
    else:
        say(f"“{found.name}” is revoked.")
    return DONE


def _free_name(here: Workspace, role: str) -> str:
    taken = set(ApiToken.objects.filter(workspace=here, revoked_at=None).values_list("name", flat=True))
    names = (role if n == 1 else f"{role} {n}" for n in range(1, len(taken) + 2))
    return next(name for name in names if name not in taken)
