"""CPR numbers in every place where somebody can write: refused with the field, never echoed, logged or stored."""

import logging
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import QueryDict
from django.test import Client

from brobygger.records.models import ImportRun, SavedView
from scripts import permissions
from tests import world
from tests.contracts import pages

CPR = "240288-1111"
# The same number however it is parted, in an address, in HTML or in JSON.
TRACE = re.compile(r"240288(\W|%20|\+){0,3}1111")
FILE = (
    "Organisation;CVR;Postnr;By;Kontaktperson;E-mail;Telefon;Note\n"
    f"Søvang Museum;;4999;Fjordby;Bo Ny {CPR};bo@eksempel.dk;;\n"
    "Søvang Galleri 240288 1111;;;;;;;\n"
    "Søvang Kor;;;;Ib Ny;2402881111@eksempel.dk;2402881111;Født 24.02.88-1111\n"
    "Søvang Klub;;;;Eva Ny;eva@eksempel.dk;;Ren række\n"
)


@pytest.fixture
def seen(caplog: Any) -> Iterator[list[tuple[str, str]]]:
    """(where, text) of every answer; afterwards neither they nor anything that is kept may hold the number."""
    caplog.set_level(logging.DEBUG)
    answers: list[tuple[str, str]] = []
    yield answers
    assert answers
    assert [where for where, text in answers if TRACE.search(text)] == []
    assert [r.getMessage() for r in caplog.records if r.name != "django.db.backends" and holds(r)] == []
    assert list(kept()) == []


def holds(record: logging.LogRecord) -> bool:
    return (
        TRACE.search(record.getMessage()) is not None or TRACE.search(str(record.exc_text or "")) is not None
    )


def kept() -> Iterator[str]:
    """Where the number lies: any column of any table, any session, any file of the data folder, any mail."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            columns = [c[0] for c in cursor.description]
            for row in cursor.fetchall():
                yield from (
                    f"{table}.{c}"
                    for c, value in zip(columns, row, strict=True)
                    if TRACE.search(_text(value))
                )
    yield from (f"session {s.pk}" for s in Session.objects.all() if TRACE.search(str(s.get_decoded())))
    for folder in (Path(settings.MEDIA_ROOT), Path(settings.HOME) / "mail"):
        files = [p for p in folder.rglob("*") if p.is_file()] if folder.exists() else []
        yield from (
            str(p) for p in files if TRACE.search(p.name) or TRACE.search(p.read_bytes().decode("latin-1"))
        )
    for sent in getattr(mail, "outbox", []):
        yield from (sent.subject for _ in [0] if TRACE.search(sent.subject + sent.message().as_string()))


def _text(value: object) -> str:
    return bytes(value).decode("latin-1") if isinstance(value, (bytes, memoryview)) else str(value)


@pytest.fixture
def here(workspace: Any, colleagues: dict[str, Any]) -> world.World:
    return world.build(workspace, list(colleagues.values()))


@pytest.fixture
def ask(client_of: Callable[..., Client], leader: Any, seen: list[tuple[str, str]]) -> Callable[..., Any]:
    """Ask as the leader; what comes back, headers too, is looked through at the end."""
    client = client_of(leader)

    def run(method: str, url: str, data: Any = None, **more: Any) -> Any:
        answer = getattr(client, method)(url, data, **more)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        headers = "".join(f"{k}: {v}\n" for k, v in answer.headers.items())
        where = f"{method} {url.partition('?')[0]} {answer.status_code}"
        seen.append((where, headers + body.decode("utf-8", "replace") + str(answer.cookies)))
        assert answer.status_code < 500, where
        return answer

    return run


@pytest.mark.case("cpr_numbers_in_an_imported_file")
def test_a_file_with_cpr_numbers(ask: Any, workspace: Any) -> None:
    ask("post", "/fjordby/imports/", {"file": SimpleUploadedFile(f"liste {CPR}.csv", FILE.encode())})
    run = ImportRun.objects.get()
    at = f"/fjordby/imports/{run.pk}"
    ask("get", f"{at}/columns/")
    ask("post", f"{at}/columns/", {f"column-{i}": code for i, code in enumerate(run.mapping["fields"])})
    page = ask("get", f"{at}/check/").text
    run.refresh_from_db()
    refused = {(p["field"], tuple(p["rows"])) for p in run.result["problems"] if p["kind"] == "cpr_number"}
    assert refused == {
        ("person", (2,)),
        ("organisation", (3,)),
        ("email", (4,)),
        ("phone", (4,)),
        ("note", (4,)),
    }
    assert "CPR-nummer" in page
    for field in ("person", "organisation", "email", "note"):
        ask("get", f"{at}/check/?mend=cpr_number.{field}")
    # Mended with another one: refused again.
    ask("post", f"{at}/check/mend/", {"cell-2-person": f"Bo {CPR}", "cell-3-organisation": "Søvang Galleri"})
    ask("get", f"{at}/check/")
    ask("get", f"{at}/failed/")
    ask("get", f"{at}/rows/")
    ask("post", f"{at}/check/choose/", {"leave_out": "yes"})
    ask("get", f"{at}/check/")
    assert ask("post", f"{at}/apply/").url == f"{at}/receipt/"
    ask("get", f"{at}/receipt/")
    run.refresh_from_db()
    assert run.result["left_out"] == [2, 4]
    for page_after in ("organisations/", "people/", "history/", "search/?q=Ren+række", "notices/"):
        ask("get", f"/fjordby/{page_after}")


def written(form: Any) -> dict[str, Any]:
    """The form as somebody would send it who fills only what must be filled."""
    data = {}
    for bound in form:
        value = bound.value()
        if value in (None, "") and bound.field.required:
            choices = [k for k, _ in getattr(bound.field, "choices", []) if k]
            value = (
                choices[0] if choices else {"DateField": "01-03-2026"}.get(type(bound.field).__name__, "Ord")
            )
        if value not in (None, "", [], False):
            data[bound.html_name] = getattr(value, "value", value)
    return dict.fromkeys(free(form), "") | data


def free(form: Any) -> list[str]:
    """The fields somebody can write anything into."""
    return [
        b.html_name
        for b in form
        if isinstance(b.field, forms.CharField) and not b.is_hidden and "password" not in b.html_name
    ]


@pytest.mark.case("cpr_numbers_in_every_form")
def test_every_field_of_every_form_refuses_a_cpr_number(ask: Any, here: world.World, leader: Any) -> None:
    tried = []
    for address in permissions.walk():
        if "<slug:workspace>" not in address.route and address.name != "accounts:profile":
            continue
        url = pages.url(address, here, None if address.name == "accounts:member" else leader)
        shown = ask("get", url)
        form = (shown.context or {}).get("form") if shown.status_code == 200 else None
        if not isinstance(form, forms.BaseForm) or form.is_bound:
            continue
        for name in free(form):
            to = {"records:journal": f"{url}add/", "accounts:member": f"{url}role/"}.get(address.name, url)
            which = {"map:campaign_row": {"decision": "wish"}}.get(address.name, {})  # one of its three forms
            answer = ask("post", to, which | written(form) | {name: f"Bo {CPR} ok"})
            if answer.status_code == 405:  # A fragment of a form, sent as part of the whole one.
                break
            tried.append((address.name, name))
            if address.name == "accounts:invite":  # Each pasted line is answered for by itself.
                assert "CPR-nummer" in answer.text
                continue
            assert answer.status_code == 422, f"{address.name}: {name} was taken"
            assert "CPR-nummer" in str(answer.context["form"].errors), (
                f"{address.name}: {name} is not told why"
            )
    assert len(tried) > 40
    assert {"network:organisation_new", "network:person_new", "network:contact_new", "network:activity_new",
            "records:journal", "accounts:team_new", "accounts:invite", "network:word_new"} <= {n for n, _ in tried}  # fmt: skip


@pytest.mark.case("cpr_numbers_in_addresses")
def test_a_cpr_number_searched_for_is_not_shown_again(ask: Any, here: world.World, leader: Any) -> None:
    """Searches, filters and what a form is begun with: all that stands in an address."""
    asked = "&".join(
        f"{n}={CPR}"
        for n in (
            "q",
            "name",
            "text",
            "field",
            "since",
            "who",
            "organisation",
            "line",
            "sort",
            "next",
            "town",
        )
    )
    for address in permissions.walk():
        if "<slug:workspace>" in address.route and "GET" not in address.about:
            url = pages.url(address, here, leader)
            for htmx in ({}, {"HX-Request": "true"}):
                ask("get", f"{url}?{asked}", headers=htmx)


@pytest.mark.case("cpr_numbers_beside_the_forms")
def test_a_line_a_view_and_a_mass_change(ask: Any, here: world.World) -> None:
    ask("post", "/fjordby/contacts/capture/", {"line": f"Mødte Bo Ny {CPR}, Søvang Museum"}, follow=True)
    view = {
        "name": "Mine",
        "scope": "mine",
        "list_name": "network.organisations",
        "query": "",
        "back": "/fjordby/organisations/",
    }
    for wrong in (
        {"name": f"Om {CPR}"},
        {"query": f"q={CPR}"},
        {"query": "q=240288+1111"},
        {"query": "q=240288%201111"},
    ):
        assert ask("post", "/fjordby/views/save/", view | wrong).status_code == 422
    assert not SavedView.objects.filter(name__in=["Mine", f"Om {CPR}"]).exists()
    chosen = [o.pk for o in here.rows["network.organisation"]]
    for do in ("theme", "type", "sector", "ask", "delete", "bin", "export"):
        sent = QueryDict(mutable=True)
        sent.update(
            {"do": do, "action": do, "text": CPR, "why": CPR, "confirmed": "1", "due_on": "01-03-2026"}
        )
        sent.setlist("chosen", chosen)
        ask("post", "/fjordby/organisations/bulk/", sent.dict() | {"chosen": chosen, "ids": chosen})
