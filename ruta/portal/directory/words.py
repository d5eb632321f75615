"""How does a person read whether a place is open, what it costs and since when somebody confirms it?"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ruta.base.clock import HONDURAS, now
from ruta.base.days import spoken_hour
from ruta.directory.enums import Cost
from ruta.directory.models import Service
from ruta.directory.rules import Opening

SOON = timedelta(minutes=60)
ONE = (1, 13)  # «la 1», every other hour is «las»


@dataclass(frozen=True, slots=True)
class Said:
    """A state: its tone, icon and words."""

    tone: str
    icon: str
    words: str


def opening_said(found: Opening | None, at: datetime | None = None) -> Said:
    """Abierto hasta las 4 de la tarde; or that nobody knows."""
    moment = at or now()
    if found is None:
        return Said("", "question-circle", _("Pregunte el horario"))
    if found.until is None:
        return Said("done", "clock", _("Abierto siempre")) if found.is_open else Said("", "moon", _("Cerrado"))
    return _open(found.until, moment) if found.is_open else Said("", "moon", _closed(found.until, moment))


def cost_said(service: Service) -> str:
    """Gratis, L 200, or that it depends; nothing when nobody told."""
    if service.cost == Cost.PAID and service.cost_amount:
        return _("L %(amount)s") % {"amount": f"{service.cost_amount:,}"}
    return str(service.get_cost_display()) if service.cost else ""


def _open(until: datetime, at: datetime) -> Said:
    left = until - at
    if left < SOON:
        minutes = max(1, round(left.total_seconds() / 60))
        return Said(
            "care",
            "clock-history",
            ngettext("Cierra en %(minutes)s minuto", "Cierra en %(minutes)s minutos", minutes) % {"minutes": minutes},
        )
    one, many = _("Abierto hasta la %(hour)s"), _("Abierto hasta las %(hour)s")
    return Said("done", "clock", (one if _is_one(until) else many) % {"hour": spoken_hour(until)})


def _closed(until: datetime, at: datetime) -> str:
    facts = {"hour": spoken_hour(until), "day": date_format(until.astimezone(HONDURAS), "l").lower()}
    days = (until.astimezone(HONDURAS).date() - at.astimezone(HONDURAS).date()).days
    if days == 0:
        one, many = _("Cerrado, abre a la %(hour)s"), _("Cerrado, abre a las %(hour)s")
    elif days == 1:
        one, many = _("Cerrado hasta mañana a la %(hour)s"), _("Cerrado hasta mañana a las %(hour)s")
    else:
        one, many = _("Cerrado hasta el %(day)s a la %(hour)s"), _("Cerrado hasta el %(day)s a las %(hour)s")
    return (one if _is_one(until) else many) % facts


def _is_one(moment: datetime) -> bool:
    return moment.astimezone(HONDURAS).hour in ONE
