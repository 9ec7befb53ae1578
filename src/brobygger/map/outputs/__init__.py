"""The map as a file: SVG that stands alone, PNG at twice its size, PDF/UA-1 with the table of the same scene.

A file leads nowhere: names in it are no links. Label widths come from the shipped font and typst sets the picture with
the same one, so it looks the same everywhere.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brobygger.core import documents
from brobygger.map.composing import Composed
from brobygger.map.drawing import Spoken, draw
from brobygger.map.layout import Shape, arrange, circle, quarter
from brobygger.map.reading import CIRCLE
from brobygger.map.scene import RINGS, Cell, Scene
from brobygger.network.models import Level

FOLDER = Path(__file__).parent
# A picture of one sector alone.
CLOSE = 760
# typst counts 72 to the inch where a browser has 96 pixels: this is two pixels for each.
TWICE = 192
# Names of one cell in the table of a PDF.
IN_TABLE = 40


@dataclass(frozen=True)
class Picture:
    """A scene drawn as a file of its own."""

    scene: Scene
    spoken: Spoken
    svg: str
    width: float
    height: float


def picture(made: Composed, spoken: Spoken, shape: Shape, *, alone: bool = True) -> Picture:
    """The scene in this shape, as a file of its own or, not `alone`, as a part of a page."""
    scene = unlinked(made.scene)
    svg = draw(arrange(scene, shape, made.words), spoken, alone=alone)
    return Picture(scene, spoken, svg, shape.width, shape.height)


def whole(made: Composed, part: str = "", ring: str = "") -> tuple[Composed, Shape]:
    """What is drawn of a map: all of it, one sector as a quarter, or one ring of that."""
    if not part:
        return made, circle(len(made.scene.sectors))
    scene = replace(made.scene, sectors=[s for s in made.scene.sectors if s.key == part], unfilled=())
    rings = (ring,) if ring in CIRCLE else CIRCLE
    return replace(made, scene=scene), quarter(CLOSE, rings=rings)


def unlinked(scene: Scene) -> Scene:
    """The same without addresses."""
    cells = {
        key: Cell(cell.count, [replace(node, url="") for node in cell.nodes])
        for key, cell in scene.cells.items()
    }
    wishes = {key: [replace(w, url="") for w in wished] for key, wished in scene.wishes.items()}
    sectors = [replace(sector, url="") for sector in scene.sectors]
    return replace(scene, sectors=sectors, cells=cells, wishes=wishes)


def png(drawn: Picture, language: str) -> bytes:
    """The picture at two pixels for each of the screen's."""
    return documents.png("picture", _data(drawn, language), folder=FOLDER, ppi=TWICE)


def pdf(drawn: Picture, language: str, *, title: str, lead: Sequence[str], not_placed: int) -> bytes:
    """The picture with its words, then everything in it as a table."""
    data = _data(drawn, language) | {
        "title": title,
        "lead": lead,
        "table": table(drawn.scene),
        "notes": _notes(drawn.scene, not_placed),
    }
    return documents.pdf("map", data, folder=FOLDER)


def _data(drawn: Picture, language: str) -> dict[str, Any]:
    return {
        "title": drawn.spoken.title,
        "language": language,
        "alt": drawn.spoken.text,
        "svg": drawn.svg,
        "width": drawn.width,
        "height": drawn.height,
    }


def table(scene: Scene) -> Mapping[str, Any]:
    """The scene in rows: sector by sector, from the middle outwards, then what is wished for."""
    rows = []
    for sector in [*scene.sectors, *scene.unfilled]:
        for level in RINGS:
            cell = scene.cell(sector, level)
            names = [_name(node.name, node.derived) for node in cell.nodes[:IN_TABLE]]
            rows.append(_row(sector.label, str(Level(level).label), cell.count, names))
        if wished := scene.wishes.get(sector.key, ()):
            texts = [w.text for w in wished[:IN_TABLE]]
            rows.append(_row(sector.label, str(Level.WISHED.label), scene.wished(sector), texts))
    heads = [scene.lens_label, _("Level"), _("Number"), _("Organisations")]
    return {"title": _("The map as a table"), "heads": heads, "rows": rows}


def _row(sector: str, level: str, count: int, names: Sequence[str]) -> dict[str, str]:
    hidden = count - len(names)
    more = ngettext("and %(n)s more", "and %(n)s more", hidden) % {"n": number(hidden)}
    said = ", ".join(names) + (f" {more}" if hidden else "")
    return {"sector": sector, "level": level, "count": number(count), "names": said or _("nobody yet")}


def _name(name: str, derived: bool) -> str:
    return f"{name} *" if derived else name


def _notes(scene: Scene, not_placed: int) -> list[str]:
    notes = []
    if any(node.derived for cell in scene.cells.values() for node in cell.nodes):
        notes.append(
            _("* Follows from what the organisation serves or from who knows it; slanted in the picture.")
        )
    if not_placed:
        text = ngettext(
            "%(n)s organisation has no place on this lens and is not drawn.",
            "%(n)s organisations have no place on this lens and are not drawn.",
            not_placed,
        )
        notes.append(text % {"n": number(not_placed)})
    return notes


def number(value: int) -> str:
    """A count as it is written."""
    return number_format(value, use_l10n=True, force_grouping=True)
