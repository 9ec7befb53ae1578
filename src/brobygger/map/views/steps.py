"""A lens without values: what it is for, and the first step."""

from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.accounts.access import WorkspaceRequest
from brobygger.map.lenses import Lens


@dataclass(frozen=True)
class Step:
    """What a lens lacks, said in words, and the page that gives it."""

    title: str
    text: str
    action: str = ""
    url: str = ""


# Page, what it lacks, what it is for, the verb.
_STEPS: dict[str, tuple[str, Any, Any, Any]] = {
    "ages": (
        "network:lists", gettext_lazy("There are no age groups yet"),
        gettext_lazy("This lens shows which of your users' ages have partners. Write the age groups you think in first."),
        gettext_lazy("Write the age groups"),
    ),
    "themes": (
        "network:lists", gettext_lazy("There are no themes yet"),
        gettext_lazy("This lens shows whom you have for each theme. Write the themes you work with first."),
        gettext_lazy("Write the themes"),
    ),
    "teams": (
        "accounts:teams", gettext_lazy("There are no teams yet"),
        gettext_lazy("This lens shows which team looks after which partners. Make the teams of the house first."),
        gettext_lazy("Make a team"),
    ),
    "focus": (
        "strategy:focus_areas", gettext_lazy("There are no focus areas yet"),
        gettext_lazy("This lens shows who serves what you have chosen to push. Write the focus areas of your strategy first."),
        gettext_lazy("Write a focus area"),
    ),
    "communities": (
        "map:connections", gettext_lazy("No communities are found yet"),
        gettext_lazy("This lens shows which organisations hang together. They are found in your own ties and contacts."),
        gettext_lazy("See the connections"),
    ),
}  # fmt: skip


def first_step(request: WorkspaceRequest, lens: Lens) -> Step:
    """What to do so that the lens has values."""
    if not lens.keeps_empty and lens.sectors(request.workspace):
        return Step(_("Nobody here lies in a community"), _("Take a filter away, or choose another lens."))
    if lens.key not in _STEPS:
        return Step(_("This lens has no values yet"), _("The other lenses show everybody."))
    name, title, text, action = _STEPS[lens.key]
    try:
        url = reverse(name, args=[request.workspace.slug])
    except NoReverseMatch:
        url = ""
    return Step(str(title), str(text), str(action), url)
