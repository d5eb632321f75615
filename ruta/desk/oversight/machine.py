"""Did the machine's work run: what waits, what failed, when, and how often was it tried?"""

from typing import Any

from django.db.models import Count, Max, Min, OuterRef, Subquery
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateEvent, ProcrastinateJob

from ruta.accounts.enums import Role
from ruta.base.listing import Column, Filter, Listing, Sort
from ruta.base.listing.paging import Page
from ruta.base.numbers import read_number
from ruta.base.spelling import folded
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.listing import answered
from ruta.desk.oversight.lists import by_word
from ruta.desk.oversight.words import JOBS, worded

STATES = {
    "todo": _("En espera"),
    "doing": _("En marcha"),
    "succeeded": _("Con éxito"),
    "failed": _("Con fallo"),
    "cancelled": _("Cancelada"),
    "aborting": _("Deteniéndose"),
    "aborted": _("Detenida"),
}
TONES = {"todo": "", "doing": "you", "succeeded": "done", "failed": "stop", "cancelled": "", "aborting": "care", "aborted": "care"}
RUNS = Listing(
    name="tareas",
    order="-numero",
    sorts=[Sort("numero", ("id",)), Sort("intentos", ("attempts", "id"))],
    filters=[
        Filter(
            "estado",
            _("Estado"),
            lambda rows, value: rows.filter(status=value),
            lambda: [(code, str(word)) for code, word in STATES.items()],
        ),
        Filter("tarea", _("Tarea"), lambda rows, value: rows.filter(task_name=value), lambda: by_word(JOBS, app.tasks)),
    ],
    columns=[
        Column("numero", _("Número"), lambda row: row.pk),
        Column("tarea", _("Tarea"), lambda row: worded(JOBS, row.task_name)),
        Column("estado", _("Estado"), lambda row: str(STATES[row.status])),
        Column("intentos", _("Intentos"), lambda row: row.attempts),
        Column("pedida", _("Pedida"), lambda row: row.asked_at),
        Column("cambio", _("Último cambio"), lambda row: row.moved_at),
    ],
)


@require_http_methods(["GET", "HEAD", "POST"])
@roles({Role.ADMINISTRATOR})
def jobs_page(request: DeskRequest) -> Any:
    """The machine's work, newest first, and how much of it waits, runs, went well or failed."""
    return answered(request, RUNS, _found, "desk/oversight/jobs.html", _told)


def _found(text: str) -> Any:
    rows = ProcrastinateJob.objects.defer("args").annotate(asked_at=_event(Min("at")), moved_at=_event(Max("at")))
    if not text:
        return rows
    if number := read_number(text):
        return rows.filter(pk=number)
    wanted = folded(text)
    return rows.filter(task_name__in=[code for code in app.tasks if wanted in folded(worded(JOBS, code))])


def _event(which: Min | Max) -> Subquery:
    """Asked for the rows of a page alone: a join would gather the events of every job before the first is shown."""
    return Subquery(ProcrastinateEvent.objects.filter(job=OuterRef("pk")).order_by().values("job").annotate(when=which).values("when"))


def _told(page: Page) -> dict[str, Any]:
    by_status = dict(ProcrastinateJob.objects.values_list("status").annotate(Count("id")).order_by("status"))
    return {"by_status": [(STATES[code], count, f"?estado={code}") for code, count in by_status.items()],
            "lines": [(row, worded(JOBS, row.task_name), STATES[row.status], TONES[row.status]) for row in page.rows]}  # fmt: skip
