"""The board of Fjordby: a dozen business cards, two of them as pictures drawn here, two not written out yet."""

import io
from collections.abc import Sequence
from datetime import timedelta

from django.utils import timezone
from PIL import Image, ImageDraw, ImageFont

from brobygger.accounts.models import Colleague, System, Workspace
from brobygger.network import card
from brobygger.network.models import Affiliation, Tie
from brobygger.network.operations import board

# Days since each card was received; the first two have a picture.
DAYS = (2, 3, 9, 16, 24, 40, 55, 61, 90, 120)
HASTE = "Sprogcaféen, hende med violinen, ring efter påske"
INKS = (("#21504a", "#f7f4ec"), ("#5b2440", "#f4efe6"))


def hang(
    workspace: Workspace,
    colleagues: Sequence[Colleague],
    affiliations: Sequence[Affiliation],
    ties: Sequence[Tie],
) -> None:
    """Put them up, the newest last."""
    by, today = System(workspace), timezone.localdate()
    known = {tie.person_id: tie for tie in reversed(ties) if tie.person_id and tie.ended_on is None}
    running = [a for a in affiliations if a.to_date is None and a.person_id in known and a.role]
    # The letters that Pillow has with it are those of English.
    plain = [a for a in running if f"{a.person.name}{a.role}{a.organisation.name}".isascii()]
    chosen = [*plain[5:40:25], *running[4::9]][: len(DAYS)]
    for number, (affiliation, days) in reversed(list(enumerate(zip(chosen, DAYS, strict=False)))):
        ink, paper = INKS[number % 2]
        board.put(
            colleague=known[affiliation.person_id].colleague,
            text=f"{affiliation.person.name}, {affiliation.organisation.name}",
            person=affiliation.person,
            organisation=affiliation.organisation,
            role=affiliation.role,
            photo=_drawn(affiliation, ink, paper, tilt=2 - 5 * number) if number < 2 else None,
            received_on=today - timedelta(days=days),
            by=by,
        )
    tine = next(c for c in colleagues if c.email == "tine@eksempel.dk")
    board.put(colleague=tine, text=HASTE, received_on=today - timedelta(days=1), by=by)
    unread = _photograph(
        "Karla Opdigt", "Fotograf", "Lyshuset, Lindekilde", "00 44 55 66", "#2b3a55", "#ffffff", tilt=4
    )
    board.put(colleague=tine, photo=unread, received_on=today, by=by)


def _drawn(affiliation: Affiliation, ink: str, paper: str, *, tilt: float) -> bytes:
    person, house = affiliation.person, affiliation.organisation
    reach = person.phone or "00 12 34 56"
    return _photograph(person.name, affiliation.role, house.name, reach, ink, paper, tilt=tilt)


def _photograph(name: str, role: str, house: str, reach: str, ink: str, paper: str, *, tilt: float) -> bytes:
    """A card on a table, a little askew, as a telephone would see it."""
    face = Image.new("RGB", (900, 540), paper)
    draw = ImageDraw.Draw(face)
    draw.rectangle((0, 0, 26, 540), fill=ink)
    draw.text((86, 76), house, fill=ink, font=ImageFont.load_default(46))
    draw.line((88, 150, 240, 150), fill=ink, width=4)
    draw.text((86, 300), name, fill="#222222", font=ImageFont.load_default(58))
    draw.text((88, 376), role, fill="#555555", font=ImageFont.load_default(36))
    draw.text((88, 440), reach, fill="#555555", font=ImageFont.load_default(36))
    table = Image.new("RGB", (1120, 720), "#b9a58a")
    grain = ImageDraw.Draw(table)
    for line in range(0, 720, 18):
        shade = "#b39e82" if line % 36 else "#bfac92"
        grain.line((0, line, 1120, line + 9), fill=shade, width=5)
    for moved, cover in ((12, "#8f7d66"), (0, None)):
        sheet = face if cover is None else Image.new("RGB", face.size, cover)
        mask = Image.new("L", face.size, 255).rotate(tilt, Image.Resampling.BICUBIC, expand=True)
        turned = sheet.rotate(tilt, Image.Resampling.BICUBIC, expand=True)
        table.paste(turned, ((1120 - turned.width) // 2 + moved, (720 - turned.height) // 2 + moved), mask)
    out = io.BytesIO()
    table.save(out, "JPEG", quality=90)
    return card.read_photo(out, out.tell())
