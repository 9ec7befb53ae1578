"""How a test asks as another system does."""

import json
from dataclasses import dataclass
from typing import Any

from django.test import Client


@dataclass
class System:
    """Another system with its token; `ask` answers the response, with its content as `.said`."""

    client: Client
    key: str
    token: Any

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """`ask("POST", "/people", {...}, Idempotency_Key="k")`."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.key:
            sent.setdefault("Authorization", f"Bearer {self.key}")
        told: dict[str, Any] = {}
        if body is not None:
            text = body if isinstance(body, str | bytes) else json.dumps(body)
            told = {"data": text, "content_type": "application/json"}
        response: Any = self.client.generic(method, f"/api/v1{path}", headers=sent, **told)
        response.said = json.loads(response.content) if response.content else None
        return response

    def send(self, path: str, fields: dict[str, Any], **headers: str) -> Any:
        """A form with a file."""
        sent = {"Authorization": f"Bearer {self.key}"} | {n.replace("_", "-"): v for n, v in headers.items()}
        response: Any = self.client.post(f"/api/v1{path}", fields, headers=sent)
        response.said = json.loads(response.content) if response.content else None
        return response

    def get(self, path: str, **headers: str) -> Any:
        return self.ask("GET", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        return self.ask("POST", path, {} if body is None else body, **headers)

    def patch(self, path: str, body: Any, **headers: str) -> Any:
        return self.ask("PATCH", path, body, **headers)

    def delete(self, path: str) -> Any:
        return self.ask("DELETE", path)
