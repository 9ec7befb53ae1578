"""What this part gives the shell: colleagues as people, how long things are kept, entries of the settings."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.models import Colleague, Role
from brobygger.core import navigation, pages, reads, subjects, timed
from brobygger.records import notices, rules
from brobygger.records.personal import letting_go, models, reading, retention


def may_lead(request: HttpRequest) -> bool:
    """Leaders see what others took out, and how long things are kept."""
    colleague = getattr(request, "colleague", None)
    return colleague is not None and colleague.has_role(Role.LEADER)


def _stub(colleague: Colleague) -> dict[str, object]:
    return {"email": "", "phone": "", "title": "", "user": None}


def _obstacle(colleague: Colleague) -> str:
    if colleague.state == Colleague.State.LEFT:
        return ""
    return str(
        _("%(name)s is still a colleague here. Close the membership first.") % {"name": colleague.name}
    )


def register() -> None:
    """Called once at start-up."""
    subjects.register(
        subjects.Kind(
            key="colleagues",
            model=Colleague,
            noun=_("Colleague"),
            erased=_("Erased colleague %(number)s"),
            stub=_stub,
            remove=(
                "records.savedview",
                "records.notice",
                "accounts.identity",
                "accounts.link",
                "accounts.teammember",
            ),
            obstacle=_obstacle,
        )
    )
    for rule in letting_go.RULES:
        retention.register(rule)
    reads.register(reading.note)
    timed.register("records.retention", letting_go.run, every=letting_go.EVERY)
    for model, noun in (
        (models.ErasureRequest, _("Request for erasure")),
        (models.RetentionPeriod, _("Period of keeping")),
        (models.RetentionException, _("Exception from letting go")),
        (models.RetentionPlan, _("Plan of letting go")),
        (models.ReadOut, _("Taken out")),
        (models.WorkspaceExport, _("Export of the workspace")),
    ):
        pages.name(model, noun)
    rules.guard(Role.COORDINATOR, "records.erasurerequest", "records.retentionexception")
    rules.guard(Role.LEADER, "records.retentionperiod", "records.retentionplan", "records.workspaceexport")
    rules.guard(Role.LEADER, "accounts.apitoken", "accounts.identity", "accounts.breakglassuse")
    notices.register(
        "retention.announced", lambda v: str(_("%(count)s records will be let go. Look at them first.") % v)
    )
    notices.register("export.ready", lambda v: str(_("The export of the whole workspace is ready.")))
    notices.register("export.failed", lambda v: str(_("The workspace was not exported. Try again later.")))
    for order, key, label, icon, text in (
        (
            60,
            "personal",
            _("Personal data"),
            "contact-card",
            _("What is held on one person, and requests to erase it."),
        ),
        (
            61,
            "retention",
            _("How long data is kept"),
            "hourglass",
            _("Periods, what goes next, and exceptions."),
        ),
        (62, "reads", _("Taken out"), "eye", _("Who took out lists, archives and reports, and when.")),
        (
            63,
            "exports",
            _("Export everything"),
            "download",
            _("The whole workspace as one file, to keep or to move."),
        ),
    ):
        item = navigation.Item(
            key, label, icon, f"records:{key}", group="settings", order=order, text=text, allowed=may_lead
        )
        navigation.register(item)
