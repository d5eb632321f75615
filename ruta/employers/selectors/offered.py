"""Among which places, occupations and activities does whoever fills in a form choose?"""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from ruta.taxonomy.selectors import countries, languages, occupations, sectors
from ruta.territory.selectors import municipalities_named

UNIT_GROUP, CLASS = 4, 4
USUAL_LANGUAGES = ("en", "es", "fr", "pt", "miq", "cab", "hns")
Choices = list[tuple[str, str]]


def municipality_choices() -> Choices:
    """Every municipality with its department, to be found by either."""
    return [_blank(), *municipalities_named()]


def occupation_choices() -> Choices:
    """The unit groups of CIUO-08."""
    return [_blank(), *((row.code, f"{row.name_es} ({row.code})") for row in occupations(UNIT_GROUP))]


def sector_choices() -> Choices:
    """Sections and divisions of CIIU."""
    return [_blank(), *((row.code, f"{row.code} {row.name_es}") for row in sectors() if row.level < CLASS)]


def _blank() -> tuple[str, str]:
    return ("", _("Elija una opción"))


def country_choices() -> Choices:
    """Every country, Honduras first."""
    rows = [(row.code, row.name_es) for row in countries()]
    return sorted(rows, key=lambda pair: pair[0] != "HN")


def language_choices(kept: Iterable[str] = ()) -> Choices:
    """The languages that vacancies ask for, and those that one asks for already."""
    spoken = {row.code: row.name_es for row in languages()}
    return [(code, spoken[code]) for code in dict.fromkeys((*USUAL_LANGUAGES, *kept)) if code in spoken]


def language_names(codes: Sequence[str]) -> list[str]:
    """The names of some languages, in their order."""
    names = {row.code: row.name_es for row in languages().filter(pk__in=codes)} if codes else {}
    return [names.get(code, code) for code in codes]
