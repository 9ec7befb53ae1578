"""What the source must hold to: import direction, names of modules, sizes, texts, no inline script or style."""

import ast
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from scripts import check

ROOT = Path(__file__).resolve().parent.parent.parent
SOURCE = ROOT / "src" / "brobygger"
PACKAGES = ("core", "places", "accounts", "records", "questions", "network", "strategy", "map", "desk")

# What a module of a domain package may be called. A name that is not here is a decision: add it on purpose.
ROLES = {
    "__init__", "apps", "models", "rules", "queries", "operations", "forms", "tables", "filters",
    "search", "imports", "exports", "tasks", "views", "api", "urls", "migrations", "templatetags", "management",
}  # fmt: skip
MECHANISMS = {
    "core": {
        "announce", "beside", "boxes", "bulk", "busy", "cache", "conflicts", "context", "derived", "documents", "fields", "finding", "fonts", "gallery", "history", "holds", "jobs",
        "lists", "mail", "middleware", "navigation", "once", "outward", "pages", "personal", "reads", "recorded", "references", "subjects", "text", "timed",
        "undo", "uploads",
    },
    "places": {"data"},
    "accounts": {
        "access", "adapter", "addresses", "federation", "invitation_mail", "links", "login_forms", "login_urls", "middleware",
        "seeds", "shell",
    },
    "records": {"api_webhooks", "archive", "backup", "described", "journal", "lists", "notices", "personal", "undoing", "webhooks"},
    "network": {
        "board_urls", "care", "care_urls", "capture", "card", "dates", "derived", "duplicates", "exchange", "exchange_urls", "import_urls", "importing", "personal", "picking", "proposals", "seeds", "sentences", "shell",
    },
    "questions": {"about", "archives", "asking", "comparability", "marks", "reveal", "sheets_by_link", "shell", "small_groups"},
    "strategy": {
        "belonging", "candidates", "house", "house_urls", "needs", "noun_urls", "personal", "picture", "picture_urls", "process", "process_urls", "progress", "resource_urls", "sectors", "seeds", "shell",
    },
    "map": {
        "asked", "campaign_urls", "campaigns", "candidates", "cells", "communities", "composing", "connections", "connections_urls", "drawing", "geometry",
        "keeping", "layout", "lenses", "moves", "near", "output_urls", "outputs", "reading", "scene", "shell", "tray",
    },
    "desk": {"today"},
}  # fmt: skip
NEVER = {"utils", "helpers", "common", "misc", "services", "managers", "signals", "base", "lib"}
LINES = 300
TEMPLATES = SOURCE / "templates"
# What an attribute says to programs; what it says to people (a title, an alternative text) may be grouped.
ATTRIBUTE = re.compile(
    r'''(?<![\w-])(?!title|alt|aria-label=|placeholder)[a-z][a-z:-]*="((?:[^"{]|\{\{.*?\}\}|\{%.*?%\}|\{(?![{%]))*)"''',
    re.S,
)
KEY = re.compile(r"\{\{ *(?:\w+\.)*(?:pk|\w+_id|version|row|counter0?|index) *\}\}")


def modules(package: str) -> list[Path]:
    """The package's own modules and sub-packages, without what Django and gettext keep there."""
    left_out = {"__pycache__", "locale", "data"}
    found = [p for p in (SOURCE / package).iterdir() if p.name not in left_out]
    return [p for p in found if p.suffix == ".py" or p.is_dir()]


def python_files() -> list[Path]:
    return [p for p in sorted(SOURCE.rglob("*.py")) if "migrations" not in p.parts]


def test_imports_go_downwards() -> None:
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout


def test_no_import_hides_in_a_function() -> None:
    """An import of ours inside a function would go round the import direction and hide a cycle."""
    hidden = []
    for path in python_files():
        if path.name in ("apps.py", "__main__.py"):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                hidden += [
                    f"{path.relative_to(ROOT)}:{inner.lineno}"
                    for inner in ast.walk(node)
                    if isinstance(inner, ast.ImportFrom) and (inner.module or "").startswith("brobygger")
                ]
    assert hidden == []


@pytest.mark.parametrize("package", PACKAGES)
def test_modules_are_named_for_what_they_hold(package: str) -> None:
    names = {path.stem for path in modules(package)}
    assert not names & NEVER
    assert names <= ROLES | MECHANISMS[package] | nouns(package), (
        "a new name is added to this contract on purpose"
    )


def nouns(package: str) -> set[str]:
    """A file may be split by noun: a sub-package's parts are free, its own name is not."""
    return {"config"} if package == "config" else set()


def test_files_are_small() -> None:
    long = {}
    for path in python_files():
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > LINES * 1.2:
            long[str(path.relative_to(SOURCE))] = lines
    assert long == {}


def test_nothing_inline_in_templates() -> None:
    assert list(check.found_inline()) == []


@pytest.mark.parametrize(
    "bad",
    [
        "<script>alert(1)</script>",
        "<style>p{}</style>",
        '<p style="color:red">',
        '<a onclick="x()">',
        '<form hx-on:submit="x()">',
        "<a href='javascript:x()'>",
        '<div hx-vals="js:{a:1}">',
    ],
)
def test_inline_is_seen(bad: str) -> None:
    assert any(pattern.search(bad) for pattern in check.INLINE.values())


@pytest.mark.parametrize(
    "good",
    [
        '<script src="{% static "brobygger/app.js" %}" defer></script>',
        '<p class="style">',
        '<div hx-get="/x/" hx-target="#y">',
        '<input name="on" value="1">',
    ],
)
def test_what_is_not_inline_is_let_be(good: str) -> None:
    assert not any(pattern.search(good) for pattern in check.INLINE.values())


@pytest.mark.skipif(
    not shutil.which("xgettext") and not os.environ.get("BROBYGGER_REQUIRE"), reason="no GNU gettext"
)
def test_every_text_is_translated() -> None:
    assert check.messages() == ""


def test_keys_are_written_without_separators() -> None:
    """`{{ record.pk }}` is 1.234 in Danish, which is no key: `{{ record.pk|unlocalize }}` is 1234."""
    found = [
        f"{path.relative_to(TEMPLATES)}: {key}"
        for path in sorted(TEMPLATES.rglob("*.html"))
        for attribute in ATTRIBUTE.findall(path.read_text(encoding="utf-8"))
        for key in KEY.findall(attribute)
        if "auto_id" not in key
    ]
    assert found == []


def test_no_host_is_named() -> None:
    assert check.hosts() == ""
