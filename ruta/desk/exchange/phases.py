"""On which screen does one see how far each institution came in sharing data, and how far all of them are from the target?"""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from ruta.base.access import log_access
from ruta.base.clock import HONDURAS, today
from ruta.base.spelling import folded
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.imports.showing import table_file
from ruta.insights.policies import PAPER_ROLES
from ruta.insights.selectors.exchanging import EVENTS, LOOK_UP, PULL, REFERRAL, Phase, phases
from ruta.roadmap.selectors.wished import wishes_of

LONGEST_SEARCH = 80
WAYS: dict[str, tuple[Any, Callable[[Phase], bool]]] = {
    "": (gettext_lazy("Equipo impulsor y con algo hecho"), lambda row: row.institution.is_driving_team or row.reached > 0),
    "todas": (gettext_lazy("Todas"), lambda _row: True),
    "comparten": (gettext_lazy("Comparten datos"), lambda row: row.is_sharing),
    "sin-claves": (gettext_lazy("Con convenio y sin claves"), lambda row: row.has_agreement and not row.has_keys),
    "sin-usar": (gettext_lazy("Con convenio y sin intercambio"), lambda row: row.has_agreement and not row.is_sharing),
}
SORTS: dict[str, tuple[Any, Callable[[Phase], Any]]] = {
    "": (gettext_lazy("Más avanzadas primero"), lambda row: (-row.reached, folded(row.institution.short_name))),
    "nombre": (gettext_lazy("Por nombre"), lambda row: folded(row.institution.short_name)),
    "calidad": (
        gettext_lazy("Menor calidad primero"),
        lambda row: (row.quality is None, row.quality or 0, folded(row.institution.short_name)),
    ),
    "demora": (gettext_lazy("Más demora primero"), lambda row: (-(row.days_late or 0), folded(row.institution.short_name))),
}
CAPABILITIES = (
    ("agreement", gettext_lazy("Convenio")), ("keys", gettext_lazy("Claves")), (LOOK_UP, gettext_lazy("Consulta")),
    (REFERRAL, gettext_lazy("Derivación")), (EVENTS, gettext_lazy("Avisos entre sistemas")), (PULL, gettext_lazy("Lectura de fuentes")),
)  # fmt: skip


@require_safe
@roles(PAPER_ROLES)
def board(request: DeskRequest) -> HttpResponse:
    """Each institution by what really happened this year, or the same as a file."""
    way, order = request.GET.get("ver", ""), request.GET.get("orden", "")
    way, order = way if way in WAYS else "", order if order in SORTS else ""
    text = " ".join(request.GET.get("q", "").split())[:LONGEST_SEARCH]
    every = phases(today())
    rows = sorted((row for row in every if WAYS[way][1](row) and folded(text) in _names(row)), key=SORTS[order][1])
    kind = request.GET.get("formato")
    if kind in {"csv", "xlsx"}:
        log_access(request.actor, "export", scope="fases", format=kind)
        return table_file(f"fases-{today()}", kind, _head(), [_told(row) for row in rows])
    wishes = wishes_of("I13", today())
    now = next((each for each in wishes if each.is_now), None)
    sharing = sum(row.is_sharing for row in every)
    context = {
        "rows": [{"row": row, "cells": _cells(row)} for row in rows], "heads": [label for _code, label in CAPABILITIES], "total": len(every),
        "sharing": sharing, "wishes": wishes, "now": now, "is_reached": now is not None and sharing >= now.value, "text": text, "way": way,
        "order": order, "ways": [(code, words) for code, (words, _test) in WAYS.items()], "sorts": [(code, words) for code, (words, _key) in SORTS.items()],
        "year": str(today().year),
    }  # fmt: skip
    return render(request, "desk/exchange/phases.html", context)


def _cells(row: Phase) -> list[dict[str, Any]]:
    """Whether each capability is there, and the last day that it was used."""
    there = {"agreement": row.has_agreement, "keys": row.has_keys}
    return [
        {"label": label, "is_there": there.get(code, row.does(code)), "last": row.shared.last.get(code)} for code, label in CAPABILITIES
    ]  # fmt: skip


def _names(row: Phase) -> str:
    return folded(f"{row.institution.name} {row.institution.short_name} {row.institution.code}")


def _head() -> list[str]:
    named = [str(label) for _code, label in CAPABILITIES]
    return [
        _("Institución"),
        *named,
        _("Comparte datos"),
        _("Registros válidos, en %"),
        _("Pedidos bien contestados, en %"),
        _("Días de demora"),
    ]


def _told(row: Phase) -> list[str]:
    cells = [_cell(each) for each in _cells(row)]
    return [
        row.institution.name,
        *cells,
        _("sí") if row.is_sharing else _("no"),
        *(_number(each) for each in (row.quality, row.answered, row.days_late)),
    ]


def _cell(each: dict[str, Any]) -> str:
    if each["last"]:
        return date_format(each["last"].astimezone(HONDURAS), "Y-m-d")
    return _("sí") if each["is_there"] else _("no")


def _number(value: float | None) -> str:
    return "" if value is None else str(value)
