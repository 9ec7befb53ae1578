"""The Danish texts: one catalogue for each package, in `src/brobygger/<package>/locale/da/LC_MESSAGES/django.po`.

    scripts/messages.py [PACKAGE …]             extract the texts and merge them into the catalogues
    scripts/messages.py --compile [PACKAGE …]   write the .mo files that Django reads (they are not committed)
    scripts/messages.py --check                 fail when a text is missing, untranslated, unclear or left over

Extraction needs GNU gettext (`xgettext`, `msgmerge`); compiling needs only Babel.
A template belongs to the package its folder is named after; what stands in no package's folder belongs to core.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "brobygger"
TEMPLATES = SOURCE / "templates"
# The pages of the log-in library are shown by accounts; settings have no catalogue of their own.
TEMPLATE_OWNERS = {
    "account": "accounts",
    "mfa": "accounts",
    "usersessions": "accounts",
    "allauth": "accounts",
}
CODE_OWNERS = {"config": "core", "cli": None}
TEMPLATE_SUFFIXES = {".html", ".txt"}
HEADER = """# Danish texts of Brobygger: {package}.
msgid ""
msgstr ""
"Project-Id-Version: brobygger\\n"
"Language: da\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""
KEYWORDS = [
    "_",
    "gettext_noop",
    "gettext_lazy",
    "ngettext_lazy:1,2",
    "pgettext:1c,2",
    "npgettext:1c,2,3",
    "pgettext_lazy:1c,2",
    "npgettext_lazy:1c,2,3",
]


def packages() -> list[str]:
    """Packages that can have a catalogue: those Django loads as an app."""
    return sorted(
        folder.name
        for folder in SOURCE.iterdir()
        if (folder / "__init__.py").exists() and folder.name not in CODE_OWNERS
    )


def catalogue_path(package: str) -> Path:
    return SOURCE / package / "locale" / "da" / "LC_MESSAGES" / "django.po"


def sources(package: str) -> Iterator[Path]:
    """Every file whose texts belong to the package."""
    folders = [package, *(name for name, owner in CODE_OWNERS.items() if owner == package)]
    for folder in folders:
        for path in sorted((SOURCE / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path
    if not TEMPLATES.exists():
        return
    known = set(packages())
    for path in sorted(TEMPLATES.rglob("*")):
        if path.suffix not in TEMPLATE_SUFFIXES:
            continue
        top = path.relative_to(TEMPLATES).parts[0]
        owner = TEMPLATE_OWNERS.get(top, top)
        if (owner if owner in known else "core") == package:
            yield path


def extract(package: str) -> str:
    """The package's texts as a template catalogue without header; empty when it has none."""
    with tempfile.TemporaryDirectory() as scratch:
        names: list[str] = []
        for path in sources(package):
            text = path.read_text(encoding="utf-8")
            name = str(path.relative_to(ROOT))
            if path.suffix != ".py":
                text = templatize(text, origin=name)
                name += ".py"
            copy = Path(scratch) / name
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text(text, encoding="utf-8")
            names.append(name)
        if not names:
            return ""
        command = ["xgettext", "--language=Python", "--from-code=UTF-8", "--output=-"]
        command += ["--add-location=file", "--add-comments=Translators", "--width=110"]
        command += [f"--keyword={keyword}" for keyword in KEYWORDS]
        found = subprocess.run([*command, *names], cwd=scratch, check=True, capture_output=True, text=True)
    # Told to leave its header out, xgettext drops every sign that is not ASCII: so the header is cut off here.
    return re.sub(r"(\.html|\.txt)\.py\b", r"\1", found.stdout.partition("\n\n")[2])


def merged(package: str, template: str) -> str:
    """The catalogue with the texts of `template`: translations kept, texts no longer used left out."""
    path = catalogue_path(package)
    head = HEADER.format(package=package)
    before = path.read_text(encoding="utf-8") if path.exists() else head
    with tempfile.TemporaryDirectory() as scratch:
        old, new = Path(scratch) / "old.po", Path(scratch) / "new.pot"
        old.write_text(before, encoding="utf-8")
        new.write_text(head + template, encoding="utf-8")
        merge = ["msgmerge", "--quiet", "--no-fuzzy-matching", "--width=110", "--add-location=file"]
        result = subprocess.run([*merge, str(old), str(new)], check=True, capture_output=True, text=True)
        tidy = ["msgattrib", "--no-obsolete", "--width=110"]
        done = subprocess.run(tidy, input=result.stdout, check=True, capture_output=True, text=True)
    return done.stdout


def update(package: str) -> None:
    template = extract(package)
    path = catalogue_path(package)
    if not template:
        path.unlink(missing_ok=True)
        return
    text = merged(package, template)
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")
    left = [message for message in texts(text) if not translated(message)]
    print(f"{package}: {len(list(texts(text)))} texts, {len(left)} to translate")


def read(text: str) -> Catalog:
    return read_po(text.splitlines(keepends=True), locale="da")


def texts(text: str) -> Iterator[Message]:
    """The catalogue's messages, without its header."""
    return (message for message in read(text) if message.id)


def translated(message: Message) -> bool:
    parts = message.string if isinstance(message.string, (tuple, list)) else [message.string]
    return all(parts) and not message.fuzzy


def compile_catalogue(package: str) -> None:
    path = catalogue_path(package)
    if path.exists():
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, read(path.read_text(encoding="utf-8")))


def key(message: Message) -> tuple[str, str]:
    return (message.context or "", message.id[0] if isinstance(message.id, (tuple, list)) else message.id)


def problems(package: str) -> Iterator[str]:
    """What keeps the package's catalogue from being complete, each as a line to print."""
    template = extract(package)
    path = catalogue_path(package)
    wanted = {key(message) for message in texts(HEADER + template)} if template else set()
    have = {key(m): m for m in texts(path.read_text(encoding="utf-8"))} if path.exists() else {}
    for _, text in sorted(wanted - have.keys()):
        yield f"{package}: not in the catalogue: {text!r}"
    for _, text in sorted(have.keys() - wanted):
        yield f"{package}: no longer used: {text!r}"
    for name in sorted(wanted & have.keys()):
        message = have[name]
        if not translated(message):
            yield f"{package}: not translated: {name[1]!r}"
            continue
        for error in message.check():
            yield f"{package}: {error}: {name[1]!r}"


def disagreements() -> Iterator[str]:
    """A text translated in two ways: Django would show one of them everywhere (use a context instead)."""
    seen: dict[tuple[str, str], tuple[str, object]] = {}
    for package in packages():
        path = catalogue_path(package)
        for message in texts(path.read_text(encoding="utf-8")) if path.exists() else ():
            if not translated(message):
                continue
            first, string = seen.setdefault(key(message), (package, message.string))
            if string != message.string:
                yield f"{first} and {package} translate {key(message)[1]!r} differently"


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("packages", nargs="*", metavar="PACKAGE", help="only these packages")
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument("--compile", action="store_true", help="write the .mo files")
    mode.add_argument("--check", action="store_true", help="fail when a catalogue is not complete")
    options = parser.parse_args()
    warnings.simplefilter("ignore", SyntaxWarning)
    chosen = options.packages or packages()
    if unknown := set(chosen) - set(packages()):
        parser.error(f"no such package: {', '.join(sorted(unknown))}")
    if options.compile:
        for package in chosen:
            compile_catalogue(package)
        return 0
    if not shutil.which("xgettext"):
        print("GNU gettext is missing: install it (Debian: apt-get install gettext).", file=sys.stderr)
        return 2
    if not options.check:
        for package in chosen:
            update(package)
        return 0
    found = [line for package in chosen for line in problems(package)] + list(disagreements())
    print("\n".join(found) or "Every text is translated.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
