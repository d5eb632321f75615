"""Which agendas does an office have, what does each offer, and what may be said of it to whom?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ruta.accounts.selectors import live_members
from ruta.agenda.models import Agenda, Closure
from ruta.agenda.rules import Hours
from ruta.base.context import Actor
from ruta.base.errors import NotFound
from ruta.base.windows import read_windows
from ruta.taxonomy.selectors import is_reserved, service_type


@dataclass(frozen=True, slots=True)
class Named:
    """An agenda in the words that its reader may see."""

    agenda: Agenda
    name: str
    service: str
    officer: str
    is_masked: bool


def hours_of(agenda: Agenda) -> Hours:
    """What an agenda offers, as the rules count it."""
    windows = {int(day): read_windows(text) for day, text in agenda.hours.items()}
    return Hours(windows, agenda.minutes, agenda.capacity)


def told_agenda(actor: Actor | None, agenda: Agenda, officers: Mapping[int, str]) -> Named:
    """Name and service for a reader; of a reserved one, neither to those without the right."""
    officer = officers.get(agenda.officer_id or 0, "")
    if is_reserved(agenda.service_type) and not (actor is not None and actor.sees_strict):
        return Named(agenda, _("Atención"), "", officer, is_masked=True)
    service = service_type(agenda.service_type).label() if agenda.service_type else ""
    return Named(agenda, agenda.name, service, officer, is_masked=False)


def agendas_of_office(actor: Actor, *, every: bool = False) -> QuerySet[Agenda]:
    """The agendas of the actor's office that are open, or every one."""
    rows = Agenda.objects.filter(owner_institution_id=actor.institution_id or 0, office_id=actor.office_id or 0)
    return (rows if every else rows.filter(is_open=True)).select_related("office").order_by("name", "pk")


def agendas_for_service(office_id: int, service: str) -> list[Agenda]:
    """The open agendas in which an office receives for a service: those for it alone, else those for any matter."""
    rows = Agenda.objects.filter(office=office_id, is_open=True, service_type__in={"", service})
    found = list(rows.select_related("office").order_by("name", "pk"))
    return [each for each in found if each.service_type == service] or found


def agenda_for(actor: Actor, agenda_id: int) -> Agenda:
    """One agenda of the actor's institution."""
    rows = Agenda.objects.filter(pk=agenda_id, owner_institution_id=actor.institution_id or 0)
    found = rows.select_related("office").first()
    if found is None:
        raise NotFound(_("Esa agenda no existe o no es de su institución. Vuelva a la lista."))
    return found


def closures_of_office(actor: Actor, since: date) -> QuerySet[Closure]:
    """Days without appointments of the actor's office, from a day on."""
    rows = Closure.objects.filter(owner_institution_id=actor.institution_id or 0, office_id=actor.office_id or 0, ended_at=None)
    return rows.filter(last_day__gte=since).order_by("first_day", "pk")


def officers_of(office_id: int) -> dict[int, str]:
    """Who works in an office: user and name."""
    rows = live_members().filter(office=office_id).order_by("user__full_name", "pk")
    return {row.user_id: row.user.full_name for row in rows.select_related("user")}
