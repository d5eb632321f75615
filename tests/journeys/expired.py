"""What of a link that nobody used in time? Invites a person to an agenda until a minute ago: `python -m tests.journeys.expired PERSON AGENDA`."""

import sys
from datetime import timedelta

import django


def main(person: int, agenda: int) -> None:
    """As the machine of the institution of the agenda; the message leaves like any other."""
    django.setup()
    from django.db import transaction

    from ruta.agenda.actions import invite
    from ruta.agenda.models import Agenda
    from ruta.base.clock import now
    from ruta.base.context import acting_as, system
    from ruta.directory.models import Institution
    from tests.journeys.later import send_what_waits

    for institution in Institution.objects.order_by("pk").values_list("pk", flat=True):
        machine = system(institution, "journey")
        with acting_as(machine, read_only=True), transaction.atomic():
            is_here = Agenda.objects.filter(pk=agenda, owner_institution=institution).exists()
        if is_here:
            invite(actor=machine, person_id=person, agenda_id=agenda, expires_at=now() - timedelta(minutes=1))
            send_what_waits(institution)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
