"""What is supposed about the length of work and about whoever does it, and where does each come from?"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ruta.staffing.enums import Besides, Supposed
from ruta.staffing.models import Assumption
from ruta.taxonomy.selectors import catalogue, service_types

CHARTER = "service_charter"
# Proposals of ours until the institution says its own; the source says so.
USUAL = {Supposed.HOURS_DAY: 8.0, Supposed.DAYS_YEAR: 230.0, Supposed.DIRECT: 70.0, Supposed.GROWTH: 5.0}
PROTECTED_MINUTES = 60.0


@dataclass(frozen=True, slots=True)
class Said:
    """A value with its source."""

    value: float
    source: str
    is_ours: bool = False  # a proposal that nobody of the institution has taken up


Known = Mapping[tuple[str, str, int | None], Said]


def assumptions() -> QuerySet[Assumption]:
    """Everything that was supposed, the latest first."""
    return Assumption.objects.select_related("office").order_by("-said_at", "-pk")


def latest() -> Known:
    """What holds: by kind, code and office."""
    found: dict[tuple[str, str, int | None], Said] = {}
    for row in assumptions().order_by("said_at", "pk"):
        found[row.kind, row.code, row.office_id] = Said(float(row.value), row.source)
    return found


def held(known: Known, kind: Supposed, office_id: int) -> Said:
    """What holds for an office: said of it, of the institution, or proposed by us."""
    return known.get((kind, "", office_id)) or known.get((kind, "", None)) or Said(USUAL[kind], _usual_source(kind), is_ours=True)


def minutes(known: Known, code: str, office_id: int) -> Said | None:
    """How long one takes: said, or promised by the charter of services; nothing where nobody knows."""
    return known.get((Supposed.MINUTES, code, office_id)) or known.get((Supposed.MINUTES, code, None)) or _promised().get(code)


def supposable() -> dict[str, str]:
    """Of what minutes can be said: each service of the catalogue, and other work."""
    other = {str(code): str(label) for code, label in Besides.choices if code not in (Besides.SESSIONS, Besides.PROGRAMMED)}
    return other | {each.code: each.item.label() for each in service_types()}


def _promised() -> dict[str, Said]:
    source = catalogue(CHARTER)
    told = _("Carta de servicios, versión %(version)s") % {"version": source.version}
    found: dict[str, Said] = {}
    for row in source:
        if row["standard"].get("minutes"):
            for code in row["service_types"]:
                found.setdefault(code, Said(float(row["standard"]["minutes"]), told, is_ours=not row["standard"]["approved"]))
    found.setdefault(Besides.PROTECTED, Said(PROTECTED_MINUTES, _("Propuesta por validar: una hora, sea lo que sea"), is_ours=True))
    if "registration_intake" in found:
        found.setdefault(Besides.CASES, found["registration_intake"])
    return found


def _usual_source(kind: Supposed) -> str:
    return {
        Supposed.HOURS_DAY: _("Código del Trabajo, artículo 322: jornada diurna de 8 horas"),
        Supposed.DAYS_YEAR: _("Propuesta: 365 días menos fines de semana, feriados y 20 de vacaciones"),
        Supposed.DIRECT: _("Propuesta por validar: el resto es registro, reuniones y formación"),
        Supposed.GROWTH: _("Hoja de ruta: 5 % más atenciones por año"),
    }[kind]
