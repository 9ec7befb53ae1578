"""Tags and filters for the signs every page is made of: icons, initials, formality, due dates, navigation, arcs."""

import functools
from datetime import date, datetime
from typing import Any

from django import template
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_lazy, ngettext

from brobygger.core import beside as beside_records
from brobygger.core import navigation, once
from brobygger.core.text import initials as make_initials

register = template.Library()

FORMALITY = {
    "wished": gettext_lazy("Wished for"),
    "network": gettext_lazy("Network"),
    "cooperation": gettext_lazy("Cooperation"),
    "partnership": gettext_lazy("Partnership"),
}
GROUP_NAMES = {
    "top": "",
    "network": gettext_lazy("Network"),
    "partnerships": gettext_lazy("Partnerships"),
    "direction": gettext_lazy("Direction and learning"),
}
register.filter("initials", make_initials)


@functools.cache
def _use(name: str, classes: str) -> SafeString:
    """One of the few dozen signs; a list shows hundreds, so each is written once per process."""
    return format_html(
        '<svg class="{}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        classes,
        static("brobygger/icons.svg"),
        name,
    )


@register.simple_tag
def icon(name: str, size: str = "", label: str = "") -> SafeString:
    """A sign from the sprite; `size` small or large; with a label it speaks, otherwise it is decoration."""
    svg = _use(name, f"icon icon-{size}" if size else "icon")
    return format_html('{}<span class="sr-only">{}</span>', svg, label) if label else svg


@register.simple_tag
def icon_url(name: str) -> str:
    """The address of a sign in the sprite, for scripts that change one for another."""
    return f"{static('brobygger/icons.svg')}#{name}"


@register.simple_tag
def avatar(name: str, tone: str = "", size: str = "") -> SafeString:
    """A person's initials in a round sign, beside the name in words; `tone` dark, `size` large."""
    classes = " ".join(["avatar", *(f"avatar-{part}" for part in (tone, size) if part)])
    return format_html('<span class="{}" aria-hidden="true">{}</span>', classes, make_initials(str(name)))


@register.simple_tag
def formality(level: str, since: Any = "", word: str = "") -> SafeString:
    """The ring of a level with its word ("Partnership since 2024"); no level draws nothing but the words."""
    text = word or FORMALITY.get(level, gettext_lazy("No level yet"))
    if since:
        year = since.year if isinstance(since, date) else since
        text = gettext("%(level)s since %(year)s") % {"level": text, "year": year}
    sign = _use(f"ring-{level or 'none'}", "icon")
    return format_html('<span class="formality">{}<span>{}</span></span>', sign, text)


@register.filter
def formality_word(level: str) -> Any:
    """The level's name alone."""
    return FORMALITY.get(level, gettext_lazy("No level yet"))


@register.filter
def day(value: date | datetime | None) -> str:
    """ "6. marts", with the year when it is not this one."""
    if value is None:
        return ""
    found = _date(value)
    return date_format(found, "MONTH_DAY_FORMAT" if found.year == _today().year else "DATE_FORMAT")


@register.filter(expects_localtime=True)
def moment(value: datetime | None) -> str:
    """ "6. marts kl. 16.00", with the year when it is not this one."""
    if value is None:
        return ""
    return gettext("%(day)s at %(time)s") % {"day": day(value), "time": date_format(value, "H.i")}


@register.filter
def ago(value: date | datetime | None) -> str:
    """How long since, in words: today, yesterday, 3 days, 5 weeks, 14 months ago; future dates as `day`."""
    if value is None:
        return ""
    days = (_today() - _date(value)).days
    if days < 0:
        return day(value)
    if days < 2:
        return gettext("yesterday") if days else gettext("today")
    if days < 14:
        return ngettext("%(n)d day ago", "%(n)d days ago", days) % {"n": days}
    if days < 61:
        return ngettext("%(n)d week ago", "%(n)d weeks ago", days // 7) % {"n": days // 7}
    if days < 730:
        months = round(days / 30.44)
        return ngettext("%(n)d month ago", "%(n)d months ago", months) % {"n": months}
    return ngettext("%(n)d year ago", "%(n)d years ago", days // 365) % {"n": days // 365}


@register.filter
def mailbox(value: str) -> SafeString:
    """A mail address that breaks before its @, never in a word, where it is too long for the line."""
    name, at, host = value.partition("@")
    return format_html("{}<wbr>{}{}", name, at, host) if at else format_html("{}", value)


@register.simple_tag
def due(value: date | datetime | None) -> SafeString:
    """A deadline in two lines: the day, and how far off; late in brick with a word."""
    if value is None:
        return format_html('<p class="due"><span>{}</span></p>', gettext("no date"))
    days = (_date(value) - _today()).days
    if days < 0:
        word = ngettext("%(n)d day late", "%(n)d days late", -days) % {"n": -days}
    elif days < 2:
        word = gettext("tomorrow") if days else gettext("today")
    elif days < 7:
        word = gettext("on %(weekday)s") % {"weekday": date_format(_date(value), "l")}
    elif days < 14:
        word = ngettext("in %(n)d day", "in %(n)d days", days) % {"n": days}
    else:
        word = ngettext("in %(n)d week", "in %(n)d weeks", days // 7) % {"n": days // 7}
    return format_html(
        '<p class="due{}"><b>{}</b> <span>{}</span></p>', " due-late" if days < 0 else "", day(value), word
    )


@register.inclusion_tag("components/navigation.html", takes_context=True)
def navigation_groups(context: dict[str, Any]) -> dict[str, Any]:
    """The side navigation of this request: groups of items the person may open."""
    request: HttpRequest | None = context.get("request")
    groups = navigation.drawn(request) if request else {}
    return {
        "groups": [(name, title, groups[name]) for name, title in GROUP_NAMES.items() if name in groups],
        "bottom": groups.get("bottom", []),
    }


@register.simple_tag(takes_context=True)
def settings_items(context: dict[str, Any]) -> list[navigation.Drawn]:
    """The pages of the workspace's settings this person may open."""
    return navigation.drawn(context["request"]).get("settings", [])


@register.simple_tag(takes_context=True)
def place(context: dict[str, Any], key: str) -> str:
    """The address of a place of the shell, or nothing where no package offers it."""
    return navigation.place(context.get("request"), key)


@register.simple_tag(takes_context=True)
def with_params(context: dict[str, Any], **changes: Any) -> str:
    """The present address's parameters with some changed (None removes one): `?{% with_params page=2 %}`."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        if value is None or value == "":
            query.pop(name, None)
        else:
            query[name] = str(value)
    return str(query.urlencode())


@register.filter
def share(part: float, whole: float) -> str:
    """`part` of `whole` as a percentage for SVG attributes, with a decimal point in every language."""
    return f"{100 * part / whole:.2f}%" if whole else "0%"


@register.simple_tag
def stacked(*parts: Any) -> SafeString:
    """Parts of one bar side by side: `{% stacked "ready" 150 "wait" 5 "error" 16 %}`; the legend says them in words."""
    pairs = list(zip(parts[::2], (int(n or 0) for n in parts[1::2]), strict=True))
    pairs = [(kind, n) for kind, n in pairs if n]
    total, gap = sum(n for _, n in pairs), 4.0
    room = 1000 - gap * max(len(pairs) - 1, 0)
    drawn, at = [], 0.0
    for kind, n in pairs:
        # A part is never so narrow that it cannot be seen.
        width = max(room * n / total, 6.0)
        drawn.append(
            format_html(
                '<rect class="part-{}" x="{}" width="{}" height="12"/>', kind, f"{at:.1f}", f"{width:.1f}"
            )
        )
        at += width + gap
    body = format_html_join("", "{}", ((rect,) for rect in drawn))
    return format_html(
        '<div class="stacked" aria-hidden="true"><svg viewBox="0 0 {} 12" preserveAspectRatio="none">{}</svg></div>',
        f"{max(at - gap, 1):.1f}",
        body,
    )


@register.inclusion_tag("components/form.html")
def form_fields(form: Any, summary: bool = True, hide_optional: bool = False) -> dict[str, Any]:
    """A whole form's fields with the summary of what is wrong; the page writes the `<form>` and its buttons."""
    return {"form": form, "summary": summary, "hide_optional": hide_optional}


@register.simple_tag
def once_field() -> SafeString:
    """The hidden field by which a form that is sent twice is answered once."""
    return once.hidden()


@register.filter
def wants(bound: Any) -> str:
    """The kind of control a field is, for its layout: check, options, date, file, hidden, or text."""
    widget = bound.field.widget
    if bound.is_hidden:
        return "hidden"
    kind = getattr(widget, "input_type", "")
    if getattr(widget, "use_fieldset", False):
        return "options"
    if kind == "checkbox":
        return "check"
    if kind == "file":
        return "file"
    return "date" if widget.__class__.__name__.startswith("Date") else "text"


def _today() -> date:
    return timezone.localdate()


def _date(value: date | datetime) -> date:
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value


@register.inclusion_tag("components/beside.html", takes_context=True)
def beside(context: dict[str, Any], label: str, pk: int) -> dict[str, Any]:
    """What other packages tell of a record, e.g. `{% beside "network.organisation" organisation.pk %}`."""
    slug = context["request"].workspace.slug
    found = beside_records.of(label)
    return {"lines": [{"text": b.text, "icon": b.icon, "address": b.address(slug, pk)} for b in found]}
