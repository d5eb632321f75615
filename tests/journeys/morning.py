"""Is it morning already? Sends the messages that wait for the end of the night, as the clock would: `python -m tests.journeys.morning`."""

import django


def main() -> None:
    """Hand over every queued message, as the machine of the institution that wrote it."""
    django.setup()
    from django.db import transaction

    from ruta.base.context import acting_as, system
    from ruta.communication.actions import send_message
    from ruta.communication.models import Message
    from ruta.directory.models import Institution

    for institution in Institution.objects.values_list("pk", flat=True):
        actor = system(institution, "morning")
        with acting_as(actor, read_only=True), transaction.atomic():
            waiting = list(
                Message.objects.filter(owner_institution_id=institution, state="queued").order_by("pk").values_list("pk", flat=True)
            )
        for number in waiting:
            send_message(actor, number)


if __name__ == "__main__":
    main()
