"""How is a person reminded of an appointment? Once, on the working day before, without a word on what it is about."""

from datetime import datetime

from ruta.agenda.enums import AppointmentState
from ruta.agenda.models import Appointment
from ruta.base.clock import now
from ruta.base.context import Actor
from ruta.base.transactions import action
from ruta.communication.actions import LinkTo, queue_message
from ruta.communication.selectors import language_of, neutral_office, told_moment
from ruta.directory.models import Office
from ruta.people.models import Person

TEMPLATE = "appointment_reminder_call"
FALLBACK_PHONE = "2232-0000"
EXPECTED = "agenda.expected"  # opens nothing: says where the person is expected
# Named in a message; any other host may tell a stranger on the telephone what it is about.
PLAIN_HOSTS = frozenset({"si_empleo", "municipal_unit"})


@action
def remind(*, actor: Actor, appointment_id: int) -> bool:
    """Queue the reminder of an appointment that still stands; whether one was written. A second call writes none.

    Whether the contact is safe and the person wants messages is decided where messages are written; one that may not leave is kept with its reason.
    """
    rows = Appointment.objects.select_for_update(of=("self",)).select_related("office__institution", "person")
    found = rows.filter(pk=appointment_id, state=AppointmentState.BOOKED, starts_at__gt=now()).exclude(person=None).first()
    if found is None or found.person is None:
        return False
    key = f"{TEMPLATE}:{found.pk}:{found.starts_at:%Y%m%d%H%M}"  # another day is another reminder
    facts = facts_at(found.person, found.office, found.starts_at)
    there = LinkTo(EXPECTED, found.pk)
    written = queue_message(actor=actor, template=TEMPLATE, person_id=found.person_id, facts=facts, link=there, once_key=key)
    return written is not None


def facts_at(person: Person, office: Office, moment: datetime | None) -> dict[str, str]:
    """What a message about the agenda says: never for what, and the office only where its name gives nothing away."""
    is_plain, language = office.institution.provider_kind in PLAIN_HOSTS, language_of(person.pk)
    facts = {
        "name": person.called,
        "office": office.short_name if is_plain else neutral_office(language),
        "phone": (office.phone if is_plain else "") or FALLBACK_PHONE,
    }
    return facts if moment is None else facts | told_moment(moment, language)
