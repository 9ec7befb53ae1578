"""Who was erased, by number alone, in a file beside the database: a restored backup must not bring them back."""

import json
from datetime import datetime

from django.db import transaction

from brobygger.accounts.models import System, Workspace
from brobygger.records.personal import erasing, operations
from brobygger.records.personal.leftovers import remembered_in


def erase_again(since: datetime) -> int:
    """Erase whoever was erased after `since`, when the restored backup was made; returns how many."""
    if not remembered_in().exists():
        return 0
    done = 0
    for text in remembered_in().read_text(encoding="utf-8").splitlines():
        line = json.loads(text)
        workspace = Workspace.objects.filter(pk=line["workspace"]).first()
        if workspace is None or datetime.fromisoformat(line["at"]) <= since:
            continue
        by = System(workspace)
        done += operations.erase_outdated(
            label=line["model"], pk=line["id"], by=by, workspace=workspace, again=True
        )
    if done:
        with transaction.atomic():
            erasing.forget_words()
    return done
