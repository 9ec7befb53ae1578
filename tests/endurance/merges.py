"""Merges that are killed: the child that merges pair after pair, and the look afterwards at what it left.

`python -m tests.endurance.merges SLUG` merges the pairs of the workspace SLUG, one operation for each.
"""

import subprocess
import sys
from typing import Any

EDGES = 12
COUNTED = (
    "network.organisation", "network.contact", "network.affiliation", "network.tie", "network.formername",
    "network.merged", "core.batch", "core.historyentry",
)  # fmt: skip


def fill(workspace: Any, pairs: int, first: int = 0) -> None:
    """`pairs` of organisations alike, each with people, contacts and a colleague whom both know."""
    from brobygger.accounts.models import Colleague
    from brobygger.network.models import Affiliation, Contact, Organisation, Person, Tie

    mail = "ali@eksempel.dk"
    made = {"name": "Ali Nazari", "state": Colleague.State.ACTIVE}
    ali, _ = Colleague.objects.get_or_create(workspace=workspace, email=mail, defaults=made)
    for number in range(first, first + pairs):
        for twin in ("a", "b"):
            one = Organisation.objects.create(workspace=workspace, name=f"Par {number} {twin}")
            here: dict[str, Any] = {"workspace": workspace, "organisation": one}
            Tie.objects.create(**here, colleague=ali, about=f"Det {twin}")
            for edge in range(EDGES):
                person = Person.objects.create(workspace=workspace, name=f"Person {number} {twin} {edge}")
                Affiliation.objects.create(**here, person=person, role="Formand")
                Contact.objects.create(**here, about=f"Møde {edge}")


def counts() -> dict[str, int]:
    """Rows of every counted table."""
    from django.apps import apps

    return {label: apps.get_model(label)._base_manager.count() for label in COUNTED}


def faults(before: dict[str, int], step: dict[str, int]) -> list[str]:
    """What can only be half a merge: every table must have moved by the same whole number of merges."""
    from brobygger.core.models import Batch
    from brobygger.network.models import Affiliation, Contact, Merged, Organisation, Tie

    after = counts()
    times = after["network.merged"] - before["network.merged"]
    wanted = {label: n + times * step[label] for label, n in before.items()}
    found = [f"{label}: {after[label]}, not {n}" for label, n in wanted.items() if after[label] != n]
    there = Organisation.objects.values("pk")
    for model in (Affiliation, Contact, Tie):
        lost = model.objects.exclude(organisation=None).exclude(organisation__in=there).count()
        if lost:
            found.append(f"{lost} of {model._meta.label} point at nothing")
    ghosts = Merged.objects.filter(gone_id__in=there).values_list("gone_id", flat=True)
    found += [f"{pk} is merged and still there" for pk in ghosts]
    if Batch.objects.filter(kind="merge", report={}).exists():
        found.append("a batch that was not finished")
    return found


def start(slug: str, begun: str, environment: dict[str, str]) -> "subprocess.Popen[bytes]":
    """Begin merging in a process of its own."""
    return subprocess.Popen([sys.executable, "-m", "tests.endurance.merges", slug, begun], env=environment)


def main(slug: str, begun: str) -> None:
    import django

    django.setup()
    from brobygger.accounts.models import System, Workspace
    from brobygger.network.models import Organisation
    from brobygger.network.operations.duplicates import merge

    workspace = Workspace.objects.get(slug=slug)
    twins = Organisation.objects.filter(workspace=workspace, name__endswith=" b").order_by("pk")
    open(begun, "w").close()
    for other in list(twins):
        survivor = Organisation.objects.get(workspace=workspace, name=other.name[:-1] + "a")
        merge(survivor=survivor, other=other, by=System(workspace))


if __name__ == "__main__":
    main(*sys.argv[1:3])
