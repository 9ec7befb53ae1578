"""The 98 municipalities, from the package's own file."""

import csv
from pathlib import Path

from django.db import migrations

FILE = Path(__file__).parent.parent / "data" / "municipalities.csv"


def fill(apps, schema_editor):
    Municipality = apps.get_model("places", "Municipality")
    with FILE.open(encoding="utf-8", newline="") as file:
        Municipality.objects.bulk_create([Municipality(**row) for row in csv.DictReader(file)])


class Migration(migrations.Migration):
    dependencies = [("places", "0001_initial")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
