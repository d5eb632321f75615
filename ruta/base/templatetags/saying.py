"""How does a template say a whole day or a sentence of pure code, in the reader's language? These are in every template, without a load."""

from collections.abc import Iterable
from datetime import date, datetime

from django import template
from django.utils.dates import MONTHS_3
from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_lazy, ngettext

from ruta.base.clock import today
from ruta.base.days import short_day, spoken_hour
from ruta.base.sentences import Sentence

register = template.Library()
# A pattern is a sentence too: English has no "de" between day and month.
PATTERNS = {
    "": gettext_lazy(r"j \d\e F"),
    "year": gettext_lazy(r"j \d\e F \d\e Y"),
    "week": gettext_lazy(r"l j \d\e F"),
    "week year": gettext_lazy(r"l j \d\e F \d\e Y"),
    "month": gettext_lazy(r"F \d\e Y"),
}


@register.filter(expects_localtime=True)
def in_full(day: date | None, parts: str = "") -> str:
    """A day without abbreviations: `{{ day|in_full:"week year" }}` is "viernes 20 de noviembre de 2026"; nothing for no day."""
    return date_format(day, str(PATTERNS[parts])) if day else ""


@register.filter(expects_localtime=True)
def brief(day: date | None) -> str:
    """A day as staff read it: "9 mar", and "9 mar 2024" when it is of another year; nothing for no day."""
    return short_day(day) if day else ""


@register.filter(expects_localtime=True)
def other_year(day: date) -> str:
    """The year of a day that is not of this year; nothing for one of this year."""
    return "" if day.year == today().year else str(day.year)


@register.filter
def as_known(text: str) -> str:
    """A day of which perhaps only the year or the month is known, as ISO writes it: "1996", "junio de 2013", "3 de marzo de 2004"."""
    year, *rest = text.split("-")
    if not rest:
        return year
    day = date(int(year), int(rest[0]), int(rest[1]) if rest[1:] else 1)
    return date_format(day, str(PATTERNS["year" if rest[1:] else "month"]))


@register.filter
def spoken(moment: datetime) -> str:
    """An hour as a person reads it: 8 de la mañana."""
    return spoken_hour(moment)


@register.filter
def said(sentence: Sentence) -> str:
    """A sentence that pure code built."""
    return sentence.said(gettext, ngettext)


@register.filter
def months(numbers: Iterable[int]) -> str:
    """Months by their numbers, shortly: nov, dic."""
    return ", ".join(str(MONTHS_3[number]) for number in numbers)
