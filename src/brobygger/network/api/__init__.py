"""The network for other systems, split by noun."""

from brobygger.network.api import (
    activities,
    contacts,
    follow_ups,
    imports,
    organisations,
    people,
    search,
    ties,
    words,
)

routers = [
    organisations.router,
    people.router,
    ties.router,
    contacts.router,
    follow_ups.router,
    activities.router,
    words.router,
    search.router,
    imports.router,
]
