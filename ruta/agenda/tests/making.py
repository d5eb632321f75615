"""An office with hours, as tests need it."""

from datetime import datetime, timedelta

from django.db import transaction

from ruta.agenda.actions import AgendaDraft, Slot, book_appointment, save_agenda
from ruta.agenda.selectors import free_places_of
from ruta.base.clock import HONDURAS, today
from ruta.base.context import acting_as

WEEKDAYS = {str(day): "8:00-12:00, 13:00-16:00" for day in range(5)}
MONDAY = datetime(2026, 3, 16, 9, tzinfo=HONDURAS)


def agenda_of(coordinator, **changes):
    draft = AgendaDraft(**({"name": "Orientación", "hours": WEEKDAYS} | changes))
    return save_agenda(actor=coordinator, draft=draft)


def free(actor, agenda, days=14):
    with acting_as(actor, read_only=True), transaction.atomic():
        return free_places_of(agenda, today() + timedelta(days=1), days)


def give(actor, person, agenda, starts_at, **more):
    slot = Slot(starts_at=starts_at, subject="Entrevista", agenda_id=agenda.pk)
    return book_appointment(actor=actor, person_id=person.pk, office_id=agenda.office_id, slot=slot, **more)
