"""Which verbs change the agenda? The only writers of its rows."""

from ruta.agenda.actions.booking import Slot, book_appointment, cancel_appointment, mark_appointment, settle_appointment
from ruta.agenda.actions.reminding import remind

__all__ = ["Slot", "book_appointment", "cancel_appointment", "mark_appointment", "remind", "settle_appointment"]
