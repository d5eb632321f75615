"""Of which part of the market is a report: a population, a territory, a sector, an institution, an office?"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ruta.base.errors import Invalid
from ruta.directory.models import Institution, Office
from ruta.insights.papers import PaperPeriod
from ruta.insights.selectors.observatory.cells import Cells, Shown
from ruta.insights.selectors.observatory.papers.words import names_of
from ruta.taxonomy.selectors import choices, sectors, service_types
from ruta.territory.selectors import departments

# In addresses, in the fields of the cells, and in the vacancies.
ASKED = {
    "poblacion": "modality", "lugar": "department", "sector": "section", "institucion": "institution", "oficina": "office",
    "servicio": "service_type", "aliada": "ally", "logro": "outcome", "plazo": "days",
}  # fmt: skip
OUTCOMES = {
    "placed": gettext_lazy("Consiguió trabajo"), "kept": gettext_lazy("Consiguió trabajo y siguió 90 días"), "met": gettext_lazy("Se le resolvió una necesidad"),
}  # fmt: skip
TERMS = (180, 90)
Fixed = tuple[tuple[str, str], ...]
OFFICE, QUARTER = "office", "quarter"
MOST = 2
"""Dimensions that are ever crossed."""
TOLD = frozenset(
    frozenset(pair)
    for pair in (
        ("department", "section"), ("section", "sex"), ("sex", "age_group"), ("sex", "modality"), ("sex", "institution"), ("modality", "stay"),
    )
)  # fmt: skip
"""By which pairs everybody may read of persons, in whichever report, feed or figure. They make a tree: tables of a tree that agree are some register's,
so that no further table of the same persons is computed from them; one pair more would close a ring."""


@dataclass(frozen=True, slots=True)
class Part:
    """Codes by dimension; what is not named is whole."""

    fixed: Fixed = ()
    is_public: bool = False
    """Whether everybody reads it, who crosses persons by the pairs of the tree alone."""

    def crosses(self, first: str, second: str) -> bool:
        """Whether persons may be told by both at once."""
        return not self.is_public or frozenset((first, second)) in TOLD

    @property
    def of_vacancies(self) -> dict[str, str]:
        """What it asks of vacancies, which have no population."""
        return {dimension: code for dimension, code in self.fixed if dimension != "modality"}

    def within(self, period: PaperPeriod) -> "Part":
        """The same in the cells of the year that a period lies in: a quarter is one of their dimensions."""
        quarter = period.code.partition("-")[2]
        return replace(self, fixed=(*self.fixed, (QUARTER, quarter))) if quarter else self

    @property
    def is_office(self) -> bool:
        """Whether it is one office and nothing else: those stand in the cells under their institution."""
        return [dimension for dimension, _code in self.fixed] == [OFFICE]

    @property
    def names(self) -> list[str]:
        """What it is called, for a title."""
        return [name for dimension, code in self.fixed for _code, name in names_of(dimension, [code])]

    @property
    def slug(self) -> str:
        """What its files add to their name."""
        return "".join(f"-{slugify(code)}" for _dimension, code in self.fixed)


WHOLE = Part()


def choices_of(name: str) -> list[tuple[str, str]]:
    """What a report can be asked of, by the name of the question."""
    return ALL_OF[name]()


ALL_OF: Mapping[str, Callable[[], list[tuple[str, str]]]] = {
    "poblacion": lambda: choices("modalities"),
    "lugar": lambda: [(row.code, row.name) for row in departments()],
    "sector": lambda: [(row.code, row.name_es) for row in sectors(1).order_by("code")],
    "institucion": lambda: [(row.code, row.short_name) for row in Institution.objects.order_by("short_name")],
    "oficina": lambda: list(Office.objects.filter(is_active=True).order_by("short_name", "code").values_list("code", "short_name")),
    "servicio": lambda: [(row.code, row.label()) for row in service_types() if not row.sensitive and row.counts_as_attention],
    "aliada": lambda: [(row.code, row.short_name) for row in Institution.objects.order_by("short_name")],
    "logro": lambda: [(code, str(name)) for code, name in OUTCOMES.items()],
    "plazo": lambda: [(str(days), ngettext("%(n)s día", "%(n)s días", days) % {"n": days}) for days in TERMS],
}


def part_of(said: Mapping[str, str]) -> Part:
    """The part that an address or a command names."""
    return Part(tuple((dimension, said[name]) for name, dimension in ASKED.items() if said.get(name)))


def checked(said: Mapping[str, str]) -> Part:
    """The same of what somebody wrote, which may be nothing that is known."""
    for name, code in said.items():
        known = [each for each, _name in choices_of(name)] if name in ALL_OF else []
        if code not in known:
            names = ", ".join(known or ALL_OF)
            raise Invalid(_("No se conoce «%(said)s». Elija uno de: %(names)s.") % {"said": code if known else name, "names": names})
    return part_of(said)


def within(cells: Cells | None, dimension: str, part: Part) -> dict[str, Shown] | None:
    """The cells of one dimension in a part; nothing where the lattice does not go so far."""
    if cells is None or not _fits(cells, part, room=1) or dimension not in cells.dimensions:
        return None
    if not part.fixed:
        return cells.by(dimension)
    (fixed, code) = part.fixed[0]
    if fixed == dimension or not part.crosses(fixed, dimension):
        return None
    return dict(_row(cells, fixed, code, dimension))


def whole_of(cells: Cells | None, part: Part) -> Shown:
    """All of a part; hidden and not counted are the same here."""
    if cells is None or not is_told(cells, part):
        return None
    if part.is_office:
        return _of_office(cells, part.fixed[0][1])
    if len(part.fixed) == MOST:
        (first, one), (second, other) = part.fixed
        return cells.crossing(first, second).get((one, other))
    return cells.by(part.fixed[0][0]).get(part.fixed[0][1]) if part.fixed else cells.whole


def _of_office(cells: Cells, code: str) -> Shown:
    """An office lies in one department: told where its institution hides neither an office nor a department, which would give each other back."""
    offices = dict(Office.objects.values_list("code", "institution__code"))
    own, shown = offices.get(code), cells.finer("institution")
    whole = cells.by("institution").get(own or "")
    together = sum(count or 0 for each, count in shown.items() if offices.get(each) == own)
    if whole is None or together < whole or "department" not in cells.dimensions:
        return None
    departments = [count for (one, _other), count in cells.crossing("institution", "department").items() if one == own]
    return None if None in departments else shown.get(code)


def is_told(cells: Cells | None, part: Part) -> bool:
    """Whether so much was counted, shown or hidden; everybody reads persons neither by quarter nor by office."""
    if cells is None or not part.is_office:
        return cells is not None and _fits(cells, part, room=0)
    return cells.is_apart("institution") and not part.is_public


def _fits(cells: Cells, part: Part, room: int) -> bool:
    names = [dimension for dimension, _code in part.fixed]
    if part.is_public and QUARTER in names:
        return False
    return len(names) + room <= MOST and all(name in cells.dimensions for name in names) and (len(names) < MOST or part.crosses(*names))


def _row(cells: Cells, fixed: str, code: str, dimension: str) -> Iterator[tuple[str, Shown]]:
    for (one, other), count in cells.crossing(fixed, dimension).items():
        if one == code:
            yield other, count
