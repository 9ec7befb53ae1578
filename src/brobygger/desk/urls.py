"""Pages that put domains side by side."""

from django.urls import URLPattern, path

from brobygger.desk.views import today

app_name = "desk"
urlpatterns: list[URLPattern] = [
    path("", today.page, name="today"),
]
