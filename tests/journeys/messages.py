"""What leaves by night's end? Sends every queued message: `python -m tests.journeys.messages`."""

import django


def main() -> None:
    """As the machine of each institution."""
    django.setup()
    from ruta.directory.models import Institution
    from tests.journeys.later import send_what_waits

    for institution in Institution.objects.order_by("pk").values_list("pk", flat=True):
        send_what_waits(institution)


if __name__ == "__main__":
    main()
