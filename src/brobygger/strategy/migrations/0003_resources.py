"""What partners and sectors bring and want, and what we need."""

import brobygger.core.fields
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("network", "0005_exchange"),
        ("strategy", "0002_process"),
    ]

    operations = [
        migrations.CreateModel(
            name="Need",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("text", brobygger.core.fields.Line(max_length=200, verbose_name="What do we need?")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("money", "Money"),
                            ("time", "Time"),
                            ("expertise", "Expertise"),
                            ("information", "Information"),
                            ("relations", "Relations"),
                            ("premises", "Premises"),
                            ("equipment", "Equipment"),
                            ("legitimacy", "Legitimacy"),
                        ],
                        max_length=11,
                        verbose_name="Kind",
                    ),
                ),
                ("met_on", models.DateField(blank=True, null=True, verbose_name="Met")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="Given up")),
                (
                    "goal",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="needs",
                        to="strategy.goal",
                    ),
                ),
                (
                    "noted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="accounts.colleague",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="network.organisation",
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
            name="Resource",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "direction",
                    models.CharField(
                        choices=[("brings", "Can bring"), ("wants", "Wants")],
                        max_length=6,
                        verbose_name="Direction",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("money", "Money"),
                            ("time", "Time"),
                            ("expertise", "Expertise"),
                            ("information", "Information"),
                            ("relations", "Relations"),
                            ("premises", "Premises"),
                            ("equipment", "Equipment"),
                            ("legitimacy", "Legitimacy"),
                        ],
                        max_length=11,
                        verbose_name="Kind",
                    ),
                ),
                ("text", brobygger.core.fields.Line(blank=True, max_length=300, verbose_name="What")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="Ended")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="network.organisation",
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
                    models.Index(fields=["workspace", "organisation"], name="resource_by_organisation"),
                    models.Index(fields=["workspace", "kind"], name="resource_by_kind"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SectorResource",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "sector",
                    models.CharField(
                        choices=[("public", "Public"), ("private", "Private"), ("civil", "Civil society")],
                        max_length=8,
                        verbose_name="Sector",
                    ),
                ),
                (
                    "direction",
                    models.CharField(
                        choices=[("brings", "Can bring"), ("wants", "Wants")],
                        max_length=6,
                        verbose_name="Direction",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("money", "Money"),
                            ("time", "Time"),
                            ("expertise", "Expertise"),
                            ("information", "Information"),
                            ("relations", "Relations"),
                            ("premises", "Premises"),
                            ("equipment", "Equipment"),
                            ("legitimacy", "Legitimacy"),
                        ],
                        max_length=11,
                        verbose_name="Kind",
                    ),
                ),
                ("text", brobygger.core.fields.Line(blank=True, max_length=300, verbose_name="What")),
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
                        fields=("workspace", "sector", "direction", "kind"), name="sector_resource_once"
                    )
                ],
            },
        ),
    ]
