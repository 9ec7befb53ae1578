"""The table of contents of the strategy."""

from django.urls import URLPattern

from brobygger.strategy import house_urls, noun_urls, picture_urls, process_urls, resource_urls

app_name = "strategy"
urlpatterns: list[URLPattern] = [
    *picture_urls.urlpatterns,
    *noun_urls.urlpatterns,
    *process_urls.urlpatterns,
    *resource_urls.urlpatterns,
    *house_urls.urlpatterns,
]
