"""The description of the interface (OpenAPI 3.1): what ninja reads from the types, and what the door adds to all."""

from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from brobygger.core.api import problems, repeats

PROBLEM: dict[str, Any] = {
    "type": "object",
    "description": "What went wrong (RFC 9457).",
    "required": ["type", "title", "status", "code"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string", "description": "In the language that was asked for."},
        "status": {"type": "integer"},
        "code": {
            "type": "string",
            "description": "For programs: it stays the same.",
            "examples": ["invalid"],
        },
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["pointer", "code", "message"],
                "properties": {
                    "pointer": {"type": "string", "examples": ["/body/name"]},
                    "code": {"type": "string", "examples": ["missing"]},
                    "message": {"type": "string"},
                },
            },
        },
    },
}
SAYS = {
    400: "The request cannot be read.", 401: "No token, or one that does not work.", 403: "The token's role is too low.",
    404: "There is no such record in the token's workspace.", 409: "It clashes with what is there, or has been changed.",
    412: "It has been changed: `If-Match` names another version.", 413: "Too large.", 415: "Not the media type asked for.",
    422: "A value is not right; `errors` says which.", 429: "Too many requests; see `Retry-After`.",
    503: "The database is busy, nothing was changed; see `Retry-After`.",
}  # fmt: skip
ALWAYS = (400, 401, 403, 404, 422, 429, 503)
KEY = {
    "in": "header",
    "name": repeats.HEADER,
    "required": False,
    "description": "The same request with the same key is carried out once and answered the same for 24 hours.",
    "schema": {"type": "string", "pattern": "^[!-~]{1,100}$"},
}


class Description(OpenAPISchema):
    """Adds the problems, the key of repeated requests and the version to each operation."""

    def operation_details(self, operation: Operation) -> Any:
        details: Any = super().operation_details(operation)
        methods = set(operation.methods)
        possible = [*ALWAYS]
        if methods & {"POST", "PATCH"}:
            details["parameters"] = [*details["parameters"], KEY]
            possible += [409, 413, 415]
        if methods & {"DELETE"}:
            possible += [409]
        if any(p["name"].lower() == "if-match" for p in details["parameters"]):
            possible += [412]
        if "{id}" in operation.path:
            details["responses"][308] = {"description": "It was merged into another, which `Location` names."}
        for status in sorted(possible):
            details["responses"].setdefault(
                status,
                {
                    "description": SAYS[status],
                    "content": {problems.MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
                },
            )
        return details

    def add_schema_definitions(self, definitions: dict[str, Any]) -> None:
        """Two types of one name would silently become one: refused here, at the first look."""
        for name, schema in definitions.items():
            if self.schemas.setdefault(name, schema) != schema:
                raise ValueError(f"Two types are called {name}: give one another name, or a Literal.")

    def get_components(self) -> Any:
        self.schemas["Problem"] = PROBLEM
        return super().get_components()


class Described(NinjaAPI):
    """An interface whose description is complete."""

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        return Description(self, path_prefix or "")

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """`organisations_list`: the noun's module and the verb."""
        module = operation.view_func.__module__.rsplit(".", 1)[-1]
        name = operation.view_func.__name__
        return name if module == "api" else f"{module}_{name}"
