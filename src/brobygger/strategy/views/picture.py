"""The four rooms with what lies in them, their gaps, the records behind each figure, two lenses crossed, and one page."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from brobygger.accounts.access import WorkspaceRequest, member
from brobygger.accounts.models import Role, Workspace
from brobygger.network.models import Level
from brobygger.strategy import belonging
from brobygger.strategy.models import Room, Strength
from brobygger.strategy.picture import behind as records
from brobygger.strategy.picture import cross as crossing
from brobygger.strategy.picture import paper, reading, words
from brobygger.strategy.picture.reading import KINDS, OFFER, PARTNERSHIP, Figures, Picture
from brobygger.strategy.views.pages import rights

# Beside the largest gap so many more are named; all are in the tables.
MORE = 6
LENSES = {
    "room": gettext_lazy("Rooms"),
    "age_group": gettext_lazy("Users' ages"),
    "theme": gettext_lazy("Themes"),
    "sector": gettext_lazy("Sectors"),
    "team": gettext_lazy("Teams"),
    "reach": gettext_lazy("Places"),
    "focus_area": gettext_lazy("Focus areas"),
}


@member(Role.READER)
@require_GET
def page(request: WorkspaceRequest) -> HttpResponse:
    """Where is the library strong, and where is a partner missing?"""
    picture = reading.read(request.workspace, request.user)
    gaps = words.sentences(picture)
    slug = request.workspace.slug
    rows = reading.partners(request.workspace, request.user)
    context = {
        "picture": picture,
        "drawn": mark_safe(words.draw(picture)),
        "rows": [_row(slug, figures) for figures in picture.rooms.values()],
        "kinds": [words.MANY[kind] for kind in KINDS],
        "gap": gaps[0] if gaps else None,
        "gaps": gaps[1 : MORE + 1],
        "more_gaps": max(len(gaps) - MORE - 1, 0),
        "not_placed": _not_placed(slug, picture),
        "no_goal_url": words.behind(slug, kind=PARTNERSHIP, lack="goal"),
        "no_partner_url": words.behind(slug, kind="goal", lack="partner"),
        "partnerships_url": words.behind(slug, kind=PARTNERSHIP),
        "unplaced_partners": picture.unplaced_partners[:5],
        "crossed": _crossed(request, rows, "room", "age_group", Level.PARTNERSHIP.value),
        **rights(request),
    }
    return render(request, "strategy/picture/page.html", context)


def _row(slug: str, figures: Figures) -> dict[str, Any]:
    """A room's line in the table: each figure with the address of its records."""
    room = figures.room.value
    offers = [
        {
            "count": count,
            "label": words.STRENGTHS[strength],
            "url": words.behind(slug, kind=OFFER, room=room, strength=strength or "none"),
        }
        for strength, count in figures.offers.items()
        if count
    ]
    return {
        "room": figures.room,
        "counts": [
            {
                "kind": kind,
                "label": words.MANY[kind],
                "count": count,
                "url": words.behind(slug, kind=kind, room=room),
            }
            for kind, count in figures.counts.items()
        ],
        "offers": offers,
        "derived": figures.derived,
        "gap_url": words.candidates(slug, room=room) if figures.is_gap else "",
    }


def _not_placed(slug: str, picture: Picture) -> list[dict[str, Any]]:
    return [
        {"label": words.MANY[kind], "count": count, "url": words.behind(slug, kind=kind, lack="place")}
        for kind, count in picture.not_placed.items()
    ]


@member(Role.READER)
@require_GET
def behind(request: WorkspaceRequest) -> HttpResponse:
    """The records behind one figure."""
    asked = records.Asked.of(request.GET.dict())
    rows, count = records.rows(request.workspace, request.user, asked)
    slug = request.workspace.slug
    every = not request.GET.get("kind") and bool(asked.at)
    if every:
        for kind in [kind for kind in KINDS if kind != asked.kind]:
            more, n = records.rows(request.workspace, request.user, records.Asked(kind, at=asked.at))
            rows, count = [*rows, *more], count + n
    context = {
        "asked": asked,
        "title": _("In this place") if every else words.MANY[asked.kind],
        "said": _said(request.workspace, asked),
        "rows": [{"row": row, "url": words.record(slug, row.kind, row.pk), "kind": words.ONE[row.kind],
                  "strength": words.STRENGTHS[row.strength] if row.kind == OFFER else ""} for row in rows],
        "count": count,
        "hidden": count - len(rows),
        "gap_url": _gap_of(slug, asked),
        "of_partnerships": asked.kind == PARTNERSHIP,
        **rights(request),
    }  # fmt: skip
    return render(request, "strategy/picture/behind.html", context)


def _gap_of(slug: str, asked: records.Asked) -> str:
    values = {**asked.values, **({"room": asked.room} if asked.room else {})}
    return words.candidates(slug, **values) if asked.kind == PARTNERSHIP and values else ""


def _said(workspace: Workspace, asked: records.Asked) -> list[str]:
    """What narrows the records down, in words."""
    said = []
    if asked.room:
        said.append(str(Room(asked.room).label))
    if asked.at:
        middle = [_("Opposite rooms, three rooms or all four")]
        said += middle if asked.at == ("middle",) else [str(Room(room).label) for room in asked.at]
    if asked.strength:
        known = Strength(asked.strength).label if asked.strength in Strength.values else words.STRENGTHS[""]
        said.append(str(known))
    for lens, value in asked.values.items():
        said += [label for key, label in belonging.labels(workspace, lens) if key == value]
    if asked.level == Level.COOPERATION:
        said.append(_("partnerships and cooperation"))
    lacks = {"place": _("without a room"), "goal": _("serve no goal"), "partner": _("without a partner")}
    return [*said, *([lacks[asked.lack]] if asked.lack else [])]


@member(Role.READER)
@require_GET
def cross(request: WorkspaceRequest) -> HttpResponse:
    """Two lenses crossed; nothing is entered for it."""
    down, across = request.GET.get("down", ""), request.GET.get("across", "")
    down = down if down in LENSES else "room"
    across = (
        across if across in LENSES and across != down else ("age_group" if down != "age_group" else "room")
    )
    level = request.GET.get("level", "")
    level = level if level in records.LEVELS else Level.PARTNERSHIP.value
    rows = records.near(request.workspace, request.user, level)
    context = {
        "crossed": _crossed(request, rows, down, across, level),
        "lenses": LENSES.items(),
        "down": down,
        "across": across,
        "levels": [
            (Level.PARTNERSHIP.value, _("Partnerships")),
            (Level.COOPERATION.value, _("Partnerships and cooperation")),
        ],
        "level": level,
    }
    return render(request, "strategy/picture/cross.html", context)


def _crossed(request: WorkspaceRequest, rows: Any, down: str, across: str, level: str) -> dict[str, Any]:
    """The table of a cross with the addresses of its cells; an empty one leads to who could fill it."""
    slug = request.workspace.slug
    found = crossing.cross(request.workspace, rows, down, across)

    def cell(line: crossing.Line, column: crossing.Line, one: crossing.Cell) -> dict[str, Any]:
        at = {down: line.key, across: column.key}
        return {
            "cell": one,
            "label": f"{line.label}, {column.label}",
            "column": column.label,
            "url": words.behind(slug, kind=PARTNERSHIP, level=level, **at)
            if one.count
            else words.candidates(slug, level=level, **at),
        }

    def head(lens: str, line: crossing.Line) -> dict[str, Any]:
        whole = words.behind(slug, kind=PARTNERSHIP, level=level, **{lens: line.key})
        gap = words.candidates(slug, level=level, **{lens: line.key})
        return {"line": line, "url": whole if line.count else gap, "room": line.key if lens == "room" else ""}

    return {
        "cross": found,
        "empty_names": ", ".join(line.label for line in found.empty_columns),
        "down": LENSES[down],
        "across": LENSES[across],
        "columns": [head(across, line) for line in found.across],
        "rows": [
            {"head": head(down, line), "cells": [cell(line, column, one) for column, one in cells]}
            for line, cells in found.rows
        ],
    }


@member(Role.READER)
@require_GET
def one_page(request: WorkspaceRequest) -> HttpResponse:
    """The strategy on one sheet of A4."""
    picture = reading.read(request.workspace, request.user)
    response = HttpResponse(paper.one_page(picture, _language(request)), content_type="application/pdf")
    name = _("strategy")
    response["Content-Disposition"] = f'attachment; filename="{name}-{request.workspace.slug}.pdf"'
    return response


def _language(request: HttpRequest) -> str:
    return str(request.LANGUAGE_CODE)[:2]
