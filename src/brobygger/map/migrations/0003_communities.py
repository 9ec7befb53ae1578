"""Communities."""

from django.db import migrations


class Migration(migrations.Migration):
    """Fill in: the operations of this feature."""

    dependencies = [("map", "0002_embeds")]
    operations: list[migrations.operations.base.Operation] = []
