"""The whole installation in one file, to get it back: written while others work, checked before a byte is restored.

Rows, not a database's own dump: the same file restores to SQLite and to PostgreSQL, and each table has a hash that says
whether it came back equal (docs/operations.md, docs/decisions/0012).
"""

from brobygger.records.backup.layout import BackupRefused
from brobygger.records.backup.reading import check, manifest_of
from brobygger.records.backup.restoring import restore
from brobygger.records.backup.writing import write

__all__ = ["BackupRefused", "check", "manifest_of", "restore", "write"]
