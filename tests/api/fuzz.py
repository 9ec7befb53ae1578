"""Asks the interface everything its description allows, and more, and holds each answer against the description.

How many questions for each operation: BROBYGGER_FUZZ (3 in the suite). Each question is asked in a transaction that is
rolled back, so that the workspace is the same for all. The seed of a run is printed where it fails.

    BROBYGGER_FUZZ=500 .venv/bin/pytest tests/api/test_api_fuzz.py -q -n0
"""

import json
import os
import random
from collections import Counter
from collections.abc import Iterator
from typing import Any

import schemathesis
from django.core import signals
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis import GenerationMode, checks

from brobygger.config.api import description
from brobygger.config.wsgi import application
from tests.world import World

EXAMPLES = int(os.environ.get("BROBYGGER_FUZZ", "3"))
SEED = int(os.environ.get("BROBYGGER_FUZZ_SEED", "3"))
HELD = [
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
    checks.response_headers_conformance,
]
# Which record a number in an address or a body means.
MEANT = {
    "organisations": "organisation", "people": "person", "affiliations": "affiliation", "ties": "tie",
    "organisation-ties": "organisationtie", "contacts": "contact", "follow-ups": "followup", "activities": "activity",
    "formality": "formality", "focus-areas": "focusarea", "goals": "goal", "measurements": "measurement",
    "offers": "offer", "serving": "serves", "wishes": "wish", "focus_area_id": "focusarea", "goal_id": "goal",
    "offer_id": "offer", "team_id": "team", "team_ids": "team", "focus_area_ids": "focusarea", "types": "organisationtype", "themes": "theme", "age-groups": "agegroup",
    "organisation_id": "organisation", "from_id": "organisation", "to_id": "organisation", "person_id": "person",
    "contact_id": "contact", "activity_id": "activity", "organisation_ids": "organisation", "person_ids": "person",
    "type_ids": "organisationtype", "theme_ids": "theme", "age_group_ids": "agegroup",
}  # fmt: skip


class Fuzzer:
    """One run over all operations with one token."""

    def __init__(self, world: World, key: str) -> None:
        self.world, self.key = world, key
        self.seen: Counter[int] = Counter()
        self.random = random.Random(SEED)
        self.schema: Any = schemathesis.openapi.from_dict(json.loads(description()))
        self.schema.app = application

    def operations(self) -> Iterator[Any]:
        for found in self.schema.get_all_operations():
            yield found.ok()

    def ask(self, operation: Any, mode: GenerationMode, examples: int) -> None:
        """`examples` questions to one operation."""
        held = [*HELD, checks.negative_data_rejection] if mode is GenerationMode.NEGATIVE else HELD

        @seed(SEED)
        @settings(
            max_examples=examples,
            database=None,
            deadline=None,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(generation_mode=mode))
        def one(case: Any) -> None:
            if mode is GenerationMode.POSITIVE:
                self.ground(case)
            self.answer(case, held)

        one()

    def answer(self, case: Any, held: list[Any]) -> None:
        headers = {"Authorization": f"Bearer {self.key}", "Accept-Encoding": "identity"}
        # The requests share the test's connection, as those of Django's own client do.
        ends = (signals.request_started, signals.request_finished)
        for signal in ends:
            signal.disconnect(close_old_connections)
        try:
            with transaction.atomic():
                response = case.call(headers=headers)
                transaction.set_rollback(True)
        finally:
            for signal in ends:
                signal.connect(close_old_connections)
        self.seen[response.status_code] += 1
        case.validate_response(response, checks=held, headers=headers)

    def ground(self, case: Any) -> None:
        """Let most numbers mean a record that is there, so that questions get past the first look."""
        noun = case.operation.path.removeprefix("/api/v1/").split("/")[0]
        for name, values in (("path", case.path_parameters), ("body", case.body)):
            if not isinstance(values, dict):
                continue
            for key in values:
                meant = MEANT.get(noun if name == "path" else key) or self._by_name(noun, key)
                if meant and self.random.random() < 0.8:
                    one = self._first(meant)
                    values[key] = [one] if key.endswith("_ids") else one

    def _by_name(self, noun: str, key: str) -> str:
        if key in ("owner_id", "lead_id", "colleague_id", "decided_by_id", "done_by_id", "colleague_ids"):
            return "colleague"
        named = {"colleagues": "colleague", "teams": "team", "notes": "journalnote", "batches": "batch"}
        return named.get(noun, "") if key == "id" else ""

    def _first(self, name: str) -> int:
        rows = next(rows for label, rows in self.world.rows.items() if label.endswith(f".{name}"))
        return int(rows[0].pk)
