"""What a cell says: each parser takes the trimmed text of a cell and gives its value, or says what is wrong.

A parser returns `(value, problem)`: `problem` is "" or the kind of the problem, and a value beside a problem is kept
(that makes the problem a warning). Parsers are pure, so that results can be remembered per distinct text.
"""

import re
from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache
from typing import Any

import phonenumbers
from rapidfuzz import fuzz, process
from stdnum.dk import cvr as cvr_number

from brobygger.core.text import fold

Parsed = tuple[Any, str]
Parser = Callable[[str], Parsed]

_SPACES = re.compile(r"[\s\u00a0]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\u200b\u200e\u200f\ud800-\udfff]")
_EMAIL = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@(?:[\w](?:[\w-]{0,61}[\w])?\.)+[^\W\d_][\w-]{0,61}[\w]"
)
_DENMARK = phonenumbers.PhoneMetadata.metadata_for_region("DK")
_DANISH_NUMBER = re.compile(
    "|".join(
        dict.fromkeys(
            kind.national_number_pattern or "(?!)"
            for kind in ((_DENMARK.fixed_line, _DENMARK.mobile) if _DENMARK else ())
            if kind
        )
    )
)
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("januar january jan", "februar february feb", "marts march mar", "april apr", "maj may", "juni june jun",
         "juli july jul", "august aug", "september sep sept", "oktober october okt oct", "november nov",
         "december dec"), 1,
    )
    for name in names.split()
}  # fmt: skip
_DAY_FIRST = re.compile(
    r"(\d{1,2})[-/. ]+(\d{1,2})[-/. ]+(\d{4}|\d{2})(?:[ t]\d{1,2}[:.]\d{2}(?:[:.]\d{2})?)?"
)
_YEAR_FIRST = re.compile(r"(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})(?:[ t]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?z?)?")
_NAMED = re.compile(r"(?:den )?(\d{1,2})\.? ([a-zæøå]+)\.?,? (\d{4})")
_NAMED_US = re.compile(r"([a-z]+) (\d{1,2}),? (\d{4})")
_TOWN = re.compile(r"(?:DK-?)?(\d{4})[ ,]+(\D.*)")

SECTORS = {
    "public": "offentlig public kommunal kommune stat statslig region regional offentligt",
    "private": "privat private erhverv virksomhed firma",
    "civil": "civil civilsamfund civilsamfundet forening frivillig frivilligt ngo civilsociety association",
}
FORMALITIES = {
    "network": "netvaerk network",
    "cooperation": "samarbejde samarbejder cooperation collaboration",
    "partnership": "partnerskab partner partnership",
    "wished": "oensket oenske wished wish wishedfor",
}
STRENGTHS = {
    "met": "moedt met lidt perifert kunmoedt metonce moedtengang",
    "some": "noget some nogenlunde kender middel somewhat",
    "well": "godt well rigtiggodt megetgodt verywell",
}
# Words that mean no level of the product, with the level their writers most often mean: only ever suggested.
_MEANT = {"bekendtskab": "network", "venskab": "network", "kontakt": "network", "bekendt": "network",
          "projekt": "cooperation", "aftale": "partnership"}  # fmt: skip


def clean_line(text: str) -> str:
    """One line: no control characters, one space between words, none around."""
    if text.isprintable() and "  " not in text and "\u00a0" not in text:
        return text.strip()
    return _SPACES.sub(" ", _CONTROL.sub("", text)).strip()


def clean_text(text: str) -> str:
    """Several lines: no control characters, line ends as one sign."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def line(text: str) -> Parsed:
    return clean_line(text), ""


def text(text: str) -> Parsed:
    return clean_text(text), ""


def email(text: str) -> Parsed:
    value = clean_line(text).strip("<>,; ").removeprefix("mailto:")
    if _EMAIL.fullmatch(value) and len(value) <= 254:
        return value.lower(), ""
    return None, "bad_email"


def cvr(text: str) -> Parsed:
    value = re.sub(r"[\s.\-]", "", text.strip().upper().removesuffix(".0")).removeprefix("DK")
    if len(value) == 8 and value.isascii() and value.isdigit() and cvr_number.is_valid(value):
        return value, ""
    return None, "bad_cvr"


def phone(text: str) -> Parsed:
    """A number as Danes write it ("30 27 20 75"), others with their country; a doubtful one is kept as it stands."""
    value = clean_line(text).removesuffix(".0")
    digits = re.sub(r"[\s.\-()/]", "", value)
    national = digits.removeprefix("+45") if digits.startswith("+45") else digits.removeprefix("0045")
    if len(national) == 8 and national.isascii() and national.isdigit():
        shown = f"{national[:2]} {national[2:4]} {national[4:6]} {national[6:]}"
        return shown, "" if _DANISH_NUMBER.fullmatch(national) else "doubtful_phone"
    try:
        number = phonenumbers.parse("+" + digits[2:] if digits.startswith("00") else value, "DK")
    except phonenumbers.NumberParseException:
        return value, "doubtful_phone"
    if not phonenumbers.is_valid_number(number):
        return value, "doubtful_phone"
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL), ""


def date_value(text: str) -> Parsed:
    """dd-mm-yyyy and its relatives, ISO, "12. marts 2026", "March 12, 2026"; two-digit years lie in the past."""
    value = clean_line(text).lower()
    if match := _DAY_FIRST.fullmatch(value):
        return _date(_year(match[3]), int(match[2]), int(match[1]))
    if match := _YEAR_FIRST.fullmatch(value):
        return _date(int(match[1]), int(match[2]), int(match[3]))
    if match := _NAMED.fullmatch(value):
        return _date(int(match[3]), _MONTHS.get(match[2], 0), int(match[1]))
    if match := _NAMED_US.fullmatch(value):
        return _date(int(match[3]), _MONTHS.get(match[1], 0), int(match[2]))
    return None, "bad_date"


def _year(digits: str) -> int:
    if len(digits) == 4:
        return int(digits)
    this = datetime.now().year  # noqa: DTZ005 - the year on the wall
    return 2000 + int(digits) if 2000 + int(digits) <= this + 1 else 1900 + int(digits)


def _date(year: int, month: int, day: int) -> Parsed:
    try:
        value = date(year, month, day)
    except ValueError:
        return None, "bad_date"
    return (value, "") if 1900 <= year <= 2100 else (None, "bad_date")


def postcode(text: str) -> Parsed:
    value = re.sub(r"^DK-?\s*", "", clean_line(text).removesuffix(".0"))
    if value.isdigit() and len(value) == 3:
        value = "0" + value  # A spreadsheet has taken the nought of 0999 away.
    return value, ""


def town(text: str) -> Parsed:
    """A town, or postcode and town in one cell: then a pair."""
    value = clean_line(text)
    if match := _TOWN.fullmatch(value):
        return (match[1], match[2].strip()), ""
    return value, ""


def web(text: str) -> Parsed:
    value = clean_line(text)
    if not value or " " in value or "." not in value:
        return None, "bad_web"
    if not value.lower().startswith(("http://", "https://")):
        if "://" in value or value.lower().startswith(("javascript:", "data:")):
            return None, "bad_web"
        value = "https://" + value
    return value, ""


def names(text: str) -> Parsed:
    """Several values in one cell, separated by comma, semicolon, bar or line end."""
    found = [clean_line(part) for part in re.split(r"[,;|\n]", text)]
    return tuple(dict.fromkeys(part for part in found if part)), ""


def colleagues(text: str) -> Parsed:
    """Addresses or names of colleagues; ("mette@…", "ali@…") from "mette@… og ali@…"."""
    value = clean_line(text)
    parts = re.split(r"[,;|/\n]| og | and ", value) if value.count("@") != 1 else [value]
    kept = tuple(dict.fromkeys(p for p in (part.strip("<> ") for part in parts) if p))
    kept = tuple(p.lower() if "@" in p else p for p in kept)
    if any("@" in part and not _EMAIL.fullmatch(part) for part in kept):
        return None, "bad_email"
    return kept, ""


def _choice(choices: dict[str, str], kind: str) -> Parser:
    known = {word: code for code, words in choices.items() for word in (*words.split(), code)}

    def parse(text: str) -> Parsed:
        code = known.get(fold(text).replace(" ", ""))
        return (code, "") if code else (None, kind)

    return parse


def suggest(field: str, text: str) -> str:
    """The level, sector or strength that an unknown word most likely means; "" where nothing is near."""
    choices = {"formality": FORMALITIES, "sector": SECTORS, "strength": STRENGTHS}.get(field)
    if choices is None:
        return ""
    word = fold(text).replace(" ", "")
    if field == "formality" and word in _MEANT:
        return _MEANT[word]
    known = {w: code for code, words in choices.items() for w in words.split()}
    best = process.extractOne(word, list(known), scorer=fuzz.ratio, score_cutoff=65)
    return known[best[0]] if best else ""


PARSERS: dict[str, Parser] = {
    "line": line,
    "text": text,
    "email": email,
    "cvr": cvr,
    "phone": phone,
    "date": date_value,
    "postcode": postcode,
    "town": town,
    "web": web,
    "list": names,
    "colleague": colleagues,
    "sector": _choice(SECTORS, "unknown_sector"),
    "formality": _choice(FORMALITIES, "unknown_formality"),
    "strength": _choice(STRENGTHS, "unknown_strength"),
}


@lru_cache(maxsize=50_000)
def folded(value: str) -> str:
    """`fold`, remembered: names and towns come again and again in a file."""
    return fold(value)
