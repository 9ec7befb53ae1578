"""Reading an archive into an empty workspace: everything is checked on the way, and all of it is written or nothing."""

import hashlib
import json
import zipfile
import zlib
from array import array
from collections.abc import Generator
from contextlib import closing
from pathlib import Path
from typing import Any, cast

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection, models, transaction
from django.utils.translation import gettext as _

from brobygger.accounts.models import Colleague, System, User, Workspace
from brobygger.accounts.operations.workspaces import check_slug
from brobygger.core import bulk, references, search
from brobygger.core.models import HistoryEntry
from brobygger.core.operations import operation
from brobygger.places.models import Municipality
from brobygger.records.archive import layout
from brobygger.records.archive.layout import DAMAGED, ArchiveRefused, Column, Mover
from brobygger.records.archive.manifest import manifest_of
from brobygger.records.archive.values import HoldsCpr, parsed, refuse_cpr
from brobygger.records.archive.writing import Progress
from brobygger.records.models import StoredFile, stored_name

LINE_BYTES = 64 * 1024 * 1024
CHUNK = 2000


@operation("records.archive.read")
def read_archive(*, path: Path, slug: str, progress: Progress | None = None) -> Workspace:
    """Fill the workspace `slug` (made if the name is free) from the archive at `path`.

    ArchiveRefused where the workspace holds anything, or the archive is not whole, not ours or holds a CPR number;
    nothing is written then.
    """
    placed: list[str] = []
    try:
        with zipfile.ZipFile(path) as archive, transaction.atomic():
            return _Reader(archive, slug, placed, progress).read()
    except BaseException as wrong:
        for name in placed:
            default_storage.delete(name)
        if isinstance(wrong, zipfile.BadZipFile | EOFError | zlib.error):
            raise ArchiveRefused(_("This file is not an archive, or it is damaged.")) from None
        if isinstance(wrong, DatabaseError) and "locked" not in str(wrong):
            # The database's words may repeat what the row holds.
            raise ArchiveRefused(_(DAMAGED) % type(wrong).__name__) from None
        raise


class _Reader:
    def __init__(
        self, archive: zipfile.ZipFile, slug: str, placed: list[str], progress: Progress | None
    ) -> None:
        self.archive, self.slug, self.placed = archive, slug, placed
        self.progress = progress or (lambda stage, done, total: None)
        self.tables = {m._meta.label_lower: m for m in layout.tables()}
        self.ids: dict[str, Any] = {}
        self.rows: dict[str, int] = {}
        self.files: dict[str, str] = {}
        self.municipalities = dict(Municipality.objects.values_list("code", "pk"))
        self.users: dict[str, int] = {}
        self.mover = Mover(self._number, self._name, self._file)

    def read(self) -> Workspace:
        manifest = manifest_of(self.archive)
        self.workspace = self._workspace(manifest["workspace"])
        self._allocate(manifest)
        for number, told in manifest["files"].items():
            self._place(number, told)
        self._make_users()
        for done, (label, told) in enumerate(manifest["tables"].items()):
            self.progress(label, done, len(manifest["tables"]))
            self._table(self.tables[label], told)
        self._index()
        self._record(manifest["sha256"])
        return self.workspace

    def _workspace(self, told: dict[str, Any]) -> Workspace:
        workspace = Workspace.objects.select_for_update().filter(slug=self.slug).first()
        if workspace is None:
            try:
                check_slug(self.slug)
            except ValidationError as wrong:
                raise ArchiveRefused(" ".join(wrong.messages)) from None
            workspace = Workspace(slug=self.slug)
        elif any(m._base_manager.filter(workspace_id=workspace.pk).exists() for m in self.tables.values()):
            raise ArchiveRefused(
                _("The workspace “%(slug)s” is not empty. Read the archive into a new one.")
                % {"slug": self.slug}
            )
        workspace.name, workspace.source = told["name"], told["source"]
        workspace.municipality_id = self.municipalities.get(told["municipality"])
        try:
            workspace.full_clean(exclude=["municipality"])
        except ValidationError as wrong:
            raise ArchiveRefused(" ".join(wrong.messages)) from None
        workspace.save()
        self.ids[layout.WORKSPACE], self.rows[layout.WORKSPACE] = [workspace.pk], 1
        return workspace

    def _allocate(self, manifest: dict[str, Any]) -> None:
        """Fresh ids for every row, and for the records that are gone but that history still speaks of."""
        for label, told in manifest["tables"].items():
            self.rows[label] = told["rows"]
            self.ids[label] = _fresh_ids(self.tables[label], told["rows"] + told["gone"])
        for label, gone in manifest["gone_elsewhere"].items():
            if label != layout.WORKSPACE and layout.columns_by_attname(label):
                self.ids[label] = _fresh_ids(apps.get_model(label), gone)

    def _place(self, number: str, told: dict[str, Any]) -> None:
        """One stored file from the archive into the data folder, under a name of our own."""
        info = self.archive.getinfo(f"files/{number}")
        if info.file_size != told["size"]:
            raise ArchiveRefused(_(DAMAGED) % info.filename)
        with self.archive.open(info) as source:
            name = stored_name(StoredFile(workspace_id=self.workspace.pk), "")
            self.placed.append(name)
            saved = default_storage.save(name, File(cast(Any, source), name="content"))
        self.placed[-1] = saved
        sha = hashlib.sha256()
        with default_storage.open(saved) as back:
            for chunk in back.chunks():
                sha.update(chunk)
        if sha.hexdigest() != told["sha256"]:
            raise ArchiveRefused(_(DAMAGED) % info.filename)
        self.files[f"files/{number}"] = saved

    def _make_users(self) -> None:
        """Log-ins of the active members, without passwords: whoever has the address sets a new one."""
        for label, model in self.tables.items():
            names = [c.name for c in layout.columns(model) if c.target == "accounts.user"]
            if not names or label not in self.rows:
                continue
            with closing(self._lines(model, hashlib.sha256())) as lines:
                for row in lines:
                    for email in filter(None, map(row.get, names)):
                        self.users[email] = self._user(email, str(row.get("name") or ""))

    def _user(self, email: Any, name: str) -> int:
        if not isinstance(email, str) or len(email) > 254:
            raise ArchiveRefused(_(DAMAGED) % layout.member(Colleague))
        found = User.objects.filter(email__iexact=email).first()
        return (found or User.objects.create_user(email, name=name[:200])).pk

    def _table(self, model: type[models.Model], told: dict[str, Any]) -> None:
        sha, counter = hashlib.sha256(), [0]
        columns = layout.columns(model)
        names = ["id", "workspace_id", *(c.attname for c in columns)]
        targets = [str(c.field.column) for c in columns]
        with closing(self._lines(model, sha)) as lines:
            rows = (self._row(model, columns, line, counter) for line in lines)
            bulk.insert_rows(
                model, ["id", "workspace_id", *targets], ([row[n] for n in names] for row in rows)
            )
        if counter[0] != told["rows"] or sha.hexdigest() != told["sha256"]:
            raise ArchiveRefused(_(DAMAGED) % layout.member(model))

    def _lines(self, model: type[models.Model], sha: Any) -> Generator[dict[str, Any]]:
        with self.archive.open(layout.member(model)) as source:
            while line := source.readline(LINE_BYTES):
                sha.update(line)
                try:
                    row = json.loads(line)
                except (ValueError, RecursionError):
                    row = None
                if not line.endswith(b"\n") or not isinstance(row, dict):
                    raise ArchiveRefused(_(DAMAGED) % layout.member(model))
                yield row

    def _row(
        self, model: type[models.Model], columns: tuple[Column, ...], line: dict[str, Any], counter: list[int]
    ) -> dict[str, Any]:
        counter[0] += 1
        try:
            if set(line) != {"id", *(c.name for c in columns)} or line["id"] != counter[0]:
                raise ValueError
            refuse_cpr(model, line)
            row = {c.attname: parsed(c, line[c.name], self.rows.get(c.target, 0)) for c in columns}
            if references.of(model) or model._meta.label_lower == "core.batch":
                self.mover.inside(model, row)
            for c in columns:
                row[c.attname] = self.mover.cell(c, row[c.attname])
                if c.kind == "json" and (row[c.attname] is not None or not c.field.null):
                    row[c.attname] = layout.encode(row[c.attname])[:-1].decode()
        except HoldsCpr:
            raise ArchiveRefused(
                _("Row %(row)s of %(table)s holds a CPR number. Brobygger never stores CPR numbers.")
                % {"row": counter[0], "table": layout.member(model)}
            ) from None
        except (ValueError, TypeError, KeyError, AttributeError, LookupError, ValidationError):
            raise ArchiveRefused(_(DAMAGED) % f"{layout.member(model)}, {counter[0]}") from None
        number = cast(int, line["id"])
        return row | {"id": self.ids[model._meta.label_lower][number - 1], "workspace_id": self.workspace.pk}

    def _number(self, label: str, number: int) -> int | None:
        """The fresh id of the record with this number."""
        if label not in self.ids:
            return number
        if number < 1:
            raise ValueError
        return cast(int, self.ids[label][number - 1])

    def _name(self, label: str, name: Any) -> Any:
        if label == "accounts.user":
            return self.users[name]
        return self.municipalities.get(name)

    def _file(self, name: str) -> str:
        return self.files[name] if name else ""

    def _index(self) -> None:
        """The search index, made anew."""
        for model in search.findable():
            rows = model._base_manager.filter(workspace_id=self.workspace.pk).order_by("pk")
            last = 0
            while chunk := list(rows.filter(pk__gt=last)[:CHUNK]):
                search.index(chunk, fresh=True)
                last = chunk[-1].pk
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    def _record(self, sha256: str) -> None:
        by = System(self.workspace)
        HistoryEntry.objects.create(
            workspace_id=self.workspace.pk,
            model=layout.WORKSPACE,
            object_id=self.workspace.pk,
            object_label=self.workspace.name,
            verb=HistoryEntry.Verb.CREATED,
            operation="records.archive.read",
            after={"sha256": sha256},
            actor_id=by.actor_id,
            actor_label=by.actor_label,
        )


def _fresh_ids(model: type[models.Model], count: int) -> "array[int]":
    ids = array("q")
    while len(ids) < count:
        ids.extend(bulk.allocate_ids(model, min(50_000, count - len(ids))))
    return ids
