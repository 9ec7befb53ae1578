"""Communities."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import brobygger.core.fields


class Migration(migrations.Migration):
    """Where records stand in the explorer, bridges, single points and communities."""

    dependencies = [("map", "0002_embeds")]
    operations = [
        migrations.CreateModel(
            name="Community",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("name", brobygger.core.fields.Line(max_length=80, verbose_name="Name")),
                ("sort_key", brobygger.core.fields.SortKey(default="", editable=False, max_length=200)),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("theme", "The theme most of them have"),
                            ("type", "The type most of them have"),
                            ("town", "The town most of them are in"),
                            ("member", "The one with most ties"),
                            ("hand", "Somebody here"),
                        ],
                        editable=False,
                        max_length=6,
                    ),
                ),
                ("organisations", models.PositiveIntegerField(default=0, editable=False)),
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
            name="CommunityMember",
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
                ("place", models.PositiveIntegerField(default=0)),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="members",
                        to="map.community",
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
            name="NetworkReading",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("organisations", models.PositiveIntegerField(default=0)),
                ("people", models.PositiveIntegerField(default=0)),
                ("edges", models.PositiveIntegerField(default=0)),
                ("sampled", models.PositiveIntegerField(default=0)),
                ("relaid", models.BooleanField(default=False)),
                ("ended_at", models.DateTimeField(null=True)),
                ("failed", models.BooleanField(default=False)),
                (
                    "started_by",
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
        ),
        migrations.CreateModel(
            name="Position",
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
                ("x", models.IntegerField()),
                ("y", models.IntegerField()),
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
            name="SinglePoint",
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
                ("loses", models.PositiveIntegerField()),
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
            name="Loss",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("organisation_id", models.BigIntegerField(editable=False)),
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
                    "point",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="losses",
                        to="map.singlepoint",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Bridge",
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
                ("share", models.PositiveIntegerField()),
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
                "indexes": [models.Index(fields=["workspace", "-share"], name="bridge_by_share")],
                "constraints": [
                    models.UniqueConstraint(fields=("workspace", "model", "object_id"), name="bridge_once")
                ],
            },
        ),
        migrations.AddIndex(
            model_name="community",
            index=models.Index(fields=["workspace", "-organisations", "id"], name="community_by_size"),
        ),
        migrations.AddConstraint(
            model_name="communitymember",
            constraint=models.UniqueConstraint(
                fields=("workspace", "model", "object_id"), name="in_community_once"
            ),
        ),
        migrations.AddIndex(
            model_name="networkreading",
            index=models.Index(fields=["workspace", "-id"], name="network_reading_newest"),
        ),
        migrations.AddConstraint(
            model_name="position",
            constraint=models.UniqueConstraint(
                fields=("workspace", "model", "object_id"), name="stands_once"
            ),
        ),
        migrations.AddIndex(
            model_name="singlepoint",
            index=models.Index(fields=["workspace", "-loses"], name="single_point_by_losses"),
        ),
        migrations.AddConstraint(
            model_name="singlepoint",
            constraint=models.UniqueConstraint(
                fields=("workspace", "model", "object_id"), name="single_point_once"
            ),
        ),
        migrations.AddIndex(
            model_name="communitymember",
            index=models.Index(fields=["community", "model", "place"], name="in_community_by_place"),
        ),
    ]
