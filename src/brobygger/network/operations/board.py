"""Business cards: put on the board, written out into full records, taken off."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any, TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.accounts.models import Colleague
from brobygger.core import history
from brobygger.core.models import Batch, HistoryEntry
from brobygger.core.operations import Actor, operation
from brobygger.network.models import Affiliation, BoardCard, Organisation, Person, Tie
from brobygger.network.operations import organisations, people, ties
from brobygger.network.operations.scope import within
from brobygger.records.models import StoredFile

KEPT_OFF_THE_BOARD = timedelta(days=30)


class Read(TypedDict, total=False):
    """What a card says. A text for a person or an organisation is a new one."""

    person: Person | str | None
    organisation: Organisation | str | None
    role: str
    email: str
    phone: str
    about: str
    strength: str


@operation("network.card.put")
def put(
    *,
    by: Actor,
    colleague: Colleague,
    text: str = "",
    photo: bytes | None = None,
    received_on: date | None = None,
    why: str = "",
    **read: Unpack[Read],
) -> BoardCard:
    """A card on the board: raw, or with what it says written out at once. `photo` is what `card.read_photo` answers.

    Nothing is stored, the picture neither, where anything is refused.
    """
    within(by, colleague, *_records(read))
    if not (text.strip() or photo):
        raise ValidationError(_("Write what is on the card, or take a picture of it."))
    received_on = received_on or timezone.localdate()
    with _stored(photo, received_on, by) as stored, history.batch(by=by, kind="card", label=text) as batch:
        card = BoardCard(
            workspace_id=by.workspace_id,
            colleague=colleague,
            text=" ".join(text.split()),
            photo=stored,
            received_on=received_on,
        )
        if read.get("person") or read.get("organisation"):
            card.person, card.organisation = _write_out(
                colleague=colleague, since=received_on, by=by, why=why, **read
            )
        history.create(card, by=by, why=why)
        _name(batch, card)
    return card


@operation("network.card.complete")
def complete(*, card: BoardCard, by: Actor, why: str = "", **read: Unpack[Read]) -> BoardCard:
    """From card to full record: what is read off is written, filling empty fields only; one batch.

    The colleague who got the card knows them from the day it was received.
    """
    within(by, card, *_records(read))
    if not (read.get("person") or read.get("organisation")):
        raise ValidationError({"person": _("Write a person or an organisation.")})
    with history.batch(by=by, kind="card", label=str(card)) as batch:
        person, organisation = _write_out(
            colleague=card.colleague, since=card.received_on, by=by, why=why, **read
        )
        history.change(card, by=by, why=why, person=person, organisation=organisation)
        _name(batch, card)
    return card


@operation("network.card.edit")
def edit(
    *,
    card: BoardCard,
    by: Actor,
    text: str,
    colleague: Colleague,
    received_on: date,
    photo: bytes | None = None,
    why: str = "",
) -> None:
    """Correct who got it, when, and what it says; a new picture replaces the one it has."""
    within(by, card, colleague)
    if not (text.strip() or photo or card.photo_id or not card.is_raw):
        raise ValidationError({"text": _("Write what is on the card, or take a picture of it.")})
    with _stored(photo, received_on, by) as stored:
        new: dict[str, Any] = {"photo": stored} if stored else {}
        history.change(
            card,
            by=by,
            why=why,
            text=" ".join(text.split()),
            colleague=colleague,
            received_on=received_on,
            **new,
        )


@operation("network.card.take_off")
def take_off(*, card: BoardCard, by: Actor, why: str = "") -> Batch:
    """Into the bin; who it was stays in the network."""
    within(by, card)
    return history.delete(card, by=by, why=why)


@operation("network.card.remove_photo")
def remove_photo(*, card: BoardCard, by: Actor, why: str = "") -> None:
    """Destroy the picture at once and for good; the card stays. A raw card without a text goes off the board."""
    within(by, card)
    stored = card.photo
    if stored is None:
        return
    if card.is_raw and not card.text:
        history.delete(card, by=by, why=why)
    else:
        history.change(card, by=by, why=why, photo=None)
    _destroy([stored])


def pictures_of(*people: int) -> list[StoredFile]:
    """All pictures that their cards have or had, on the board and taken off it: what an erasure must destroy.

    `people` are one person's number and those of the records that were merged into them.
    """
    told = HistoryEntry.objects.filter(model="network.boardcard")
    theirs = told.filter(Q(before__person_id__in=people) | Q(after__person_id__in=people))
    cards = set(theirs.values_list("object_id", flat=True))
    now = BoardCard.objects.filter(Q(person__in=people) | Q(pk__in=cards, person=None))
    before = told.filter(object_id__in=cards, before__photo_id__isnull=False)
    ids = {pk for pk in before.values_list("before__photo_id", flat=True) if pk}
    ids -= set(BoardCard.objects.filter(photo__in=ids).values_list("photo_id", flat=True))
    ids |= {pk for pk in now.values_list("photo_id", flat=True) if pk}
    return list(StoredFile.objects.filter(pk__in=ids))


def destroy_pictures_taken_off(now: datetime) -> str:
    """Timed: destroy pictures whose card has been off the board, or has had another picture, for thirty days."""
    told = HistoryEntry.objects.filter(
        model="network.boardcard",
        verb__in=(HistoryEntry.Verb.DELETED, HistoryEntry.Verb.CHANGED),
        before__photo_id__isnull=False,
    )
    long_ago = now - KEPT_OFF_THE_BOARD
    ids = {pk for pk in told.filter(at__lt=long_ago).values_list("before__photo_id", flat=True) if pk}
    # Given back meanwhile and taken off anew: counted from the last time.
    ids -= set(told.filter(at__gte=long_ago).values_list("before__photo_id", flat=True))
    ids -= set(BoardCard.objects.filter(photo__in=ids).values_list("photo_id", flat=True))
    gone = list(StoredFile.objects.filter(pk__in=ids))
    with transaction.atomic():
        _destroy(gone)
    return f"{len(gone)} pictures of cards destroyed"


def _destroy(pictures: list[StoredFile]) -> None:
    for picture in pictures:
        name = picture.content.name
        picture.delete()
        if name:
            transaction.on_commit(lambda name=name: default_storage.delete(name))  # type: ignore[misc]


@contextmanager
def _stored(photo: bytes | None, on: date, by: Actor) -> Iterator[StoredFile | None]:
    """The picture in the data folder; gone again where what follows fails."""
    if photo is None:
        yield None
        return
    stored = StoredFile(
        workspace_id=by.workspace_id,
        name=f"card-{on.isoformat()}.jpg",
        size=len(photo),
        sha256=hashlib.sha256(photo).hexdigest(),
        uploaded_by=by if isinstance(by, Colleague) else None,
    )
    stored.content.save("card.jpg", ContentFile(photo), save=False)
    try:
        stored.save()
        yield stored
    except BaseException:
        default_storage.delete(str(stored.content.name))
        raise


def _write_out(
    *, colleague: Colleague, since: date, by: Actor, why: str, **read: Unpack[Read]
) -> tuple[Person | None, Organisation | None]:
    """Make or fill in the records that a card names, and note that the colleague knows them."""
    reach: Any = {name: read.get(name, "") for name in ("email", "phone")}
    organisation, person = read.get("organisation"), read.get("person")
    if isinstance(organisation, str):
        own: Any = {} if person else reach
        organisation = (
            organisations.create(name=organisation, by=by, why=why, **own) if organisation else None
        )
    elif organisation and not person:
        _fill(organisation, reach, by, why)
    if isinstance(person, str):
        person = people.create(name=person, by=by, why=why, **reach) if person else None
    elif person:
        _fill(person, reach, by, why)
    if person and organisation:
        _affiliate(person, organisation, str(read.get("role", "")), by, why)
    whom: Any = {"person": person} if person else {"organisation": organisation}
    known = Tie.objects.filter(colleague=colleague, ended_on=None, **whom).exists()
    strength = str(read.get("strength", "")) or ("" if known else Tie.Strength.MET)
    ties.add(
        colleague=colleague, about=str(read.get("about", "")), strength=strength, since=since, by=by, why=why, **whom
    )  # fmt: skip
    return person, organisation


def _fill(record: Person | Organisation, reach: dict[str, Any], by: Actor, why: str) -> None:
    """Empty fields only: what somebody wrote stands."""
    history.change(record, by=by, why=why, **{n: v for n, v in reach.items() if v and not getattr(record, n)})


def _affiliate(person: Person, organisation: Organisation, role: str, by: Actor, why: str) -> None:
    running = Affiliation.objects.filter(person=person, organisation=organisation, to_date=None)
    roles = {a.role.casefold(): a for a in running}
    if roles and (not role or role.casefold() in roles):
        return
    if "" in roles:
        history.change(roles[""], by=by, why=why, role=role)
        return
    people.affiliate(person=person, organisation=organisation, role=role, by=by, why=why)


def _records(read: Any) -> list[Any]:
    return [r for r in (read.get("person"), read.get("organisation")) if r and not isinstance(r, str)]


def _name(batch: Batch, card: BoardCard) -> None:
    batch.label = str(card)[:200]
    batch.save(update_fields=["label"])
