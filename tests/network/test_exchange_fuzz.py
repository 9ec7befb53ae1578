"""Damaged cards and programmes: read or refused, never a fault. A sample; the seed is printed where it fails."""

import io
import json
import random
from pathlib import Path
from typing import Any

import pytest

from brobygger.network.exchange import programme_feed
from brobygger.network.exchange.programme import fill
from brobygger.network.importing import operations
from brobygger.network.importing.problems import FileRefused
from brobygger.network.models import Organisation, Person

EXAMPLES = Path(__file__).parents[2] / "examples"
CARDS = (EXAMPLES / "cards.vcf").read_bytes()
EVENTS = json.loads((EXAMPLES / "events.json").read_text())[:4]
PIECES = (
    b"BEGIN:VCARD\r\n", b"END:VCARD\r\n", b"=\r\n", b"\r\n ", b";", b":", b'"', b"\\", b"\0", b"\xff", b"=ED=A0=80",
    b";CHARSET=utf-7", b";CHARSET=idna", b";CHARSET=zlib", b";CHARSET=unicode_escape", b";ENCODING=QUOTED-PRINTABLE",
    b"NOTE:010203-1234\r\n", b"PHOTO:", b"KIND:group\r\n", b"ADR:;;\r\n", b"N:\r\n", b"CATEGORIES:" + b"a," * 300 + b"\r\n",
)  # fmt: skip
VALUES = (
    None,
    True,
    1.5,
    10**30,
    "",
    "a",
    "2026-01-01",
    "0001-01-01T00:00:00+14:00",
    "010203-1234",
    "\ud800",
    [],
    {},
)


def damaged(dice: random.Random) -> bytes:
    made = bytearray(CARDS)
    for _ in range(dice.randint(1, 8)):
        place = dice.randrange(len(made) + 1)
        if dice.random() < 0.5:
            made[place:place] = dice.choice(PIECES)
        elif dice.random() < 0.5:
            del made[place : place + dice.randint(1, 200)]
        else:
            made[place : place + 4] = dice.randbytes(dice.randint(1, 8))
    return bytes(made)


@pytest.mark.parametrize("seed", range(25))
def test_damaged_cards(workspace: Any, coordinator: Any, seed: int) -> None:
    try:
        run = operations.start_run(
            content=io.BytesIO(damaged(random.Random(seed))), name="k.vcf", by=coordinator
        )
    except FileRefused:
        return
    plan = operations.check_run(run)
    assert plan.rows >= 0
    assert run.file is not None
    with run.file.content.open() as kept:
        assert b"010203" not in kept.read() + json.dumps(run.result).encode()
    assert Organisation.objects.count() == Person.objects.count() == 0


def any_value(dice: random.Random, depth: int = 0) -> Any:
    kind = dice.randrange(10)
    if kind < 6 or depth > 2:
        return dice.choice(VALUES)
    if kind < 8:
        return [any_value(dice, depth + 1) for _ in range(dice.randrange(4))]
    names = ("name", "title", "start", "end", "uuid", "url", "status", "value")
    return {dice.choice(names): any_value(dice, depth + 1) for _ in range(dice.randrange(4))}


@pytest.mark.parametrize("seed", range(25))
def test_damaged_programmes(workspace: Any, coordinator: Any, seed: int) -> None:
    dice = random.Random(seed)
    rows = [dict(row) for row in EVENTS]
    for row in rows:
        for _ in range(dice.randint(0, 4)):
            row[dice.choice([*row, "partners", "id", "date"])] = any_value(dice)
    try:
        fill(programme=programme_feed.parse(json.dumps(rows).encode()), by=coordinator)
    except programme_feed.FeedRefused:
        return
