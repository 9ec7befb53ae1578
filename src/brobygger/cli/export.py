"""`brobygger export`."""

from brobygger.cli.archive import add_export_arguments as add_arguments
from brobygger.cli.archive import run_export as run

__all__ = ["add_arguments", "run"]
