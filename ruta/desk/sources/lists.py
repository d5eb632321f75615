"""How are sources and rows in quarantine filtered, sorted and taken along?"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ruta.base.listing import Column, Filter, Listing, Sort
from ruta.directory.selectors import institutions
from ruta.feeds.enums import SourceKind, SourceState
from ruta.feeds.rules import share
from ruta.people.imports.selectors import problems_said


def _institutions() -> list[tuple[str, str]]:
    return [(str(row.pk), row.short_name) for row in institutions().order_by("short_name", "pk")]


def _words(choices: Any) -> list[tuple[str, str]]:
    return [(code, str(word)) for code, word in choices]


SOURCES = Listing(
    name="fuentes", order="nombre",
    sorts=[Sort("nombre", ("name", "id")), Sort("codigo", ("code",))],
    filters=[
        Filter("institucion", _("Institución"), lambda rows, value: rows.filter(giver=value), _institutions),
        Filter("como", _("Cómo se llega"), lambda rows, value: rows.filter(kind=value), lambda: _words(SourceKind.choices)),
        Filter("estado", _("Estado"), lambda rows, value: rows.filter(state=value), lambda: _words(SourceState.choices)),
    ],
    columns=[
        Column("codigo", _("Código"), lambda row: row.code), Column("nombre", _("Nombre"), lambda row: row.name),
        Column("institucion", _("Institución"), lambda row: row.giver.short_name), Column("como", _("Cómo se llega"), lambda row: row.get_kind_display()),
        Column("estado", _("Estado"), lambda row: row.get_state_display()), Column("ultima", _("Última lectura"), lambda row: row.last_at),
        Column("recibidos", _("Recibidos"), lambda row: row.last_received), Column("validos", _("Válidos"), lambda row: row.last_valid),
        Column("porcentaje", _("Válidos, en %"), lambda row: share(row.last_valid or 0, row.last_received or 0)),
    ],
)  # fmt: skip
QUARANTINE = Listing(
    name="cuarentena", order="-archivo", page_size=25,
    sorts=[Sort("archivo", ("batch_id", "number", "id"))],
    columns=[
        Column("archivo", _("Archivo"), lambda row: row.batch.name), Column("fila", _("Fila"), lambda row: row.number),
        Column("motivo", _("Qué corregir"), problems_said),
    ],
)  # fmt: skip
