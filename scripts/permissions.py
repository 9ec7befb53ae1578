"""Write docs/permissions.md: every address and who may open it, read from the code itself.

    scripts/permissions.py            write it
    scripts/permissions.py --check    fail when it is not up to date

The contract test walks the same table with every role, so the document says what the product does.
"""

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "permissions.md"
INTRODUCTION = """# Who may open what

Made by `scripts/permissions.py` from the code; a contract test walks every line with every role. A new address that is
not listed here makes the suite fail.

- **Nobody logged in** is sent to the log-in page, everywhere but on the pages marked *everybody*.
- **Not a colleague of the workspace** gets *not found* (404), as does everybody where the workspace or the record does
  not exist: an address tells nothing about what others have.
- **A colleague with too low a role** gets *not allowed* (403).
- Each role may do what the roles to its left may: **reader** < **staff** < **coordinator** < **leader**.

| role | in the workspace |
| --- | --- |
| reader | reads everything, changes only what is their own (language, saved views) |
| staff | keeps the network: organisations, people, contacts, activities, follow-ups, formality and notes, also many at once; undoes what they did themselves |
| coordinator | imports, and takes imports back; undoes what others did; edits the lists of types, themes and age groups; invites readers and staff, makes teams; tells people what is held on them, and erases or refuses to |
| leader | invites and removes anybody, gives every role, names the workspace; the last leader cannot leave or be demoted; says how long data is kept, sees what was taken out |

Other systems come in with a token (`Authorization: Bearer …`, docs/api.md): it opens one workspace, and the role below is the
token's. Without a token that works: 401. Too low a role: 403. A record of another workspace: 404. A session opens nothing there.

A whole workspace is exported by its leaders, or by whoever runs the server (`brobygger export`); either is noted.
"""
EVERYBODY, LOGGED_IN = "everybody", "logged in"


@dataclass(frozen=True)
class Address:
    """One line of the table: a URL and the least that it takes."""

    name: str
    route: str
    needs: str
    about: str
    callback: Any
    method: str = ""  # only of the interface for other systems, where each has a role of its own

    @property
    def package(self) -> str:
        return self.name.partition(":")[0] if ":" in self.name else "log-in (allauth)"


def walk(patterns: Any = None, prefix: str = "", namespace: str = "") -> Iterator[Address]:
    """Every address of the product, in the order in which they are tried."""
    from django.urls import URLResolver, get_resolver

    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from walk(pattern.url_patterns, route, inner)
        else:
            name = f"{namespace}{pattern.name or route}"
            if operations := getattr(pattern.callback, "api_operations", None):
                yield from of_interface(namespace, route, operations, pattern.callback)
                continue
            yield Address(name, route, needed(pattern.callback), about(pattern.callback), pattern.callback)


def of_interface(namespace: str, route: str, operations: Any, view: Any) -> Iterator[Address]:
    """One line for each method: a token's role decides."""
    for method, operation in sorted(operations.items()):
        role = str(operation.auth_callbacks[0].role) if operation.auth_callbacks else EVERYBODY
        name = f"{namespace}{method} {route.removeprefix('api/v1/')}"
        yield Address(name, route, role, operation.summary, view, method)


def needed(view: Any) -> str:
    """The lowest role, or `logged in`, or `everybody`."""
    from brobygger.accounts.access import REQUIRED_ROLE

    layer = view
    while layer is not None:
        if layer in REQUIRED_ROLE:
            return str(REQUIRED_ROLE[layer])
        layer = getattr(layer, "__wrapped__", None)
    return LOGGED_IN if getattr(view, "login_required", True) else EVERYBODY


def about(view: Any) -> str:
    """The first line of the view's docstring."""
    text = (getattr(view, "view_class", None) or view).__doc__ or ""
    ours = getattr(view, "__module__", "").startswith("brobygger.")
    return text.strip().split("\n")[0].replace("|", "\\|") if ours else ""


def document() -> str:
    """The whole document."""
    packages: dict[str, list[Address]] = {}
    for address in walk():
        packages.setdefault(address.package, []).append(address)
    parts = [INTRODUCTION]
    for package, addresses in packages.items():
        parts.append(f"\n## {package}\n\n| address | who | what |\n| --- | --- | --- |\n")
        parts += [f"| `{shown(a)}` | {a.needs} | {a.about} |\n" for a in addresses]
    return "".join(parts)


def shown(address: Address) -> str:
    """As it stands in the document."""
    if not address.method:
        return f"/{address.route}"
    return f"{address.method} /{address.route.replace('<str:', '{').replace('>', '}')}"


def main() -> int:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "brobygger.config.settings")
    django.setup()
    text = document()
    if "--check" in sys.argv:
        if not DOCUMENT.exists() or DOCUMENT.read_text(encoding="utf-8") != text:
            print(
                "docs/permissions.md is not up to date: run scripts/permissions.py and look at what changed."
            )
            return 1
        return 0
    DOCUMENT.parent.mkdir(exist_ok=True)
    DOCUMENT.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
