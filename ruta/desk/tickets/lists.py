"""How are numbers filtered, sorted and exported? No name is among them."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ruta.base.clock import today
from ruta.base.context import current_actor
from ruta.base.listing import Column, Filter, Listing, Sort
from ruta.tickets.enums import TicketState
from ruta.tickets.models import Line, Ticket

WHEN = {"hoy": _("Hoy"), "ayer": _("Ayer"), "semana": _("Los últimos 7 días"), "mes": _("Los últimos 30 días")}
BACK = {"hoy": 0, "semana": 6, "mes": 29}


def _by_day(rows: Any, value: str) -> Any:
    if value == "ayer":
        return rows.filter(day=today() - timedelta(days=1))
    return rows.filter(day__gte=today() - timedelta(days=BACK[value])) if value in BACK else rows


def _lines() -> list[tuple[str, str]]:
    actor = current_actor()
    rows = Line.objects.filter(office_id=actor.office_id or 0 if actor else 0)
    return [(str(line.pk), str(line)) for line in rows.order_by("position", "letter")]


def _minutes(begin: Any, end: Any) -> float | str:
    return round((end - begin).total_seconds() / 60, 1) if begin and end else ""


def _priority(row: Ticket) -> str:
    return _now("Sí") if row.goes_first else _now("No")


TICKETS = Listing(
    name="turnos",
    order="-hora",
    sorts=[Sort("hora", ("taken_at", "id"))],
    filters=[
        Filter("cuando", _("Cuándo"), _by_day, lambda: [(code, str(words)) for code, words in WHEN.items()]),
        Filter("fila", _("Fila"), lambda rows, value: rows.filter(line=value), _lines),
        Filter(
            "estado",
            _("Estado"),
            lambda rows, value: rows.filter(state=value),
            lambda: [(code, str(words)) for code, words in TicketState.choices],
        ),
    ],
    columns=[
        Column("turno", _("Turno"), lambda row: row.number),
        Column("tomado", _("Tomado"), lambda row: row.taken_at),
        Column("fila", _("Fila"), lambda row: str(row.line)),
        Column("primero", _("Va primero por ley"), _priority),
        Column("ventanilla", _("Ventanilla"), lambda row: row.window.name if row.window else ""),
        Column("llamadas", _("Veces llamado"), lambda row: row.calls),
        Column("espera", _("Minutos de espera"), lambda row: _minutes(row.taken_at, row.called_at)),
        Column("atencion", _("Minutos de atención"), lambda row: _minutes(row.served_at, row.ended_at)),
        Column("estado", _("Estado"), lambda row: row.get_state_display()),
    ],
)
