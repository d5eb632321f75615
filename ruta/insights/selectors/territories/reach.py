"""Which offices, services, projects and vacancies does a territory have?"""

from collections import Counter
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet, Sum

from ruta.directory.models import Office, Service
from ruta.directory.selectors import offices
from ruta.employers.models import Vacancy
from ruta.employers.selectors import published_vacancies
from ruta.projects.models import Project
from ruta.projects.rules import RUNNING
from ruta.projects.selectors import by_place, public_projects
from ruta.taxonomy.selectors import items, need, occupation_labels, service_types
from ruta.territory.enums import Scope
from ruta.territory.models import Territory

MOST = 10
Counted = list[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Reach:
    """A territory as its rows are found: a municipality, or a whole department."""

    territory: Territory

    @property
    def department(self) -> str:
        """The code of its department."""
        return self.territory.municipality.department_id

    @property
    def is_department(self) -> bool:
        """Whether its name stands for the whole department."""
        return self.territory.scope == Scope.DEPARTMENT

    @property
    def place(self) -> str:
        """The code by which things are found in it."""
        return self.department if self.is_department else self.territory.municipality_id

    @property
    def name(self) -> str:
        """What the roadmap calls it."""
        return self.territory.priority_name or self.territory.name

    def offices(self) -> QuerySet[Office]:
        """The active offices of every institution in it."""
        here = Q(municipality__department=self.department) if self.is_department else Q(municipality=self.place)
        return offices().filter(here).order_by("institution__short_name", "name", "pk")

    def services(self) -> Counted:
        """How many institutions offer each service at an office of it, the most offered first."""
        here = Q(office__municipality__department=self.department) if self.is_department else Q(office__municipality=self.place)
        active = Service.objects.filter(here, is_active=True, institution__is_active=True, office__is_active=True)
        names = {each.code: each.label("es") for each in service_types()}
        found = Counter(active.order_by().values_list("service_type", flat=True))
        return _ranked({names[code]: count for code, count in found.items() if code in names})

    def projects(self) -> list[Project]:
        """Public projects that go on and reach it."""
        return list(by_place(public_projects().filter(state__in=RUNNING), self.place).order_by("sort_name", "pk"))

    def vacancies(self) -> QuerySet[Vacancy]:
        """What can be applied for in it now."""
        here = Q(department=self.department) if self.is_department else Q(municipality=self.place)
        return published_vacancies().filter(here, country="HN")

    def openings(self) -> int:
        """How many openings those have left."""
        return self.vacancies().aggregate(left=Sum(F("openings") - F("filled")))["left"] or 0

    def occupations(self) -> Counted:
        """The occupations most asked for, by openings."""
        left: Counter[str] = Counter()
        for code, count in self.vacancies().order_by().values_list("occupation").annotate(unfilled=Sum(F("openings") - F("filled"))):
            left[code[:4]] += count
        top = sorted(left.items(), key=lambda each: (-each[1], each[0]))[:MOST]
        names = occupation_labels([code for code, _count in top], "es")
        return [(names.get(code, code), count) for code, count in top]


def needs_served(projects: list[Project]) -> Counted:
    """How many projects answer each group of needs."""
    groups = {each.code: each.label("es") for each in items("needs", section="groups")}
    found = Counter(group for row in projects for group in {need(code).group for code in row.needs})
    return _ranked({groups[code]: count for code, count in found.items() if code in groups})


def _ranked(counts: dict[str, int]) -> Counted:
    return sorted(counts.items(), key=lambda each: (-each[1], each[0]))
