"""Text as Danish readers expect it: order, likeness, and the guard against civil registration numbers."""

import re
import unicodedata

_FOLD = str.maketrans(
    {"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ü": "ue", "ð": "d", "þ": "th", "ß": "ss"}
)
# Characters after "z" in byte order stand for the three last letters of the Danish alphabet.
_ORDER = str.maketrans({"æ": "{", "ä": "{", "ø": "|", "ö": "|", "å": "}"})
_NOT_WORD = re.compile(r"[^\w]+")
_NOT_SORTED = re.compile(r"[^\w{|}]+")
# Overlapping on purpose: digits before a number must not hide it.
_CPR = re.compile(
    r"(?<!\d)(?=((\d{2})[\s./_\-]?(\d{2})[\s./_\-]?(\d{2})[\s./_\-\u2010-\u2015\u2212\u00ad\u200b]{0,3}(\d{4})(?!\d)))"
)
_SHAPE = re.compile(r"\d\d[\s./_\-]?\d\d[\s./_\-]?\d\d[\s./_\-\u2010-\u2015\u2212\u00ad\u200b]{0,3}\d{4}")
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def fold(value: str) -> str:
    """The form in which names are searched and matched: lower case, å = aa, no accents, one space between words."""
    lowered = value.casefold() if value.isascii() else unicodedata.normalize("NFC", value).casefold()
    if not lowered.isascii():
        lowered = lowered.replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    if not lowered.isascii():
        # Once more after the accents are off: "ǽ" is an "æ" under its accent, "℡" three capitals in one sign.
        lowered = _bare(_bare(lowered.translate(_FOLD)).casefold().translate(_FOLD))
    return _NOT_WORD.sub(" ", lowered.replace("_", " ")).strip()


def sort_key(value: str) -> str:
    """A key whose byte order is the Danish order (æ ø å last, aa as å); the same on every database."""
    lowered = value.casefold() if value.isascii() else unicodedata.normalize("NFC", value).casefold()
    lowered = lowered.replace("aa", "}").replace("æ", "{").replace("ø", "|").replace("å", "}")
    if not lowered.isascii():
        lowered = lowered.translate(_ORDER)
        lowered = _bare(_bare(lowered).casefold().translate(_ORDER))
    return _NOT_SORTED.sub(" ", lowered).strip()[:200]


def _bare(value: str) -> str:
    """Without accents, and with signs that stand for several letters written out."""
    return "".join(c for c in unicodedata.normalize("NFKD", value) if not unicodedata.combining(c))


def find_cpr(value: str) -> tuple[int, int] | None:
    """Where a Danish civil registration number stands in `value` (start, end), or None.

    Judged by pattern and a valid date: modulus 11 says nothing since 2007. A day over 60 is a replacement number.
    Digits after a "+" and a country code are a telephone number.
    """
    if len(value) < 10:
        return None
    for match in _CPR.finditer(value):
        day, month = int(match[2]), int(match[3])
        if value[match.start() - 1 : match.start()] == "+" and not match[1].startswith("0"):
            continue
        if day > 60:
            day -= 60
        if 1 <= month <= 12 and 1 <= day <= _DAYS[month - 1]:
            return match.span(1)
    return None


def may_hold_cpr(value: str) -> bool:
    """Quick and generous: False only where `find_cpr` finds nothing."""
    return _SHAPE.search(value) is not None


# What stands where a civil registration number stood.
MASK = "XXXXXX-XXXX"


def mask_cpr(value: str) -> str:
    """`value` with every civil registration number replaced by `MASK`."""
    while span := find_cpr(value):
        value = value[: span[0]] + MASK + value[span[1] :]
    return value


def initials(name: str) -> str:
    """One or two letters for a person's round sign: "Mette Prøvegaard" gives "MP"."""
    words = [w for w in name.split() if w[0].isalnum()]
    if not words:
        return "?"
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()
