"""How are messages filtered, sorted and exported? Neither text nor address leaves with a list."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ruta.base.listing import Column, Filter, Listing, Sort
from ruta.communication.models import Message
from ruta.desk.messages.words import CHANNELS, STATES, state_of
from ruta.taxonomy.selectors import choices, label


def _by_state(rows: Any, value: str) -> Any:
    if value in {"delivered", "undelivered"}:
        return rows.filter(delivery=value)
    return rows.filter(state=value, delivery="") if value == "sent" else rows.filter(state=value)


def _title(row: Message) -> str:
    return label("notifications", row.template)


MESSAGES = Listing(
    name="avisos",
    order="-cuando",
    sorts=[Sort("cuando", ("created_at", "id"))],
    filters=[
        Filter("estado", _("Estado"), _by_state, lambda: [(code, str(said.words)) for code, said in STATES.items()]),
        Filter("canal", _("Canal"), lambda rows, value: rows.filter(channel=value), lambda: [(code, str(word)) for code, word in CHANNELS.items()]),
        Filter("aviso", _("Aviso"), lambda rows, value: rows.filter(template=value), lambda: choices("notifications")),
    ],
    columns=[
        Column("cuando", _("Escrito"), lambda row: row.created_at), Column("aviso", _("Aviso"), _title),
        Column("canal", _("Canal"), lambda row: CHANNELS.get(row.channel, row.channel)),
        Column("estado", _("Estado"), lambda row: state_of(row).words), Column("intentos", _("Intentos"), lambda row: row.attempts),
        Column("salio", _("Salió"), lambda row: row.sent_at), Column("llego", _("Llegó"), lambda row: row.delivered_at),
    ],
)  # fmt: skip
