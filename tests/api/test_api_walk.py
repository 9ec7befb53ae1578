from typing import Any
from tests import world
from tests.api.asking import System

def test_everything_answers(workspace: Any, colleagues: Any, api: System) -> None:
    made = world.build(workspace, list(colleagues.values()))
    from brobygger.config.api import description
    import json
    d = json.loads(description())
    for path, ops in d["paths"].items():
        for method, op in ops.items():
            if method != "get": continue
            p = path.removeprefix("/api/v1").replace("{id}", "1")
            r = api.get(p + ("?q=x" if p == "/search" else ""))
            print(r.status_code, method, p, str(r.said)[:300])
