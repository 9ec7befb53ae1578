"""Tokens."""

import brobygger.core.fields
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

ROLES = [("reader", "Reader"), ("staff", "Staff"), ("coordinator", "Coordinator"), ("leader", "Leader")]


class Migration(migrations.Migration):
    """Keys for other systems."""

    dependencies = [("accounts", "0001_initial")]
    operations = [
        migrations.CreateModel(
            name="ApiToken",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("name", brobygger.core.fields.Line(max_length=80, verbose_name="Name")),
                (
                    "role",
                    models.CharField(choices=ROLES, default="reader", max_length=12, verbose_name="Role"),
                ),
                ("prefix", models.CharField(editable=False, max_length=10)),
                ("secret", models.CharField(editable=False, max_length=64, unique=True)),
                ("expires_at", models.DateTimeField(blank=True, null=True, verbose_name="Works until")),
                ("revoked_at", models.DateTimeField(editable=False, null=True, verbose_name="Revoked")),
                ("last_used_at", models.DateTimeField(editable=False, null=True, verbose_name="Last used")),
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
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("revoked_at", None)),
                        fields=("workspace", "name"),
                        name="token_name_once",
                    )
                ]
            },
        ),
    ]
