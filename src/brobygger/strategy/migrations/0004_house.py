"""How the house is organised for partnerships."""

import brobygger.core.fields
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    """Responsibility, keepers, time, self-checks."""

    dependencies = [("strategy", "0003_resources")]

    operations = [
        migrations.CreateModel(
            name="ReadinessCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("on", models.DateField(default=django.utils.timezone.localdate, verbose_name="Date")),
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
        ),
        migrations.CreateModel(
            name="ReadinessAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("statement", models.CharField(max_length=20)),
                (
                    "said",
                    models.CharField(
                        choices=[
                            ("yes", "Yes"),
                            ("partly", "Partly"),
                            ("no", "No"),
                            ("unknown", "Don't know"),
                        ],
                        max_length=7,
                        verbose_name="Answer",
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
                (
                    "check_made",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="strategy.readinesscheck",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Responsibility",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "where",
                    models.CharField(
                        choices=[("central", "Central"), ("local", "Local"), ("mixed", "Mixed")],
                        max_length=7,
                        verbose_name="Responsibility",
                    ),
                ),
                ("reason", brobygger.core.fields.Text(blank=True, verbose_name="Why")),
                (
                    "decided_on",
                    models.DateField(default=django.utils.timezone.localdate, verbose_name="Decided"),
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
        ),
        migrations.CreateModel(
            name="TimeSet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("hours", models.DecimalField(decimal_places=2, max_digits=6, verbose_name="Hours")),
                (
                    "per",
                    models.CharField(
                        choices=[("week", "a week"), ("month", "a month")],
                        default="week",
                        max_length=5,
                        verbose_name="Per",
                    ),
                ),
                ("from_date", models.DateField(default=django.utils.timezone.localdate, verbose_name="From")),
                ("to_date", models.DateField(blank=True, null=True, verbose_name="To")),
                (
                    "colleague",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounts.colleague",
                        verbose_name="Colleague",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounts.team",
                        verbose_name="Team",
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
        migrations.CreateModel(
            name="HoursUsed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("on", models.DateField(default=django.utils.timezone.localdate, verbose_name="Date")),
                ("hours", models.DecimalField(decimal_places=2, max_digits=4, verbose_name="Hours")),
                ("about", brobygger.core.fields.Line(blank=True, max_length=200, verbose_name="About")),
                (
                    "colleague",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounts.colleague",
                        verbose_name="Colleague",
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
                "indexes": [models.Index(fields=["workspace", "on"], name="hours_by_day")],
            },
        ),
        migrations.CreateModel(
            name="Keeper",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("from_date", models.DateField(default=django.utils.timezone.localdate, verbose_name="From")),
                ("to_date", models.DateField(blank=True, null=True, verbose_name="To")),
                (
                    "colleague",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounts.colleague",
                        verbose_name="Keeper",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
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
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("organisation__isnull", False), ("to_date", None)),
                        fields=("organisation",),
                        name="one_keeper_each",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("organisation", None), ("to_date", None)),
                        fields=("workspace",),
                        name="one_network_keeper",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="readinesscheck",
            index=models.Index(fields=["workspace", "-on", "-id"], name="readiness_newest"),
        ),
        migrations.AddConstraint(
            model_name="readinessanswer",
            constraint=models.UniqueConstraint(
                fields=("check_made", "statement"), name="statement_answered_once"
            ),
        ),
        migrations.AddIndex(
            model_name="responsibility",
            index=models.Index(fields=["workspace", "-decided_on", "-id"], name="responsibility_newest"),
        ),
        migrations.AddConstraint(
            model_name="timeset",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("colleague__isnull", False), ("team__isnull", True)),
                    models.Q(("colleague__isnull", True), ("team__isnull", False)),
                    _connector="OR",
                ),
                name="time_set_for_one",
            ),
        ),
    ]
