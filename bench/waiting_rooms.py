"""Which rooms are measured? Furnished inside the served product, as `python -m bench.waiting_rooms`; prints what the measurement needs."""

import json

import django

OFFICES, ROUNDS = 17, 10
PASSWORD = "una clave larga de prueba 26"  # noqa: S105 (of an installation that lives for a minute)


def main() -> None:
    """Seventeen offices, each with a television, windows, one who calls, and numbers that wait."""
    django.setup()
    from ruta.directory.models import Office

    offices = Office.objects.filter(is_active=True, institution__is_active=True).order_by("pk")[:OFFICES]
    print(json.dumps([furnished(office) for office in offices]))


def furnished(office) -> dict:
    """The address of its television, the session of who calls, and the windows."""
    from django.conf import settings
    from django.db import transaction
    from django.test import Client

    from ruta.accounts.actions import create_user
    from ruta.accounts.models import Membership, User
    from ruta.accounts.selectors import actor_in
    from ruta.base.context import acting_as, system
    from ruta.tickets.actions import LineTerms, make_device, save_line, save_window, take_ticket
    from ruta.tickets.selectors import token_of

    email = f"turnos.{office.pk}@prueba.hn"
    create_user(
        actor=system(None, "bench"), email=email, full_name="Coordina", office_code=office.code, role="office_coordinator",
        password=PASSWORD,
    )  # fmt: skip
    actor = actor_in(Membership.objects.select_related("office").get(user__email=email))
    with acting_as(actor), transaction.atomic():
        line = save_line(actor=actor, terms=LineTerms(letter="A", name="Orientación"))
        windows = [save_window(actor=actor, name=f"Ventanilla {n}", lines=[line.pk]).pk for n in range(ROUNDS)]
        television = make_device(actor=actor, kind="television", name="Sala")
        for _ in range(ROUNDS * 2):
            take_ticket(actor=actor, line_id=line.pk)
        token = token_of(television)
    client = Client()
    client.force_login(User.objects.get(email=email), backend=settings.AUTHENTICATION_BACKENDS[0])
    return {"token": token, "session": client.cookies[settings.SESSION_COOKIE_NAME].value, "windows": windows}


if __name__ == "__main__":
    main()
