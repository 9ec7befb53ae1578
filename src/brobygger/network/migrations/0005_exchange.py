"""Exchange."""

from django.db import migrations


class Migration(migrations.Migration):
    """Fill in: the operations of this feature."""

    dependencies = [("network", "0004_board")]
    operations: list[migrations.operations.base.Operation] = []
