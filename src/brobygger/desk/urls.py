"""Pages that put domains side by side."""

from django.urls import URLPattern, path

from brobygger.desk.views import search, today

app_name = "desk"
urlpatterns: list[URLPattern] = [
    path("", today.page, name="today"),
    path("search/", search.page, name="search"),
]
