"""The board: the wall of cards, and the way from a card to a full record."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from brobygger.accounts.access import WorkspaceRequest, member
from brobygger.accounts.models import Colleague, Role
from brobygger.core.uploads import too_large
from brobygger.network import card as photos
from brobygger.network.capture import OnCard, read_card
from brobygger.network.forms.board import CardEditForm, CardForm, CompleteForm
from brobygger.network.models import BoardCard, Theme
from brobygger.network.operations import board
from brobygger.network.picking import NEW, Meant, meant, question
from brobygger.network.queries import board as queries
from brobygger.network.rules import may_write
from brobygger.network.views.pages import address, delete_page, find, form_page, posted

PER_PAGE = 24
PRINTED = 240
KEPT = ("q", "colleague", "theme", "raw")


@member(Role.READER)
@require_GET
def wall(request: WorkspaceRequest) -> HttpResponse:
    """Everybody's cards, each with the name of who got it."""
    wanted = _wanted(request)
    printed = "print" in request.GET
    found = queries.read(request.workspace, wanted, PRINTED if printed else PER_PAGE)
    counts = queries.counts(request.workspace, wanted)
    context: dict[str, Any] = {
        "wall": found,
        "wanted": wanted,
        "counts": counts,
        "starts_known": not queries.is_among_known(wanted.after),
        "here": _here(request),
        "next_url": _here(request, after=found.next) if found.next else "",
        "may_write": may_write(request.colleague),
        "me": request.colleague,
    }
    if printed:
        return render(request, "network/board_print.html", context | {"limit": PRINTED})
    context |= {
        "colleagues": Colleague.objects.of(request.workspace).order_by("sort_key"),
        "themes": Theme.objects.of(request.workspace).order_by("sort_key"),
        "print_url": _here(request, print=1),
        "mine_url": _here(request, colleague=request.colleague.pk, raw=None),
        "raw_url": _here(request, colleague=None, raw=1),
        "all_url": _here(request, colleague=None, raw=None),
    }
    asked = request.headers.get("HX-Target", "") if "HX-Request" in request.headers else ""
    part = {"div#wall": "#results", "div#wall-more": "#page"}.get(asked, "")
    response = render(request, f"network/board.html{part}", context)
    response.headers["Vary"] = "HX-Request, HX-Target, Cookie"
    return response


def _wanted(request: WorkspaceRequest) -> queries.Wanted:
    asked = request.GET

    def chosen(model: Any, name: str) -> Any:
        pk = asked.get(name, "")
        return model.objects.of(request.workspace).filter(pk=int(pk)).first() if _is_id(pk) else None

    return queries.Wanted(
        q=asked.get("q", "").replace("\0", "").strip()[:200],
        colleague=chosen(Colleague, "colleague"),
        theme=chosen(Theme, "theme"),
        raw=asked.get("raw") == "1",
        after=asked.get("after", "")[:200],
    )


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 19


def _here(request: WorkspaceRequest, **changes: Any) -> str:
    """This state of the wall from its top, some of it changed; None takes something away."""
    state = {name: request.GET.get(name, "") for name in KEPT} | changes
    pairs = {name: value for name, value in state.items() if value not in ("", None)}
    return address(request, "board") + (f"?{urlencode(pairs)}" if pairs else "")


@member(Role.STAFF)
@require_http_methods(["GET", "POST"])
def new(request: WorkspaceRequest) -> HttpResponse:
    """A card in seconds: three words, a picture, or both."""
    form = CardForm(
        posted(request),
        request.FILES or None,
        colleague=request.colleague,
        dropped=too_large(request) if request.method == "POST" else 0,
    )
    return form_page(
        request, form, lambda: _put(request, form), title=_("A card for the board"),
        action=_("Put it on the board"), cancel_url=address(request, "board"), template="network/card_new.html",
        back_label=_("Board"),
    )  # fmt: skip


def _put(request: WorkspaceRequest, form: CardForm) -> str:
    """Write the card out at once where its names are clear; otherwise it stands as it is, and one is asked."""
    told = form.cleaned_data
    text = " ".join(told["line"].split())
    card: dict[str, Any] = {
        "colleague": told["colleague"] or request.colleague,
        "text": text,
        "photo": told["photo"],
        "by": request.colleague,
    }
    read = _read(request, text)
    organisation = meant(request.workspace, "organisation", read.organisation)
    person = meant(request.workspace, "person", read.person, place=organisation)
    doubtful = _doubtful(person, organisation)
    if doubtful or not (person.is_said or organisation.is_said):
        made = board.put(**card)
        if doubtful:
            messages.success(request, _("The card is on the board. Say who it is, or leave it for later."))
            return address(request, "card_complete", made.pk)
        messages.success(request, _("The card is on the board. It can be written out when there is time."))
    else:
        reach: Any = {"role": read.role, "email": read.email, "phone": read.phone, "about": read.about[:200]}
        made = board.put(**card, **reach, person=person.value, organisation=organisation.value)
        messages.success(request, _("%(name)s is on the board.") % {"name": made})
    return f"{address(request, 'board')}#card-{made.pk}"


def _doubtful(*names: Meant) -> bool:
    return any(name.doubtful for name in names)


def _read(request: WorkspaceRequest, text: str) -> OnCard:
    def known(name: str) -> bool:
        return question(request.workspace, "organisation", name[:200]).chosen not in ("", NEW)

    return read_card(text, today=timezone.localdate(), is_organisation=known)


@member(Role.READER)
@require_GET
def page(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """One card: the picture as large as it is, who got it, and whose it is."""
    card = find(request, BoardCard, pk, "colleague", "person", "organisation")
    context = {"card": card, "may_write": may_write(request.colleague)}
    return render(request, "network/card.html", context)


@member(Role.READER)
@require_GET
def photo(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """The picture. Its address changes with the picture, so a browser may keep it, for this person alone."""
    card = find(request, BoardCard, pk, "photo")
    if card.photo is None:
        raise Http404
    try:
        with card.photo.content.open("rb") as stored:
            content = stored.read()
    except FileNotFoundError:
        raise Http404 from None
    if request.GET.get("size") == "small":
        content = photos.small(content)
    headers = {
        "Content-Disposition": f'inline; filename="card-{card.pk}.jpg"',
        "Cache-Control": "private, max-age=604800, immutable",
    }
    return HttpResponse(content, content_type="image/jpeg", headers=headers)


@member(Role.STAFF)
@require_http_methods(["GET", "POST"])
def complete(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Write a card out: the picture beside the form, what could be read filled in, nothing typed twice."""
    card = find(request, BoardCard, pk, "workspace", "colleague", "person", "organisation")
    form = CompleteForm(posted(request), card=card, read=_read(request, card.text))

    def make() -> str:
        done = board.complete(card=card, by=request.colleague, **form.values())
        messages.success(request, _("%(name)s is in the network now.") % {"name": done})
        whose = ("person", done.person_id) if done.person_id else ("organisation", done.organisation_id)
        return address(request, *whose)

    return form_page(
        request, form, make, title=_("Write the card out"), action=_("Save who it is"),
        cancel_url=address(request, "board"), template="network/card_complete.html", card=card,
        back_label=_("Board"),
    )  # fmt: skip


@member(Role.STAFF)
@require_http_methods(["GET", "POST"])
def edit(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Who got it, when, what it says; another picture."""
    card = find(request, BoardCard, pk, "workspace", "colleague", "person", "organisation")
    form = CardEditForm(
        posted(request),
        request.FILES or None,
        card=card,
        dropped=too_large(request) if request.method == "POST" else 0,
    )
    here = address(request, "card", pk)

    def make() -> str:
        board.edit(card=card, by=request.colleague, **form.cleaned_data)
        messages.success(request, _("The card is saved."))
        return here

    return form_page(
        request, form, make, title=_("Correct the card"), action=_("Save the card"), cancel_url=here,
        template="network/card_edit.html", card=card, back_label=str(card),
    )  # fmt: skip


@member(Role.STAFF)
@require_http_methods(["GET", "POST"])
def take_off(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Off the board, into the bin."""
    card = find(request, BoardCard, pk, "person", "organisation")
    return delete_page(
        request,
        lambda: board.take_off(card=card, by=request.colleague),
        title=_("Take the card off the board?"),
        text=_(
            "Who it is stays in the network. You can bring the card back from the bin; its picture is kept for thirty days."
        ),
        action=_("Take it off"),
        done=_("The card is off the board. The bin gives it back."),
        cancel_url=address(request, "card", pk),
        then=address(request, "board"),
    )


@member(Role.STAFF)
@require_http_methods(["GET", "POST"])
def remove_photo(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """The picture is destroyed at once."""
    card = find(request, BoardCard, pk, "photo", "person", "organisation")
    if card.photo is None:
        raise Http404
    return delete_page(
        request,
        lambda: board.remove_photo(card=card, by=request.colleague),
        title=_("Destroy the picture?"),
        text=_("The picture is gone at once and cannot be brought back. What is written on the card stays."),
        action=_("Destroy the picture"),
        done=_("The picture is destroyed."),
        cancel_url=address(request, "card", pk),
        then=address(request, "board"),
    )
