"""Mapping campaigns."""

import brobygger.core.fields
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    """The first tables."""

    initial = True

    dependencies = [
        ("accounts", "0004_answering"),
        ("network", "0005_exchange"),
        ("strategy", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Campaign",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("name", brobygger.core.fields.Line(max_length=120, verbose_name="Name")),
                ("about", brobygger.core.fields.Text(blank=True, verbose_name="Why")),
                (
                    "opened_on",
                    models.DateField(
                        default=django.utils.timezone.localdate, editable=False, verbose_name="Opened"
                    ),
                ),
                ("closes_on", models.DateField(verbose_name="Last day")),
                ("everybody", models.BooleanField(default=True, verbose_name="All colleagues")),
                ("before", models.JSONField(default=dict, editable=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("updated_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "opened_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="accounts.colleague",
                        verbose_name="Opened by",
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
            name="AskedTeam",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.team"
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
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="asked_teams",
                        to="map.campaign",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Asked",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("mailed_at", models.DateTimeField(editable=False, null=True, verbose_name="Mail sent")),
                ("reminded_at", models.DateTimeField(editable=False, null=True, verbose_name="Reminded")),
                ("answered_at", models.DateTimeField(editable=False, null=True, verbose_name="Answered")),
                (
                    "told_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="Told what became of it"),
                ),
                (
                    "colleague",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.colleague"
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
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="asked", to="map.campaign"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Proposal",
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
                            ("organisation", "Organisation"),
                            ("person", "Person"),
                            ("lack", "What we lack"),
                        ],
                        max_length=12,
                        verbose_name="Kind",
                    ),
                ),
                ("title", brobygger.core.fields.Line(max_length=200, verbose_name="Name")),
                ("sort_key", brobygger.core.fields.SortKey(default="", editable=False, max_length=200)),
                ("certain", models.BooleanField(default=False, editable=False)),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("new", "New in the network"),
                            ("same", "Is in the network already"),
                            ("wish", "A wish"),
                            ("action", "An action"),
                            ("aside", "Set aside"),
                        ],
                        editable=False,
                        max_length=6,
                        verbose_name="Decision",
                    ),
                ),
                (
                    "reason",
                    brobygger.core.fields.Line(
                        blank=True, editable=False, max_length=300, verbose_name="Reason"
                    ),
                ),
                ("decided_at", models.DateTimeField(editable=False, null=True, verbose_name="Decided")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("updated_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="proposals",
                        to="map.campaign",
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
                    ),
                ),
                (
                    "follow_up",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="network.followup",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="network.organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="network.person",
                    ),
                ),
                (
                    "wish",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="strategy.wish",
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
            name="Answer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "question",
                    models.CharField(
                        choices=[
                            ("know", "Whom do you know?"),
                            ("wish", "Whom do you wish for?"),
                            ("overlook", "Whom do we overlook?"),
                            ("excluded", "Who cannot take part?"),
                        ],
                        max_length=8,
                        verbose_name="Which of the four",
                    ),
                ),
                ("name", brobygger.core.fields.Line(blank=True, max_length=200, verbose_name="Name")),
                (
                    "person",
                    brobygger.core.fields.Line(blank=True, max_length=120, verbose_name="Person there"),
                ),
                ("about", brobygger.core.fields.Line(blank=True, max_length=300, verbose_name="About what")),
                ("is_new", models.BooleanField(default=False, verbose_name="Not one we have")),
                ("late", models.BooleanField(default=False, verbose_name="After closing")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("updated_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="network.organisation",
                        verbose_name="Organisation",
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
                    "asked",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="answers", to="map.asked"
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="answers", to="map.campaign"
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="answers",
                        to="map.proposal",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="campaign",
            index=models.Index(fields=["workspace", "-closes_on", "-id"], name="campaign_newest"),
        ),
        migrations.AddConstraint(
            model_name="askedteam",
            constraint=models.UniqueConstraint(fields=("campaign", "team"), name="campaign_asks_team_once"),
        ),
        migrations.AddConstraint(
            model_name="asked",
            constraint=models.UniqueConstraint(
                fields=("campaign", "colleague"), name="campaign_asks_colleague_once"
            ),
        ),
        migrations.AddIndex(
            model_name="proposal",
            index=models.Index(fields=["campaign", "decision", "sort_key", "id"], name="campaign_tray"),
        ),
        migrations.AddIndex(
            model_name="answer",
            index=models.Index(fields=["campaign", "question", "id"], name="campaign_answers"),
        ),
        migrations.CreateModel(
            name="AskedLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "asked",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="by_link", to="map.asked"
                    ),
                ),
                (
                    "link",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.link"
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
            options={"abstract": False},
        ),
    ]
