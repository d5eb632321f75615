"""What are the categories of a dimension called, and in which order do they stand?"""

from collections.abc import Iterable

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ruta.accounts.models import User
from ruta.directory.models import Institution, Office
from ruta.insights.enums import AgeGroup, Dimension, Disability
from ruta.people.enums import Sex
from ruta.taxonomy.selectors import catalogue, label, serving
from ruta.territory.models import Municipality

LEAST = 5
MASK = "reservado"


def named(dimension: str, present: Iterable[str]) -> list[tuple[str, str]]:
    """Codes with their words, in the order of their catalogue; what no catalogue knows stands last."""
    shown = {code for code in present if code is not None}
    known = _known(dimension, shown)
    others = [(code, _("Sin dato") if code in {"", "?"} else _("Otra")) for code in sorted(shown - {code for code, _label in known})]
    return [pair for pair in known if pair[0] in shown] + others


def least_of(modalities: Iterable[str]) -> int:
    """The smallest count that a page tells: the highest that one of its populations asks for holds for all of it."""
    return max([LEAST, *(serving(code).least_cell for code in modalities if code)])


def short_modality(code: str) -> str:
    """A modality as the head of a column: «Retornada», not «Persona retornada»."""
    words = label("modalities", code, _spoken())
    short = words.removeprefix("Persona ").removesuffix(" person")
    return short[:1].upper() + short[1:]


def _known(dimension: str, shown: set[str]) -> list[tuple[str, str]]:
    if dimension in FIXED:
        return [(code, str(words)) for code, words in FIXED[Dimension(dimension)]]
    if dimension == Dimension.MODALITY:
        return [(item["code"], short_modality(item["code"])) for item in catalogue("modalities")]
    return _of_rows(dimension, shown)


def _of_rows(dimension: str, shown: set[str]) -> list[tuple[str, str]]:
    if dimension == Dimension.NEED:
        return [(item["code"], label("needs", item["code"], _spoken())) for item in catalogue("needs")] + [(MASK, _("Reservada"))]
    if dimension == Dimension.SERVICE:
        return [(item["code"], label("service_types", item["code"], _spoken())) for item in catalogue("service_types")]
    if dimension == Dimension.MUNICIPALITY:
        return [(row.code, row.name) for row in Municipality.objects.filter(code__in=shown).order_by("sort_name")]
    numbers = [int(code) for code in shown if code.isdecimal()]
    if dimension == Dimension.OFFICER:
        return [(str(row.pk), row.full_name) for row in User.objects.filter(pk__in=numbers).order_by("full_name")]
    if dimension == Dimension.INSTITUTION:
        return [(str(row.pk), row.short_name) for row in Institution.objects.filter(pk__in=numbers).order_by("short_name")]
    return [(str(row.pk), row.short_name) for row in Office.objects.filter(pk__in=numbers).order_by("short_name")]


FIXED = {Dimension.SEX: Sex.choices, Dimension.AGE: AgeGroup.choices, Dimension.DISABILITY: Disability.choices}


def _spoken() -> str:
    return (get_language() or "es")[:2]
