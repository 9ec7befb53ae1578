"""Looking after the network: intervals, snoozes, approaches, the weekly mail, handovers; follow-ups by date."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import brobygger.core.fields


class Migration(migrations.Migration):
    dependencies = [("network", "0002_duplicates")]
    operations = [
        migrations.CreateModel(
            name="ApproachNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("kind", models.CharField(choices=[("told", "Told"), ("agreed", "Agreed")], max_length=6)),
                ("on", models.DateField(default=django.utils.timezone.localdate, verbose_name="Date")),
                ("until", models.DateField(blank=True, null=True, verbose_name="Until")),
                (
                    "note",
                    brobygger.core.fields.Line(blank=True, max_length=300, verbose_name="What was agreed"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CareInterval",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "level",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("wished", "Wished for"),
                            ("network", "Network"),
                            ("cooperation", "Cooperation"),
                            ("partnership", "Partnership"),
                        ],
                        max_length=12,
                        verbose_name="Formality",
                    ),
                ),
                ("days", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="Days")),
            ],
        ),
        migrations.CreateModel(
            name="DigestPause",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
        ),
        migrations.CreateModel(
            name="DigestSent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("week", models.CharField(max_length=8)),
            ],
        ),
        migrations.CreateModel(
            name="Handover",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("leaves", "Leaves the house"),
                            ("moves", "Gets another job or team in the house"),
                        ],
                        default="leaves",
                        max_length=6,
                        verbose_name="Why",
                    ),
                ),
                ("on", models.DateField(blank=True, null=True, verbose_name="From when")),
                (
                    "note",
                    brobygger.core.fields.Text(blank=True, verbose_name="What the receivers should know"),
                ),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="Closed on")),
            ],
        ),
        migrations.CreateModel(
            name="HandoverLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("label", brobygger.core.fields.Line(max_length=300, verbose_name="What")),
                (
                    "alone",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("organisation", "The organisation is known by nobody else"),
                            ("person", "The person is known by nobody else"),
                        ],
                        max_length=12,
                    ),
                ),
                ("place", models.PositiveIntegerField(default=0)),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        choices=[("keep", "Keep"), ("give", "Hand over"), ("end", "End")],
                        max_length=4,
                        verbose_name="Decision",
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[("taken", "Taken over"), ("declined", "Declined")],
                        max_length=8,
                        verbose_name="Answer",
                    ),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("reason", brobygger.core.fields.Line(blank=True, max_length=300, verbose_name="Why not")),
            ],
        ),
        migrations.CreateModel(
            name="Snooze",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "on",
                    models.DateField(default=django.utils.timezone.localdate, verbose_name="Put aside on"),
                ),
                ("until", models.DateField(verbose_name="Remind again on")),
                ("why", brobygger.core.fields.Line(blank=True, max_length=300, verbose_name="Why")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="Ended")),
            ],
        ),
        migrations.AddIndex(
            model_name="followup",
            index=models.Index(
                condition=models.Q(("done_on__isnull", True)),
                fields=["workspace", "due_on", "id"],
                name="follow_up_by_date",
            ),
        ),
        migrations.AddIndex(
            model_name="followup",
            index=models.Index(
                condition=models.Q(("done_on__isnull", False)),
                fields=["workspace", "-due_on", "-id"],
                name="follow_up_done_by_date",
            ),
        ),
        migrations.AddField(
            model_name="approachnote",
            name="leader",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="accounts.colleague",
                verbose_name="Who leads",
            ),
        ),
        migrations.AddField(
            model_name="approachnote",
            name="made_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="accounts.colleague",
            ),
        ),
        migrations.AddField(
            model_name="approachnote",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="approach_notes",
                to="network.organisation",
            ),
        ),
        migrations.AddField(
            model_name="approachnote",
            name="workspace",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="accounts.workspace",
            ),
        ),
        migrations.AddField(
            model_name="careinterval",
            name="workspace",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="accounts.workspace",
            ),
        ),
        migrations.AddField(
            model_name="digestpause",
            name="colleague",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.colleague"
            ),
        ),
        migrations.AddField(
            model_name="digestpause",
            name="workspace",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="accounts.workspace",
            ),
        ),
        migrations.AddField(
            model_name="digestsent",
            name="colleague",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.colleague"
            ),
        ),
        migrations.AddField(
            model_name="digestsent",
            name="workspace",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="accounts.workspace",
            ),
        ),
        migrations.AddField(
            model_name="handover",
            name="colleague",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="accounts.colleague",
                verbose_name="Colleague",
            ),
        ),
        migrations.AddField(
            model_name="handover",
            name="started_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="accounts.colleague",
            ),
        ),
        migrations.AddField(
            model_name="handover",
            name="workspace",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="accounts.workspace",
            ),
        ),
        migrations.AddField(
            model_name="handoverline",
            name="decided_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="accounts.colleague",
            ),
        ),
        migrations.AddField(
            model_name="handoverline",
            name="follow_up",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="network.followup",
            ),
        ),
        migrations.AddField(
            model_name="handoverline",
            name="handover",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="network.handover"
            ),
        ),
        migrations.AddField(
            model_name="handoverline",
            name="new_tie",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="network.tie",
            ),
        ),
        migrations.AddField(
            model_name="handoverline",
            name="organisation",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="network.organisation",
            ),
        ),
        migrations.AddField(
            model_name="handoverline",
            name="person",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="network.person",
            ),
        ),
        migrations.AddField(
            model_name="handoverline",
            name="receiver",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="accounts.colleague",
                verbose_name="Receiver",
            ),
        ),
        migrations.AddField(
            model_name="handoverline",
            name="tie",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="network.tie",
            ),
        ),
        migrations.AddField(
            model_name="handoverline",
            name="workspace",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="accounts.workspace",
            ),
        ),
        migrations.AddField(
            model_name="snooze",
            name="ended_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="accounts.colleague",
            ),
        ),
        migrations.AddField(
            model_name="snooze",
            name="made_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="accounts.colleague",
            ),
        ),
        migrations.AddField(
            model_name="snooze",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="snoozes", to="network.organisation"
            ),
        ),
        migrations.AddField(
            model_name="snooze",
            name="workspace",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="accounts.workspace",
            ),
        ),
        migrations.AddIndex(
            model_name="approachnote",
            index=models.Index(fields=["workspace", "organisation", "-id"], name="approach_note_newest"),
        ),
        migrations.AddConstraint(
            model_name="careinterval",
            constraint=models.UniqueConstraint(fields=("workspace", "level"), name="care_interval_once"),
        ),
        migrations.AddConstraint(
            model_name="digestpause",
            constraint=models.UniqueConstraint(fields=("colleague",), name="digest_paused_once"),
        ),
        migrations.AddConstraint(
            model_name="digestsent",
            constraint=models.UniqueConstraint(fields=("colleague", "week"), name="digest_once_a_week"),
        ),
        migrations.AddIndex(
            model_name="handover",
            index=models.Index(fields=["workspace", "-id"], name="handover_newest"),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_at__isnull", True)),
                fields=("colleague",),
                name="one_open_handover",
            ),
        ),
        migrations.AddIndex(
            model_name="handoverline",
            index=models.Index(fields=["handover", "place", "id"], name="handover_line_in_order"),
        ),
        migrations.AddIndex(
            model_name="handoverline",
            index=models.Index(
                condition=models.Q(("answer", ""), ("decision", "give")),
                fields=["workspace", "receiver", "id"],
                name="handover_line_waiting",
            ),
        ),
        migrations.AddIndex(
            model_name="snooze",
            index=models.Index(
                condition=models.Q(("ended_on__isnull", True)),
                fields=["workspace", "organisation", "until"],
                name="snooze_open",
            ),
        ),
    ]
