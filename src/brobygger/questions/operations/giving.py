"""What may be answered: each answer held against its item."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from brobygger.core.fields import refuse_cpr
from brobygger.questions.models import Item, Round

LONGEST = 20_000


@dataclass(frozen=True)
class Given:
    """The answer to one item; falsy where nothing was answered."""

    text: str = ""
    chosen: tuple[str, ...] = ()
    number: Decimal | None = None
    why: str = ""

    def __bool__(self) -> bool:
        return bool(self.text or self.chosen or self.why) or self.number is not None


def field_name(item: Item) -> str:
    """What the item's field is called in a form, and in what is said to be wrong with it."""
    return f"item-{item.pk}"


def checked(round: Round, values: Mapping[int, Given], *, whole: bool) -> dict[int, Given]:
    """The answers to the round's items, those to others left out. ValidationError by field; `whole` asks for what is required."""
    wrong: dict[str, ValidationError] = {}
    good: dict[int, Given] = {}
    for item in round.items():
        value = values.get(item.pk, Given())
        try:
            good[item.pk] = _check(item, value)
            if whole and item.required and not (value.text or value.chosen or value.number is not None):
                raise ValidationError(_("Answer this question."), code="required")
        except ValidationError as error:
            wrong[field_name(item)] = error
    if wrong:
        raise ValidationError({name: error.error_list for name, error in wrong.items()})
    if whole and not any(good.values()):
        raise ValidationError(_("Answer at least one question."), code="empty")
    return good


def _check(item: Item, value: Given) -> Given:
    for text in (value.text, value.why, *value.chosen):
        refuse_cpr(text)
        if len(text) > LONGEST:
            raise ValidationError(_("This is too long."))
    if item.is_counted:
        unknown = set(value.chosen) - {key for key, _label in item.choices()}
        if unknown or (item.kind != Item.Kind.MANY and len(value.chosen) > 1):
            raise ValidationError(_("Choose one of the answers."))
        return Given(chosen=tuple(dict.fromkeys(value.chosen)), why=value.why if item.asks_why else "")
    if item.kind == Item.Kind.NUMBER:
        return Given(number=_within(item, value.number), why=value.why if item.asks_why else "")
    return Given(text=value.text.replace("\r\n", "\n").strip())


def _within(item: Item, number: Decimal | None) -> Decimal | None:
    if number is None:
        return None
    if item.least is not None and number < item.least:
        raise ValidationError(_("The number is below %(least)s."), params={"least": item.least.normalize()})
    if item.most is not None and number > item.most:
        raise ValidationError(_("The number is above %(most)s."), params={"most": item.most.normalize()})
    if abs(number) >= 10**10:
        raise ValidationError(_("The number is too large."))
    return number.quantize(Decimal("0.0001"))
