"""What belongs to every record: history and undo, the bin, notes, saved views, notices, jobs."""

from django.urls import URLPattern, URLResolver, path

from brobygger.records.views import history, journal, own, webhooks

app_name = "records"
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
]
