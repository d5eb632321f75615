"""How does a template say the codes of a case? Load with `{% load case_words %}`."""

from datetime import date
from typing import Any

from django import template
from django.utils.formats import localize
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import get_text_list
from django.utils.translation import get_language, gettext, ngettext

from ruta.accounts.enums import Role
from ruta.base.clock import today
from ruta.base.days import short_day
from ruta.base.templatetags.look import icon
from ruta.cases.selectors import office_title as title_of
from ruta.cases.selectors.labels import CHANNELS, NEED_STATES, PRIORITIES, SEGMENTS, STATES, SUBJECTS, said, told_of, worded
from ruta.taxonomy.selectors import in_language

register = template.Library()
register.filter("said", said)  # a text of a part of an instrument: {{ band|said:"label" }}
TONES = {"critical": "stop", "warning": "care", "info": ""}
WIDE, HALF, THIRD = 8, 6, 4


@register.filter
def state_word(code: str) -> str:
    """Where a case stands."""
    return worded(STATES, code)


@register.filter
def segment_word(code: str) -> str:
    """A segment with its letter."""
    return worded(SEGMENTS, code)


@register.filter
def priority_word(code: str) -> str:
    """A priority."""
    return worded(PRIORITIES, code)


@register.filter
def need_state_word(code: str) -> str:
    """Where a need stands."""
    return worded(NEED_STATES, code)


@register.filter
def subject_word(code: str) -> str:
    """What a contact is for."""
    return worded(SUBJECTS, code)


@register.filter
def opening(instrument: Any) -> str:
    """What is read aloud before the first question, in the reader's language."""
    return about(instrument, "opening")


@register.filter
def about(instrument: Any, name: str) -> str:
    """What an instrument says of itself (`purpose`, `notes`, `comparability`), in the reader's language."""
    return str(told_of(instrument.about, name))


@register.filter
def privacy_rules(instrument: Any) -> list[str]:
    """What to mind before asking, in the reader's language."""
    return list(told_of(instrument.about["access"], "rules"))


@register.filter
def said_by(sentence: str, kept: Any) -> str:
    """A sentence that an assessment (or an alert of it) kept, as its version says it in the reader's language."""
    if (get_language() or "es").startswith("es"):
        return sentence
    found = getattr(kept, "assessment", kept)
    return in_language(found.instrument, found.instrument_version, sentence)


@register.filter
def office_title(office: Any) -> str:
    """An office as colleagues call it."""
    return title_of(office)


@register.filter
def channel_words(codes: list[str]) -> str:
    """Ways of contact in one phrase."""
    return get_text_list([worded(CHANNELS, code).lower() for code in codes], gettext("o")).capitalize()


@register.filter
def role_words(codes: list[str]) -> str:
    """Roles in one phrase."""
    names = [str(Role(code).label) if code in set(Role) else code for code in codes]
    return get_text_list(names, gettext("o"))


@register.filter
def alert_tone(alert: Any) -> str:
    """How loud an alert looks."""
    return TONES.get(alert.severity, "care")


@register.filter
def is_late(row: Any) -> bool:
    """Whether a step, a contact or a need was due before today."""
    return bool(row.due_on and row.due_on < today())


@register.filter
def absolute(number: int) -> int:
    """A number without its sign."""
    return abs(number)


@register.filter
def span(field: Any) -> str:
    """How many of the twelve columns a field takes in a form drawn by itself."""
    if getattr(field.field.widget, "input_type", "") == "date":
        return str(THIRD)
    return str(WIDE if field.name in ("note", "reason") else HALF)


@register.simple_tag
def due_day(day: date) -> SafeString:
    """A day that is due: late ones with the days that passed."""
    days = (today() - day).days
    if days <= 0:
        return format_html("{}", short_day(day))
    words = ngettext("%(count)s día tarde", "%(count)s días tarde", days) % {"count": localize(days)}
    return format_html('<span class="r-clock" data-tone="late">{}{}</span>', icon("exclamation-diamond-fill"), words)
