"""Links that answer a question."""

from django.db import migrations, models

PURPOSES = [
    ("invitation", "Invitation"),
    ("first_login", "First log-in"),
    ("break_glass", "Way in without the municipality"),
    ("answer", "Answering without a log-in"),
]


class Migration(migrations.Migration):
    """One more purpose."""

    dependencies = [("accounts", "0003_login")]
    operations = [
        migrations.AlterField(
            "link", "purpose", models.CharField(choices=PURPOSES, max_length=20, verbose_name="Purpose")
        ),
    ]
