"""The circle map as SVG, PNG and accessible PDF: the same scene, told in the reader's language."""

import re
import struct
import xml.etree.ElementTree as ET
import zlib
from collections.abc import Callable
from typing import Any

import pytest
import typst

from brobygger.core import documents
from brobygger.network.models import Organisation
from brobygger.strategy.models import Placing

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def placed(workspace: Any) -> None:
    for name, level, room in (
        ("Åfestivalen", "partnership", "inspiration"),
        ("Foreningen til bevarelse af gamle bøger & læselamper", "cooperation", "learning"),
        ("AOF", "network", "meeting"),
        ("Ingen Rum", "network", ""),
    ):
        one = Organisation.objects.create(workspace=workspace, name=name, level=level)
        if room:
            Placing.objects.create(workspace=workspace, organisation=one, room=room)


def ask(client: Any, kind: str) -> bytes:
    answer = client.get(f"/fjordby/map/map.{kind}?lens=rooms")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="fjordby-')
    return bytes(answer.content)


def text_of_pdf(content: bytes) -> bytes:
    """The file with all its streams unpacked."""
    parts = [content]
    for match in re.finditer(rb"stream\r?\n", content):
        try:
            parts.append(zlib.decompressobj().decompress(content[match.end() :]))
        except zlib.error:
            continue
    return b"\n".join(parts)


@pytest.mark.case(
    "The map as SVG stands alone: its own size, title and description, no style of anybody else's"
)
def test_svg(placed: None, reader: Any, client_of: Callable[..., Any]) -> None:
    root = ET.fromstring(ask(client_of(reader), "svg"))
    assert root.tag == f"{SVG}svg"
    assert root.get("width")
    assert root.get("height")
    assert root.findtext(f"{SVG}title") == "Cirkelkort: Rum"
    assert "Inspirationsrum" in (root.findtext(f"{SVG}desc") or "")
    said = " ".join("".join(t.itertext()) for t in root.iter(f"{SVG}text"))
    assert "Åfestivalen" in said
    assert "AOF" in said
    assert not any("style" in element.attrib for element in root.iter())
    assert not list(root.iter(f"{SVG}a"))
    assert not list(root.iter(f"{SVG}script"))


@pytest.mark.case("The map as PNG is two pixels for each of the picture's")
def test_png(placed: None, reader: Any, client_of: Callable[..., Any]) -> None:
    client = client_of(reader)
    root = ET.fromstring(ask(client, "svg"))
    content = ask(client, "png")
    width, height = struct.unpack(">II", content[16:24])
    assert (width, height) == (2 * int(root.get("width", "0")), 2 * int(root.get("height", "0")))


@pytest.mark.case("The map as PDF is tagged, titled and told in words: PDF/UA-1, in both languages")
@pytest.mark.parametrize(("language", "title"), [("da", "Cirkelkort: Rum"), ("en", "Circle map: Rooms")])
def test_pdf(placed: None, reader: Any, client_of: Callable[..., Any], language: str, title: str) -> None:
    reader.user.language = language
    reader.user.save()
    content = text_of_pdf(ask(client_of(reader), "pdf"))
    assert b"<pdfuaid:part>1</pdfuaid:part>" in content
    assert b"/StructTreeRoot" in content
    assert b"/MarkInfo" in content
    assert b"/Alt" in content
    assert b"/Figure" in content
    assert b"/TH" in content
    assert f"/Lang ({language})".encode() in content or f"/Lang({language})".encode() in content
    assert title.encode() in content


@pytest.mark.case("A PDF without words for its picture is not made")
def test_a_pdf_without_alt_text_is_refused(tmp_path: Any) -> None:
    (tmp_path / "bare.typ").write_text(
        "#set document(title: \"Kort\")\n#image(bytes(\"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>\"), format: \"svg\")"
    )
    with pytest.raises(typst.TypstError):
        documents.pdf("bare", {"title": "Kort", "language": "da"}, folder=tmp_path)
