"""Forms that carry the product's rules: CPR numbers, two writers, once."""

from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.test import RequestFactory

from brobygger.core import once
from brobygger.core.conflicts import MergingForm
from brobygger.core.forms import CarefulForm

CPR = "020304-1234"


class Letter(CarefulForm):
    text = forms.CharField()
    number = forms.IntegerField(required=False)


class Card(MergingForm):
    name = forms.CharField()
    town = forms.CharField(required=False)
    words = forms.MultipleChoiceField(choices=[("a", "A"), ("b", "B")], required=False)


def sent(**values: Any) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, value in values.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data


@pytest.mark.parametrize("written", [CPR, f"Kære {CPR}, tak", "0203041234", "020304 1234"])
def test_a_cpr_number_is_refused_and_masked(written: str) -> None:
    form = Letter(sent(text=written))
    assert not form.is_valid()
    assert form.errors.as_data()["text"][0].code == "cpr_number"
    assert written not in form.as_p()
    assert "1234" not in form.as_p()


def test_a_cpr_number_in_a_field_that_the_form_does_not_have_is_said_on_top() -> None:
    form = Letter(sent(text="ok", other=CPR))
    assert not form.is_valid()
    assert form.non_field_errors()


def test_a_date_that_is_none_is_told_how_to_write_one() -> None:
    class Dated(CarefulForm):
        on = forms.DateField()

    assert Dated({"on": "31-2-2027"}).errors == {"on": ["Skriv en dato, for eksempel 6-3-2026."]}


def test_what_an_operation_refuses_stands_beside_its_field() -> None:
    form = Letter(sent(text="ok"))
    assert form.is_valid()
    form.take_errors(ValidationError({"text": "Nej", "elsewhere": "Heller ikke"}))
    assert form.errors["text"] == ["Nej"]
    assert form.non_field_errors() == ["Heller ikke"]


def original_of(**now: Any) -> str:
    return str(Card(initial=now)["original"].value())


def test_only_what_i_changed_is_saved() -> None:
    signed = original_of(name="Værftet", town="Fjordby", words=["a"])
    # Meanwhile somebody else moved it.
    form = Card(
        sent(name="Kunsthal", town="Fjordby", words=["a"], original=signed),
        initial={"name": "Værftet", "town": "Havneby", "words": ["a"]},
    )
    assert form.is_valid()
    assert form.changes() == {"name": "Kunsthal"}


def test_the_same_change_by_both_is_no_conflict() -> None:
    signed = original_of(name="Værftet", town="")
    form = Card(
        sent(name="Værftet", town="Havneby", original=signed), initial={"name": "Værftet", "town": "Havneby"}
    )
    assert form.is_valid()
    assert form.changes() == {}


@pytest.mark.parametrize(
    ("keep", "saved"), [("mine", {"town": "A"}), ("theirs", {}), ("original", {"town": "O"})]
)
def test_what_both_changed_is_asked_about_once(keep: str, saved: dict[str, str]) -> None:
    signed, now = original_of(name="N", town="O"), {"name": "N", "town": "B"}
    asked = Card(sent(name="N", town="A", original=signed), initial=now)
    assert not asked.is_valid()
    assert [(c.name, c.original, c.mine, c.theirs) for c in asked.conflicts] == [("town", "O", "A", "B")]
    answer = {"name": "N", "town": "A", "original": signed, "seen": asked["seen"].value(), "keep-town": keep}
    form = Card(sent(**answer), initial=now)
    assert form.is_valid()
    assert form.changes() == saved
    # A third change in between is asked about anew.
    assert not Card(sent(**answer), initial=now | {"town": "C"}).is_valid()


def test_a_forged_original_counts_for_nothing() -> None:
    form = Card(sent(name="N", town="A", original="løgn"), initial={"name": "N", "town": "B"})
    assert form.is_valid()
    assert form.changes() == {"town": "A"}


def test_a_form_sent_twice_is_answered_once(staff: Any) -> None:
    made: list[int] = []

    def send() -> str:
        request = RequestFactory().post("/her/", {once.FIELD: "den-samme"})
        request.user = staff.user

        def make() -> str:
            made.append(1)
            return "/der/"

        return once.answer(request, make)["Location"]

    assert send() == send() == "/der/"
    assert made == [1]


def test_a_form_that_failed_may_be_sent_again(staff: Any) -> None:
    request = RequestFactory().post("/her/", {once.FIELD: "igen"})
    request.user = staff.user

    def refuse() -> str:
        raise ValidationError("Nej")

    with pytest.raises(ValidationError):
        once.answer(request, refuse)
    assert once.answer(request, lambda: "/der/")["Location"] == "/der/"
