"""The small things around an organisation's page (counts, words, former names, municipality) in one query.

Written as SQL: building nine small querysets costs more than the database needs to answer them.
"""

from dataclasses import dataclass, field

from django.db import connection

from brobygger.network import sentences
from brobygger.network.models import Organisation

# Each part gives (what, text, order). The texts differ in type on PostgreSQL, hence the casts.
SQL = """
SELECT 'contacts', CAST(COUNT(*) AS text), '' FROM network_contact WHERE organisation_id = %(pk)s
UNION ALL
SELECT 'ties', CAST(COUNT(*) AS text), '' FROM network_organisationtie
 WHERE from_organisation_id = %(pk)s OR to_organisation_id = %(pk)s
UNION ALL
SELECT 'journal', CAST(COUNT(*) AS text), '' FROM records_journalnote
 WHERE workspace_id = %(workspace)s AND model = 'network.organisation' AND object_id = %(pk)s
UNION ALL
SELECT 'type', w.name, CAST(w.sort_key AS text) FROM network_organisationtypelink l
  JOIN network_organisationtype w ON w.id = l.type_id WHERE l.organisation_id = %(pk)s
UNION ALL
SELECT 'theme', w.name, CAST(w.sort_key AS text) FROM network_organisationtheme l
  JOIN network_theme w ON w.id = l.theme_id WHERE l.organisation_id = %(pk)s
UNION ALL
SELECT 'age', w.name, CAST(1000 + w.from_age AS text) FROM network_organisationagegroup l
  JOIN network_agegroup w ON w.id = l.age_group_id WHERE l.organisation_id = %(pk)s
UNION ALL
SELECT 'former', name, COALESCE(CAST(until AS text), '') FROM network_formername WHERE organisation_id = %(pk)s
UNION ALL
SELECT 'municipality', m.name, '' FROM places_municipality m WHERE m.id = %(municipality)s
"""


@dataclass
class Margin:
    """What stands around the page. `former` holds (name, the year it ended or nothing)."""

    contacts: int = 0
    ties: int = 0
    journal: int = 0
    words: list[str] = field(default_factory=list)
    former: list[tuple[str, str]] = field(default_factory=list)
    municipality: str = ""


def of(organisation: Organisation) -> Margin:
    """One query, however much there is."""
    given = {
        "pk": organisation.pk,
        "workspace": organisation.workspace_id,
        "municipality": organisation.municipality_id,
    }
    found: dict[str, list[tuple[str, str]]] = {}
    with connection.cursor() as cursor:
        cursor.execute(SQL, given)
        for what, text, order in cursor.fetchall():
            found.setdefault(what, []).append((order, text))
    counts = {name: int(found[name][0][1]) for name in ("contacts", "ties", "journal")}
    words = [
        sentences.lower_first(text) for kind in ("type", "theme") for _, text in sorted(found.get(kind, []))
    ]
    return Margin(
        **counts,
        words=words + [text for _, text in sorted(found.get("age", []))],
        former=[(text, until[:4]) for until, text in sorted(found.get("former", []), reverse=True)],
        municipality=found["municipality"][0][1] if "municipality" in found else "",
    )
