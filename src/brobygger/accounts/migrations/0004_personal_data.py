"""Personal data."""

from django.db import migrations


class Migration(migrations.Migration):
    """Fill in: the operations of this feature."""

    dependencies = [("accounts", "0003_login")]
    operations: list[migrations.operations.base.Operation] = []
