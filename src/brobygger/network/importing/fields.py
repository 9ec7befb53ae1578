"""What a column of an imported file can mean: the fields a flat row of a network may hold."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from brobygger.core.text import fold

# A column the user has chosen to leave out, as opposed to one nobody understood ("").
IGNORE = "-"
# The column where a reader of business cards says what is wrong with a card; no field of any record.
FAULT = "card_fault"


@dataclass(frozen=True)
class Field:
    """One thing a column can mean. `record` is where the value goes; `headers` are its usual names."""

    code: str
    record: str
    label: str | Promise
    kind: str
    headers: tuple[str, ...]
    max_length: int = 200


FIELDS: tuple[Field, ...] = (
    Field("organisation", "organisation", _("Organisation"), "line", (
        "organisation", "organisationsnavn", "firmanavn", "virksomhedsnavn", "foreningsnavn", "organisationens navn", "navn på organisation", "forening", "virksomhed",
        "firma", "institution", "partner", "samarbejdspartner", "organization", "organisation name",
        "organization name", "company", "company name", "association",
    )),
    Field("cvr", "organisation", _("CVR number"), "cvr", (
        "cvr", "cvr-nr.", "cvr nr", "cvr-nummer", "cvrnummer", "cvrnr", "cvr number", "cvr no", "vat number",
        "company number",
    )),
    Field("sector", "organisation", _("Sector"), "sector", (
        "sektor", "sector", "samfundssektor", "offentlig privat civil",
    )),
    Field("types", "organisation", _("Type"), "list", (
        "type", "typer", "organisationstype", "slags", "kategori", "category", "organisation type", "kind",
    )),
    Field("themes", "organisation", _("Theme"), "list", (
        "tema", "temaer", "emner", "theme", "themes", "topics",
    )),
    Field("address", "organisation", _("Address"), "line", (
        "adresse", "vej", "gade", "gadenavn", "vejnavn", "address", "street", "street address",
    )),
    Field("postcode", "organisation", _("Postcode"), "postcode", (
        "postnr.", "postnr", "postnummer", "post nr", "zip", "zip code", "postcode", "postal code",
    ), 10),
    Field("town", "organisation", _("Town"), "town", (
        "by", "bynavn", "postdistrikt", "sted", "postnr. og by", "postnr/by", "city", "town", "place",
    ), 100),
    Field("web", "organisation", _("Web address"), "web", (
        "web", "www", "hjemmeside", "hjemmesideadresse", "netadresse", "webadresse", "website", "homepage", "url",
        "web address",
    )),
    Field("organisation_email", "organisation", _("Organisation's e-mail"), "email", (
        "hovedmail", "organisationens e-mail", "organisation e-mail", "fælles e-mail", "fællesmail", "hoved-e-mail",
        "foreningens e-mail", "firma e-mail", "organisation email", "company email", "main e-mail",
    ), 254),
    Field("organisation_phone", "organisation", _("Organisation's telephone"), "phone", (
        "hovednummer", "hovedtelefon", "organisationens telefon", "organisation telefon", "firma telefon",
        "organisation phone", "company phone", "main phone", "switchboard",
    ), 40),
    Field("organisation_about", "organisation", _("About the organisation"), "text", (
        "om organisationen", "beskrivelse", "beskrivelse af organisationen", "description",
        "about the organisation", "organisation description",
    ), 20000),
    Field("person", "person", _("Person"), "line", (
        "kontaktperson", "kontakt", "navn", "person", "personnavn", "fulde navn", "navn på person", "kontaktnavn",
        "kontaktpersonens navn", "contact person", "contact", "contact name", "name", "full name",
    )),
    Field("first_name", "person", _("First name"), "line", ("fornavn", "fornavne", "first name", "given name"), 100),
    Field("last_name", "person", _("Last name"), "line", ("efternavn", "last name", "surname", "family name"), 100),
    Field("role", "affiliation", _("Role"), "line", (
        "titel", "stilling", "rolle", "funktion", "stillingsbetegnelse", "jobtitel", "title", "role", "position",
        "job title",
    )),
    Field("email", "person", _("E-mail"), "email", (
        "e-mail", "email", "mail", "mailadresse", "e-mailadresse", "emailadresse", "e-post", "epost",
        "e-mail address", "email address", "mail address",
    ), 254),
    Field("phone", "person", _("Telephone"), "phone", (
        "telefon", "tlf", "tlf.", "tlf. nr.", "telefonnr.", "telefonnummer", "mobil", "mobilnr.", "mobilnummer",
        "mobiltelefon", "telephone", "phone", "phone number", "telephone number", "mobile", "mobile phone",
    ), 40),
    Field("note", "note", _("Note"), "text", (
        "bemærkning", "bemærkninger", "note", "noter", "notat", "kommentar", "kommentarer", "remark", "remarks",
        "notes", "comment", "comments",
    ), 20000),
    Field("colleague", "tie", _("Who knows them"), "colleague", (
        "hvem kender dem", "hvem kender", "kendes af", "kollega", "kollegaer", "vores kontakt", "medarbejder",
        "ansvarlig", "kontaktansvarlig", "who knows them", "known by", "colleague", "our contact", "staff member",
        "owner",
    )),
    Field("about", "tie", _("About what"), "line", (
        "om hvad", "emne", "hvad om", "vedrørende", "vedr.", "angående", "about", "about what", "subject", "topic",
        "regarding",
    )),
    Field("strength", "tie", _("How well"), "strength", (
        "hvor godt", "kendskab", "hvor godt kender", "styrke", "how well", "strength", "how well known",
    )),
    Field("since", "tie", _("Known since"), "date", (
        "kendt siden", "siden", "kender siden", "since", "known since",
    )),
    Field("last_spoken", "contact", _("Last spoken"), "date", (
        "sidst talt", "sidst talt med", "seneste kontakt", "sidste kontakt", "senest talt", "kontaktdato",
        "sidst set", "dato", "last spoken", "last contact", "last spoken with", "contact date", "last talked", "date",
    )),
    Field("formality", "formality", _("Formality"), "formality", (
        "formalitet", "relation", "niveau", "samarbejdsniveau", "grad af formalitet", "formality", "level",
        "relation level",
    )),
)  # fmt: skip

BY_CODE: dict[str, Field] = {field.code: field for field in FIELDS}
# Every folded header with the field it names; the first field to name it keeps it.
HEADERS: dict[str, str] = {}
for _field in FIELDS:
    for _header in (*_field.headers, _field.code):
        HEADERS.setdefault(fold(_header), _field.code)

RECORD_LABELS = {
    "organisation": _("Organisation"),
    "person": _("Person"),
    "affiliation": pgettext_lazy("person in an organisation", "Affiliation"),
    "tie": pgettext_lazy("who knows whom", "Tie"),
    "contact": pgettext_lazy("dated moment", "Contact"),
    "formality": _("Formality"),
    "note": _("Note"),
}


def label(code: str) -> str:
    """The name of a field as the user reads it; a code that is no field (a header of the file) is itself."""
    field = BY_CODE.get(code)
    return str(field.label) if field else code
