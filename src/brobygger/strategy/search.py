"""What of the strategy can be found, by which words."""

from brobygger.core import search
from brobygger.strategy.models import FocusArea, Goal, Offer, Wish


def register() -> None:
    """Called once at start-up."""
    search.register(FocusArea, kind="focusarea", title=lambda a: a.name, words=lambda a: [a.about])
    search.register(
        Goal, kind="goal", title=lambda g: g.name, detail=lambda g: g.measure, words=lambda g: [g.about]
    )
    search.register(Offer, kind="offer", title=lambda o: o.name, words=lambda o: [o.about])
    search.register(Wish, kind="wish", title=lambda w: w.text, detail=lambda w: w.why)
