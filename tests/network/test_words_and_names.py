"""What a new workspace begins with, and how typed names become records."""

from typing import Any

from brobygger.accounts import seeds
from brobygger.accounts.models import System
from brobygger.network import picking
from brobygger.network.models import AgeGroup, OrganisationType, Theme
from brobygger.network.operations import organisations, people


def test_a_new_workspace_has_words_to_sort_by(workspace: Any) -> None:
    seeds.sow(workspace, System(workspace))
    ages = AgeGroup.objects.of(workspace).order_by("from_age").values_list("name", flat=True)
    assert list(ages) == ["0–6", "7–12", "13–17", "18–29", "30–64", "65+"]
    assert OrganisationType.objects.of(workspace).exists()
    assert Theme.objects.of(workspace).exists()


def test_names_in_a_field_that_takes_several() -> None:
    assert picking.names_in("Ali Hansen og Oda Testrup, Ib", "person") == ["Ali Hansen", "Oda Testrup", "Ib"]
    # An organisation's own name may hold an "and", and even a comma where it is known.
    assert picking.names_in("Idræt og Kultur, 3F", "organisation") == ["Idræt og Kultur", "3F"]
    assert picking.names_in("FO, afdeling Nord, 3F", "organisation", ["FO, afdeling Nord"]) == [
        "FO, afdeling Nord",
        "3F",
    ]


def test_one_exact_name_is_meant_two_are_asked_about(staff: Any) -> None:
    first = people.create(name="Ali Hansen", by=staff)
    assert picking.question(staff.workspace, "person", "ali hansen").chosen == str(first.pk)
    second = people.create(name="Ali Hansen", by=staff)
    asked = picking.question(staff.workspace, "person", "Ali Hansen")
    assert asked.chosen == ""
    assert {c.pk for c in asked.candidates} >= {first.pk, second.pk}
    # What stands in the form already is meant, whoever else has the name.
    field = picking.PickField(staff.workspace, "person", many=True)
    field.remember([(second.pk, "Ali Hansen")])
    assert field.clean(("Ali Hansen", {})).all == [second]


def test_an_unknown_name_is_new_and_a_neighbours_is_unknown(staff: Any, outsider: Any) -> None:
    theirs = organisations.create(name="Naboens Forening", by=outsider)
    asked = picking.question(staff.workspace, "organisation", "Naboens Forening", chosen=str(theirs.pk))
    assert (asked.chosen, asked.candidates) == ("new", [])
