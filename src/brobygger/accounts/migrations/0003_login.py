"""Log-in."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

KEY = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")
CREATED = ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False))
PURPOSES = [
    ("invitation", "Invitation"),
    ("first_login", "First log-in"),
    ("break_glass", "Way in without the municipality"),
]


def workspace() -> tuple[str, models.Field]:
    key = models.ForeignKey(
        editable=False,
        on_delete=django.db.models.deletion.CASCADE,
        related_name="+",
        to="accounts.workspace",
    )
    return ("workspace", key)


class Migration(migrations.Migration):
    """Log-in through the municipality, and the way in beside it."""

    dependencies = [("accounts", "0002_tokens")]
    operations = [
        migrations.AddField(
            "workspace",
            "only_municipal",
            models.BooleanField(default=False, verbose_name="Only log-in through the municipality"),
        ),
        migrations.AddField(
            "colleague",
            "break_glass",
            models.BooleanField(default=False, verbose_name="Comes in without the municipality"),
        ),
        migrations.AlterField(
            "link", "purpose", models.CharField(choices=PURPOSES, max_length=20, verbose_name="Purpose")
        ),
        migrations.CreateModel(
            name="Identity",
            fields=[
                ("id", KEY),
                CREATED,
                ("provider", models.CharField(max_length=40, verbose_name="Log-in")),
                ("secret", models.CharField(editable=False, max_length=64)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="Withdrawn")),
                (
                    "colleague",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="identities",
                        to="accounts.colleague",
                    ),
                ),
                workspace(),
            ],
            options={
                "indexes": [models.Index(fields=["provider", "secret"], name="identity_by_subject")],
                "constraints": [
                    models.UniqueConstraint(fields=["workspace", "provider", "secret"], name="identity_once"),
                    models.UniqueConstraint(
                        fields=["colleague", "provider"], name="identity_of_colleague_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BreakGlassUse",
            fields=[
                ("id", KEY.clone()),
                CREATED,
                (
                    "colleague",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounts.colleague",
                    ),
                ),
                workspace(),
            ],
        ),
    ]
