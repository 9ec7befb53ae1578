"""Reading a backup: what it says it is, and whether every byte of it is there, before anything is touched."""

import hashlib
import json
import re
import zipfile
import zlib
from pathlib import Path
from typing import Any, cast

from brobygger.records.backup import layout
from brobygger.records.backup.layout import BackupRefused

BLOCK = 1024 * 1024
MANIFEST_BYTES = 64 * 1024 * 1024
FOREIGN = "%s is not a backup of Brobygger."
DAMAGED = "%s is damaged: %s. Nothing was changed. Take an older backup."


def manifest_of(path: Path) -> dict[str, Any]:
    """What the file says it holds. BackupRefused where it is none of ours, or is cut off."""
    try:
        with zipfile.ZipFile(path) as archive:
            return _manifest(archive, path)
    except FileNotFoundError:
        raise BackupRefused(f"There is no file {path}.") from None
    except IsADirectoryError:
        raise BackupRefused(f"{path} is a folder; name the file.") from None
    except PermissionError:
        raise BackupRefused(f"{path} cannot be read.") from None
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError):
        raise BackupRefused(_cut_off(path)) from None


def _cut_off(path: Path) -> str:
    with path.open("rb") as file:
        start = file.read(4)
    return DAMAGED % (path.name, "it is cut off") if start == b"PK\x03\x04" else FOREIGN % path.name


def _manifest(archive: zipfile.ZipFile, path: Path) -> dict[str, Any]:
    names = set(archive.namelist())
    if layout.MANIFEST not in names or archive.getinfo(layout.MANIFEST).file_size > MANIFEST_BYTES:
        raise BackupRefused(FOREIGN % path.name)
    try:
        manifest = json.loads(archive.read(layout.MANIFEST))
    except (ValueError, RecursionError):
        raise BackupRefused(DAMAGED % (path.name, "its list of contents cannot be read")) from None
    if not isinstance(manifest, dict) or not {"migrations", "tables", "files", "sha256"} <= set(manifest):
        raise BackupRefused(FOREIGN % path.name)
    if manifest.get("format") != layout.FORMAT:
        raise BackupRefused(
            f"{path.name} has format {manifest.get('format')}; this version of Brobygger reads {layout.FORMAT}."
        )
    if layout.content_hash(manifest) != manifest["sha256"]:
        raise BackupRefused(DAMAGED % (path.name, "its list of contents was changed"))
    wanted = {f"tables/{name}.jsonl" for name in manifest["tables"]}
    wanted |= {f"uploads/{name}" for name in manifest["files"]}
    if missing := sorted(wanted - names):
        raise BackupRefused(DAMAGED % (path.name, f"{missing[0]} is missing"))
    if any(not safe(name) for name in manifest["files"]):
        raise BackupRefused(DAMAGED % (path.name, "a file in it would lie outside the data folder"))
    return cast(dict[str, Any], manifest)


def safe(name: str) -> bool:
    """True for a name that stays inside the folder it is put in."""
    parts = name.split("/")
    return bool(re.fullmatch(r"[\w.\-/ ]+", name)) and not {"", ".", ".."} & set(parts)


def check(path: Path) -> dict[str, Any]:
    """Read the whole file against its checksums; returns the manifest. BackupRefused names what is wrong."""
    manifest = manifest_of(path)
    try:
        with zipfile.ZipFile(path) as archive:
            for name, told in manifest["tables"].items():
                sha, rows = _read(archive, f"tables/{name}.jsonl")
                if (sha, rows) != (told["sha256"], told["rows"]):
                    raise BackupRefused(DAMAGED % (path.name, f"the table {name} is not as it was written"))
            for name, told in manifest["files"].items():
                if _read(archive, f"uploads/{name}")[0] != told["sha256"]:
                    raise BackupRefused(DAMAGED % (path.name, f"the file {name} is not as it was written"))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as wrong:
        raise BackupRefused(DAMAGED % (path.name, str(wrong) or "it cannot be unpacked")) from None
    return manifest


def _read(archive: zipfile.ZipFile, name: str) -> tuple[str, int]:
    sha, lines = hashlib.sha256(), 0
    with archive.open(name) as source:
        while block := source.read(BLOCK):
            sha.update(block)
            lines += block.count(b"\n")
    return sha.hexdigest(), lines
