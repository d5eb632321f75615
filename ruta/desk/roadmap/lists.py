"""How are the rows and the targets of a plan filtered, searched and exported?"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ruta.base.listing import Column, Filter, Listing, Sort
from ruta.base.spelling import folded
from ruta.roadmap.enums import WORK, Kind, State, Track
from ruta.roadmap.models import Node, PlanVersion, TargetValue
from ruta.roadmap.selectors import Tagged, tags_of

Pairs = list[tuple[str, str]]
Tags = Mapping[str, list[Tagged]]
WHOLE = 5000  # a tree is shown whole: its rows explain each other
UNREPORTED = "none"

COLUMNS = [
    Column("clase", _("Clase"), lambda row: row.get_kind_display()),
    Column("codigo", _("Código"), lambda row: row.code),
    Column("titulo", _("Título"), lambda row: row.title),
    Column("causa", _("Causa raíz"), lambda row: row.cause),
    Column("eje", _("Eje"), lambda row: row.axis),
    Column("plazo", _("Plazo"), lambda row: row.term),
    Column("via", _("Vía"), lambda row: row.get_track_display()),
    Column("prioridad", _("Prioridad"), lambda row: row.priority),
    Column("responsables", _("Responsables"), lambda row: "; ".join(row.responsible)),
    Column("recursos", _("Recursos"), lambda row: "; ".join(row.resources)),
    Column("territorios", _("Territorios"), lambda row: "; ".join(row.territories)),
    Column("estado", _("Estado"), lambda row: State(row.state).label if row.state else ""),
    Column("avance", _("Avance (%)"), lambda row: row.percent if row.kind in WORK and row.state else None),
    Column("apartado", _("Apartado del documento"), lambda row: row.section),
    Column("lineas", _("Líneas del texto"), lambda row: row.lines),
    Column("falta", _("Falta de la fuente"), lambda row: row.fault),
    Column("duda", _("Duda de la fuente"), lambda row: row.unsure),
]
VALUE_COLUMNS = [
    Column("intervencion", _("Fila del plan"), lambda row: row.target.node.title),
    Column("meta", _("Meta"), lambda row: row.target.title),
    Column("indicador", _("Indicador"), lambda row: row.target.indicator),
    Column("unidad", _("Unidad"), lambda row: row.target.get_unit_display()),
    Column("acumulada", _("Acumulada"), lambda row: row.target.is_cumulative),
    Column("base", _("Línea base"), lambda row: _number(row.target.baseline)),
    Column("periodo", _("Periodo"), lambda row: row.period),
    Column("valor", _("Valor"), lambda row: _number(row.value)),
    Column("dice", _("Como lo escribe la fuente"), lambda row: row.says),
    Column("lineas", _("Líneas del texto"), lambda row: row.target.lines),
    Column("falta", _("Falta de la fuente"), lambda row: row.fault or row.target.fault),
    Column("duda", _("Duda de la fuente"), lambda row: row.unsure or row.target.unsure),
]


def rows_listing(version: PlanVersion) -> Listing:
    """The rows of one version; only the filters that could narrow it."""
    nodes = list(
        Node.objects.filter(version=version).order_by("position").only("responsible", "kind", "priority", "track", "key", "code", "tags")
    )
    tags = tags_of(version.plan, nodes)
    said = sorted({name for node in nodes for name in node.responsible}, key=folded)
    kinds = [(kind, str(label)) for kind, label in Kind.choices if any(node.kind == kind for node in nodes)]
    filters = [
        Filter("responsable", _("Responsable"), lambda rows, value: rows.filter(responsible__contains=[value]), lambda: _same(said)),
        Filter("eje", _("Eje"), lambda rows, value: rows.filter(axis=value), lambda: _coded(version, "axes")),
        Filter("plazo", _("Plazo"), lambda rows, value: rows.filter(term=value), lambda: _coded(version, "terms")),
        Filter("via", _("Vía"), lambda rows, value: rows.filter(track=value), lambda: _tracks(nodes)),
        Filter("prioridad", _("Prioridad"), lambda rows, value: rows.filter(priority=value), lambda: _priorities(nodes)),
        Filter("estado", _("Estado"), _by_state, lambda: _states(nodes)),
        Filter(
            "objetivo",
            _("Objetivo mundial (ODS o Pacto)"),
            lambda rows, value: rows.filter(key__in=_serving(tags, value)),
            lambda: _goals(tags),
        ),
        Filter("clase", _("Clase"), lambda rows, value: rows.filter(kind=value), lambda: kinds),
    ]
    doubtful = Filter("dudas", _("Con falta o duda de la fuente"), lambda rows, _value: rows.exclude(fault="", unsure=""))
    kept = [*(each for each in filters if each.choices and len(each.choices()) > 1), doubtful]
    return Listing(
        name=version.plan.code, order="orden", sorts=[Sort("orden", ("position",))], filters=kept, columns=COLUMNS, page_size=WHOLE
    )


def values_listing(version: PlanVersion) -> Listing:
    """The targets of one version, one line per period."""
    sort = Sort("orden", ("target__node__position", "target__position", "id"))
    return Listing(name=f"{version.plan.code}-metas", order="orden", sorts=[sort], columns=VALUE_COLUMNS, page_size=WHOLE)


def values_of(version: PlanVersion) -> QuerySet[TargetValue]:
    """Every value of every target, for a file."""
    return TargetValue.objects.filter(target__node__version=version).select_related("target__node")


def found(rows: QuerySet[Node], text: str) -> QuerySet[Node]:
    """The rows whose code begins as typed, or whose title holds every word."""
    words = folded(text).split()
    if not words:
        return rows
    known = rows.values_list("pk", "code", "title", "cause")
    hits = [pk for pk, code, *said in known if _holds(folded(" ".join(said)), words) or folded(code).startswith(folded(text))]
    return rows.filter(pk__in=hits)


def _holds(said: str, words: list[str]) -> bool:
    return all(word in said for word in words)


def _by_state(rows: Any, value: str) -> Any:
    return rows.filter(kind__in=WORK).filter(state="" if value == UNREPORTED else value)


def _same(names: Iterable[str]) -> Pairs:
    return [(name, name) for name in names]


def _coded(version: PlanVersion, name: str) -> Pairs:
    return [(row["code"], f"{row['code']} {row['label']}" if name == "axes" else row["label"]) for row in version.listed(name)]


def _goals(tags: Tags) -> Pairs:
    """Each goal that a row serves; a mark on those that only our own reading says."""
    said = {each.code for held in tags.values() for each in held if each.is_confirmed}
    labels = {each.code: each.label for held in tags.values() for each in held}
    order = sorted(labels, key=lambda code: (code.split(":")[0], int(code.split(":")[1])))
    return [(code, labels[code] if code in said else _("%(goal)s, sin verificar") % {"goal": labels[code]}) for code in order]


def _serving(tags: Tags, code: str) -> list[str]:
    return [key for key, held in tags.items() if any(each.code == code for each in held)]


def _tracks(nodes: list[Node]) -> Pairs:
    return [(code, str(label)) for code, label in Track.choices if any(node.track == code for node in nodes)]


def _priorities(nodes: list[Node]) -> Pairs:
    return [(str(number), str(number)) for number in sorted({node.priority for node in nodes if node.priority})]


def _states(nodes: list[Node]) -> Pairs:
    named = [*((code, str(label)) for code, label in State.choices), (UNREPORTED, str(_("Sin reporte")))]
    return named if any(node.kind in WORK for node in nodes) else []


def _number(value: Any) -> float | None:
    return None if value is None else float(value)
