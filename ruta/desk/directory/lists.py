"""How are the entries of the directory filtered, sorted, searched and exported?"""

from datetime import timedelta
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ruta.base.clock import today
from ruta.base.listing import Column, Filter, Listing, Sort
from ruta.base.spelling import folded
from ruta.directory.enums import Audience, Cost, Delivery, Entry
from ruta.directory.models import Service
from ruta.directory.rules import FRESH_DAYS
from ruta.directory.selectors import institutions, shown_needs, with_directions
from ruta.taxonomy.selectors import catalogue, needs, service_type
from ruta.territory.selectors import departments

Pairs = list[tuple[str, str]]
FRESH, STALE, NEVER = "al-dia", "atrasado", "nunca"
LOW, HALF, HIGH = "baja", "media", "alta"
QUALITIES = {LOW: (0, 39), HALF: (40, 79), HIGH: (80, 100)}


def _institutions() -> Pairs:
    has = Q(services__isnull=False) | Q(directions__services__isnull=False) | Q(directions__directions__services__isnull=False)
    return [(str(row.pk), row.short_name) for row in institutions().filter(has).distinct()]


def _groups() -> Pairs:
    return [(code, row.label()) for code, row in catalogue("needs").section("groups").items()]


def _departments() -> Pairs:
    return [(row.code, row.name) for row in departments()]


def _by_state(rows: Any, value: str) -> Any:
    since = today() - timedelta(days=FRESH_DAYS)
    ways = {FRESH: Q(verified_on__gte=since), STALE: Q(verified_on__lt=since), NEVER: Q(verified_on=None)}
    return rows.filter(ways[value])


def _states() -> Pairs:
    return [(FRESH, str(_("Al día"))), (STALE, str(_("Más de 90 días"))), (NEVER, str(_("Nunca confirmado")))]


def _qualities() -> Pairs:
    return [(LOW, str(_("Menos de 40"))), (HALF, str(_("De 40 a 79"))), (HIGH, str(_("80 o más")))]


def _place(row: Service) -> str:
    return row.office.municipality.name if row.office else ""


def _labels(choices: Any, codes: list[str]) -> str:
    return ", ".join(str(choices(code).label) for code in codes)


SERVICES = Listing(
    name="directorio",
    order="nombre",
    sorts=[Sort("nombre", ("sort_name", "id")), Sort("calidad", ("quality", "id"))],
    filters=[
        Filter(
            "institucion", _("Institución"), lambda rows, value: rows.filter(institution__in=with_directions(int(value))), _institutions,
        ),
        Filter(
            "necesidad", _("Necesidad"), lambda rows, value: rows.filter(found_needs__overlap=[one.code for one in needs(group=value)]), _groups,
        ),
        Filter("lugar", _("Departamento"), lambda rows, value: rows.filter(office__municipality__department=value), _departments),
        Filter("confirmado", _("Confirmado"), _by_state, _states),
        Filter("calidad", _("Calidad"), lambda rows, value: rows.filter(quality__range=QUALITIES[value]), _qualities),
        Filter("cerrados", _("Solo cerrados"), lambda rows, _value: rows.filter(is_active=False)),
    ],
    columns=[
        Column("nombre", _("Nombre"), str),
        Column("institucion", _("Institución"), lambda row: row.institution.name),
        Column("programa", _("Programa"), lambda row: row.programme.name if row.programme else ""),
        Column("tipo", _("Tipo de servicio"), lambda row: service_type(row.service_type).label()),
        Column("necesidades", _("Necesidades"), lambda row: ", ".join(shown_needs(row))),
        Column("para", _("Para quién"), lambda row: _labels(Audience, row.populations)),
        Column("requisitos", _("Requisitos"), lambda row: row.eligibility),
        Column("costo", _("Costo"), lambda row: str(Cost(row.cost).label) if row.cost else ""),
        Column("entrada", _("Cómo se entra"), lambda row: _labels(Entry, row.entry)),
        Column("modo", _("Modo"), lambda row: _labels(Delivery, row.delivery)),
        Column("cupo", _("Cupo"), lambda row: row.capacity),
        Column("oficina", _("Oficina"), lambda row: row.office.name if row.office else ""),
        Column("municipio", _("Municipio"), _place),
        Column("telefono", _("Teléfono"), lambda row: row.phone),
        Column("confirmado", _("Confirmado el"), lambda row: row.verified_on),
        Column("calidad", _("Calidad"), lambda row: row.quality),
        Column("abierto", _("Activo"), lambda row: str(_("Sí") if row.is_active else _("No"))),
    ],
)  # fmt: skip


def found(rows: Any, text: str) -> Any:
    """The entries that hold every typed word."""
    return rows.filter(search=SearchQuery(folded(text), config="spanish")) if text else rows
