"""What belongs to every record: history and undo, the bin, notes, saved views, notices, jobs."""

from django.urls import URLPattern, URLResolver, path

from brobygger.records.views import history, journal, own, personal, retention, webhooks

app_name = "records"


def personal_urls(kind: str) -> list[URLPattern]:
    """What is held on one person of this kind."""
    here, name, which = f"settings/personal/{kind}/<int:pk>/", f"personal_{kind}", {"kind": kind}
    return [
        path(here, personal.report, which, name=name),
        path(f"{here}report.json", personal.report_json, which, name=f"{name}_json"),
        path(f"{here}report.pdf", personal.report_pdf, which, name=f"{name}_pdf"),
        path(f"{here}erase/", personal.request_new, which, name=f"{name}_erase"),
    ]


urlpatterns: list[URLPattern | URLResolver] = [
    path("history/", history.history, name="history"),
    path("history/of/<str:model>/<int:pk>/", history.record_history, name="record_history"),
    path("history/batches/<int:pk>/", history.batch, name="batch"),
    path("history/batches/<int:pk>/undo/", history.batch_undo, name="batch_undo"),
    path("bin/", history.bin_page, name="bin"),
    path("journal/notes/<int:pk>/", journal.note_edit, name="note_edit"),
    path("journal/notes/<int:pk>/pin/", journal.note_pin, name="note_pin"),
    path("journal/notes/<int:pk>/delete/", journal.note_delete, name="note_delete"),
    path("journal/<str:model>/<int:pk>/", journal.journal, name="journal"),
    path("journal/<str:model>/<int:pk>/add/", journal.journal_add, name="journal_add"),
    path("views/save/", own.save_view, name="save_view"),
    path("views/<int:pk>/delete/", own.delete_view, name="delete_view"),
    path("notices/", own.notices, name="notices"),
    path("notices/read/", own.notices_read, name="notices_read"),
    path("notices/<int:pk>/", own.notice, name="notice"),
    path("jobs/<str:key>/", own.job, name="job"),
    path("settings/webhooks/", webhooks.webhooks, name="webhooks"),
    path("settings/webhooks/new/", webhooks.webhook_new, name="webhook_new"),
    path("settings/webhooks/<int:pk>/", webhooks.webhook, name="webhook"),
    path("settings/webhooks/<int:pk>/edit/", webhooks.webhook_edit, name="webhook_edit"),
    path("settings/webhooks/<int:pk>/pause/", webhooks.webhook_pause, name="webhook_pause"),
    path("settings/webhooks/<int:pk>/resume/", webhooks.webhook_resume, name="webhook_resume"),
    path("settings/webhooks/<int:pk>/test/", webhooks.webhook_test, name="webhook_test"),
    path("settings/webhooks/<int:pk>/secret/", webhooks.webhook_secret, name="webhook_secret"),
    path("settings/webhooks/<int:pk>/delete/", webhooks.webhook_delete, name="webhook_delete"),
    path("settings/deliveries/<int:pk>/again/", webhooks.delivery_again, name="delivery_again"),
    path("settings/personal/", personal.personal, name="personal"),
    *personal_urls("people"),
    *personal_urls("colleagues"),
    path("settings/personal/requests/<int:pk>/", personal.erasure, name="personal_request"),
    path("settings/personal/requests/<int:pk>/refuse/", personal.refuse, name="personal_refuse"),
    path("settings/personal/requests/<int:pk>/erase/", personal.carry_out, name="personal_erase"),
    path("settings/personal/requests/<int:pk>/answer/", personal.letter, name="personal_letter"),
    path("settings/retention/", retention.retention, name="retention"),
    path("settings/retention/announce/", retention.announce, name="retention_announce"),
    path("settings/retention/due/<str:rule>/", retention.retention_due, name="retention_due"),
    path("settings/retention/due/<str:rule>/<int:pk>/keep/", retention.retention_keep, name="retention_keep"),
    path("settings/retention/plans/<int:pk>/stop/", retention.plan_stop, name="retention_stop"),
    path("settings/retention/exceptions/<int:pk>/end/", retention.exception_end, name="retention_end"),
    path("settings/reads/", retention.reads, name="reads"),
    path("settings/export/", retention.exports, name="exports"),
    path("settings/export/<int:pk>/file/", retention.export_file, name="export_file"),
]
