"""The list of organisations that colleagues approach separately."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from brobygger.core.lists import Action, Column, List, Tab, escaped
from brobygger.network.filters import OrganisationFilter
from brobygger.network.models import ApproachNote
from brobygger.network.queries import care
from brobygger.network.tables import cells
from brobygger.network.tables.care import LEVEL, NAME, button, may_act
from brobygger.network.tables.organisations import noun


def who_and_when(_row: Any, steps: Any) -> list[str]:
    """One sentence for each approach: "Ali met them 12 November", "Mette has promised something for 3 December"."""
    said = []
    for step in steps or ():
        words = {"name": step.first_name, "day": cells.short_day(step.on), "text": step.text}
        if step.met:
            text = (
                gettext("%(name)s met them %(day)s about %(text)s")
                if step.text
                else gettext("%(name)s met them %(day)s")
            )
        else:
            text = gettext("%(name)s has promised for %(day)s: %(text)s")
        said.append(text % words)
    return said


def in_short(_row: Any, steps: Any) -> str:
    """One short line for each colleague's latest approach."""
    latest = {step.colleague_id: step for step in steps or ()}
    said = []
    for step in list(latest.values())[:5]:
        text = (
            gettext("%(name)s met them %(day)s") if step.met else gettext("%(name)s has promised for %(day)s")
        )
        said.append(escaped(text % {"name": step.first_name, "day": cells.short_day(step.on)}))
    return "<br>".join(said)


def told(_row: Any, note: ApproachNote | None) -> str:
    """What was done about it last."""
    if note is None:
        return ""
    by_whom = note.made_by.name.split()[0] if note.made_by and note.made_by.name else ""
    if note.kind == ApproachNote.Kind.TOLD:
        return gettext("%(name)s told them %(day)s") % {"name": by_whom, "day": cells.short_day(note.on)}
    led = note.leader.name if note.leader else ""
    return gettext("agreed %(day)s: %(name)s led") % {"name": led, "day": cells.short_day(note.on)}


def lead_button(row: Any, may: Any) -> str:
    return button(f"{row.pk}/", gettext("Agree"), row.name) if may else ""


APPROACHED = List(
    name="network.care_approached",
    title=_("Approached by several"),
    url_name="network:care_approached",
    bulk_url_name="network:care_approached_bulk",
    template="network/care_list.html",
    noun=noun,
    rows=lambda request: care.approached(request.workspace),
    filters=OrganisationFilter,
    default_sort="level",
    tabs=(Tab("mine", _("Known by me"), "mine=on"), Tab("wished", _("Wished for"), "level=wished")),
    row_name=lambda o: o.name,
    columns=(
        NAME,
        LEVEL,
        Column(
            key="who",
            label=_("Who and when"),
            value=lambda o, steps: ". ".join(who_and_when(o, steps)),
            html=in_short,
            load=care.approaches,
        ),
        Column(key="told", label=_("What was done"), value=told, load=care.last_notes),
        Column(key="act", label=_("What now?"), value=lambda _o, _loaded: "", html=lead_button, load=may_act, narrow=True),
    ),
    actions=(Action("tell", _("Tell those involved"), "notice"), Action("export", _("Download"), "download")),
    context={
        "lead": _("Colleagues have met, or promised to reach, the same organisation within a month, and not together."),
        "empty_title": _("Nobody approaches the same organisation separately"),
        "empty_text": _("When two colleagues do, it stands here, so that they can agree who leads."),
    },
)  # fmt: skip
