"""What society's three sectors usually bring to a partnership and want from it: a beginning that a workspace rewrites.

The Guide names the three sectors and says that very different partners bring most that is new and take most time to
know; its own resource map is lost. These sentences are ours.
"""

from django.utils.translation import gettext_lazy as _

from brobygger.accounts.models import Workspace
from brobygger.network.models import Sector
from brobygger.strategy.models import Direction, ResourceKind, SectorResource

B, W = Direction.BRINGS, Direction.WANTS
K = ResourceKind
USUAL = {
    (Sector.PUBLIC, B, K.MONEY): _("A share of a budget, where the task is theirs as well"),
    (Sector.PUBLIC, B, K.TIME): _("Staff with set hours"),
    (Sector.PUBLIC, B, K.EXPERTISE): _("Professional knowledge of a field and its law"),
    (Sector.PUBLIC, B, K.INFORMATION): _("Figures about citizens and places"),
    (Sector.PUBLIC, B, K.RELATIONS): _("A way to citizens who would not come by themselves"),
    (Sector.PUBLIC, B, K.PREMISES): _("Schools, halls and offices"),
    (Sector.PUBLIC, B, K.LEGITIMACY): _("Standing with politicians and authorities"),
    (Sector.PUBLIC, W, K.TIME): _("A counter that is open when theirs is closed"),
    (Sector.PUBLIC, W, K.RELATIONS): _("Reach among all kinds of citizens"),
    (Sector.PUBLIC, W, K.PREMISES): _("Neutral rooms in the middle of the town"),
    (Sector.PRIVATE, B, K.MONEY): _("Money for a purpose that fits their name"),
    (Sector.PRIVATE, B, K.EXPERTISE): _("Skill in marketing, technology and running things"),
    (Sector.PRIVATE, B, K.INFORMATION): _("Knowledge of customers and markets"),
    (Sector.PRIVATE, B, K.EQUIPMENT): _("Products and equipment to lend or test"),
    (Sector.PRIVATE, B, K.RELATIONS): _("Other firms, and customers"),
    (Sector.PRIVATE, W, K.RELATIONS): _("New customers and visitors"),
    (Sector.PRIVATE, W, K.LEGITIMACY): _("To be seen with somebody people trust"),
    (Sector.PRIVATE, W, K.EXPERTISE): _("Insight into what people read, ask and learn"),
    (Sector.CIVIL, B, K.TIME): _("Volunteers and their time"),
    (Sector.CIVIL, B, K.EXPERTISE): _("First-hand knowledge of a group or a cause"),
    (Sector.CIVIL, B, K.RELATIONS): _("Members, and trust among them"),
    (Sector.CIVIL, B, K.LEGITIMACY): _("A voice of those it is about"),
    (Sector.CIVIL, W, K.MONEY): _("Help with applications and a little for expenses"),
    (Sector.CIVIL, W, K.PREMISES): _("Rooms to meet in, also in the evening"),
    (Sector.CIVIL, W, K.RELATIONS): _("New members and volunteers"),
    (Sector.CIVIL, W, K.EQUIPMENT): _("Screens, sound and a printer"),
}

Said = dict[tuple[str, str, str], str]


def usual(workspace: Workspace) -> Said:
    """(sector, direction, kind) to a sentence: the workspace's own where it has written one."""
    said = {(s.value, d.value, k.value): str(text) for (s, d, k), text in USUAL.items()}
    for row in SectorResource.objects.of(workspace):
        said[row.sector, row.direction, row.kind] = row.text
    return {key: text for key, text in said.items() if text}


def usual_of(workspace: Workspace, sector: str) -> list[str]:
    """What one sector usually brings, in sentences."""
    return [t for (s, d, _k), t in usual(workspace).items() if s == sector and d == Direction.BRINGS]
