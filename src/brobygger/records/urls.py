"""What belongs to every record: history and undo, the bin, notes, saved views, notices, jobs."""

from django.urls import URLPattern, URLResolver, path

from brobygger.records import views

app_name = "records"
urlpatterns: list[URLPattern | URLResolver] = [
    path("history/", views.history, name="history"),
    path("history/of/<str:model>/<int:pk>/", views.record_history, name="record_history"),
    path("history/batches/<int:pk>/", views.batch, name="batch"),
    path("history/batches/<int:pk>/undo/", views.batch_undo, name="batch_undo"),
    path("bin/", views.bin_page, name="bin"),
    path("journal/notes/<int:pk>/", views.note_edit, name="note_edit"),
    path("journal/notes/<int:pk>/pin/", views.note_pin, name="note_pin"),
    path("journal/notes/<int:pk>/delete/", views.note_delete, name="note_delete"),
    path("journal/<str:model>/<int:pk>/", views.journal, name="journal"),
    path("journal/<str:model>/<int:pk>/add/", views.journal_add, name="journal_add"),
    path("views/save/", views.save_view, name="save_view"),
    path("views/<int:pk>/delete/", views.delete_view, name="delete_view"),
    path("notices/", views.notices, name="notices"),
    path("notices/read/", views.notices_read, name="notices_read"),
    path("notices/<int:pk>/", views.notice, name="notice"),
    path("jobs/<str:key>/", views.job, name="job"),
]
