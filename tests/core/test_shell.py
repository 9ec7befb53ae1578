"""The shell: navigation registry, signs, dates in words, the gallery and the error pages."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.utils import timezone, translation

from brobygger.core import navigation


def render(source: str, **context: Any) -> str:
    return Template("{% load ui %}" + source).render(Context(context))


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(navigation, "_items", {})
    monkeypatch.setattr(navigation, "_places", {})


def request_at(path: str) -> Any:
    request: Any = RequestFactory().get(path)
    request.workspace = SimpleNamespace(slug="fjordby")
    return request


def item(key: str, **more: Any) -> navigation.Item:
    return navigation.Item(key, key, "home", "accounts:members", **more)


@pytest.mark.usefixtures("registry")
def test_navigation_shows_what_is_allowed_and_marks_where_you_are() -> None:
    navigation.register(item("later", order=2))
    navigation.register(item("first", order=1, count=lambda request: 7))
    navigation.register(item("secret", allowed=lambda request: False))
    members = request_at("/fjordby/members/12/")
    shown = navigation.drawn(members)["top"]
    assert [(i.label, i.count) for i in shown] == [("first", 7), ("later", 0)]
    assert all(i.current for i in shown)
    assert not any(i.current for i in navigation.drawn(request_at("/fjordby/"))["top"])


@pytest.mark.usefixtures("registry")
def test_a_page_that_belongs_to_an_item_marks_it_unless_another_lies_nearer() -> None:
    navigation.register(item("members", also=("network:care",)))
    shown = navigation.drawn(request_at("/fjordby/care/cold/"))["top"]
    assert [i.current for i in shown] == [True]
    navigation.register(navigation.Item("cold", "Cold", "home", "network:care_cold"))
    shown = navigation.drawn(request_at("/fjordby/care/cold/"))["top"]
    assert {i.label: i.current for i in shown} == {"members": False, "Cold": True}


@pytest.mark.usefixtures("registry")
def test_what_lies_under_an_item_unfolds_while_somebody_is_in_it() -> None:
    navigation.register(navigation.Item("care", "Care", "home", "network:care"))
    navigation.register(navigation.Item("cold", "Cold", "home", "network:care_cold", under="care"))
    navigation.register(item("members"))
    navigation.register(item("lost", under="nobody"))

    def shown(path: str) -> dict[Any, list[Any]]:
        return {i.label: [u.label for u in i.under] for i in navigation.drawn(request_at(path))["top"]}

    assert shown("/fjordby/members/") == {"Care": [], "lost": [], "members": []}
    assert shown("/fjordby/care/cold/")["Care"] == shown("/fjordby/care/")["Care"] == ["Cold"]


def test_progress_is_told_to_people_with_separators_and_to_the_browser_without() -> None:
    shown = render('{% include "components/progress.html" with done=1234 total=10000 label="x" %}')
    assert 'max="10000" value="1234"' in shown
    assert "1.234" in shown


def test_a_mail_address_may_break_before_its_at_and_is_escaped() -> None:
    assert render("{{ a|mailbox }}", a="ali@eksempel.dk") == "ali<wbr>@eksempel.dk"
    assert render("{{ a|mailbox }}", a="<b>") == "&lt;b&gt;"


@pytest.mark.usefixtures("registry")
def test_a_place_nobody_registered_is_not_drawn_and_a_broken_one_is_an_error() -> None:
    request = request_at("/fjordby/")
    assert navigation.place(request, "search") == ""
    navigation.register_place("search", "desk:no_such_page")
    with pytest.raises(Exception, match="no_such_page"):
        navigation.place(request, "search")


def test_groups_of_the_navigation_are_known() -> None:
    with pytest.raises(ValueError, match="nowhere"):
        navigation.register(item("x", group="nowhere"))


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "i dag"),
        (1, "i går"),
        (3, "for 3 dage siden"),
        (21, "for 3 uger siden"),
        (426, "for 14 måneder siden"),
    ],
)
def test_ago_in_words(days: int, words: str) -> None:
    assert render("{{ d|ago }}", d=timezone.localdate() - timedelta(days=days)) == words


def test_a_late_promise_says_so_in_a_word() -> None:
    late = render("{% due d %}", d=timezone.localdate() - timedelta(days=4))
    assert "due-late" in late
    assert "4 dage over" in late
    assert "due-late" not in render("{% due d %}", d=timezone.localdate())


def test_formality_is_a_sign_and_a_word() -> None:
    with translation.override("en"):
        html = render('{% formality "partnership" since=2024 %}')
    assert "#ring-partnership" in html
    assert "Partnership since 2024" in html


def test_names_are_escaped() -> None:
    assert "<b>" not in render("{% avatar name %}{% icon 'home' label=name %}", name="<b>Mette")


def test_the_parts_of_a_bar_fill_it_and_none_vanishes() -> None:
    html = render('{% stacked "ready" 100000 "error" 1 "wait" 0 %}')
    assert html.count("<rect") == 2
    assert 'width="6.0"' in html


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["da", "en"])
def test_the_gallery_opens_for_anybody(client: Client, language: str) -> None:
    page = client.get("/components/", headers={"Accept-Language": language})
    assert page.status_code == 200
    assert f'<html lang="{language}">' in page.text
    assert " style=" not in page.text
    assert "<script>" not in page.text


@pytest.mark.django_db
def test_an_address_that_is_not_there_is_said_in_words(client: Client) -> None:
    page = client.get("/no/such/page/")
    assert page.status_code in {302, 404}


def test_the_page_of_a_failure_needs_nothing() -> None:
    from brobygger.core.views import server_error

    page = server_error(RequestFactory().get("/"))
    assert page.status_code == 500
    assert b"<h1>" in page.content
