"""Work that need not hold up a page."""

from django.tasks import task

from brobygger.accounts.models import Colleague
from brobygger.records.models import WorkspaceExport
from brobygger.records.personal import exporting


@task
def export_workspace(export_id: int, colleague_id: int) -> None:
    """Write the whole workspace to a file."""
    export = WorkspaceExport.objects.get(pk=export_id)
    by = Colleague.objects.select_related("workspace").get(pk=colleague_id)
    exporting.make(export, by=by)
