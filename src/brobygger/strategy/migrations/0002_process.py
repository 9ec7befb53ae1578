"""Process."""

from django.db import migrations


class Migration(migrations.Migration):
    """Fill in: the operations of this feature."""

    dependencies = [("strategy", "0001_initial")]
    operations: list[migrations.operations.base.Operation] = []
