"""Partners are asked about a published version: by link, sentence by sentence. The asking is the `questions` package's."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from brobygger.core.operations import Actor, operation
from brobygger.network.models import Organisation
from brobygger.network.operations.scope import within
from brobygger.questions.models import Invitee, Item, Round
from brobygger.questions.operations import invitees, rounds, sending, sets, versions
from brobygger.strategy.models import StrategyVersion, VersionSentence
from brobygger.strategy.queries.process_hearing import hearing_of

KIND = "strategy_hearing"
LONGEST = Item._meta.get_field("text_da").max_length or 400


@operation("strategy.hearing.open")
def open_hearing(*, version: StrategyVersion, closes_at: datetime, by: Actor, intro: str = "") -> Round:
    """Ask partners about this version: an item for each sentence, and one for the whole. Leaders open what they write."""
    within(by, version)
    StrategyVersion.objects.select_for_update().get(pk=version.pk)  # one of two tabs waits
    if hearing_of(version):
        raise ValidationError(_("Partners are asked about this version already."))
    name = _("Partners about %(name)s, version %(n)d") % {"name": version.process.name, "n": version.number}
    made = sets.create(name=name[:200], kind=KIND, by=by)
    first = made.newest
    for sentence in VersionSentence.objects.filter(theme__strategy_version=version).order_by("number"):
        short = sentence.text if len(sentence.text) <= LONGEST else f"{sentence.text[: LONGEST - 1]}…"
        rest = "" if short == sentence.text else sentence.text
        versions.add_item(version=first, text_da=short, help_da=rest, position=sentence.number, by=by)
    versions.add_item(
        version=first,
        text_da="Er der noget, strategien overser?",
        text_en="Is there anything that the strategy overlooks?",
        by=by,
    )
    return rounds.create(
        version=first,
        name=name[:200],
        intro=intro.strip(),
        closes_at=closes_at,
        names=Round.Names.NAME,
        reveal=Round.Reveal.OPENED,
        audience=Round.Audience.ASKED,
        remind_days=3,
        about=version,
        by=by,
    )


@operation("strategy.hearing.invite")
def invite(
    *, round: Round, organisation: Organisation, name: str, email: str, by: Actor, language: str = "da"
) -> Invitee:
    """Ask somebody of a partner: they get the link by mail."""
    within(by, round, organisation)
    made = invitees.ask_outsider(
        round=round,
        name=name,
        email=email,
        party=organisation.name,
        who=organisation,
        language=language,
        by=by,
    )
    sending.send(round=round, by=by)
    return made
