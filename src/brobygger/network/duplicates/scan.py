"""One look through a workspace: reads what is needed to recognise its records, and keeps the pairs that may be one."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from brobygger.accounts.models import Colleague, Workspace
from brobygger.core import bulk, jobs
from brobygger.core.text import fold
from brobygger.network.duplicates import candidates
from brobygger.network.duplicates.candidates import Found, Known, Somebody
from brobygger.network.models import (
    Affiliation,
    DuplicatePair,
    DuplicateScan,
    NotTheSame,
    Organisation,
    Person,
)

ORGANISATION, PERSON = Organisation._meta.label_lower, Person._meta.label_lower
# So many pairs of a kind are kept, the surest ones: nobody settles more between two scans.
MOST = 10_000
# A scan that has not ended by then was killed with its worker.
GIVEN_UP = timedelta(hours=1)
# Two organisations as sure as this are one house for the people in them.
ONE_HOUSE = 90
CHUNK = 5000
Stage = Callable[[str, int], None]


def start(workspace: Workspace, by: Colleague | None) -> tuple[DuplicateScan, bool]:
    """The scan of this workspace that is under way, or a new one to be run (True)."""
    with transaction.atomic():
        Workspace.objects.select_for_update().get(pk=workspace.pk)
        running = DuplicateScan.objects.of(workspace).filter(
            ended_at=None, created_at__gt=timezone.now() - GIVEN_UP
        )
        if found := running.order_by("-pk").first():
            return found, False
        return DuplicateScan.objects.create(workspace=workspace, started_by=by), True


def progress_key(scan: DuplicateScan) -> str:
    """Under which name `core.jobs` knows how far it is."""
    return f"{scan.workspace_id}-duplicates-{scan.pk}"


def run(scan: DuplicateScan) -> DuplicateScan:
    """Do the scan: nothing is locked while it compares, and its pairs replace those of the last one."""
    scan.organisations = Organisation.objects.filter(workspace=scan.workspace_id).count()
    scan.people = Person.objects.filter(workspace=scan.workspace_id).count()
    total = scan.organisations + scan.people

    def told(stage: str, done: int) -> None:
        jobs.report(progress_key(scan), done=min(done, total), total=total, stage=stage)

    try:
        scan.failed = True
        organisations, towns = _organisations(scan.workspace_id, told)
        people = _people(scan, organisations, towns, told)
        with transaction.atomic():
            scan.found = _keep(scan.workspace_id, {ORGANISATION: organisations, PERSON: people})
        scan.failed = False
    finally:
        scan.ended_at = timezone.now()
        scan.save(update_fields=["organisations", "people", "found", "ended_at", "failed"])
        jobs.forget(progress_key(scan))
    return scan


def _organisations(workspace_id: int, told: Stage) -> tuple[list[Found], dict[int, str]]:
    """The pairs, and the town of each organisation for its people."""
    towns: dict[int, str] = {}
    columns = ("id", "name", "cvr", "postcode", "town", "email", "phone")
    rows = Organisation.objects.filter(workspace=workspace_id).order_by("pk").values_list(*columns)

    def known() -> Iterator[Known]:
        for row in rows.iterator(CHUNK):
            one = candidates.organisation(*row)
            if one.place:
                towns[one.pk] = one.place.base or one.place.postcode
            yield one

    return candidates.organisations(known(), told=lambda done: told(ORGANISATION, done)), towns


def _people(
    scan: DuplicateScan, organisations: Sequence[Found], towns: dict[int, str], told: Stage
) -> list[Found]:
    house = _houses(organisations)
    homes: dict[int, list[int]] = defaultdict(list)
    there = Affiliation.objects.filter(workspace=scan.workspace_id).filter(
        Q(to_date=None) | Q(to_date__gt=timezone.localdate())
    )
    for person, home in there.values_list("person_id", "organisation_id").iterator(CHUNK):
        homes[person].append(home)
    rows = Person.objects.filter(workspace=scan.workspace_id).order_by("pk")
    known = [
        Somebody(
            pk,
            key or fold(name),
            email,
            candidates.digits(phone),
            tuple({house.get(home, home) for home in homes.get(pk, ())}),
            tuple({towns[home] for home in homes.get(pk, ()) if home in towns}),
        )
        for pk, name, key, email, phone in rows.values_list(
            "id", "name", "match_key", "email", "phone"
        ).iterator(CHUNK)
    ]
    return candidates.people(known, told=lambda done: told(PERSON, scan.organisations + done))


def _houses(pairs: Iterable[Found]) -> dict[int, int]:
    """Organisations that surely are one, each under the id of the first: their people are compared."""
    first: dict[int, int] = {}
    for pair in sorted(pairs, key=lambda f: f.one):
        if pair.score >= ONE_HOUSE:
            first[pair.other] = first.get(pair.one, pair.one)
    return first


def _keep(workspace_id: int, found: dict[str, list[Found]]) -> int:
    """Write the pairs that nobody has decided about, instead of those before."""
    decided = {
        (model, one, other)
        for model, one, other in NotTheSame.objects.filter(workspace=workspace_id).values_list(
            "model", "one_id", "other_id"
        )
    }
    DuplicatePair.objects.filter(workspace=workspace_id).delete()
    rows = [
        (model, f.one, f.other, f.score, json.dumps(f.reasons))
        for model, pairs in found.items()
        for f in [p for p in pairs if (model, p.one, p.other) not in decided][:MOST]
    ]
    same = {"workspace_id": workspace_id, "created_at": timezone.now()}
    bulk.insert_rows(DuplicatePair, ("model", "one_id", "other_id", "score", "reasons"), rows, same)
    return len(rows)
