"""The table of contents of the map."""

from django.urls import URLPattern, path

from brobygger.map.views import circle

app_name = "map"
urlpatterns: list[URLPattern] = [
    path("map/", circle.page, name="circle"),
    path("map/gap/", circle.gap, name="gap"),
    path("map/organisations/<int:pk>/", circle.place, name="place"),
]
