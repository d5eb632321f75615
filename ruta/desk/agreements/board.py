"""On which screen does one see who coordinates: institutions by what is there, the two counters, and the targets of each year?"""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from ruta.accounts.policies import has_role
from ruta.base.access import log_access
from ruta.base.clock import today
from ruta.base.context import Actor
from ruta.base.spelling import folded
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.imports.showing import table_file
from ruta.desk.indicators.exports import shown
from ruta.desk.referrals.views.page import READERS as TRAY_ROLES
from ruta.directory.models import Institution
from ruta.directory.selectors import category_labels
from ruta.insights.policies import PAPER_ROLES
from ruta.insights.selectors import LEAST
from ruta.insights.selectors.coordination import Coordinating, Unit, coordination, last_quarter, units_applying
from ruta.roadmap.selectors.wished import Wish, wishes_of

LONGEST_SEARCH = 80
WAYS: dict[str, tuple[Any, Callable[[Coordinating], bool]]] = {
    "": (gettext_lazy("Equipo impulsor y con convenio"), lambda row: row.institution.is_driving_team or bool(row.agreements)),
    "todas": (gettext_lazy("Todas"), lambda _row: True),
    "aplican": (gettext_lazy("Aplican la coordinación"), lambda row: row.applies),
    "sin-convenio": (gettext_lazy("Sin convenio vigente"), lambda row: not row.agreements),
    "sin-enlace": (gettext_lazy("Con convenio y sin enlace confirmado"), lambda row: bool(row.agreements) and not row.is_verified),
    "sin-derivar": (gettext_lazy("Con convenio y sin derivación contestada"), lambda row: bool(row.agreements) and not row.has_answered),
}
SORTS: dict[str, tuple[Any, Callable[[Coordinating], Any]]] = {
    "": (gettext_lazy("Equipo impulsor primero"), lambda row: (not row.institution.is_driving_team, folded(row.institution.short_name))),
    "nombre": (gettext_lazy("Por nombre"), lambda row: folded(row.institution.short_name)),
    "convenios": (gettext_lazy("Más convenios primero"), lambda row: (-len(row.agreements), folded(row.institution.short_name))),
    "servicios": (gettext_lazy("Más servicios primero"), lambda row: (-row.services, folded(row.institution.short_name))),
}


@require_safe
@roles(PAPER_ROLES)
def board(request: DeskRequest) -> HttpResponse:
    """Each institution with what is there, or the same as a file."""
    day, way, order = today(), request.GET.get("ver", ""), request.GET.get("orden", "")
    way, order = way if way in WAYS else "", order if order in SORTS else ""
    text = " ".join(request.GET.get("q", "").split())[:LONGEST_SEARCH]
    every, units = coordination(day), units_applying(day)
    rows = sorted((row for row in every if WAYS[way][1](row) and folded(text) in _names(row)), key=SORTS[order][1])
    kind = request.GET.get("formato")
    if kind in {"csv", "xlsx"}:
        log_access(request.actor, "export", scope="coordinacion", format=kind)
        if request.GET.get("tabla") == "oficinas":
            return table_file(f"protocolo-{day}", kind, _unit_head(), [_unit_told(unit) for unit in units])
        return table_file(f"coordinacion-{day}", kind, _head(), [_told(row) for row in rows])
    labels, own = category_labels(), _own(request.actor)
    context = {
        "rows": [
            {
                "row": row, "exchanged": shown(row.exchanged, LEAST), "categories": [labels[code] for code in row.categories if code in labels],
                "is_own": row.institution.pk in own,
            }
            for row in rows
        ],
        "units": units, "quarter": last_quarter(day), "ways": [(code, words) for code, (words, _test) in WAYS.items()],
        "sorts": [(code, words) for code, (words, _key) in SORTS.items()], "way": way, "order": order, "text": text, "total": len(every),
        "counters": [
            _counter(_("Instituciones que aplican la coordinación"), sum(row.applies for row in every), wishes_of("I11", day))
            | {"rows": "?ver=aplican#instituciones", "open": _("Ver cuáles")},
            _counter(_("Oficinas y centros con protocolo"), len(units), wishes_of("I15", day)) | {"rows": "#oficinas", "open": _("Ver cuáles")},
        ],
    }  # fmt: skip
    return render(request, "desk/agreements/board.html", context)


def _own(actor: Actor) -> set[int]:
    """The actor's institution and those above it, where the actor may open its referrals."""
    if not has_role(actor, TRAY_ROLES):
        return set()
    found, above = set(), actor.institution_id
    while above is not None and above not in found:
        found.add(above)
        above = Institution.objects.filter(pk=above).values_list("parent", flat=True).first()
    return found


def _counter(label: str, count: int, wishes: list[Wish]) -> dict[str, Any]:
    now = next((each for each in wishes if each.is_now), None)
    return {"label": label, "count": count, "wishes": wishes, "now": now, "is_reached": now is not None and count >= now.value}


def _names(row: Coordinating) -> str:
    return folded(f"{row.institution.name} {row.institution.short_name} {row.institution.code}")


def _head() -> list[str]:
    return [
        _("Institución"), _("Equipo impulsor"), _("Convenios vigentes"), _("Enlace confirmado"), _("Servicios"), _("Derivaciones del trimestre"),
        _("Datos permitidos"), _("Derivación contestada este año"), _("Aplica la coordinación"),
    ]  # fmt: skip


def _told(row: Coordinating) -> list[str]:
    flags = [_yes(value) for value in (row.institution.is_driving_team, row.is_verified, row.has_answered, row.applies)]
    return [
        row.institution.name, flags[0], str(len(row.agreements)), flags[1], str(row.services), str(shown(row.exchanged, LEAST)),
        "; ".join(row.categories), flags[2], flags[3],
    ]  # fmt: skip


def _unit_head() -> list[str]:
    return [_("Oficina"), _("Institución"), _("Municipio"), _("Con protocolo desde")]


def _unit_told(unit: Unit) -> list[str]:
    return [unit.office.name, unit.office.institution.name, unit.office.municipality.name, unit.since.isoformat()]


def _yes(value: bool) -> str:  # noqa: FBT001 (one value, one word)
    return _("sí") if value else _("no")
