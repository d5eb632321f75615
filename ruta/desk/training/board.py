"""How many of the staff were trained, of which institution, beside the targets of each year?"""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ruta.base.access import log_access
from ruta.base.clock import today
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.imports.showing import table_file
from ruta.desk.training.lists import may_train_staff
from ruta.directory.models import Institution
from ruta.people.enums import Sex
from ruta.roadmap.selectors.wished import wishes_of
from ruta.training.policies import READER_ROLES
from ruta.training.selectors import EVER, trained_staff


@require_safe
@roles(READER_ROLES)
def board(request: DeskRequest) -> HttpResponse:
    """The counter of unique persons, and each institution; or the same as a file."""
    found = trained_staff(EVER, today())
    names = dict(Institution.objects.filter(pk__in=found.by_institution).order_by("pk").values_list("pk", "name"))
    told = [
        (names[pk], sum(sexes.values()), [(label, sexes[code]) for code, label in Sex.choices])
        for pk, sexes in found.by_institution.items()
    ]
    rows = sorted(told, key=lambda row: (-row[1], row[0]))
    kind = request.GET.get("formato")
    if kind in {"csv", "xlsx"}:
        log_access(request.actor, "export", scope="metas de formación", format=kind)
        head = [_("Institución"), _("Personas"), *(str(label) for _code, label in Sex.choices)]
        return table_file(
            f"formacion-{today()}", kind, head, [[name, str(count), *(str(one) for _label, one in apart)] for name, count, apart in rows]
        )
    wishes = wishes_of("I10", today())
    wanted = next((each for each in wishes if each.is_now), None)
    context: dict[str, Any] = {
        "may_train_staff": may_train_staff(request), "total": found.total, "rows": rows, "sexes": Sex.choices,
        "wishes": wishes, "wanted": wanted, "is_reached": wanted is not None and found.total >= wanted.value,
    }  # fmt: skip
    return render(request, "desk/training/board.html", context)
