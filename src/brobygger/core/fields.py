"""Model fields that carry a rule with them."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from brobygger.core.text import find_cpr

if TYPE_CHECKING:
    CharField = models.CharField[str, str]
    TextField = models.TextField[str, str]
else:
    CharField, TextField = models.CharField, models.TextField


def cpr_refusal() -> ValidationError:
    """What is said where a text held a civil registration number; the number is not in it."""
    return ValidationError(
        _("This looks like a CPR number. Remove it: Brobygger never stores CPR numbers."), code="cpr_number"
    )


def refuse_cpr(value: object) -> None:
    """Raise ValidationError, without the number in it, where `value` holds a civil registration number."""
    if isinstance(value, str) and find_cpr(value):
        raise cpr_refusal()


class Line(CharField):
    """One line of free text; refuses CPR numbers."""

    default_validators = [refuse_cpr]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 200)
        super().__init__(*args, **kwargs)


class Text(TextField):
    """Several lines of free text; refuses CPR numbers."""

    default_validators = [refuse_cpr]


class SortKey(CharField):
    """Holds `core.text.sort_key`; compared byte by byte whatever the database's own language."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 200)
        kwargs.setdefault("editable", False)
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)

    def db_parameters(self, connection: Any) -> Any:
        parameters = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters
