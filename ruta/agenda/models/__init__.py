"""Which rows tell who is expected where, when places are free, who waits for one and who may choose by a link?"""

from ruta.agenda.models.agendas import Agenda, Closure
from ruta.agenda.models.appointments import Appointment
from ruta.agenda.models.links import CalendarFeed, Invitation
from ruta.agenda.models.waiting import WaitingEntry

__all__ = ["Agenda", "Appointment", "CalendarFeed", "Closure", "Invitation", "WaitingEntry"]
