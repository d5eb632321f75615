"""Which occupations, sectors, levels, countries and languages can be chosen?"""

from functools import cache

from django.db.models import QuerySet

from ruta.taxonomy.models import Country, EducationLevel, Language, Occupation, Sector


def occupations(level: int | None = None) -> QuerySet[Occupation]:
    """The groups of CIUO-08, or only those with this many digits (4 are the unit groups)."""
    return Occupation.objects.all() if level is None else Occupation.objects.filter(level=level)


def occupation(code: str) -> Occupation:
    """The CIUO-08 group with this code."""
    return Occupation.objects.get(code=code)


def sectors(level: int | None = None) -> QuerySet[Sector]:
    """The activities of CIIU rev. 4, or only one level: 1 sections, 2 divisions, 4 classes."""
    return Sector.objects.all() if level is None else Sector.objects.filter(level=level)


def education_levels(*, system: str | None = None) -> QuerySet[EducationLevel]:
    """The levels of schooling in their order, or only those of one system (`actual`, `anterior`)."""
    return EducationLevel.objects.all() if system is None else EducationLevel.objects.filter(system=system)


@cache
def countries() -> tuple[Country, ...]:
    """The countries in alphabetical order; they change with a release, not while the process lives."""
    return tuple(Country.objects.all())


def country_name(code: str) -> str:
    """The name of a country; a code that the list does not have stands for itself."""
    return next((row.name_es for row in countries() if row.code == code), code)


def languages() -> QuerySet[Language]:
    """The languages in alphabetical order."""
    return Language.objects.all()
