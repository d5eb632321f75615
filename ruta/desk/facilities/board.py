"""How many offices were improved beside the targets of each year, and how far is each?"""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ruta.base.access import log_access
from ruta.base.clock import today
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.imports.showing import table_file
from ruta.facilities.enums import State
from ruta.facilities.policies import READER_ROLES, can_look
from ruta.facilities.selectors import OfficeTally, improved_offices, tallies
from ruta.roadmap.selectors.wished import wishes_of


@require_safe
@roles(READER_ROLES)
def board(request: DeskRequest) -> HttpResponse:
    """The counter of offices, each with its day; or every office as a file."""
    rows = [each for each in tallies() if can_look(request.actor, each.office)]
    improved, wishes = improved_offices(today()), wishes_of("I09", today())
    kind = request.GET.get("formato")
    if kind in {"csv", "xlsx"}:
        log_access(request.actor, "export", scope="metas de equipamiento", format=kind)
        since = {each.office.pk: each.since for each in improved}
        head = [_("Oficina"), _("Institución"), *(str(label) for label in State.labels), _("Presupuesto"), _("Costo"), _("Cuenta desde")]
        return table_file(f"equipamiento-{today()}", kind, head, [[*_told(row), str(since.get(row.office.pk, ""))] for row in rows])
    wanted = next((each for each in wishes if each.is_now), None)
    context: dict[str, Any] = {
        "rows": [(row, [(label, row.counts.get(code, 0)) for code, label in State.choices]) for row in rows], "states": State.labels,
        "improved": [(each, can_look(request.actor, each.office)) for each in improved], "wishes": wishes, "wanted": wanted, "is_reached": wanted is not None and len(improved) >= wanted.value,
        "budget": sum(row.budget for row in rows), "paid": sum(row.paid for row in rows), "late": sum(row.late for row in rows),
    }  # fmt: skip
    return render(request, "desk/facilities/board.html", context)


def _told(row: OfficeTally) -> list[str]:
    counts = [str(row.counts.get(code, 0)) for code in State.values]
    return [row.office.name, row.office.institution.short_name, *counts, str(row.budget), str(row.paid)]
