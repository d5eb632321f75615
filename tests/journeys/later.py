"""What would the clock do? Sends the messages that wait for the end of the night and counts the figures: `python -m tests.journeys.later`."""

import django


def main() -> None:
    """As the machine of each institution, and then as nobody's machine."""
    django.setup()
    from ruta.base.context import system
    from ruta.directory.models import Institution
    from ruta.insights.actions import refresh_cubes

    for institution in Institution.objects.order_by("pk").values_list("pk", flat=True):
        send_what_waits(institution)
    refresh_cubes(actor=system(None, "journey"), everything=True)


def send_what_waits(institution: int) -> None:
    """Hand over every queued message of one institution."""
    from django.db import transaction

    from ruta.base.context import acting_as, system
    from ruta.communication.actions import send_message
    from ruta.communication.models import Message

    actor = system(institution, "journey")
    with acting_as(actor, read_only=True), transaction.atomic():
        waiting = list(Message.objects.filter(owner_institution_id=institution, state="queued").order_by("pk").values_list("pk", flat=True))
    for number in waiting:
        send_message(actor, number)


if __name__ == "__main__":
    main()
