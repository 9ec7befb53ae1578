"""How the addresses of the product are filled for a walk through all of them."""

import re
from typing import Any

from django.urls import reverse

from scripts.permissions import Address
from tests.world import World

# Pages of our own that need no log-in.
EVERYBODY = {
    "api:nowhere",  # a 404 for programs
    "api:openapi",  # what programs may ask is no secret
    "api:start",
    "core:gallery",
    "accounts:language",  # a visitor chooses the language of the log-in page
    "calendar:feed",  # a calendar program has no log-in; the address is secret, and withdrawn by its owner
    "answering:sheet",  # whoever is asked answers by a link of their own; its signature is the key
    "answering:results",
    "answering:own",  # an answer without a name is opened by its own address alone
    "campaign:answer",  # a colleague who is asked answers by the link in the mail; its signature is the key
    "campaign:pick",
    "strategy_public:strategy",  # the strategy that the library shows to everybody
    "strategy_public:strategy_pdf",
    "shared:map",  # a map for outsiders; its secret address is the key, and its library withdraws it
    "accounts:link",  # invitations and first log-ins; the link's own signature is the key
}

# Which record the argument of an address names: by the part of the address just before it, or by its own name.
RECORDS = {
    "keepers": "strategy.keeper",
    "aside": "strategy.timeset",
    "hours": "strategy.hoursused",
    "readiness": "strategy.readinesscheck",
    "campaigns": "map.campaign",
    "tray": "map.proposal",
    "said": "map.answer",
    "activities": "network.activity",
    "asked": "questions.invitee",
    "rounds": "questions.round",
    "sets": "questions.questionset",
    "versions": "questions.setversion",
    "items": "questions.item",
    "approached": "network.organisation",
    "affiliations": "network.affiliation",
    "ask": "accounts.colleague",
    "batches": "core.batch",
    "bin": "core.batch",
    "board": "network.boardcard",
    "cold": "network.organisation",
    "colleagues": "accounts.colleague",
    "deliveries": "records.webhookdelivery",
    "contacts": "network.contact",
    "exceptions": "records.retentionexception",
    "export": "records.workspaceexport",
    "follow-ups": "network.followup",
    "formality": "network.formality",
    "<which>": "network.organisationtype",
    "<model>": "network.organisation",
    "<kind>": "network.organisation",
    "one": "network.organisation",
    "other": "umbrella",
    "not-the-same": "network.notthesame",
    "scans": "network.duplicatescan",
    "handovers": "network.handover",
    "identities": "accounts.identity",
    "imports": "records.importrun",
    "login": "accounts.colleague",
    "lines": "network.handoverline",
    "members": "accounts.colleague",
    "notes": "records.journalnote",
    "notices": "records.notice",
    "organisations": "network.organisation",
    "people": "network.person",
    "places": "network.organisation",
    "programme": "network.partnername",
    "news": "network.programmeevent",
    "plans": "records.retentionplan",
    "rings": "network.organisation",
    "requests": "records.erasurerequest",
    "<rule>": "network.person",
    "communities": "map.community",
    "focus-areas": "strategy.focusarea",
    "goals": "strategy.goal",
    "processes": "strategy.process",
    "points": "strategy.mainpoint",
    "days": "strategy.day",
    "answers": "strategyanswer",
    "responses": "strategy.response",
    "themes": "strategy.strategytheme",
    "sentences": "strategy.sentence",
    "published": "strategy.strategyversion",
    "measurements": "strategy.measurement",
    "needs": "strategy.need",
    "offers": "strategy.offer",
    "readings": "map.networkreading",
    "resources": "strategy.resource",
    "serving": "strategy.serves",
    "shared-maps": "map.mapembed",
    "wishes": "strategy.wish",
    "teams": "accounts.team",
    "tokens": "accounts.apitoken",
    "tie": "network.organisationtie",
    "ties": "network.tie",
    "views": "records.savedview",
    "webhooks": "records.webhook",
}
# Arguments that are words, not records.
WORDS = {
    "model": "network.organisation",
    "key": "{workspace}-import",
    "rule": "people",
    "which": "types",
    "sector": "civil",
    "language": "da",
    "steps": "2",
    "kind": "organisation",
}
# Pages where the record has a say too, beyond the role: with the role one may come in or be refused.
NARROWER = {
    "accounts:member_leave": "a coordinator does not say of a leader, nobody of the last leader, that they left",
    "accounts:member_role": "a coordinator gives no role above their own",
    "network:handover_bulk": "staff hand over what they hold themselves",
    "network:handover_fill": "staff hand over what they hold themselves",
    "network:handover_line": "staff hand over what they hold themselves",
    "records:batch_undo": "staff undo what they did themselves",
    "strategy:take_back": "one's own comment",
    "records:note_delete": "one's own note",
    "records:note_edit": "one's own note",
}
ARGUMENT = re.compile(r"<(?:(\w+):)?(\w+)>")


def arguments(address: Address) -> list[str]:
    return [name for _, name in ARGUMENT.findall(address.route) if name != "workspace"]


def label(address: Address, argument: str) -> str:
    """The model label of the record that the argument names."""
    before = re.search(rf"([\w-]+|<\w+>)/<{argument}>", ARGUMENT.sub(r"<\2>", address.route))
    found = RECORDS.get(argument) or RECORDS.get(before[1] if before else "")
    assert found, f"{address.name}: say in tests/contracts/pages.py which record <{argument}> names"
    return found


def names_a_record(address: Address) -> bool:
    return any(argument not in WORDS for argument in arguments(address))


def url(address: Address, world: World, viewer: Any = None) -> str:
    """The address with the world's first records in it, the viewer's own where there are such."""
    filled: dict[str, Any] = (
        {"workspace": world.workspace.slug} if "<slug:workspace>" in address.route else {}
    )
    for argument in arguments(address):
        word = WORDS.get(f"{address.name} {argument}", WORDS.get(argument))
        filled[argument] = (
            word.format(workspace=world.workspace.pk)
            if word is not None
            else world.first(label(address, argument), viewer).pk
        )
    return reverse(address.name, kwargs=filled)


def get(client: Any, address: Address, world: World, viewer: Any = None) -> Any:
    """Open the page; a page that breaks answers 500 here, so that the walk goes on and names all of them."""
    client.raise_request_exception = False
    return client.get(url(address, world, viewer))


def content(response: Any) -> bytes:
    """The whole body, also of a download."""
    if not response.streaming:
        return bytes(response.content)
    body = b"".join(response.streaming_content)
    # The file alone: closing the answer itself would end the test's connection to the database.
    for close in response._resource_closers:
        close()
    return body
