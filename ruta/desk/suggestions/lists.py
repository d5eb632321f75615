"""How is the box filtered, sorted and exported?"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ruta.base.listing import Column, Filter, Listing, Sort
from ruta.quality.enums import WrittenKind, WrittenState


def _worded(choices: Any) -> list[tuple[str, str]]:
    return [(code, str(word)) for code, word in choices]


BOX = Listing(
    name="buzon",
    order="vence",
    sorts=[Sort("vence", ("rank", "due_on", "id")), Sort("llego", ("received_at", "id"))],
    filters=[
        Filter("estado", _("Estado"), lambda rows, value: rows.filter(state=value), lambda: _worded(WrittenState.choices)),
        Filter("clase", _("Clase"), lambda rows, value: rows.filter(kind=value), lambda: _worded(WrittenKind.choices)),
        Filter("cambio", _("Llevó a un cambio"), lambda rows, _value: rows.exclude(change=None)),
    ],
    columns=[
        Column("numero", _("Número"), lambda row: row.number),
        Column("clase", _("Clase"), lambda row: row.get_kind_display()),
        Column("llego", _("Llegó"), lambda row: row.received_at),
        Column("vence", _("Se contesta hasta"), lambda row: row.due_on),
        Column("oficina", _("Oficina"), lambda row: row.office.short_name if row.office else ""),
        Column("estado", _("Estado"), lambda row: row.get_state_display()),
        Column("cambio", _("Cambio"), lambda row: row.change.title if row.change else ""),
    ],
)
