"""Which rows tell who is expected where, when places are free, who waits for one, who may choose by a link and where a team is announced?"""

from ruta.agenda.models.agendas import Agenda, Closure
from ruta.agenda.models.appointments import Appointment
from ruta.agenda.models.links import CalendarFeed, Invitation
from ruta.agenda.models.visits import ItinerantVisit
from ruta.agenda.models.waiting import WaitingEntry

__all__ = ["Agenda", "Appointment", "CalendarFeed", "Closure", "Invitation", "ItinerantVisit", "WaitingEntry"]
