"""Rows that a reading of the network keeps, for the walk through all pages."""

from typing import Any

from django.utils import timezone

from brobygger.map import models as found
from brobygger.map.operations import communities


def build(add: Any, made: Any, workspace: Any, who: list[Any], rows: int) -> None:
    """A reading under way and one that is done; what it found of each organisation."""
    add(found.NetworkReading(workspace=workspace, started_by=who[0]))
    add(
        found.NetworkReading(
            workspace=workspace, started_by=who[0], organisations=rows, ended_at=timezone.now()
        )
    )
    for number, organisation in enumerate(made.rows["network.organisation"]):
        community = add(
            found.Community(workspace=workspace, name=f"Fællesskab {number}", basis="theme", organisations=1)
        )
        here: dict[str, Any] = {
            "workspace": workspace,
            "model": "network.organisation",
            "object_id": organisation.pk,
        }
        add(found.CommunityMember(**here, community=community))
        add(found.Position(**here, x=40 * number, y=0))
        add(found.Bridge(**here, share=1200 + number))
        point = add(found.SinglePoint(**here, loses=rows))
        for other in made.rows["network.organisation"]:
            add(found.Loss(workspace=workspace, point=point, organisation_id=other.pk))
    for person in made.rows["network.person"]:
        here = {"workspace": workspace, "model": "network.person", "object_id": person.pk}
        add(found.CommunityMember(**here, community=made.rows["map.community"][0]))
        add(found.SinglePoint(**here, loses=1))
    for colleague in who:
        here = {"workspace": workspace, "model": "accounts.colleague", "object_id": colleague.pk}
        add(found.SinglePoint(**here, loses=2))
        add(found.Bridge(**here, share=900))


SAMPLES = {
    "map.community.rename": lambda h: communities.rename(
        community=found.Community.objects.get(pk=h.made.first("map.community").pk), name="Havnen", **h.by
    )
}
