"""What a community is called."""

from brobygger.core.forms import CarefulForm, column
from brobygger.map.models import Community


class CommunityNameForm(CarefulForm):
    """One name."""

    name = column(Community, "name")
