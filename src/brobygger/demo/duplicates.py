"""Two organisations and a person that stand in Fjordby twice, as it happens: somebody wrote them again otherwise."""

from datetime import timedelta

from django.utils import timezone

from brobygger.accounts.models import Colleague, System, Workspace
from brobygger.network.duplicates import scan
from brobygger.network.operations import contacts, organisations, people, ties


def write_again(workspace: Workspace) -> None:
    """Make the doubles, with something on both, and look for them as every night does."""
    by, today = System(workspace), timezone.localdate()
    mette = Colleague.objects.get(workspace=workspace, email="mette@eksempel.dk")
    chess = organisations.create(
        name="Opdigtede Skakvenner", town="Fjordby", postcode="4999", phone="00 12 34 56", by=by
    )
    again = organisations.create(
        name="Skakvennerne, Opdigtede",
        town="Fjordby",
        email="skak@eksempel.dk",
        web="https://skak.example",
        by=by,
    )
    looms = organisations.create(name="Væveværkstedet Prøveskytten", town="Fjordby", by=by)
    organisations.create(name="Væveværkstedet Prøveskyten A/S", town="Fjordby", phone="00 65 43 21", by=by)
    people.create(
        name="Skytte Prøveborg", organisation=looms, email="skytte@eksempel.dk", role="Leder", by=by
    )
    people.create(name="Skytte M. Prøveborg", email="skytte@eksempel.dk", phone="00 65 43 21", by=by)
    for one, about, strength, days in (
        (chess, "turnering", "some", 900),
        (again, "åben skakaften", "well", 1300),
    ):
        ties.add(
            colleague=mette,
            organisation=one,
            about=about,
            strength=strength,
            since=today - timedelta(days=days),
            by=by,
        )
        contacts.add(
            organisation=one, colleagues=[mette], about=about, on=today - timedelta(days=days // 20), by=by
        )
    scan.run(scan.start(workspace, None)[0])
