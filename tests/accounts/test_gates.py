"""Pages the walk through the workspace does not meet: before log-in, behind a link, behind a second step."""

import pytest

from brobygger.accounts import links, operations
from brobygger.accounts.models import Colleague, Link
from tests.browser import NARROW, WIDE

PASSWORD = "en lang adgangskode"


def path_of(colleague):
    return "/link/" + links.address(Link.objects.get(colleague=colleague)).partition("/link/")[2]


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("language", ["da", "en"])
def test_gates_are_for_everybody(live, leader, other_workspace, make_colleague, language, width):
    make_colleague(other_workspace, "staff", name="Ib Opdigt", email="ib@eksempel.dk")
    report = operations.invite_many(text="oda@eksempel.dk, ib@eksempel.dk", role="staff", by=leader)
    oda, ib = path_of(report.invited[0]), path_of(report.invited[1])
    gone = operations.invite_many(text="tove@eksempel.dk", role="staff", by=leader).invited[0]
    closed = path_of(gone)
    operations.withdraw_invitation(colleague=gone, by=leader)
    nobody = live.page(None, width=width, language=language)
    wrong = []

    def look(page, name, path=None):
        if path:
            page.goto(live.url(path))
        live.shot(page, f"{name}-{width}-{language}")
        wrong.extend(f"{name}: {line}" for line in live.axe(page))
        if live.overflows(page):
            wrong.append(f"{name}: must be scrolled sideways")

    for name, path in {
        "log-in": "/accounts/login/?ended=1&next=/fjordby/",
        "forgotten": "/accounts/password/reset/",
        "mailed": "/accounts/password/reset/done/",
        "link-new": oda,
        "link-known": ib,
        "link-closed": closed,
        "link-broken": "/link/abc/",
    }.items():
        look(nobody, name, path)
    page = live.page(leader, width=width, language=language)
    look(page, "link-join", oda)
    look(page, "confirm-password", "/accounts/2fa/totp/activate/")
    page.locator("input[type=password]").fill(PASSWORD)
    page.locator("main .button-primary").click()
    look(page, "codes")
    for name, path in {
        "profile": "/profile/",
        "add-key": "/accounts/2fa/webauthn/add/",
        "keys": "/accounts/2fa/webauthn/",
        "log-out": "/accounts/logout/",
    }.items():
        look(page, name, path)
    Colleague.objects.filter(pk=leader.pk).update(state="left")
    look(page, "no-workspace", "/")
    assert not wrong, "\n".join(wrong)
