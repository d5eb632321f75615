"""What do the codes of a project say, in words?"""

from collections.abc import Iterable

from ruta.directory.selectors import institutions
from ruta.projects.enums import Part
from ruta.projects.models import Project
from ruta.projects.rules import DEPARTMENT
from ruta.taxonomy.selectors import items, need, needs
from ruta.territory.models import Department, Municipality
from ruta.territory.selectors import departments, municipalities_named

Names = dict[str, str]
Choices = list[tuple[str, str]]


def place_names(codes: Iterable[str]) -> Names:
    """Departments and municipalities by code."""
    wanted = set(codes)
    narrow = [code for code in wanted if len(code) > DEPARTMENT]
    wide = [code for code in wanted if len(code) == DEPARTMENT]
    names: Names = dict(Department.objects.filter(pk__in=wide).order_by("pk").values_list("code", "name")) if wide else {}
    return names | (dict(Municipality.objects.filter(pk__in=narrow).order_by("pk").values_list("code", "name")) if narrow else {})


def place_choices() -> Choices:
    """Every department, then every municipality with its department."""
    return [*((row.code, row.name) for row in departments()), *municipalities_named()]


def need_labels() -> Choices:
    """Every need with its group, for choosing."""
    groups = {each.code: each.label() for each in items("needs", section="groups")}
    return [(each.code, f"{groups.get(each.item.get('group'), '')}: {each.label()}") for each in needs()]


def population_labels() -> Choices:
    """Every population, for choosing."""
    return [(each.code, each.label()) for each in items("modalities")]


def institution_choices() -> Choices:
    """Every institution of the directory."""
    return [(str(row.pk), row.name) for row in institutions()]


def words_of(project: Project, places: Names) -> dict[str, list[str]]:
    """The codes of a project in words; `places` was asked once for the page."""
    populations = dict(population_labels())
    return {
        "places": [places[code] for code in project.places if code in places],
        "needs": [need(code).label() for code in project.needs],
        "population": [populations.get(code, code) for code in project.population],
        **{part: [each.name for each in project.participants.all() if each.part == part] for part in Part.values},
    }
