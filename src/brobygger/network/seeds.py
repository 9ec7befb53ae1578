"""What the network of a new workspace begins with: age groups, and some types and themes in Danish."""

from brobygger.accounts.models import System, Workspace
from brobygger.network.models import AgeGroup, OrganisationType, Theme
from brobygger.network.operations import words

AGES: tuple[tuple[int, int | None], ...] = ((0, 6), (7, 12), (13, 17), (18, 29), (30, 64), (65, None))
# The words are the workspace's own from the first day; they are data, not texts of the product.
TYPES = (
    "Aftenskole", "Bolig og lokalområde", "Fagforening", "Folkeoplysning", "Forening", "Forlag og boghandel",
    "Institution", "Kommunal afdeling", "Kulturhus", "Medie", "Museum og arkiv", "Skole", "Uddannelse",
    "Virksomhed",
)  # fmt: skip
THEMES = (
    "Børn og familie", "Demokrati", "Digital hjælp", "Integration", "Job og uddannelse", "Klima og natur",
    "Kultur og arrangementer", "Læselyst", "Lektiehjælp", "Lokalhistorie", "Sprog", "Sundhed", "Unge",
)  # fmt: skip


def sow(workspace: Workspace, by: System) -> None:
    """Registered with `accounts.seeds`."""
    for start, end in AGES:
        name = f"{start}–{end}" if end else f"{start}+"
        words.add(model=AgeGroup, name=name, from_age=start, to_age=end, by=by)
    for name in TYPES:
        words.add(model=OrganisationType, name=name, by=by)
    for name in THEMES:
        words.add(model=Theme, name=name, by=by)
