"""Board."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import brobygger.core.fields


class Migration(migrations.Migration):
    """The cards of the board."""

    dependencies = [
        ("network", "0003_care"),
        ("accounts", "0001_initial"),
        ("records", "0001_initial"),
    ]
    operations = [
        migrations.CreateModel(
            name="BoardCard",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "text",
                    brobygger.core.fields.Line(
                        blank=True, max_length=300, verbose_name="What is on the card"
                    ),
                ),
                (
                    "received_on",
                    models.DateField(default=django.utils.timezone.localdate, verbose_name="Received"),
                ),
                (
                    "colleague",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounts.colleague",
                        verbose_name="Who got the card",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="board_cards",
                        to="network.organisation",
                        verbose_name="Organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="board_cards",
                        to="network.person",
                        verbose_name="Person",
                    ),
                ),
                (
                    "photo",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="records.storedfile",
                        verbose_name="Picture",
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
            options={
                "indexes": [
                    models.Index(fields=["workspace", "-received_on", "-id"], name="card_newest"),
                ],
            },
        ),
    ]
