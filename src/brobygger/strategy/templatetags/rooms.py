"""The sign of a room: its letter on its colour, always with its word."""

from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from brobygger.strategy.models import Room

register = template.Library()


@register.simple_tag
def room(value: str, word: bool = True) -> SafeString:
    """A room's letter and word; without the word it speaks its name and shows it as a tooltip."""
    found = Room(value)
    letter = found.value[0]
    if word:
        return format_html(
            '<span class="nowrap"><span class="room room-{}" aria-hidden="true">{}</span> {}</span>',
            letter, letter.upper(), found.label,
        )  # fmt: skip
    return format_html(
        '<span class="room room-{}" title="{}"><span aria-hidden="true">{}</span><span class="sr-only">{}</span></span>',
        letter, found.label, letter.upper(), found.label,
    )  # fmt: skip


@register.simple_tag
def rooms(values: Any, word: bool = True) -> SafeString:
    """Several rooms beside each other."""
    return format_html_join(" ", "{}", ((room(value, word),) for value in values or ()))
