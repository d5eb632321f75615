"""Where was it decided otherwise than the instrument, by whom and why? For whoever coordinates an office."""

from typing import Any

from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from ruta.accounts.enums import Role
from ruta.accounts.models import User
from ruta.base.context import current_actor
from ruta.base.holding import holding
from ruta.base.listing import Column, Filter, Listing, Sort
from ruta.base.listing.paging import Page
from ruta.base.numbers import read_number
from ruta.cases.models import Assessment
from ruta.cases.numbers import read_case_number
from ruta.cases.selectors import case_instrument, changed_segments, override_figures
from ruta.cases.selectors.labels import coded, said
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.listing import answered
from ruta.directory.models import Office
from ruta.taxonomy.selectors import choices

MOST_WORDS = 8


def _offices() -> list[tuple[str, str]]:
    actor = current_actor()
    rows = Office.objects.filter(institution_id=actor.institution_id or 0 if actor else 0, is_active=True)
    return [(str(office.pk), office.short_name) for office in rows]


def _segment(row: Assessment, code: str) -> str:
    instrument = case_instrument(row.instrument, row.instrument_version)
    return next((said(each, "label") for each in instrument.segments if each.code == code), code)


def _reason(row: Assessment) -> str:
    return coded("segments_strategies", row.override_reason, section="override_reasons")


OVERRIDES = Listing(
    name="cambios-de-segmento",
    order="-cuando",
    sorts=[Sort("cuando", ("overridden_at", "id"))],
    filters=[
        Filter("oficina", _("Oficina"), lambda rows, value: rows.filter(case__office_id=value), _offices),
        Filter(
            "motivo", _("Motivo"), lambda rows, value: rows.filter(override_reason=value),
            lambda: choices("segments_strategies", section="override_reasons"),
        ),
    ],
    columns=[
        Column("cuando", _("Cuándo"), lambda row: row.overridden_at),
        Column("expediente", _("Expediente"), lambda row: row.case.number),
        Column("decia", _("Decía el instrumento"), lambda row: _segment(row, row.segment)),
        Column("queda", _("Quedó"), lambda row: _segment(row, row.override_segment)),
        Column("motivo", _("Motivo"), _reason),
        Column("nota", _("Por qué"), lambda row: row.override_note),
        Column("quien", _("Quién"), lambda row: row.who or ""),
        Column("oficina", _("Oficina"), lambda row: row.case.office.short_name),
    ],
)  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@roles({Role.OFFICE_COORDINATOR})
def overrides(request: DeskRequest) -> Any:
    """The changes of segment of the institution, with how many of the assessments they are; the figures follow the office chosen."""
    actor = request.actor
    who = User.objects.filter(pk=OuterRef("overridden_by_id")).values("full_name")[:1]
    rows = changed_segments(actor).select_related("case__office").annotate(who=Subquery(who))

    def told(page: Page) -> dict[str, Any]:
        office = read_number(request.GET.get("oficina", "")) or None
        return {"rows": [_told(row) for row in page.rows], "figures": override_figures(actor, office)}

    return answered(request, OVERRIDES, lambda text: _found(rows, text), "desk/cases/overrides.html", told)


def _found(rows: Any, text: str) -> Any:
    """By the number of the case or by who changed it; no person is named in this list, so that none is looked for."""
    number = read_case_number(text) or text.upper().replace(" ", "-")
    return rows.filter(Q(case__number__begins=str(number)) | holding(text, "who")) if text else rows


def _told(row: Assessment) -> dict[str, Any]:
    instrument = case_instrument(row.instrument, row.instrument_version)
    return {
        "row": row, "label": said(instrument, "label"), "was": _segment(row, row.segment), "now": _segment(row, row.override_segment),
        "reason": _reason(row),
    }  # fmt: skip
