"""The floors, then the whole product."""

from django.urls import include, path

from brobygger.bench import floors

urlpatterns = [
    path("<slug:workspace>/bench/empty/", floors.empty),
    path("<slug:workspace>/bench/organisations.json", floors.organisations_json),
    path("<slug:workspace>/bench/organisations/", floors.organisations),
    path("<slug:workspace>/bench/organisations/<int:pk>/", floors.organisation),
    path("", include("brobygger.config.urls")),
]
handler400 = "brobygger.core.views.bad_request"
handler403 = "brobygger.core.views.forbidden"
handler404 = "brobygger.core.views.not_found"
handler500 = "brobygger.core.views.server_error"
