"""REST API v1: all nouns below `/api/v1/`, for other systems. See docs/api.md."""

import functools
import json

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.csrf import csrf_exempt

from brobygger.accounts import api as accounts
from brobygger.core.api import door
from brobygger.core.api.description import Described
from brobygger.map import api as circle_map
from brobygger.network import api as network
from brobygger.records import api as records
from brobygger.records import api_webhooks as webhooks
from brobygger.strategy import api as strategy

ABOUT = """The network of one workspace for other systems: organisations, people, who knows whom, what happened and what
was promised; what the library pushes, who serves it, and the circle map of it all. A token (`Authorization: Bearer …`) belongs to one workspace and has one role; it may do exactly what a
colleague with that role may do on the pages, and stands in the history under its own name."""

api = Described(
    title="Brobygger",
    version="1",
    description=ABOUT,
    docs_url=None,
    openapi_url=None,
    urls_namespace="api",
    parser=door.StrictParser(),
)
door.answers_to_faults(api)
NOUNS = (
    accounts.router, *network.routers, *strategy.routers, circle_map.router, records.router, webhooks.router,
)  # fmt: skip
for router in NOUNS:
    api.add_router("", router)


@functools.cache
def description() -> bytes:
    """The description of the interface as JSON, made once."""
    return json.dumps(api.get_openapi_schema(path_prefix="api/v1/"), default=str).encode()


@login_not_required
def openapi(request: HttpRequest) -> HttpResponse:
    """The description of the REST API (OpenAPI 3.1)."""
    return HttpResponse(description(), content_type="application/json")


@csrf_exempt
@login_not_required
def nowhere(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Anything else below /api/: not found, said to a program."""
    raise Http404


app_name = "api"
urlpatterns: list[URLPattern] = [
    path("v1/openapi.json", openapi, name="openapi"),
    *(path(f"v1/{p.pattern}", p.callback, name=p.name) for p in door.patterns(api, accounts.identify)),
    path("", nowhere, name="start"),
    path("<path:rest>", nowhere, name="nowhere"),
]
