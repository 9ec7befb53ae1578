"""The table of contents of the whole product. Fixed first words come before `<workspace>`; they cannot be slugs."""

from django.urls import include, path

from brobygger.map import campaign_urls, output_urls
from brobygger.network import exchange_urls
from brobygger.questions import urls as questions_urls
from brobygger.strategy import process_urls

urlpatterns = [
    path("api/", include("brobygger.config.api")),
    path("accounts/", include("brobygger.accounts.login_urls")),
    path("", include((exchange_urls.public, "calendar"))),
    path("", include((questions_urls.public, "answering"))),
    path("", include((campaign_urls.public, "campaign"))),
    path("", include((output_urls.public, "shared"))),
    path("p/<slug:workspace>/<str:language>/", include((process_urls.public, "strategy_public"))),
    path("", include("brobygger.core.urls")),
    path("", include("brobygger.accounts.urls")),
    path("<slug:workspace>/", include("brobygger.desk.urls")),
    path("<slug:workspace>/", include("brobygger.records.urls")),
    path("<slug:workspace>/", include("brobygger.network.urls")),
    path("<slug:workspace>/", include("brobygger.questions.urls")),
    path("<slug:workspace>/", include("brobygger.strategy.urls")),
    path("<slug:workspace>/", include("brobygger.map.urls")),
]
handler400 = "brobygger.core.views.bad_request"
handler403 = "brobygger.core.views.forbidden"
handler404 = "brobygger.core.views.not_found"
handler500 = "brobygger.core.views.server_error"
