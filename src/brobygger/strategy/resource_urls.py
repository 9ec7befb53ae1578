"""What partners bring and want, and what we need."""

from django.urls import URLPattern, path, register_converter

from brobygger.network.models import Sector
from brobygger.strategy.views import resources


class SectorConverter:
    """One of society's three sectors."""

    regex = "|".join(Sector.values)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(SectorConverter, "sector")
urlpatterns: list[URLPattern] = [
    path("strategy/resources/", resources.matrix, name="resources"),
    path("strategy/resources/sectors/<sector:sector>/", resources.sector, name="resource_sector"),
    path("strategy/resources/<int:pk>/end/", resources.end, name="resource_end"),
    path("strategy/organisations/<int:pk>/resources/new/", resources.note, name="resource_new"),
    path("strategy/resources/needs/new/", resources.need_new, name="need_new"),
    path("strategy/resources/needs/<int:pk>/", resources.need, name="need"),
    path("strategy/resources/needs/<int:pk>/edit/", resources.need_edit, name="need_edit"),
    path("strategy/resources/needs/<int:pk>/meet/", resources.need_meet, name="need_meet"),
    path("strategy/resources/needs/<int:pk>/give-up/", resources.need_give_up, name="need_give_up"),
    path("strategy/resources/needs/<int:pk>/take-up/", resources.need_take_up, name="need_take_up"),
]
