"""The four rooms, the gaps and the one page."""

from django.urls import URLPattern, path

from brobygger.strategy.views import candidates, picture

urlpatterns: list[URLPattern] = [
    path("strategy/", picture.page, name="picture"),
    path("strategy/records/", picture.behind, name="behind"),
    path("strategy/candidates/", candidates.page, name="candidates"),
    path("strategy/cross/", picture.cross, name="cross"),
    path("strategy/one-page.pdf", picture.one_page, name="one_page"),
]
