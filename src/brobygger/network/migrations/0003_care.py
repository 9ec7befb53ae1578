"""Care."""

from django.db import migrations


class Migration(migrations.Migration):
    """Fill in: the operations of this feature."""

    dependencies = [("network", "0002_duplicates")]
    operations: list[migrations.operations.base.Operation] = []
