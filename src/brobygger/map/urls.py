"""The table of contents of the map."""

from django.urls import URLPattern, path

from brobygger.map import campaign_urls, connections_urls, output_urls
from brobygger.map.views import circle, gaps, placing, rings

app_name = "map"
urlpatterns: list[URLPattern] = [
    path("map/", circle.page, name="circle"),
    path("map/who-could/", gaps.page, name="gap"),
    path("map/not-placed/", placing.page, name="placing"),
    path("map/not-placed/bulk/", placing.bulk, name="placing_bulk"),
    path("map/places/<int:pk>/", placing.one, name="place"),
    path("map/rings/<int:pk>/", rings.ring, name="ring"),
    *output_urls.urlpatterns,
    *connections_urls.urlpatterns,
    *campaign_urls.urlpatterns,
]
