"""Maps shared by link: what is refused, what outsiders are told, what is written."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from brobygger.core import history
from brobygger.core.models import HistoryEntry
from brobygger.map.forms.embeds import EmbedForm
from brobygger.map.models import MapEmbed
from brobygger.map.operations import embeds
from brobygger.map.outputs import shared as drawing
from brobygger.network.models import Organisation, OrganisationTheme, Theme
from brobygger.network.operations import organisations
from brobygger.strategy.models import Placing, Wish, WishValue

GIVEN: dict[str, Any] = {
    "title": "Vores partnere", "lens": "rooms", "levels": ["partnership", "cooperation"], "language": "da",
    "origins": ["https://www.fjordbybib.dk"],
}  # fmt: skip


@pytest.fixture
def shared(workspace: Any, coordinator: Any) -> MapEmbed:
    """A shared map with a partner, somebody in the network alone, and a wish."""
    for name, level in (
        ("Åfestivalen", "partnership"),
        ("Hemmelig Bekendt", "network"),
        ("Drømmen", "wished"),
    ):
        one = Organisation.objects.create(workspace=workspace, name=name, level=level)
        Placing.objects.create(workspace=workspace, organisation=one, room="inspiration")
    return embeds.create(**GIVEN, by=coordinator)


def path(embed: MapEmbed) -> str:
    return urlsplit(embed.address).path


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://www.fjordbybib.dk/", "https://www.fjordbybib.dk"),
        ("HTTPS://WWW.Fjordbybib.DK", "https://www.fjordbybib.dk"),
        ("https://fjordby.dk:8443", "https://fjordby.dk:8443"),
        ("https://fjordby.dk:443", "https://fjordby.dk"),
        ("https://åfestival.dk", "https://xn--festival-8za.dk"),
    ],
)
def test_a_site_is_kept_as_the_policy_names_it(typed: str, kept: str) -> None:
    assert embeds.checked_origins([typed, " ", typed]) == [kept]


@pytest.mark.parametrize(
    "typed",
    [
        "http://fjordbybib.dk", "fjordbybib.dk", "https://*.dk", "*", "'self'", "https:", "data:text/html,x",
        "https://fjordby.dk; script-src *", "https://fjordby.dk/side", "https://a:b@fjordby.dk", "https://localhost",
        "https://fjordby.dk https://ond.dk", "https://fjordby.dk?x=1", "https://fjordby.dk:99999", "https://[::1]",
        "javascript:alert(1)", "https://" + "a" * 300 + ".dk",
    ],
)  # fmt: skip
def test_what_is_no_site_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError) as refused:
        embeds.checked_origins(["https://fjordby.dk", typed])
    assert "origins" in refused.value.message_dict


def test_bad_choices_are_told_beside_their_fields(coordinator: Any) -> None:
    wrong = {"lens": "ukendt", "levels": ["wished"], "expires_on": timezone.localdate() - timedelta(days=1)}
    with pytest.raises(ValidationError) as refused:
        embeds.create(**(GIVEN | wrong), by=coordinator)
    assert set(refused.value.message_dict) == {"lens", "levels", "expires_on"}


def test_outsiders_see_chosen_levels_and_no_more(shared: MapEmbed, client_of: Callable[..., Any]) -> None:
    answer = client_of(None).get(path(shared))
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Åfestivalen" in text
    assert "Hemmelig" not in text
    assert "Drømmen" not in text
    assert "Mette" not in text
    assert not answer.cookies
    assert "Set-Cookie" not in answer.headers
    inside = [part for part in text.split('href="')[1:] if not part.startswith(("/static/", "/p/"))]
    assert inside == []
    assert "<form" not in text
    assert "<script" not in text


def test_wishes_are_not_told(shared: MapEmbed, workspace: Any, client_of: Callable[..., Any]) -> None:
    wish = Wish.objects.create(workspace=workspace, text="Et dansekompagni")
    WishValue.objects.create(workspace=workspace, wish=wish, room="inspiration")
    assert "dansekompagni" not in client_of(None).get(path(shared)).content.decode()


def test_both_languages_by_address(shared: MapEmbed, client_of: Callable[..., Any]) -> None:
    danish, english = path(shared), path(shared).replace("/da/", "/en/")
    assert '<html lang="da">' in client_of(None).get(danish).content.decode()
    answer = client_of(None).get(english)
    assert '<html lang="en">' in answer.content.decode()
    assert answer.headers["Content-Language"] == "en"


def test_filters_hold_and_a_filter_that_is_gone_shows_nobody(
    shared: MapEmbed, workspace: Any, coordinator: Any, client_of: Callable[..., Any]
) -> None:
    theme = Theme.objects.create(workspace=workspace, name="Musik")
    one = Organisation.objects.create(workspace=workspace, name="Musikskolen", level="partnership")
    OrganisationTheme.objects.create(workspace=workspace, organisation=one, theme=theme)
    Placing.objects.create(workspace=workspace, organisation=one, room="learning")
    narrow = embeds.create(**GIVEN, filters={"theme": [str(theme.pk)], "known_by": ["1"]}, by=coordinator)
    assert narrow.filters == {"theme": [str(theme.pk)]}
    text = client_of(None).get(path(narrow)).content.decode()
    assert "Musikskolen" in text
    assert "Åfestivalen" not in text
    history.delete(theme, by=coordinator)
    text = client_of(None).get(path(narrow)).content.decode()
    assert "Musikskolen" not in text
    assert "Åfestivalen" not in text


def test_links_that_do_not_open_say_why(
    shared: MapEmbed, coordinator: Any, client_of: Callable[..., Any]
) -> None:
    client, good = client_of(None), path(shared)
    broken = client.get(good.rstrip("/")[:-2] + "xx/")
    assert broken.status_code == 404
    assert "åbner ikke" in broken.content.decode()
    assert client.get(good.replace("/fjordby/", "/nabo/")).status_code == 404
    assert client.get(good.replace("/da/", "/de/")).status_code in (302, 404)
    MapEmbed.objects.filter(pk=shared.pk).update(expires_on=timezone.localdate() - timedelta(days=1))
    expired = client.get(good)
    assert expired.status_code == 410
    assert "udløbet" in expired.content.decode()
    MapEmbed.objects.filter(pk=shared.pk).update(expires_on=None)
    shared.refresh_from_db()
    embeds.withdraw(embed=shared, by=coordinator)
    gone = client.get(good)
    assert gone.status_code == 410
    assert "deles ikke længere" in gone.content.decode()
    assert "Åfestivalen" not in gone.content.decode()


def test_a_withdrawn_map_stays_withdrawn(shared: MapEmbed, coordinator: Any) -> None:
    embeds.withdraw(embed=shared, by=coordinator)
    with pytest.raises(ValidationError):
        embeds.change(embed=shared, **GIVEN, by=coordinator)


def test_the_secret_stands_in_no_history(shared: MapEmbed, coordinator: Any) -> None:
    embeds.change(embed=shared, **(GIVEN | {"title": "Nyt navn"}), by=coordinator)
    entries = HistoryEntry.objects.filter(model="map.mapembed", object_id=shared.pk)
    assert entries.count() == 2
    assert all(shared.secret not in f"{entry.before}{entry.after}" for entry in entries)


def test_pages_are_the_coordinators(
    shared: MapEmbed, coordinator: Any, staff: Any, client_of: Callable[..., Any]
) -> None:
    assert client_of(staff).get("/fjordby/settings/shared-maps/").status_code == 403
    client = client_of(coordinator)
    assert "Vores partnere" in client.get("/fjordby/settings/shared-maps/").content.decode()
    page = client.get(f"/fjordby/settings/shared-maps/{shared.pk}/").content.decode()
    assert shared.address in page
    assert "&lt;iframe src=" in page


def test_sharing_takes_lens_and_filters_from_the_address(
    workspace: Any, coordinator: Any, client_of: Callable[..., Any]
) -> None:
    client = client_of(coordinator)
    here = "/fjordby/settings/shared-maps/new/?lens=society&sector=civil&mine=on"
    page = client.get(here).content.decode()
    assert '<option value="society" selected>' in page
    assert "hvem der kender hvem" in page
    data = GIVEN | {"lens": "society", "origins": "https://a.dk\nhttps://b.dk/", "expires_on": ""}
    assert client.post(here, data).status_code == 302
    made = MapEmbed.objects.get(workspace=workspace)
    assert made.filters == {"sector": ["civil"]}
    assert made.origins == ["https://a.dk", "https://b.dk"]
    refused = client.post(here, data | {"origins": "http://a.dk"})
    assert refused.status_code == 422
    assert "https://" in refused.content.decode()


def test_communities_are_not_shown_outside(workspace: Any, coordinator: Any, client: Any) -> None:
    with pytest.raises(ValidationError) as wrong:
        embeds.create(**GIVEN | {"lens": "communities"}, by=coordinator)
    assert "lens" in wrong.value.message_dict
    assert "communities" not in dict(EmbedForm().fields["lens"].choices)
    old = MapEmbed.objects.create(workspace=workspace, **GIVEN | {"lens": "communities"})
    assert client.get(path(old)).status_code == 410


def test_partnerships_are_not_counted_where_they_are_not_shared(
    shared: MapEmbed, coordinator: Any, client: Any
) -> None:
    embeds.change(embed=shared, **GIVEN | {"levels": ["network"]}, by=coordinator)
    page = client.get(path(shared)).content.decode()
    assert "Hemmelig Bekendt" in page
    assert "0 partnerskaber" not in page


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The shared maps that were drawn, by their titles."""
    found: list[str] = []
    draw = drawing.shown

    def noting(embed: MapEmbed, text: str) -> Any:
        found.append(embed.title)
        return draw(embed, text)

    monkeypatch.setattr(drawing, "shown", noting)
    return found


def test_a_map_is_drawn_again_when_something_was_written(
    shared: MapEmbed, workspace: Any, coordinator: Any, client: Any, drawn: list[str]
) -> None:
    first = client.get(path(shared))
    again = client.get(path(shared))
    assert (again.content, again.headers["Content-Security-Policy"]) == (
        first.content, first.headers["Content-Security-Policy"],
    )  # fmt: skip
    assert drawn == ["Vores partnere"]
    one = Organisation.objects.get(name="Åfestivalen")
    organisations.edit(organisation=one, by=coordinator, name="Søfestivalen")
    changed = client.get(path(shared)).text
    assert "Søfestivalen" in changed
    assert "Åfestivalen" not in changed
    embeds.change(embed=shared, **(GIVEN | {"origins": ["https://andet.dk"]}), by=coordinator)
    assert "https://andet.dk" in client.get(path(shared)).headers["Content-Security-Policy"]
    client.get(path(shared).replace("/da/", "/en/"))
    assert len(drawn) == 4


def test_an_outsiders_reload_is_answered_in_a_few_questions(
    shared: MapEmbed, client: Any, django_assert_max_num_queries: Any
) -> None:
    first = client.get(path(shared))
    with django_assert_max_num_queries(2):
        client.get(path(shared))
    same = client.get(path(shared), headers={"if-none-match": first.headers["ETag"]})
    assert (same.status_code, same.content) == (304, b"")
    assert "frame-ancestors https://www.fjordbybib.dk" in same.headers["Content-Security-Policy"]
    assert same.headers["Cache-Control"] == "private, no-cache"


def test_a_withdrawn_map_is_gone_at_once(shared: MapEmbed, coordinator: Any, client: Any) -> None:
    first = client.get(path(shared))
    embeds.withdraw(embed=shared, by=coordinator)
    gone = client.get(path(shared), headers={"if-none-match": first.headers["ETag"]})
    assert gone.status_code == 410
    assert "Åfestivalen" not in gone.text
