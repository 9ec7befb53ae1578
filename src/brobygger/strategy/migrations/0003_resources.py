"""Resources."""

from django.db import migrations


class Migration(migrations.Migration):
    """Fill in: the operations of this feature."""

    dependencies = [("strategy", "0002_process")]
    operations: list[migrations.operations.base.Operation] = []
