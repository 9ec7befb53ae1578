"""Timed."""

from django.db import migrations


class Migration(migrations.Migration):
    """Fill in: the operations of this feature."""

    dependencies = [("core", "0002_search")]
    operations: list[migrations.operations.base.Operation] = []
