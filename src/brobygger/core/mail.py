"""Mail as text and as HTML from one text template.

A mail is two templates: `<template>_subject.txt`, one line, and `<template>_message.txt`, paragraphs with a blank line
between them, an address alone on its line. The HTML is made from the text, so that the two always say the same.
"""

import functools
import re
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe


def send(template: str, *, to: str, language: str, context: dict[str, Any]) -> None:
    """Write the mail in `language` and send it once what is being written is written."""
    with translation.override(language):
        subject = render_to_string(f"{template}_subject.txt", context)
        text = render_to_string(f"{template}_message.txt", context)
        mail = message(subject=subject, text=text, to=to, language=language)
    transaction.on_commit(functools.partial(mail.send))


def message(*, subject: str, text: str, to: str, language: str) -> EmailMultiAlternatives:
    """A mail ready to send; a subject of several lines becomes one, so that no header can be smuggled in."""
    subject = " ".join(subject.split())
    paragraphs = [_as_html(part.strip()) for part in text.split("\n\n") if part.strip()]
    html = render_to_string(
        "core/mail.html", {"subject": subject, "paragraphs": paragraphs, "language": language}
    )
    mail = EmailMultiAlternatives(subject, text.strip() + "\n", settings.DEFAULT_FROM_EMAIL, [to])
    mail.attach_alternative(html, "text/html")
    return mail


def _as_html(paragraph: str) -> SafeString:
    """Only an address that stands alone becomes a link: a name cannot smuggle one in."""
    if re.fullmatch(r"https?://\S+", paragraph):
        return format_html('<a href="{}">{}</a>', paragraph, paragraph)
    return format_html_join(mark_safe("<br>"), "{}", ((line,) for line in paragraph.splitlines()))


def absolute(path: str) -> str:
    """The whole address of a page, for mails and commands."""
    return f"{settings.BASE_URL}{path}"
