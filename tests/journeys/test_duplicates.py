"""Find what is here twice, look at the two, merge them and take it back; or say that they are two."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from brobygger.network.models import NotTheSame, Organisation
from brobygger.network.operations import organisations, ties
from tests.browser import NARROW, WIDE


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_find_merge_and_take_back(live: Any, staff: Any, run_jobs: Any, width: int) -> None:
    one = organisations.create(name="Søvang Skole", town="Fjordby", about="Skolen ved søen", by=staff)
    other = organisations.create(name="Skolen i Søvang", town="Fjordby", about="Har kor", by=staff)
    ties.add(colleague=staff, organisation=one, about="lektier", strength="some", by=staff)
    ties.add(colleague=staff, organisation=other, about="kor", strength="well", by=staff)
    page = live.page(staff, "/fjordby/duplicates/", width=width)
    page.get_by_role("button", name="Led efter dubletter nu").click()
    page.wait_for_url(re.compile(r"/duplicates/scans/\d+/$"))
    run_jobs()
    page.wait_for_url(re.compile(r"/duplicates/$"))
    expect(page.get_by_text("1 par, der måske er én").first).to_be_visible()
    assert live.axe(page) == []
    assert not live.overflows(page)
    live.shot(page, f"duplicates-{width}")

    page.get_by_role("link", name=re.compile("^Sammenlign")).click()
    page.wait_for_url(re.compile(r"/duplicates/organisation/\d+/\d+/$"))
    page.get_by_role("radio", name="Skolen i Søvang").check()
    expect(page.get_by_role("radio", name="Begge tekster")).to_be_checked()
    assert live.axe(page) == []
    assert not live.overflows(page)
    live.shot(page, f"duplicate-pair-{width}")
    page.get_by_role("button", name="Læg de to sammen").click()
    page.wait_for_url(re.compile(r"/organisations/\d+/$"))
    kept = Organisation.objects.get()
    assert (kept.name, kept.about) == ("Skolen i Søvang", "Skolen ved søen\n\nHar kor")

    page.get_by_role("link", name="Se den, eller fortryd den").click()
    page.wait_for_url(re.compile(r"/batches/\d+/$"))
    page.get_by_role("link", name="Fortryd").first.click()
    page.get_by_role("button", name=re.compile("Fortryd")).click()
    page.wait_for_load_state()
    expect(page.get_by_text(re.compile("Fortrudt af")).first).to_be_visible()
    assert set(Organisation.objects.values_list("name", flat=True)) == {"Søvang Skole", "Skolen i Søvang"}


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_say_that_they_are_two(live: Any, staff: Any, run_jobs: Any, width: int) -> None:
    organisations.create(name="Lyngby Kor", town="Fjordby", by=staff)
    organisations.create(name="Lyngbys Kor", town="Fjordby", by=staff)
    page = live.page(staff, "/fjordby/duplicates/", width=width)
    page.get_by_role("button", name="Led efter dubletter nu").click()
    page.wait_for_url(re.compile(r"/duplicates/scans/\d+/$"))
    run_jobs()
    page.wait_for_url(re.compile(r"/duplicates/$"))
    page.get_by_role("button", name=re.compile("Ikke den samme")).click()
    page.get_by_role("link", name="Se, hvad der er to").click()
    page.wait_for_url(re.compile("/not-the-same/$"))
    expect(page.get_by_role("link", name="Lyngby Kor")).to_be_visible()
    assert NotTheSame.objects.get().decided_by == staff
    assert live.axe(page) == []
    page.get_by_role("button", name="Tag det tilbage").click()
    expect(page.get_by_text("Det er taget tilbage").first).to_be_visible()
    assert not NotTheSame.objects.exists()


def test_long_names_stay_within_a_telephone(live: Any, staff: Any) -> None:
    long = ("Lokalhistorisk Forening for Søvang og Omegn", "Foreningen Lokalhistorie i Søvang og Omegn")
    one, other = (organisations.create(name=name, town="Fjordby", by=staff) for name in long)
    ties.add(colleague=staff, organisation=one, about="arkivet", by=staff)
    page = live.page(staff, f"/fjordby/duplicates/organisation/{one.pk}/{other.pk}/", width=NARROW)
    assert not live.overflows(page)
    labels = page.locator("td[data-label]").evaluate_all(
        "cells => cells.map(c => c.scrollHeight - c.clientHeight)"
    )
    assert max(labels) <= 1, "a label is taller than its cell and lies over the next one"
