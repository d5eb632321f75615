"""What does a row say, in the codes of the bank? What cannot be read gets a sentence."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from ruta.base.errors import Invalid
from ruta.people.imports.columns import header_key
from ruta.people.imports.places import Places, read_places
from ruta.people.imports.reading import BadCell, day_of
from ruta.projects.actions import ProjectTerms
from ruta.projects.enums import Kind, State
from ruta.projects.imports.iati import is_elsewhere
from ruta.projects.models import Project
from ruta.projects.rules import DEPARTMENT
from ruta.taxonomy.selectors import items, needs
from ruta.territory.selectors import nearest_municipality

NEAR_KM = 40
PARTED = re.compile(r"[;|\n]+")
EVERYWHERE = {"nacional", "todo pais", "pais", "honduras", "toda honduras", "a nivel nacional", "nivel nacional"}
EVERYBODY = {"todas", "todos", "poblacion general", "toda poblacion"}
STATES = {
    "planificado": "planned", "en formulacion": "planned", "aprobado": "planned", "en ejecucion": "active", "ejecucion": "active", "activo": "active",
    "vigente": "active", "cerrado": "finished", "finalizado": "finished", "concluido": "finished", "pausado": "suspended", "anulado": "cancelled",
}  # fmt: skip
POPULATIONS = {
    "retornados": "returned", "personas retornadas": "returned", "migrantes retornados": "returned", "poblacion retornada": "returned",
    "desplazados": "internally_displaced", "personas desplazadas": "internally_displaced", "refugiados": "refugee", "en transito": "in_transit",
    "personas transito": "in_transit", "familias migrantes": "relative_of_migrant", "potenciales migrantes": "at_risk_of_migrating",
    "en riesgo migrar": "at_risk_of_migrating", "jovenes en riesgo migrar": "at_risk_of_migrating",
}  # fmt: skip
Facts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Draft:
    """A row that can be kept: the project, where it begins, and what belongs to it."""

    terms: ProjectTerms
    state: str = ""
    contact: Facts = field(default_factory=dict)
    document: str = ""
    results: tuple[str, ...] = ()


class RowReader:
    """Reads rows with the places and catalogues of today; made once a file."""

    def __init__(self) -> None:
        self._places: Places = read_places()
        self._needs = _words({each.code: each.label("es") for each in needs()})
        groups: dict[str, list[str]] = {}
        for each in needs():
            groups.setdefault(each.group, []).append(each.code)
        self._groups = {header_key(each.label("es")): groups.get(each.code, []) for each in items("needs", section="groups")}
        self._populations = _words({each.code: each.label("es") for each in items("modalities")}) | POPULATIONS
        self._states = STATES | _words({code: str(label) for code, label in State.choices})
        self._kinds = _words({code: str(label) for code, label in Kind.choices})

    def read(self, said: Facts, before: Project | None) -> Draft:
        """The draft of a row; what it does not say stays as it was before."""
        if is_elsewhere(dict(said)):
            raise Invalid(_("Esta actividad es de otro país, no de Honduras."))
        given: dict[str, Any] = {name: said[name] for name in ("ref", "name", "summary", "website", "source", "currency") if said.get(name)}
        given |= {part: _parts(said[part]) for part in ("executing", "funding", "partner") if said.get(part)}
        readers: dict[str, Callable[[str], Any]] = {
            "kind": self._kind, "places": self.places_of, "needs": self._needs_of, "population": self._population_of, "budget": _number,
            "expected": _number, "reached": _number, "begins": _day, "ends": _day,
        }  # fmt: skip
        given |= {name: read(said[name]) for name, read in readers.items() if said.get(name)}
        if not given.get("name") and before is None:
            raise Invalid(_("Falta el nombre del proyecto."))
        contact = {name: said.get(name, "") for name in ("contact", "phone", "email")}
        return Draft(
            ProjectTerms(**(_as_before(before) | given)), self._state(said.get("state", "")), contact, said.get("document", ""),
            tuple(_parts(said.get("results", ""))),
        )  # fmt: skip

    def _kind(self, cell: str) -> str:
        return _coded(cell, self._kinds, _("«%(cell)s» no es un tipo. Escriba Proyecto o Programa."))

    def _state(self, cell: str) -> str:
        if not cell or cell in State.values:
            return cell
        return _coded(cell, self._states, _("«%(cell)s» no es un estado. Escriba, por ejemplo, En marcha o Terminado."))

    def _population_of(self, cell: str) -> list[str]:
        named = [one for one in _parts(cell) if header_key(one) not in EVERYBODY]
        return [_coded(one, self._populations, _("«%(cell)s» no es una población del catálogo.")) for one in named]

    def _needs_of(self, cell: str) -> list[str]:
        found: list[str] = []
        for one in _parts(cell):
            group = self._groups.get(header_key(one))
            found += group or [_coded(one, self._needs, _("«%(cell)s» no es una necesidad del catálogo ni un grupo de ellas."))]
        return found

    def places_of(self, cell: str) -> list[str]:
        """The codes of places as somebody writes them, parted by semicolons."""
        named = [one for one in _parts(cell) if header_key(one) not in EVERYWHERE]
        return [self._place(one) for one in named]

    def _place(self, said: str) -> str:
        """A department by name or code, a municipality, or the one nearest to a point."""
        name, _at, point = said.partition("@")
        wide = self._places.departments.get(header_key(name.removeprefix("Departamento de ")))
        if wide:
            return wide
        if name.isdigit() and len(name) <= DEPARTMENT and name.zfill(DEPARTMENT) in self._places.departments.values():
            return name.zfill(DEPARTMENT)
        try:
            if name:
                return self._places.municipality(name, "")
        except BadCell as bad:
            if not point:
                raise Invalid(_(bad.sentence.text) % bad.sentence.values) from bad
        return self._near(point, said)

    def _near(self, point: str, said: str) -> str:
        try:
            latitude, longitude = (float(each) for each in point.split(","))
        except ValueError as error:
            raise Invalid(_("«%(cell)s» no es un lugar de Honduras.") % {"cell": said[:40]}) from error
        code, far = nearest_municipality(latitude, longitude)
        if not far <= NEAR_KM:
            raise Invalid(_("«%(cell)s» no es un lugar de Honduras.") % {"cell": said[:40]})
        return code


def _as_before(project: Project | None) -> dict[str, Any]:
    if project is None:
        return {"name": ""}
    plain = ("ref", "name", "kind", "summary", "places", "population", "needs", "begins", "ends", "budget", "currency", "expected", "reached",
             "website", "source")  # fmt: skip
    parts = {part: [each.name for each in project.participants.all() if each.part == part] for part in ("executing", "funding", "partner")}
    return {name: getattr(project, name) for name in plain} | parts


def _words(labels: Mapping[str, str]) -> dict[str, str]:
    """Labels and codes, as a header would be compared."""
    return {header_key(label): code for code, label in labels.items()} | {header_key(code): code for code in labels}


def _parts(cell: str) -> list[str]:
    return [part.strip() for part in PARTED.split(cell) if part.strip()]


def _coded(cell: str, words: Mapping[str, str], sentence: str) -> str:
    code = words.get(header_key(cell))
    if code is None:
        raise Invalid(sentence % {"cell": cell[:60]})
    return code


def _number(cell: str) -> int:
    text = re.sub(r"(?i)^(lps?\.?|usd|us\$|hnl|\$|l\.?)\s*", "", cell.strip()).replace(",", "").replace(" ", "")
    try:
        return round(float(text))
    except (ValueError, OverflowError) as error:
        raise Invalid(_("«%(cell)s» no es un número.") % {"cell": cell[:30]}) from error


def _day(cell: str) -> date | None:
    try:
        return day_of(cell)
    except BadCell as bad:
        raise Invalid(_(bad.sentence.text) % bad.sentence.values) from bad
