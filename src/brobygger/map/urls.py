"""The table of contents of the map."""

from django.urls import URLPattern

from brobygger.map import campaign_urls, connections_urls, output_urls

app_name = "map"
urlpatterns: list[URLPattern] = [
    *output_urls.urlpatterns,
    *connections_urls.urlpatterns,
    *campaign_urls.urlpatterns,
]
