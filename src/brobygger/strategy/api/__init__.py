"""The strategy for other systems, split by noun."""

from brobygger.strategy.api import (
    focus_areas,
    goals,
    measurements,
    offers,
    placings,
    serving,
    wishes,
)

routers = [
    focus_areas.router,
    goals.router,
    measurements.router,
    offers.router,
    serving.router,
    wishes.router,
    placings.router,
]
