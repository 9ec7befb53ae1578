"""Exchange."""

import brobygger.core.fields
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    """Secret addresses of calendars, the programme of events, whom it names and what was decided about them."""

    dependencies = [("network", "0004_board")]
    operations: list[migrations.operations.base.Operation] = [
        migrations.CreateModel(
            name="PartnerName",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("name", brobygger.core.fields.Line(max_length=200, verbose_name="Name")),
                ("match_key", models.CharField(default="", editable=False, max_length=200)),
                ("url", models.URLField(blank=True, max_length=500, verbose_name="Link")),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("same", "Is an organisation we have"),
                            ("not_partner", "Is no partner"),
                            ("later", "Later"),
                        ],
                        editable=False,
                        max_length=12,
                    ),
                ),
                ("suggested", models.JSONField(default=list, editable=False)),
                (
                    "organisation",
                    models.ForeignKey(
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
        ),
        migrations.CreateModel(
            name="ProgrammeEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("external_id", models.CharField(editable=False, max_length=100)),
                ("title", brobygger.core.fields.Line(max_length=200, verbose_name="What")),
                ("from_date", models.DateField(verbose_name="From")),
                ("to_date", models.DateField(blank=True, null=True, verbose_name="To")),
                ("branch", brobygger.core.fields.Line(blank=True, max_length=200, verbose_name="Where")),
                ("series", brobygger.core.fields.Line(blank=True, max_length=200, verbose_name="Series")),
                ("url", models.URLField(blank=True, max_length=500, verbose_name="Link")),
                ("cancelled", models.BooleanField(default=False, verbose_name="Cancelled")),
                ("taken", models.JSONField(default=dict, editable=False)),
                (
                    "news",
                    models.CharField(
                        blank=True,
                        choices=[("changed", "Changed"), ("cancelled", "Cancelled")],
                        editable=False,
                        max_length=10,
                    ),
                ),
                (
                    "activity",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="network.activity",
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
            name="EventPartner",
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
                        choices=[("waiting", "Waiting"), ("taken", "Taken over"), ("left_out", "Left out")],
                        default="waiting",
                        editable=False,
                        max_length=8,
                    ),
                ),
                ("named", models.BooleanField(default=True, editable=False)),
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
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="event_links",
                        to="network.partnername",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="partner_links",
                        to="network.programmeevent",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CalendarAddress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("secret", models.CharField(editable=False, max_length=64, unique=True)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="Withdrawn")),
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
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at", None)),
                        fields=("colleague",),
                        name="one_calendar_at_a_time",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="EventFeed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "address",
                    models.URLField(blank=True, max_length=500, verbose_name="Address of the programme"),
                ),
                ("outcome", models.CharField(blank=True, editable=False, max_length=20)),
                ("found", models.JSONField(default=dict, editable=False)),
                ("tried_at", models.DateTimeField(editable=False, null=True)),
                ("read_at", models.DateTimeField(editable=False, null=True)),
                ("reading_since", models.DateTimeField(editable=False, null=True)),
                (
                    "set_by",
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
                "constraints": [models.UniqueConstraint(fields=("workspace",), name="one_programme")],
            },
        ),
        migrations.AddConstraint(
            model_name="partnername",
            constraint=models.UniqueConstraint(fields=("workspace", "match_key"), name="partner_name_once"),
        ),
        migrations.AddIndex(
            model_name="programmeevent",
            index=models.Index(
                condition=models.Q(("news", ""), _negated=True),
                fields=["workspace", "from_date"],
                name="event_with_news",
            ),
        ),
        migrations.AddConstraint(
            model_name="programmeevent",
            constraint=models.UniqueConstraint(fields=("workspace", "external_id"), name="event_once"),
        ),
        migrations.AddIndex(
            model_name="eventpartner",
            index=models.Index(fields=["workspace", "state", "partner"], name="event_partner_tray"),
        ),
        migrations.AddConstraint(
            model_name="eventpartner",
            constraint=models.UniqueConstraint(fields=("event", "partner"), name="partner_at_event_once"),
        ),
    ]
