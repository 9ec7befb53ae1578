"""Samples of the strategy's operations, for `operation_samples`."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from brobygger.strategy.models import Goal, Offer, Wish
from brobygger.strategy.operations import (
    bulk,
    focus_areas,
    goals,
    lenses,
    needs,
    offers,
    placing,
    resources,
    serving,
    wishes,
)


def _fresh(h: Any) -> Goal:
    return goals.create(name="Nyt mål", **h.by)


SAMPLES: dict[str, Callable[[Any], Any]] = {
    "strategy.focus_area.change": lambda h: focus_areas.change(
        focus_area=h.focusarea, name="Andet", rooms=["meeting"], **h.by
    ),
    "strategy.focus_area.create": lambda h: focus_areas.create(name="Ny", rooms=["meeting"], **h.by),
    "strategy.focus_area.delete": lambda h: focus_areas.delete(
        focus_area=focus_areas.create(name="Ny", **h.by), **h.by
    ),
    "strategy.focus_area.end": lambda h: focus_areas.end(focus_area=h.focusarea, **h.by),
    "strategy.focus_area.reopen": lambda h: (
        focus_areas.end(focus_area=h.focusarea, **h.by),
        focus_areas.reopen(focus_area=h.focusarea, **h.by),
    ),
    "strategy.goal.change": lambda h: goals.change(goal=h.goal, name="Andet", age_groups=[], **h.by),
    "strategy.goal.create": _fresh,
    "strategy.goal.delete": lambda h: goals.delete(goal=_fresh(h), **h.by),
    "strategy.goal.end": lambda h: goals.end(goal=h.goal, outcome="Nået", **h.by),
    "strategy.goal.measure": lambda h: goals.measure(goal=h.goal, value=Decimal(4), **h.by),
    "strategy.goal.reopen": lambda h: (goals.end(goal=h.goal, **h.by), goals.reopen(goal=h.goal, **h.by)),
    "strategy.goal.unmeasure": lambda h: goals.unmeasure(measurement=h.measurement, **h.by),
    "strategy.lens.set_reach": lambda h: lenses.set_reach(
        organisation=h.organisation, reaches=["international"], **h.by
    ),
    "strategy.lens.set_teams": lambda h: lenses.set_teams(organisation=h.organisation, teams=[], **h.by),
    "strategy.need.change": lambda h: needs.change(need=h.need, text="Andet", **h.by),
    "strategy.need.create": lambda h: needs.create(text="En scene", kind="equipment", goal=h.goal, **h.by),
    "strategy.need.give_up": lambda h: needs.give_up(need=h.need, **h.by),
    "strategy.need.meet": lambda h: needs.meet(need=h.need, organisation=h.organisation, **h.by),
    "strategy.need.take_up": lambda h: (
        needs.give_up(need=h.need, **h.by),
        needs.take_up(need=h.need, **h.by),
    ),
    "strategy.offers.set_strength": lambda h: bulk.set_strength(
        offers=Offer.objects.all(), strength="strong", **h.by
    ),
    "strategy.placings.place": lambda h: bulk.place_many(
        records=Offer.objects.all(), rooms=["performative"], **h.by
    ),
    "strategy.resource.change": lambda h: resources.change(resource=h.resource, text="Andet", **h.by),
    "strategy.resource.end": lambda h: resources.end(resource=h.resource, **h.by),
    "strategy.resource.note": lambda h: resources.note(
        organisation=h.organisation, direction="wants", kind="money", **h.by
    ),
    "strategy.resource.say_of_sector": lambda h: resources.say_of_sector(
        sector="public", direction="brings", kind="money", text="Puljer", **h.by
    ),
    "strategy.wishes.give_up": lambda h: bulk.give_up(wishes=Wish.objects.all(), why="Nej", **h.by),
    "strategy.offer.change": lambda h: offers.change(offer=h.offer, strength="weak", **h.by),
    "strategy.offer.create": lambda h: offers.create(name="Nyt tilbud", **h.by),
    "strategy.offer.delete": lambda h: offers.delete(offer=h.offer, **h.by),
    "strategy.offer.end": lambda h: offers.end(offer=h.offer, **h.by),
    "strategy.offer.reopen": lambda h: (
        offers.end(offer=h.offer, **h.by),
        offers.reopen(offer=h.offer, **h.by),
    ),
    "strategy.placing.place": lambda h: placing.place(
        organisation=h.organisation, rooms=["performative"], **h.by
    ),
    "strategy.serving.add": lambda h: serving.add(organisation=h.umbrella, goal=h.goal, **h.by),
    "strategy.serving.end": lambda h: serving.end(serves=h.serves, **h.by),
    "strategy.serving.move": lambda h: serving.move(goal=h.goal, to=_fresh(h), **h.by),
    "strategy.wish.change": lambda h: wishes.change(wish=h.wish, values={"reach": "branch"}, **h.by),
    "strategy.wish.create": lambda h: wishes.create(
        text="Et kor", values={"theme": h.theme, "sector": "civil"}, **h.by
    ),
    "strategy.wish.give_up": lambda h: wishes.give_up(wish=h.wish, **h.by),
    "strategy.wish.meet": lambda h: wishes.meet(wish=h.wish, organisation=h.umbrella, **h.by),
    "strategy.wish.take_up": lambda h: (
        wishes.give_up(wish=h.wish, **h.by),
        wishes.take_up(wish=h.wish, **h.by),
    ),
}
