"""Webhooks."""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import brobygger.core.fields
import brobygger.records.webhooks.models


class Migration(migrations.Migration):
    """Whom other systems' addresses are told what, and each telling."""

    dependencies = [("accounts", "0001_initial"), ("records", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Webhook",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("name", brobygger.core.fields.Line(max_length=100, verbose_name="Name")),
                ("host", models.CharField(blank=True, max_length=255, verbose_name="Host")),
                ("address", models.CharField(editable=False, max_length=500, verbose_name="Address")),
                ("about", models.JSONField(default=list, verbose_name="About what")),
                ("verbs", models.JSONField(default=list, verbose_name="When it is")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("active", "Sends"),
                            ("paused", "Paused"),
                            ("stopped", "Stopped: it could not be delivered"),
                        ],
                        default="active",
                        max_length=8,
                        verbose_name="State",
                    ),
                ),
                (
                    "secret",
                    models.CharField(
                        default=brobygger.records.webhooks.models.random_part, editable=False, max_length=64
                    ),
                ),
                ("hint", models.CharField(blank=True, editable=False, max_length=4)),
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
        ),
        migrations.CreateModel(
            name="WebhookDelivery",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("event", models.CharField(max_length=60)),
                ("body", models.TextField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waits"),
                            ("delivered", "Delivered"),
                            ("failed", "Not delivered"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("next_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("tried_at", models.DateTimeField(null=True)),
                ("status", models.PositiveSmallIntegerField(null=True)),
                ("error", models.CharField(blank=True, max_length=20)),
                ("answer", models.CharField(blank=True, max_length=200)),
                (
                    "webhook",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deliveries",
                        to="records.webhook",
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
        ),
        migrations.AddIndex(
            model_name="webhook",
            index=models.Index(fields=["workspace", "state"], name="webhook_by_state"),
        ),
        migrations.AddIndex(
            model_name="webhookdelivery",
            index=models.Index(fields=["webhook", "-id"], name="delivery_newest"),
        ),
        migrations.AddIndex(
            model_name="webhookdelivery",
            index=models.Index(
                condition=models.Q(("state", "waiting")), fields=["next_at"], name="delivery_due"
            ),
        ),
    ]
