"""What are the measures, dimensions and categories of the explorer called, and what does each measure not say?"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from ruta.cases.selectors.labels import CHANNELS, SEGMENTS
from ruta.directory.models import Institution, Office
from ruta.employers.enums import ContractKind
from ruta.insights.enums import AgeGroup
from ruta.people.enums import Sex
from ruta.taxonomy.selectors import choices, education_levels, occupation_labels, sectors, skill_labels
from ruta.territory.selectors import departments

Names = dict[str, str]


@dataclass(frozen=True, slots=True)
class Told:
    """How a measure is spoken of: its name, and in reports, which are in Spanish, what one of it is and what it does not say."""

    label: str | Promise
    unit: str
    limits: str


NOT_ALL = "Cuenta lo registrado en Ruta, no todo el mercado de trabajo."
MEASURES: Mapping[str, Told] = {
    "seekers": Told(gettext_lazy("Personas que buscan trabajo"), "personas", "Quien está registrado en dos instituciones cuenta en cada una; la ocupación es la primera que la persona dijo."),
    "places": Told(gettext_lazy("Dónde trabajarían"), "lugares dichos por personas", "Quien trabajaría en varios departamentos cuenta en cada uno: la suma pasa del número de personas."),
    "skills": Told(gettext_lazy("Competencias de quienes buscan trabajo"), "competencias dichas por personas", "Quien tiene varias cuenta en cada una; que no se diga una no quiere decir que falte."),
    "applications": Told(gettext_lazy("Postulaciones"), "postulaciones", "Una persona puede postularse varias veces; el departamento es el de la vacante."),
    "placements": Told(gettext_lazy("Contrataciones confirmadas"), "contrataciones", "Solo las que se lograron por el servicio y alguien confirmó; el departamento es el de la vacante."),
    "attentions": Told(gettext_lazy("Atenciones"), "atenciones", "Una persona puede recibir varias."),
    "profiles": Told(gettext_lazy("Perfiles de empleabilidad"), "perfiles", "Una persona puede tener varios, uno por valoración."),
    "openings": Told(gettext_lazy("Plazas publicadas"), "plazas", NOT_ALL),
    "filled": Told(gettext_lazy("Plazas cubiertas"), "plazas", "De vacantes que terminaron en el período, se hayan publicado cuando se hayan publicado."),
    "unfilled": Told(gettext_lazy("Plazas sin cubrir"), "plazas", "De vacantes que terminaron en el período, también las que ya no se buscaban; la causa es la que anotó quien la cerró."),
}  # fmt: skip
DIMENSIONS: Mapping[str, str | Promise] = {
    "institution": gettext_lazy("Institución"),
    "office": gettext_lazy("Oficina"),
    "department": gettext_lazy("Departamento"),
    "place": gettext_lazy("Departamento"),
    "section": gettext_lazy("Sector"),
    "occupation": gettext_lazy("Grupo de ocupaciones"),
    "education": gettext_lazy("Escolaridad"),
    "contract": gettext_lazy("Tipo de contrato"),
    "cause": gettext_lazy("Causa"),
    "channel": gettext_lazy("Medio"),
    "segment": gettext_lazy("Perfil"),
    "skill": gettext_lazy("Competencia"),
    "stay": gettext_lazy("Permanencia"),
    "quarter": gettext_lazy("Trimestre"),
    "modality": pgettext_lazy("dimension", "Población"),
    "sex": gettext_lazy("Sexo"),
    "age_group": gettext_lazy("Edad"),
}
STAYS = {
    "no_exit": "No consta que saliera",
    "under_30": "Salió antes de 30 días",
    "under_90": "Salió de 30 a 89 días",
    "under_180": "Salió de 90 a 179 días",
    "later": "Salió después",
}
QUARTERS = {
    "T1": "Enero a marzo",
    "T2": "Abril a junio",
    "T3": "Julio a septiembre",
    "T4": "Octubre a diciembre",
}
PLACES = ("department", "place")


def names_of(dimension: str, codes: Iterable[str]) -> list[tuple[str, str]]:
    """Codes with their names, in the order in which their catalogue gives them; what has no name stands last."""
    wanted = set(codes)
    known = skill_labels(wanted) if dimension in OPEN else KNOWN[dimension]()
    named = [(code, name) for code, name in known.items() if code in wanted]
    nothing = _("Fuera del país, o sin dato") if dimension == "department" else _("Sin dato")  # a vacancy abroad lies in no department
    others = [(code, nothing if code in NOTHING else code) for code in sorted(wanted - known.keys())]
    return [*(sorted(named, key=lambda each: each[1]) if dimension in OPEN else named), *others]


def every(dimension: str) -> list[str]:
    """All that a row can be of a dimension, whether or not one is; nothing where the catalogue is too long to be told of.

    Where every row is of something, a hidden «nothing» would hide nobody: a reader knows that it is none, and subtracts.
    """
    return [] if dimension in OPEN else [*KNOWN[dimension](), *([] if dimension in ALWAYS else [""])]


OPEN = ("skill",)
ALWAYS = ("quarter", "institution", "office", "stay", "sex", "age_group")
NOTHING = ("", "?")


def _coded(rows: QuerySet[Any], name: str) -> Callable[[], Names]:
    return lambda: dict(rows.order_by(name).values_list("code", name))


def _occupations() -> Names:
    return {code: name for code, name in sorted(occupation_labels(MAJOR).items()) if name != code}


def _fixed(pairs: Iterable[tuple[str, str | Promise]]) -> Callable[[], Names]:
    held = list(pairs)
    return lambda: {code: str(name) for code, name in held}


MAJOR = "0123456789"
KNOWN: Mapping[str, Callable[[], Names]] = {
    "institution": _coded(Institution.objects.all(), "short_name"),
    "office": _coded(Office.objects.all(), "short_name"),
    "department": lambda: {row.code: row.name for row in departments()},
    "place": lambda: {row.code: row.name for row in departments()},
    "section": lambda: {row.code: row.name_es for row in sectors(1).order_by("code")},
    "occupation": _occupations,
    "education": lambda: {row.code: str(row) for row in education_levels()},  # with its cycle: three are «Educación básica»
    "contract": _fixed(ContractKind.choices),
    "cause": lambda: dict(choices("noncoverage_causes")),
    "channel": _fixed(CHANNELS.items()),
    "segment": _fixed(SEGMENTS.items()),
    "stay": _fixed(STAYS.items()),
    "quarter": _fixed(QUARTERS.items()),
    "modality": lambda: dict(choices("modalities")),
    "sex": _fixed(Sex.choices),
    "age_group": _fixed(AgeGroup.choices),
}
