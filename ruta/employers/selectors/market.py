"""What was offered in a sector and a territory in a year? Counts of published vacancies; who reads them hides what is small."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from statistics import median

from django.db.models import F, QuerySet, Sum
from django.db.models.functions import Coalesce

from ruta.base.clock import now
from ruta.employers.models import Vacancy
from ruta.employers.models.vacancies import SHOWN

YEAR = timedelta(days=365)
ENOUGH = 5
"""Of fewer vacancies no wage is told: it would be one employer's."""

Place = tuple[str, str]  # section of CIIU and department


@dataclass(frozen=True, slots=True)
class Details:
    """What the vacancies of one sector and territory say together."""

    vacancies: int
    wage: float | None
    occupations: list[tuple[str, int]]  # code of four digits and openings, the most wanted first


def openings_by_place() -> Counter[Place]:
    """Openings of every section and department of the country. What was filled of them is not counted here: a filled place is somebody hired."""
    openings: Counter[Place] = Counter()
    for row in _published().values("section", "department").annotate(offered=Sum("openings")).order_by("section", "department"):
        openings[row["section"], row["department"]] += row["offered"]
    return openings


def market_details(section: str = "", department: str = "") -> Details:
    """Half of the wages offered are under the one told; occupations by openings."""
    rows = _published()
    rows = rows.filter(section=section) if section else rows
    rows = rows.filter(department=department) if department else rows
    wages = list(
        rows.annotate(low=Coalesce("wage_min", "wage_max"), high=Coalesce("wage_max", "wage_min"))
        .exclude(low=None)
        .values_list("low", "high")
    )
    wanted: Counter[str] = Counter()
    for occupation, count in rows.values_list("occupation").annotate(n=Sum("openings")).order_by("occupation"):
        wanted[occupation[:4]] += count
    return Details(
        vacancies=rows.count(), wage=median((low + high) / 2 for low, high in wages) if len(wages) >= ENOUGH else None,
        occupations=[(code, count) for code, count in wanted.most_common() if count >= ENOUGH],
    )  # fmt: skip


def _published() -> QuerySet[Vacancy]:
    """Work in the country that everybody could apply for in the last twelve months, of employers that may be read."""
    return Vacancy.objects.filter(state__in=SHOWN, published_at__gte=now() - YEAR, country="HN", filled__lte=F("openings"))
