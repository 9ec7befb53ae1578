"""Idempotency."""

from django.db import migrations


class Migration(migrations.Migration):
    """Fill in: the operations of this feature."""

    dependencies = [("core", "0003_timed")]
    operations: list[migrations.operations.base.Operation] = []
