"""Whatever is asked, the answer is one that the description names."""

from typing import Any

from schemathesis import GenerationMode

from tests import world
from tests.api import fuzz
from tests.api.asking import System


def test_what_the_description_allows_and_what_it_forbids(
    workspace: Any, colleagues: dict[str, Any], system: Any, settings: Any
) -> None:
    settings.BROBYGGER_API_PER_MINUTE = 10**9
    made = world.build(workspace, list(colleagues.values()), rows=1)
    other: System = system(workspace, "leader")
    faults = []
    fuzzer = fuzz.Fuzzer(made, other.key)
    for operation in fuzzer.operations():
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            try:
                fuzzer.ask(operation, mode, fuzz.EXAMPLES)
            except (Exception, BaseExceptionGroup) as wrong:
                told = "\n".join(str(one) for one in getattr(wrong, "exceptions", [wrong]))
                faults.append(
                    f"{operation.label}, {mode.value}, BROBYGGER_FUZZ_SEED={fuzz.SEED}\n{told}\n{wrong}"
                )
    assert not faults, "\n\n".join(faults)
    print(sorted(fuzzer.seen.items()))
    assert fuzzer.seen[200] + fuzzer.seen[201] > fuzzer.seen.total() / 10, fuzzer.seen
