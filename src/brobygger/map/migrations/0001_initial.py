"""The first tables."""

from django.db import migrations


class Migration(migrations.Migration):
    """Fill in."""

    initial = True
    dependencies = [("accounts", "0001_initial"), ("network", "0001_initial")]
    operations: list[migrations.operations.base.Operation] = []
