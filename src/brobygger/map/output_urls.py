"""Pictures, files, and maps shared by link."""

from django.urls import URLPattern, path, register_converter
from django.urls.converters import StringConverter

from brobygger.map.views import embeds, outputs


class LanguageInAddress(StringConverter):
    """The language of a public page stands in its address: it keeps no cookie."""

    regex = "da|en"


register_converter(LanguageInAddress, "language")
# Without a log-in: the address is the key.
public: list[URLPattern] = [
    path("p/<slug:library>/<language:language>/map/<str:token>/", embeds.public, name="map")
]
urlpatterns: list[URLPattern] = [
    path("map/map.svg", outputs.svg, name="svg"),
    path("map/map.png", outputs.png, name="png"),
    path("map/map.pdf", outputs.pdf, name="pdf"),
    path("settings/shared-maps/", embeds.page, name="embeds"),
    path("settings/shared-maps/new/", embeds.new, name="embed_new"),
    path("settings/shared-maps/<int:pk>/", embeds.one, name="embed"),
    path("settings/shared-maps/<int:pk>/edit/", embeds.edit, name="embed_edit"),
    path("settings/shared-maps/<int:pk>/withdraw/", embeds.withdraw, name="embed_withdraw"),
]
