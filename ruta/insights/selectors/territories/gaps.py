"""Where does nobody work on what persons need, and which projects do the same for the same persons at the same place and time?"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from ruta.insights.papers import Value, safe_count
from ruta.insights.selectors.territories.needed import ELSEWHERE, NeedTable
from ruta.insights.selectors.territories.reach import Reach
from ruta.projects.models import Project
from ruta.projects.rules import RUNNING, meet, shared, shared_places
from ruta.projects.selectors import projects
from ruta.taxonomy.selectors import need
from ruta.territory.selectors import territories

MOST_PAIRS = 200


@dataclass(frozen=True, slots=True)
class Gap:
    """What is needed and how many projects answer it, in one place; a gap where nobody does and somebody may need it."""

    place: str
    needed: Value
    projects: int

    @property
    def is_gap(self) -> bool:
        """Whether five or more needs stand there, as anybody may read, and nobody works on them."""
        return self.projects == 0 and isinstance(self.needed, int) and self.needed > 0


@dataclass(frozen=True, slots=True)
class Pair:
    """Two projects that do the same, and in what."""

    first: Project
    second: Project
    needs: list[str]
    places: list[str]


def running_projects() -> list[Project]:
    """Every project that is planned or goes on, public or not."""
    return list(projects().filter(state__in=RUNNING).order_by("sort_name", "pk"))


def gap_matrix(table: NeedTable, running: Sequence[Project]) -> tuple[list[str], list[tuple[str, list[Gap]]]]:
    """The names of the places, and for each group of needs what stands in each."""
    reaches = {row.pk: Reach(row) for row in territories().order_by("pk")}
    working = _working(running, reaches)
    named = {code: reaches[code].name if code else "Otros lugares" for code in table.columns}
    rows = []
    for (group, label), cells in zip(table.groups, table.cells, strict=True):
        told = [
            Gap(named[code], safe_count(cell), working[group, code])
            for code, cell in zip(table.columns, cells, strict=True) if code != ELSEWHERE
        ]  # fmt: skip
        rows.append((label, told))
    return [named[code] for code in table.columns if code != ELSEWHERE], rows


def repeated(running: Sequence[Project]) -> list[Pair]:
    """Pairs with a need, a place, a population and a day in common; those with most in common first."""
    by_need: dict[str, list[Project]] = defaultdict(list)
    for row in running:
        for code in row.needs:
            by_need[code].append(row)
    met = {(one.pk, other.pk): (one, other) for rows in by_need.values() for one, other in combinations(rows, 2)}
    found = [pair for one, other in met.values() if (pair := _pair(one, other))]
    return sorted(found, key=lambda pair: (-len(pair.needs), pair.first.sort_name, pair.second.pk))[:MOST_PAIRS]


def _working(running: Sequence[Project], reaches: dict[str, Reach]) -> dict[tuple[str, str], int]:
    found: dict[tuple[str, str], int] = defaultdict(int)
    for row in running:
        groups = {need(code).group for code in row.needs}
        for code, reach in reaches.items():
            if not row.places or shared_places(row.places, [reach.place]):
                for group in groups:
                    found[group, code] += 1
    return found


def _pair(one: Project, other: Project) -> Pair | None:
    """Nobody named is everybody, so it meets each population."""
    same_persons = not one.population or not other.population or shared(one.population, other.population)
    places = shared_places(one.places, other.places)
    if not same_persons or not places or not meet((one.begins, one.ends), (other.begins, other.ends)):
        return None
    return Pair(one, other, shared(one.needs, other.needs), [code for code in places if code])
