"""Maps shared by link."""

import brobygger.core.fields
import brobygger.map.models.embeds
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    """One table."""

    dependencies = [("map", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="MapEmbed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("title", brobygger.core.fields.Line(max_length=120, verbose_name="Title")),
                ("lens", models.CharField(max_length=40, verbose_name="Lens")),
                ("filters", models.JSONField(blank=True, default=dict, verbose_name="Filters")),
                (
                    "levels",
                    models.JSONField(default=brobygger.map.models.embeds._levels, verbose_name="Levels"),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("da", "Dansk"), ("en", "English")],
                        default="da",
                        max_length=2,
                        verbose_name="Language",
                    ),
                ),
                (
                    "origins",
                    models.JSONField(blank=True, default=list, verbose_name="Sites that may show it"),
                ),
                (
                    "secret",
                    models.CharField(
                        default=brobygger.map.models.embeds._secret,
                        editable=False,
                        max_length=64,
                        unique=True,
                    ),
                ),
                ("expires_on", models.DateField(blank=True, null=True, verbose_name="Last day")),
                (
                    "withdrawn_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="Withdrawn"),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="accounts.colleague",
                        verbose_name="Made by",
                    ),
                ),
                (
                    "workspace",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounts.workspace",
                    ),
                ),
            ],
            options={"indexes": [models.Index(fields=["workspace", "-id"], name="embed_newest")]},
        ),
    ]
