"""The outside of an archive: what a zip file must be before a byte of content is unpacked."""

import json
import re
import zipfile
from typing import Any, cast

from django.utils.translation import gettext as _

from brobygger.records.archive import layout
from brobygger.records.archive.layout import DAMAGED, ArchiveRefused

MANIFEST_BYTES = 4 * 1024 * 1024
# Lines of history repeat themselves; what unpacks to more than this was made to do harm.
RATIO, RATIO_FROM = 300, 20 * 1024 * 1024
TOTAL_BYTES = 40 * 1024**3
ROWS = 50_000_000


def manifest_of(archive: zipfile.ZipFile) -> dict[str, Any]:
    """The manifest, after the archive's outside has been looked at."""
    known = {m._meta.label_lower for m in layout.tables()}
    members = {i.filename: i for i in archive.infolist()}
    total = 0
    for info in members.values():
        total += info.file_size
        swollen = info.file_size > RATIO_FROM and info.file_size > RATIO * max(info.compress_size, 1)
        if swollen or total > TOTAL_BYTES or info.flag_bits & 1:
            raise ArchiveRefused(_("This archive unpacks to more than an archive of ours can hold."))
    if layout.MANIFEST not in members or members[layout.MANIFEST].file_size > MANIFEST_BYTES:
        raise ArchiveRefused(_("This file is no archive of a workspace: it has no manifest."))
    try:
        manifest = json.loads(archive.read(layout.MANIFEST))
        if manifest["format"] != layout.FORMAT:
            raise ArchiveRefused(
                _("This archive has format %(found)s; this version of Brobygger reads format %(ours)s.")
                % {"found": manifest["format"], "ours": layout.FORMAT}
            )
        whole = _well_formed(manifest, total) and layout.content_hash(manifest) == manifest["sha256"]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        whole = False
    if not whole:
        raise ArchiveRefused(_(DAMAGED) % layout.MANIFEST)
    wanted = {layout.MANIFEST} | {f"files/{n}" for n in manifest["files"]}
    wanted |= {f"tables/{label}.jsonl" for label in manifest["tables"]}
    if set(members) != wanted or set(manifest["tables"]) - known:
        raise ArchiveRefused(_("This archive holds tables that this version of Brobygger does not know."))
    return cast(dict[str, Any], manifest)


def _well_formed(manifest: dict[str, Any], size: int) -> bool:
    """The manifest's numbers are numbers in bounds; what they count is compared while reading."""
    tables, files, told = manifest["tables"], manifest["files"], manifest["workspace"]
    counts = [t[name] for t in tables.values() for name in ("rows", "gone")]
    counts += list(manifest["gone_elsewhere"].values())
    return (
        all(type(n) is int and n >= 0 for n in counts)
        and sum(counts) <= min(ROWS, size // 8)  # no row, and no mention of one, is shorter
        and all(isinstance(t["sha256"], str) for t in tables.values())
        and all(re.fullmatch(r"[1-9]\d{0,9}", n) for n in files)
        and isinstance(told["name"], str)
        and isinstance(told["source"], str)
    )
