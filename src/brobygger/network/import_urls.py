"""Import, from file to receipt."""

from django.urls import URLPattern, path

from brobygger.network.views import import_check, import_receipt, import_rows, imports

urlpatterns: list[URLPattern] = [
    path("imports/", imports.start, name="imports"),
    path("imports/<int:pk>/", imports.where, name="import"),
    path("imports/<int:pk>/columns/", imports.columns, name="import_columns"),
    path("imports/<int:pk>/discard/", imports.discard, name="import_discard"),
    path("imports/<int:pk>/check/", import_check.page, name="import_check"),
    path("imports/<int:pk>/check/mend/", import_check.mend, name="import_mend"),
    path("imports/<int:pk>/check/answer/", import_check.answer, name="import_answer"),
    path("imports/<int:pk>/check/choose/", import_check.choose, name="import_choose"),
    path("imports/<int:pk>/failed/", import_rows.failed, name="import_failed"),
    path("imports/<int:pk>/rows/", import_rows.rows, name="import_rows"),
    path("imports/<int:pk>/apply/", import_receipt.apply, name="import_apply"),
    path("imports/<int:pk>/progress/", import_receipt.progress, name="import_progress"),
    path("imports/<int:pk>/receipt/", import_receipt.receipt, name="import_receipt"),
    path("imports/<int:pk>/receipt/settle/", import_receipt.settle, name="import_settle"),
    path("imports/<int:pk>/receipt/undo/", import_receipt.undo, name="import_undo"),
]
