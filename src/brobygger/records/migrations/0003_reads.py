"""Personal data: requests and periods, and who read what out."""

import django.core.serializers.json
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import brobygger.core.fields


class Migration(migrations.Migration):
    """Who asked to be erased, how long what is kept, who took what out."""

    dependencies = [("accounts", "0001_initial"), ("records", "0002_webhooks")]

    operations = [
        migrations.CreateModel(
            name="WorkspaceExport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("running", "Being made"),
                            ("ready", "Ready"),
                            ("failed", "Failed"),
                            ("gone", "Taken away"),
                        ],
                        default="running",
                        max_length=8,
                        verbose_name="State",
                    ),
                ),
                ("file", models.CharField(blank=True, max_length=80)),
                ("size", models.BigIntegerField(default=0)),
                ("rows", models.BigIntegerField(default=0)),
                ("sha256", models.CharField(blank=True, max_length=64)),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="accounts.colleague",
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
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ErasureRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("subject_model", models.CharField(editable=False, max_length=60)),
                ("subject_id", models.BigIntegerField(editable=False)),
                (
                    "subject_label",
                    brobygger.core.fields.Line(editable=False, max_length=200, verbose_name="About"),
                ),
                (
                    "asked_on",
                    models.DateField(default=django.utils.timezone.localdate, verbose_name="Asked on"),
                ),
                ("asked_by", brobygger.core.fields.Line(max_length=200, verbose_name="Who asked")),
                (
                    "identity",
                    brobygger.core.fields.Line(max_length=300, verbose_name="How you know it was them"),
                ),
                ("note", brobygger.core.fields.Text(blank=True, verbose_name="Note")),
                ("due_on", models.DateField(editable=False, verbose_name="Answer before")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Waits for a decision"),
                            ("refused", "Refused"),
                            ("done", "Erased"),
                        ],
                        default="open",
                        editable=False,
                        max_length=8,
                        verbose_name="State",
                    ),
                ),
                ("decided_on", models.DateField(editable=False, null=True, verbose_name="Decided on")),
                ("reason", brobygger.core.fields.Text(blank=True, verbose_name="Reason")),
                (
                    "result",
                    models.JSONField(
                        default=dict, editable=False, encoder=django.core.serializers.json.DjangoJSONEncoder
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="accounts.colleague",
                        verbose_name="Decided by",
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
                "indexes": [models.Index(fields=["workspace", "state", "due_on"], name="erasure_waiting")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "open")),
                        fields=("workspace", "subject_model", "subject_id"),
                        name="one_open_erasure_each",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReadOut",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("archive", "The whole workspace"),
                            ("list", "A list"),
                            ("report", "What is held on a person"),
                        ],
                        max_length=10,
                        verbose_name="What",
                    ),
                ),
                ("what", brobygger.core.fields.Line(blank=True, max_length=200, verbose_name="Which")),
                ("form", models.CharField(blank=True, max_length=10, verbose_name="As")),
                ("number", models.PositiveIntegerField(null=True, verbose_name="How many")),
                ("reader_label", brobygger.core.fields.Line(max_length=200, verbose_name="Who")),
                (
                    "reader",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="accounts.colleague",
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
                "indexes": [models.Index(fields=["workspace", "-id"], name="read_out_newest")],
            },
        ),
        migrations.CreateModel(
            name="RetentionException",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("model", models.CharField(editable=False, max_length=60)),
                ("object_id", models.BigIntegerField(editable=False)),
                ("because", brobygger.core.fields.Line(max_length=300, verbose_name="Keep, because")),
                ("until", models.DateField(blank=True, null=True, verbose_name="Until")),
                (
                    "said_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="accounts.colleague",
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
                        fields=("workspace", "model", "object_id"), name="one_exception_each"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RetentionPeriod",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("kind", models.CharField(editable=False, max_length=40)),
                ("months", models.PositiveSmallIntegerField(verbose_name="Months")),
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
                    models.UniqueConstraint(fields=("workspace", "kind"), name="one_period_each")
                ],
            },
        ),
        migrations.CreateModel(
            name="RetentionPlan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "state",
                    models.CharField(
                        choices=[("announced", "Announced"), ("done", "Carried out"), ("stopped", "Stopped")],
                        default="announced",
                        max_length=10,
                        verbose_name="State",
                    ),
                ),
                ("runs_on", models.DateField(verbose_name="From")),
                ("items", models.JSONField(blank=True, default=dict)),
                ("result", models.JSONField(blank=True, default=dict)),
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
                "indexes": [models.Index(fields=["workspace", "state", "runs_on"], name="retention_waiting")],
            },
        ),
    ]
