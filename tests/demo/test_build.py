"""The example workspaces hold what they promise, and the guide's two hold nothing invented."""

import pytest

from brobygger.accounts.models import Colleague, Workspace
from brobygger.core.models import HistoryEntry
from brobygger.demo.build import NotADemo, build_all
from brobygger.demo.guide import LIBRARIES
from brobygger.network.models import Contact, FollowUp, Organisation, Person, Tie

pytestmark = pytest.mark.django_db


def test_fjordby_looks_like_life_and_is_built_once() -> None:
    logins = build_all()
    fjordby = Workspace.objects.get(slug="fjordby")
    assert Organisation.objects.of(fjordby).count() == 182 + 4  # two stand there twice
    assert {"mette@eksempel.dk", "ali@eksempel.dk", "birgit@eksempel.dk"} <= set(
        Colleague.objects.of(fjordby).values_list("email", flat=True)
    )
    assert set(Organisation.objects.of(fjordby).values_list("level", flat=True)) >= {
        "wished", "network", "cooperation", "partnership",
    }  # fmt: skip
    assert Contact.objects.of(fjordby).count() > 300
    assert FollowUp.objects.of(fjordby).filter(done_on=None, owner__email="mette@eksempel.dk").count() >= 5
    before = HistoryEntry.objects.count()
    assert build_all() == logins
    assert HistoryEntry.objects.count() == before


def test_the_guides_two_hold_only_what_the_guide_says() -> None:
    build_all()
    for slug, _name, partners in LIBRARIES:
        workspace = Workspace.objects.get(slug=slug)
        assert workspace.source
        found = Organisation.objects.of(workspace).values_list("name", "about", "town", "cvr", "sector")
        assert sorted(found) == sorted((name, about, "", "", "") for name, about in partners)
        for model in (Person, Tie, Contact, FollowUp):
            assert not model.objects.of(workspace).exists()


def test_the_example_is_not_mixed_into_real_work() -> None:
    Workspace.objects.create(slug="rigtig", name="Et rigtigt bibliotek")
    with pytest.raises(NotADemo):
        build_all()
