"""Which rows does a figure count, how are they found and filtered, and who took them along?"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from ruta.base.access import log_access
from ruta.base.clock import HONDURAS
from ruta.base.context import current_actor
from ruta.base.errors import Refused
from ruta.base.listing import Column, Filter, Listing, Sort
from ruta.base.numbers import read_number
from ruta.cases.models import ServiceDelivery
from ruta.cases.numbers import read_case_number
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.indicators.forms import PeriodForm
from ruta.desk.indicators.sheets import sheet_of
from ruta.desk.indicators.values import counted_here
from ruta.desk.indicators.views import ONLY_OWN, chosen_of
from ruta.desk.listing import answered
from ruta.desk.templatetags.words import label_of
from ruta.directory.models import Office
from ruta.insights.definitions import Indicator
from ruta.insights.policies import FIGURE_ROLES, can_open_rows
from ruta.insights.selectors import Behind, behind, rows_behind
from ruta.taxonomy.selectors import service_types

OWN_NUMBER = {"case": lambda row: row.case.number, "own_case": lambda row: row.number,
              "ticket": lambda row: row.number, "appointment": lambda row: row.office.short_name, "service": lambda row: row.name or label_of(row.service_type, "service_types"),
              "person": lambda row: row.office.short_name,
              "file": lambda row: _("%(valid)s de %(received)s filas") % {"valid": row.done_count - row.error_count, "received": row.done_count}}  # fmt: skip
PAGES = {"case": ("desk:case", "case_id"), "own_case": ("desk:case", "pk"),
         "appointment": ("desk:appointment", "pk"), "person": ("desk:person", "person_ref"), "file": ("desk:import", "pk")}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One row behind a figure as it is listed."""

    day: Any
    what: str
    url: str
    counts: bool | None


NUMBERS = {"case": "case__number", "own_case": "number"}
"""What may be looked for, by kind of row: the number of its case."""


def _by_service(rows: Any, value: str) -> Any:
    """What is protected is not found by its name either."""
    actor = current_actor()
    found = rows.filter(service_type=value)
    return found if actor is not None and actor.sees_strict else found.exclude(data_category="needs_sensitive")


def _in_month(when: str) -> Filter:
    return Filter(
        "mes",
        gettext_lazy("Mes"),
        lambda rows, value: rows.filter(**{f"{when}__month": int(value)}),
        lambda: [(str(at), str(words)) for at, words in MONTHS.items()],
    )


# What is protected is never named in a file.
ATTENTIONS = Listing(
    name="atenciones", order="-fecha", sorts=[Sort("fecha", ("delivered_on", "id")), Sort("caso", ("case__number", "id"))],
    filters=[
        _in_month("delivered_on"),
        Filter("servicio", gettext_lazy("Servicio"), _by_service, lambda: [(row.code, row.label()) for row in service_types() if row.counts_as_attention and not row.sensitive]),
    ],
    columns=[
        Column("fecha", gettext_lazy("Fecha"), lambda row: row.delivered_on), Column("caso", gettext_lazy("Caso"), lambda row: row.case.number),
        Column("servicio", gettext_lazy("Servicio"), lambda row: service_of(row, sees_strict=False)), Column("oficina", gettext_lazy("Oficina"), lambda row: row.office.short_name),
    ],
)  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@roles(FIGURE_ROLES)
def rows_page(request: DeskRequest) -> Any:
    """The attentions behind one figure, for whoever may open them; each opening is logged."""
    actor = request.actor
    year, dimension = PeriodForm(request.GET).chosen
    office = Office.objects.filter(pk=read_number(request.GET.get("office"))).first()
    if office is None or not can_open_rows(actor, office.institution_id):
        raise Refused(ONLY_OWN)
    code = request.GET.get("code", "")
    rows = rows_behind(actor, year=year, office_id=office.pk, dimension=dimension, code=code)
    log_access(actor, "indicator_rows", object_id=office.pk, owner_institution_id=office.institution_id, indicator="I01", year=year)
    kept = {"year": str(year), "office": str(office.pk), "dimension": dimension, "code": code}

    def told(page: Any) -> dict[str, Any]:
        for row in page.rows:
            row.service = service_of(row, sees_strict=actor.sees_strict)
        return {"office": office, "year": year, "find_label": _label("case__number")}

    return answered(request, ATTENTIONS, _found(rows, "case__number"), "desk/indicators/rows.html", told, kept=kept)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(FIGURE_ROLES)
def behind_page(request: DeskRequest, code: str) -> Any:
    """The rows that an indicator counts in the reader's institution; each opening is logged."""
    each, actor = counted_here(code), request.actor
    year, _dimension = chosen_of(request, each)
    office = Office.objects.filter(pk=read_number(request.GET.get("office"))).first()
    found = behind(each.code, actor, year, office.pk if office else None)
    if found is None:
        raise Http404
    if not can_open_rows(actor, office.institution_id if office else actor.institution_id or 0):
        raise Refused(ONLY_OWN)
    seen, owner = office.pk if office else None, actor.institution_id
    log_access(actor, "indicator_rows", object_id=seen, owner_institution_id=owner, indicator=each.code, year=year)
    kept = {"year": str(year), "office": str(office.pk) if office else ""}

    number = NUMBERS.get(found.kind, "")

    def told(page: Any) -> dict[str, Any]:
        rows = [_row(row, found.when, found.kind) for row in page.rows]
        return {"sheet": sheet_of(each), "year": year, "rows": rows, "office": office, "find_label": _label(number)}

    return answered(request, _listing(each, found), _found(found.rows, number), "desk/indicators/behind.html", told, kept=kept)


def _found(rows: Any, number: str) -> Callable[[str], Any]:
    """Finds the rows whose case begins as typed; `number` is the field in which its number stands, if there is one."""

    def find(text: str) -> Any:
        exact = read_case_number(text)
        if not text or not number:
            return rows
        return rows.filter(**({number: str(exact)} if exact else {f"{number}__begins": text.strip().upper().replace(" ", "-")}))

    return find


def _label(number: str) -> str:
    return _("Número de expediente") if number else ""


def service_of(row: ServiceDelivery, *, sees_strict: bool) -> str:
    """What was given, in words; of a protected attention only that it was."""
    hides = row.data_category == "needs_sensitive" and not sees_strict
    return _("Atención protegida") if hides else label_of(row.service_type, "service_types")


def _row(row: Any, when: str, kind: str) -> Row:
    page, key = PAGES.get(kind, ("", ""))
    url = reverse(page, args=[getattr(row, key)]) if page else ""
    return Row(_day(row, when), OWN_NUMBER[kind](row), url, getattr(row, "counts", None))


def _day(row: Any, when: str) -> Any:
    value = getattr(row, "verified_on" if when == "pk" else when)
    return value.astimezone(HONDURAS).date() if hasattr(value, "astimezone") else value


def _listing(each: Indicator, found: Behind) -> Listing:
    when, kind = found.when, found.kind
    counts = Filter(
        "cumple", gettext_lazy("Cumple"), lambda rows, value: rows.filter(counts=value == "si"), lambda: [("si", _("sí")), ("no", _("no"))]
    )
    is_part = "counts" in found.rows.query.annotations
    return Listing(
        name=each.code.lower(), order="-fecha", sorts=[Sort("fecha", ("pk",) if when == "pk" else (when, "pk"))],
        filters=[*([] if when == "pk" else [_in_month(when)]), *([counts] if is_part else [])],
        columns=[
            Column("fecha", _("Fecha"), lambda row: _day(row, when)), Column("registro", _("Registro"), OWN_NUMBER[kind]),
            Column("cumple", _("Cumple"), lambda row: {None: "", True: _("sí"), False: _("no")}[getattr(row, "counts", None)]),
        ],
    )  # fmt: skip
