"""What are the measures, dimensions and categories of the explorer called, and what does each measure not say?"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from ruta.cases.selectors.labels import CHANNELS, SEGMENTS
from ruta.directory.models import Institution, Office
from ruta.employers.enums import ContractKind
from ruta.employers.selectors import sector_names
from ruta.insights.enums import AgeGroup
from ruta.people.enums import Sex
from ruta.taxonomy.selectors import choices, education_levels, occupation_labels, skill_labels
from ruta.territory.selectors import departments

Names = dict[str, str]


@dataclass(frozen=True, slots=True)
class Told:
    """How a measure is spoken of: its name, what one of it is, and what it does not say."""

    label: str | Promise
    unit: str | Promise
    limits: str | Promise


NOT_ALL = gettext_lazy("Cuenta lo registrado en Ruta, no todo el mercado de trabajo.")
MEASURES: Mapping[str, Told] = {
    "seekers": Told(gettext_lazy("Personas que buscan trabajo"), gettext_lazy("personas"), gettext_lazy("Quien está registrado en dos instituciones cuenta en cada una; la ocupación es la primera que la persona dijo.")),
    "places": Told(gettext_lazy("Dónde trabajarían"), gettext_lazy("lugares dichos por personas"), gettext_lazy("Quien trabajaría en varios departamentos cuenta en cada uno: la suma pasa del número de personas.")),
    "skills": Told(gettext_lazy("Competencias de quienes buscan trabajo"), gettext_lazy("competencias dichas por personas"), gettext_lazy("Quien tiene varias cuenta en cada una; que no se diga una no quiere decir que falte.")),
    "applications": Told(gettext_lazy("Postulaciones"), gettext_lazy("postulaciones"), gettext_lazy("Una persona puede postularse varias veces; el departamento es el de la vacante.")),
    "placements": Told(gettext_lazy("Contrataciones confirmadas"), gettext_lazy("contrataciones"), gettext_lazy("Solo las que se lograron por el servicio y alguien confirmó; el departamento es el de la vacante.")),
    "attentions": Told(gettext_lazy("Atenciones"), gettext_lazy("atenciones"), gettext_lazy("Una persona puede recibir varias.")),
    "profiles": Told(gettext_lazy("Perfiles de empleabilidad"), gettext_lazy("perfiles"), gettext_lazy("Una persona puede tener varios, uno por valoración.")),
    "openings": Told(gettext_lazy("Plazas publicadas"), gettext_lazy("plazas"), NOT_ALL),
    "filled": Told(gettext_lazy("Plazas cubiertas"), gettext_lazy("plazas"), gettext_lazy("De vacantes que terminaron en el período, se hayan publicado cuando se hayan publicado.")),
    "unfilled": Told(gettext_lazy("Plazas sin cubrir"), gettext_lazy("plazas"), gettext_lazy("De vacantes que terminaron en el período; la causa es la que anotó quien la cerró.")),
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
    "no_exit": gettext_lazy("No consta que saliera"),
    "under_30": gettext_lazy("Salió antes de 30 días"),
    "under_90": gettext_lazy("Salió de 30 a 89 días"),
    "under_180": gettext_lazy("Salió de 90 a 179 días"),
    "later": gettext_lazy("Salió después"),
}
QUARTERS = {
    "T1": gettext_lazy("Enero a marzo"),
    "T2": gettext_lazy("Abril a junio"),
    "T3": gettext_lazy("Julio a septiembre"),
    "T4": gettext_lazy("Octubre a diciembre"),
}
PLACES = ("department", "place")


def names_of(dimension: str, codes: Iterable[str]) -> list[tuple[str, str]]:
    """Codes with their names, in the order in which their catalogue gives them; what has no name stands last."""
    wanted = set(codes)
    known = KNOWN[dimension](wanted)
    named = [(code, name) for code, name in known.items() if code in wanted]
    others = [(code, _("Sin dato") if code in {"", "?"} else code) for code in sorted(wanted - known.keys())]
    return [*named, *others]


def _institutions(codes: set[str]) -> Names:
    return dict(Institution.objects.filter(code__in=codes).order_by("short_name").values_list("code", "short_name"))


def _offices(codes: set[str]) -> Names:
    return dict(Office.objects.filter(code__in=codes).order_by("short_name").values_list("code", "short_name"))


def _departments(_codes: set[str]) -> Names:
    return {row.code: row.name for row in departments()}


def _occupations(codes: set[str]) -> Names:
    return {code: name for code, name in sorted(occupation_labels(codes - {""}).items()) if name != code}


def _levels(_codes: set[str]) -> Names:
    return {row.code: row.name_es for row in education_levels()}


def _fixed(pairs: Iterable[tuple[str, str | Promise]]) -> Callable[[set[str]], Names]:
    held = list(pairs)
    return lambda _codes: {code: str(name) for code, name in held if code not in {"", "?"}}


KNOWN: Mapping[str, Callable[[set[str]], Names]] = {
    "institution": _institutions,
    "office": _offices,
    "department": _departments,
    "place": _departments,
    "section": lambda codes: dict(sorted(sector_names(codes).items())),
    "occupation": _occupations,
    "education": _levels,
    "contract": _fixed(ContractKind.choices),
    "cause": lambda _codes: dict(choices("noncoverage_causes")),
    "channel": _fixed(CHANNELS.items()),
    "segment": _fixed(SEGMENTS.items()),
    "skill": lambda codes: dict(sorted(skill_labels(codes).items(), key=lambda each: each[1])),
    "stay": _fixed(STAYS.items()),
    "quarter": _fixed(QUARTERS.items()),
    "modality": lambda _codes: dict(choices("modalities")),
    "sex": _fixed(Sex.choices),
    "age_group": _fixed(AgeGroup.choices),
}
