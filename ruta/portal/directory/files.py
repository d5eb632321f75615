"""What does somebody take along of the services found? What their cards say, and no place that is kept secret."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ruta.base.clock import now, today
from ruta.base.listing import Column
from ruta.directory.models import Service
from ruta.directory.rules import is_stale
from ruta.directory.selectors import opening_of, shown_place
from ruta.portal.directory.hits import kilometres, path_of
from ruta.portal.directory.words import cost_said, opening_said


def _where(row: Service) -> str:
    place = shown_place(row)
    if place:
        return f"{place.municipality.name}, {place.municipality.department.name}"
    return _("Le dicen dónde es cuando llama") if row.is_place_hidden else _("En todo el país")


def _opening(row: Service) -> str:
    moment = now()
    return opening_said(opening_of(row, moment), moment).words


SERVICE_COLUMNS = (
    Column("servicio", gettext_lazy("Servicio"), str), Column("institucion", gettext_lazy("Institución"), lambda row: row.institution.short_name),
    Column("lugar", gettext_lazy("Lugar"), _where), Column("al_bajar", gettext_lazy("Cuando se bajó la lista"), _opening),
    Column("costo", gettext_lazy("Costo"), cost_said), Column("kilometros", gettext_lazy("Kilómetros"), lambda row: kilometres(row, shown_place(row))),
    Column("aviso", gettext_lazy("Aviso"), lambda row: _("Sin confirmar: llame antes") if is_stale(row.verified_on, today()) else ""),
    Column("pagina", gettext_lazy("Página web"), lambda row: settings.PUBLIC_ADDRESS + path_of(row)),
)  # fmt: skip
