"""Rows of the strategy for the world that contracts walk."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from brobygger.strategy import models as strategy

ROOMS = list(strategy.Room)


def fill(add: Any, made: Any, who: list[Any], rows: int) -> None:
    """`rows` of each noun, each with `rows` of what hangs on it."""
    workspace = made.workspace
    for number in range(1, rows + 1):
        _directions(add, made, workspace, who, number)
    for number in range(1, rows + 1):
        _hanging(add, made, workspace, who, number)


def _directions(add: Any, made: Any, workspace: Any, who: list[Any], number: int) -> None:
    here: dict[str, Any] = {"workspace": workspace}
    team = made.rows["accounts.team"][number - 1]
    area = add(
        strategy.FocusArea(**here, name=f"Mødested {number}", lead=who[-1], team=team, position=number)
    )
    add(
        strategy.Goal(
            **here, name=f"Flere unge {number}", focus_area=area, owner=who[-1], unit="besøg", baseline=Decimal(10),
            target=Decimal(90), due_on=date(2027, 6, 30), measure="Tælling",
        )
    )  # fmt: skip
    add(strategy.Offer(**here, name=f"Lektiecafé {number}", strength="fair", team=team))
    need = {"goal": made.rows["strategy.goal"][-1], "noted_by": who[-1], "kind": "premises"}
    add(strategy.Need(**here, text=f"En sal {number}", **need))
    wished = {"wished_by": who[-1], "organisation": made.rows["umbrella"][number - 1]}
    add(strategy.Wish(**here, text=f"Et spejderkorps {number}", **wished))


def _hanging(add: Any, made: Any, workspace: Any, who: list[Any], number: int) -> None:
    here: dict[str, Any] = {"workspace": workspace}
    area, goal, offer, wish = (
        made.rows[f"strategy.{name}"][number - 1] for name in ("focusarea", "goal", "offer", "wish")
    )
    organisation = made.rows["network.organisation"][number - 1]
    for i, age in enumerate(made.rows["network.agegroup"]):
        room, other = ROOMS[i], made.rows["network.organisation"][i]
        measured = {"on": date(2026, 1, 1) + timedelta(days=i), "value": Decimal(12 + i)}
        add(strategy.Measurement(**here, goal=goal, **measured))
        add(strategy.GoalAgeGroup(**here, goal=goal, age_group=age))
        add(strategy.WishValue(**here, wish=wish, room=room))
        add(strategy.Placing(**here, room=room, focus_area=area))
        strategy.Placing(**here, room=room, goal=goal).save()
        strategy.Placing(**here, room=room, offer=offer).save()
        strategy.Placing(**here, room=room, organisation=organisation).save()
        add(strategy.Serves(**here, organisation=other, goal=goal, how=f"Rum {i}"))
        strategy.Serves(**here, organisation=other, focus_area=area).save()
        strategy.Serves(**here, offer=made.rows["strategy.offer"][i], goal=goal).save()
        brings = {"direction": "brings", "kind": "premises", "text": f"Sal {i}"}
        add(strategy.Resource(**here, organisation=organisation, **brings))
        add(strategy.OrganisationTeam(**here, organisation=organisation, team=made.rows["accounts.team"][i]))
        add(strategy.ReachOf(**here, organisation=organisation, reach=list(strategy.Reach)[i]))
    said = {"sector": "civil", "direction": "brings", "kind": list(strategy.ResourceKind)[number - 1].value}
    add(strategy.SectorResource(**here, **said, text=f"Frivillige {number}"))
