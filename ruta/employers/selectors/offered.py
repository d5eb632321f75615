"""Among which places, occupations and activities does whoever fills in a form choose?"""

from django.utils.translation import gettext as _

from ruta.taxonomy.selectors import occupations, sectors
from ruta.territory.selectors import municipalities

UNIT_GROUP, CLASS = 4, 4
Choices = list[tuple[str, str]]


def municipality_choices() -> Choices:
    """Every municipality with its department, to be found by either."""
    return [_blank(), *((row.code, f"{row.name}, {row.department.name}") for row in municipalities())]


def occupation_choices() -> Choices:
    """The unit groups of CIUO-08."""
    return [_blank(), *((row.code, f"{row.name_es} ({row.code})") for row in occupations(UNIT_GROUP))]


def sector_choices() -> Choices:
    """Sections and divisions of CIIU."""
    return [_blank(), *((row.code, f"{row.code} {row.name_es}") for row in sectors() if row.level < CLASS)]


def _blank() -> tuple[str, str]:
    return ("", _("Elija una opción"))
