"""The addresses of the board and its cards, and of the dialog in which a person changes job."""

from django.urls import URLPattern, URLResolver, path

from brobygger.network.views import board, job_change

urlpatterns: list[URLPattern | URLResolver] = [
    path("board/", board.wall, name="board"),
    path("board/new/", board.new, name="card_new"),
    path("board/<int:pk>/", board.page, name="card"),
    path("board/<int:pk>/photo/", board.photo, name="card_photo"),
    path("board/<int:pk>/complete/", board.complete, name="card_complete"),
    path("board/<int:pk>/edit/", board.edit, name="card_edit"),
    path("board/<int:pk>/off/", board.take_off, name="card_off"),
    path("board/<int:pk>/photo/remove/", board.remove_photo, name="card_photo_remove"),
    path("people/<int:pk>/changes-job/", job_change.page, name="changes_job"),
]
