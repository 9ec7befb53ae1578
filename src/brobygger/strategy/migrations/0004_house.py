"""House."""

from django.db import migrations


class Migration(migrations.Migration):
    """Fill in: the operations of this feature."""

    dependencies = [("strategy", "0003_resources")]
    operations: list[migrations.operations.base.Operation] = []
