"""Reads."""

from django.db import migrations


class Migration(migrations.Migration):
    """Fill in: the operations of this feature."""

    dependencies = [("records", "0002_webhooks")]
    operations: list[migrations.operations.base.Operation] = []
