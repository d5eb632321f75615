"""Who is expected, which places are free, who waits, and what does each agenda offer?"""

from ruta.agenda.rules import Place
from ruta.agenda.selectors.agendas import (
    Named,
    agenda_for,
    agendas_for_service,
    agendas_of_office,
    closures_of_office,
    hours_of,
    is_reserved,
    officers_of,
    told_agenda,
)
from ruta.agenda.selectors.days import (
    Day,
    appointment_for,
    appointments_of_office,
    appointments_received,
    by_day,
    due_for_reminding,
    midnight,
    week_of,
)
from ruta.agenda.selectors.feeds import FeedRow, feed_of, feed_rows
from ruta.agenda.selectors.left_alone import stranded, why_stranded
from ruta.agenda.selectors.places import (
    few_days,
    free_for_person,
    free_on,
    free_places_of,
    invitation_of,
    may_change_by_link,
    moment_of,
    next_free,
    taken_around,
    told_places,
)
from ruta.agenda.selectors.waiting import untold_offers, waited_agendas, waiting_at_office

__all__ = [
    "Day",
    "FeedRow",
    "Named",
    "Place",
    "agenda_for",
    "agendas_for_service",
    "agendas_of_office",
    "appointment_for",
    "appointments_of_office",
    "appointments_received",
    "by_day",
    "closures_of_office",
    "due_for_reminding",
    "feed_of",
    "feed_rows",
    "few_days",
    "free_for_person",
    "free_on",
    "free_places_of",
    "hours_of",
    "invitation_of",
    "is_reserved",
    "may_change_by_link",
    "midnight",
    "moment_of",
    "next_free",
    "officers_of",
    "stranded",
    "taken_around",
    "told_agenda",
    "told_places",
    "untold_offers",
    "waited_agendas",
    "waiting_at_office",
    "week_of",
    "why_stranded",
]
