"""The database a command works on: brought up to date before anything else touches it."""

from django.core.management import call_command
from django.db import connection

from brobygger.accounts.models import Workspace
from brobygger.cli.output import Refused


def migrate() -> None:
    """Create or update the tables. Two that start at once wait for one another."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_lock(%s)", [MIGRATION_LOCK])
            try:
                _update()
            finally:
                cursor.execute("select pg_advisory_unlock(%s)", [MIGRATION_LOCK])
    else:
        _update()


def _update() -> None:
    call_command("migrate", interactive=False, verbosity=0)
    # Counters of attempts to log in live in the cache, which no migration makes.
    call_command("createcachetable", verbosity=0)


def release() -> None:
    """Let go of the database before this process forks: a pool that is carried over has lost its threads."""
    connection.close()
    if connection.vendor == "postgresql":
        connection.close_pool()  # type: ignore[attr-defined]


# Any number that nothing else on the server uses.
MIGRATION_LOCK = 7_242_811


def workspace(slug: str) -> Workspace:
    """The workspace with that name in addresses; refused where there is none."""
    found = Workspace.objects.filter(slug=slug).first()
    if found is None:
        known = (
            ", ".join(Workspace.objects.order_by("slug").values_list("slug", flat=True)[:20]) or "none yet"
        )
        raise Refused(f"There is no workspace “{slug}” here (there are: {known}).")
    return found
