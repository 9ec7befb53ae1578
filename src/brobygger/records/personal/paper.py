"""The report and the answer on paper: PDF/UA-1 by `core.documents`."""

from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from brobygger.core import documents
from brobygger.records.personal.facts import Fact
from brobygger.records.personal.held import Held, Section
from brobygger.records.personal.models import ErasureRequest

# Rows of one kind on paper; whoever wants every line of a long history takes the data.
ON_PAPER = 400


def report(held: Held) -> bytes:
    """What is held on the person, to be handed over."""
    lead = [
        _("%(workspace)s holds this on %(name)s. Made on %(day)s.")
        % {
            "workspace": held.subject.workspace.name,
            "name": held.subject.name,
            "day": date_format(timezone.localdate(), "j. F Y"),
        },
        _("You can ask that what is wrong be corrected, and that it be erased."),
    ]
    data = {
        "title": _("What is held on %(name)s") % {"name": held.subject.name},
        "language": get_language() or "da",
        "lead": lead,
        "heads": [_("What"), _("Content"), _("Why, and how long")],
        "sections": [_section(s) for s in [*held.sections, held.mentions]],
    }
    return documents.pdf("held", data)


def _section(section: Section) -> dict[str, Any]:
    text = section.text
    if len(section.rows) > ON_PAPER or section.more:
        text += " " + _("%(count)s in all; the rest is in the data file.") % {"count": section.count}
    if not section.rows:
        text = (text + " " + _("Nothing was found.")).strip()
    return {
        "title": f"{section.title} ({section.count})",
        "text": text.strip(),
        "rows": [
            {"title": row.title, "facts": [_fact(f) for f in row.facts]} for row in section.rows[:ON_PAPER]
        ],
    }


def _fact(fact: Fact) -> dict[str, str]:
    why = ". ".join(part for part in (fact.purpose, fact.retention) if part)
    return {"label": fact.label, "value": fact.value, "why": f"{why}." if why else ""}


def answer(request: ErasureRequest) -> list[str]:
    """The answer to whoever asked, as paragraphs to read through, change and send."""
    asked = date_format(request.asked_on, "j. F Y")
    first = _("On %(day)s you asked us to erase what we hold on you.") % {"day": asked}
    if request.state == ErasureRequest.State.DONE:
        return [
            first,
            _("We have done so. Your name, your addresses and numbers, and what we had noted about you are gone from our system, from its history and from the files in it."),
            _("Copies for safety are overwritten in turn; if one must be used before that, your data is erased again."),
            _("We keep that you asked, when, and that we did it, without your name."),
        ]  # fmt: skip
    if request.state == ErasureRequest.State.REFUSED:
        return [
            first,
            _("We cannot do so, or not yet. The reason: %(reason)s") % {"reason": request.reason},
            _(
                "If you disagree, write to us, or complain to Datatilsynet, the Danish data protection agency."
            ),
        ]
    return [
        first,
        _("We answer you before %(day)s.") % {"day": date_format(request.due_on, "j. F Y")},
    ]


def letter(request: ErasureRequest) -> bytes:
    """The answer as a letter."""
    return documents.pdf(
        "letter",
        {
            "title": _("Answer to your request for erasure"),
            "language": get_language() or "da",
            "sender": request.workspace.name,
            "date": date_format(timezone.localdate(), "j. F Y"),
            "paragraphs": answer(request),
        },
    )
