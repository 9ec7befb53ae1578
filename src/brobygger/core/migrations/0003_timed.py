"""When each piece of timed work was last done."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("core", "0002_search")]
    operations = [
        migrations.CreateModel(
            name="TimedRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80, unique=True)),
                ("began_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("failed", models.BooleanField(default=False)),
                ("note", models.CharField(blank=True, max_length=300)),
            ],
        ),
    ]
