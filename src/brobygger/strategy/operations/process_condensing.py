"""Writing the strategy from what was said: themes, sentences with their sources, what is set aside and why."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from brobygger.accounts.models import Colleague
from brobygger.core import history
from brobygger.core.models import Batch
from brobygger.core.operations import Actor, operation
from brobygger.network.operations.scope import remove, within
from brobygger.strategy.models import Process, Sentence, SentenceSource, SetAside, StrategyTheme
from brobygger.strategy.operations.process import last, shift
from brobygger.strategy.queries.process_tracing import Key, keys_of


@operation("strategy.theme.add")
def add_theme(*, process: Process, title: str, by: Actor, why: str = "") -> StrategyTheme:
    """A theme of the strategy, last in the order."""
    within(by, process)
    theme = StrategyTheme(
        workspace_id=by.workspace_id, process=process, position=last(process.themes), title=title.strip()
    )
    return history.create(theme, by=by, why=why)


@operation("strategy.theme.change")
def change_theme(*, theme: StrategyTheme, title: str, by: Actor, why: str = "") -> None:
    """Call it something else."""
    within(by, theme)
    history.change(theme, by=by, why=why, title=title.strip())


@operation("strategy.theme.shift")
def shift_theme(*, theme: StrategyTheme, up: bool, by: Actor) -> None:
    """One place up or down."""
    within(by, theme)
    shift(theme, StrategyTheme.objects.filter(process=theme.process_id), up=up, by=by)


@operation("strategy.theme.delete")
def delete_theme(*, theme: StrategyTheme, by: Actor, why: str = "") -> Batch:
    """To the bin with its sentences; what they came from is open again. A published version keeps its own words."""
    within(by, theme)
    return history.delete(theme, by=by, why=why)


@operation("strategy.sentence.write")
def write(
    *, theme: StrategyTheme, text: str, by: Actor, sources: Iterable[Key] = (), why: str = ""
) -> Sentence:
    """A sentence of the strategy, and what it comes from."""
    within(by, theme)
    sentence = Sentence(
        workspace_id=by.workspace_id, theme=theme, position=last(theme.sentences), text=text.strip()
    )
    history.create(sentence, by=by, why=why)
    _trace(sentence, theme.process, set(sources), by=by, why=why)
    return sentence


@operation("strategy.sentence.change")
def change(
    *,
    sentence: Sentence,
    by: Actor,
    text: str | None = None,
    sources: Iterable[Key] | None = None,
    theme: StrategyTheme | None = None,
    why: str = "",
) -> None:
    """Other words, exactly these sources, another theme; None leaves it as it is."""
    within(by, sentence, theme)
    if theme is not None and theme.process_id != sentence.theme.process_id:
        raise ValidationError({"theme": _("That theme belongs to another process.")})
    fields: dict[str, Any] = {} if text is None else {"text": text.strip()}
    if theme is not None and theme.pk != sentence.theme_id:
        fields |= {"theme": theme, "position": last(theme.sentences)}
    history.change(sentence, by=by, why=why, **fields)
    if sources is not None:
        _trace(sentence, sentence.theme.process, set(sources), by=by, why=why)


@operation("strategy.sentence.shift")
def shift_sentence(*, sentence: Sentence, up: bool, by: Actor) -> None:
    """One place up or down within its theme."""
    within(by, sentence)
    shift(sentence, Sentence.objects.filter(theme=sentence.theme_id), up=up, by=by)


@operation("strategy.sentence.delete")
def delete(*, sentence: Sentence, by: Actor, why: str = "") -> Batch:
    """To the bin; what it came from is open again."""
    within(by, sentence)
    return history.delete(sentence, by=by, why=why)


@operation("strategy.said.set_aside")
def set_aside(*, process: Process, sources: Iterable[Key], reason: str, by: Actor, why: str = "") -> int:
    """Not used, and why: those who said it can read the reason. What a sentence comes from cannot be set aside."""
    within(by, process)
    if not reason.strip():
        raise ValidationError(
            {"reason": _("Write why it is not used. Those who said it can read the reason.")}
        )
    chosen = _known(process, set(sources))
    if not chosen:
        raise ValidationError(_("Choose what is not to be used."))
    used = {row.source for row in SentenceSource.objects.filter(sentence__theme__process=process)}
    if chosen & used:
        raise ValidationError(_("A sentence comes from some of it. Take it out of the sentence first."))
    there = {row.source: row for row in SetAside.objects.filter(process=process)}
    decided_by = by if isinstance(by, Colleague) else None
    for key in sorted(chosen):
        if key in there:
            history.change(there[key], by=by, why=why, reason=reason.strip(), decided_by=decided_by)
            continue
        row = SetAside(
            workspace_id=by.workspace_id, process=process, reason=reason.strip(), decided_by=decided_by
        )
        history.create(_from(row, key), by=by, why=why)
    return len(chosen)


@operation("strategy.said.take_up")
def take_up(*, process: Process, sources: Iterable[Key], by: Actor, why: str = "") -> int:
    """What was set aside is open again."""
    within(by, process)
    chosen = set(sources)
    rows = [row for row in SetAside.objects.filter(process=process) if row.source in chosen]
    remove(rows, process, by=by, why=why)
    return len(rows)


def _trace(sentence: Sentence, process: Process, wanted: set[Key], *, by: Actor, why: str) -> None:
    """Make the sentence's sources exactly these. What is used is no longer set aside."""
    wanted = _known(process, wanted)
    present = {row.source: row for row in sentence.sources.all()}
    for key in sorted(wanted - present.keys()):
        row = SentenceSource(workspace_id=by.workspace_id, sentence=sentence)
        history.create(_from(row, key), by=by, why=why)
    remove([row for key, row in present.items() if key not in wanted], sentence, by=by, why=why)
    aside = [row for row in SetAside.objects.filter(process=process) if row.source in wanted]
    remove(aside, sentence, by=by, why=why)


def _known(process: Process, asked: set[Key]) -> set[Key]:
    """Those that were said in this process; ValidationError where one was not."""
    if asked - keys_of(process):
        raise ValidationError(_("Something you chose is no longer there. Look at the list again."))
    return asked


def _from[R: (SentenceSource, SetAside)](row: R, key: Key) -> R:
    setattr(row, f"{key[0]}_id", key[1])
    return row
