"""Reading versions: what is written, what is published, and what differs between the two."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from django.db.models import Prefetch

from brobygger.accounts.models import Workspace
from brobygger.strategy.models import (
    Process,
    Sentence,
    StrategyTheme,
    StrategyVersion,
    VersionSentence,
    VersionTheme,
)


def written(process: Process) -> list[StrategyTheme]:
    """The themes in order, with their sentences in order and the sentences' sources: what would be published."""
    sentences = Sentence.objects.order_by("position", "pk").prefetch_related("sources")
    themes = process.themes.select_related("goal__owner", "concluded_by")
    return list(themes.order_by("position", "pk").prefetch_related(Prefetch("sentences", queryset=sentences)))


def themes_of(version: StrategyVersion) -> list[VersionTheme]:
    """The same of a published version."""
    sentences = VersionSentence.objects.order_by("number").prefetch_related("sources")
    themes = version.themes.select_related("owner").order_by("position", "pk")
    return list(themes.prefetch_related(Prefetch("sentences", queryset=sentences)))


def latest(process: Process) -> StrategyVersion | None:
    """The newest published version."""
    return process.versions.order_by("-number").first()


def public_version(workspace: Workspace) -> StrategyVersion | None:
    """The version that everybody may see, where there is one."""
    shown = StrategyVersion.objects.filter(workspace=workspace, public_at__isnull=False)
    return shown.select_related("process", "workspace").order_by("-public_at").first()


def same(themes: Sequence[StrategyTheme], version: StrategyVersion) -> bool:
    """Whether what is written says, and comes from, exactly what the version says."""
    return _content(themes) == _content(themes_of(version))


def _content(themes: Iterable[Any]) -> list[Any]:
    return [
        (
            theme.title,
            theme.outcome,
            goal_of(theme),
            [(s.text, sorted(row.source for row in s.sources.all())) for s in theme.sentences.all()],
        )
        for theme in themes
    ]


def goal_of(theme: Any) -> tuple[str, int | None, Any]:
    """Name, owner and date of a theme's goal, of one being written or one published."""
    if isinstance(theme, VersionTheme):
        return theme.goal_name, theme.owner_id, theme.due_on
    goal = theme.goal
    return (goal.name, goal.owner_id, goal.due_on) if goal else ("", None, None)


@dataclass(frozen=True)
class Piece:
    """Some words of a sentence: as they were, taken away, or new."""

    text: str
    kind: str  # "same", "gone", "new"


@dataclass(frozen=True)
class Changed:
    """A sentence that differs; `kind` is new, gone, or other words."""

    kind: str
    pieces: tuple[Piece, ...]


@dataclass
class ChangedTheme:
    """A theme with what differs in it."""

    title: str
    sentences: list[Changed] = field(default_factory=list)


def differences(old: Sequence[Any], new: Sequence[Any]) -> list[ChangedTheme]:
    """What differs from `old` to `new` (themes with sentences), theme by theme; sentences are known by their identity."""
    before = {_identity(s): s for theme in old for s in theme.sentences.all()}
    after = {_identity(s) for theme in new for s in theme.sentences.all()}
    found = []
    for theme in new:
        made = ChangedTheme(theme.title)
        for sentence in theme.sentences.all():
            was = before.get(_identity(sentence))
            if was is None:
                made.sentences.append(Changed("new", (Piece(sentence.text, "new"),)))
            elif was.text != sentence.text:
                made.sentences.append(Changed("words", tuple(pieces(was.text, sentence.text))))
        found.append(made)
    for theme in old:
        gone = [s for s in theme.sentences.all() if _identity(s) not in after]
        if gone:
            into = next((made for made in found if made.title == theme.title), None)
            if into is None:
                into = ChangedTheme(theme.title)
                found.append(into)
            into.sentences += [Changed("gone", (Piece(s.text, "gone"),)) for s in gone]
    return [made for made in found if made.sentences]


def _identity(sentence: Any) -> Any:
    """The sentence being written that both come from; one that is no longer there is itself alone."""
    if isinstance(sentence, VersionSentence):
        return sentence.sentence_id or f"version {sentence.pk}"
    return sentence.pk


def pieces(old: str, new: str) -> list[Piece]:
    """Word by word: what stayed, what went, what came."""
    a, b = old.split(), new.split()
    found = []
    for tag, a1, a2, b1, b2 in SequenceMatcher(a=a, b=b, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Piece(" ".join(a[a1:a2]), "same"))
            continue
        if a2 > a1:
            found.append(Piece(" ".join(a[a1:a2]), "gone"))
        if b2 > b1:
            found.append(Piece(" ".join(b[b1:b2]), "new"))
    return found
