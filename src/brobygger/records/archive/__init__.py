"""A whole workspace in one file, to keep or to move: written by `writing`, read into an empty workspace by `reading`.

The format is described in docs/archive.md. Tables are found by walking the models' metadata: a package above this one
is in the archive without being named here.
"""

from brobygger.records.archive.layout import ArchiveRefused
from brobygger.records.archive.reading import read_archive
from brobygger.records.archive.writing import write_archive

__all__ = ["ArchiveRefused", "read_archive", "write_archive"]
