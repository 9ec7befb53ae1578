"""Who ties to whom."""

from django.urls import URLPattern, path

from brobygger.map.views import connections, explorer, findings

HERE = "map/connections"
urlpatterns: list[URLPattern] = [
    path(f"{HERE}/", connections.start, name="connections"),
    path(f"{HERE}/read/", findings.read, name="connections_read"),
    path(f"{HERE}/readings/<int:pk>/", findings.progress, name="connections_progress"),
    path(f"{HERE}/bridge-builders/", findings.bridges, name="bridges"),
    path(f"{HERE}/single-points/", findings.single_points, name="single_points"),
    path(f"{HERE}/communities/", findings.communities, name="communities"),
    path(f"{HERE}/communities/<int:pk>/", findings.community, name="community"),
    path(f"{HERE}/communities/<int:pk>/name/", findings.community_name, name="community_name"),
    path(f"{HERE}/explorer/", explorer.page, name="explorer"),
    path(f"{HERE}/explorer/data/", explorer.data, name="explorer_data"),
    path(f"{HERE}/<str:kind>/<int:pk>/<int:steps>/", connections.ego, name="ego"),
]
