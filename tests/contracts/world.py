"""Who calls in the suites of others? `python -m tests.contracts.world CALLBACK`, inside an installation: a system of INFOP and a person who allows it."""

import json
import sys

import django

DNI = "0501-1996-04821"


def prepare(callback: str) -> str:
    """An agreement, a person whom INFOP may know of, and its system; gives its code, its key and what it asks for."""
    from ruta.base.context import acting_as, system
    from ruta.cases.tests.making import register, staff
    from ruta.exchange.naming import uuid_of
    from ruta.exchange.tests.conftest import Caller, agreed, institution
    from ruta.people.actions import Grant, give_consent
    from ruta.people.models import Identifier
    from ruta.people.tests.conftest import SIGNED
    from ruta.trust.actions import save_callback
    from ruta.trust.models import Client

    categories = ("identity", "contact", "education_work", "plan_services")
    caller = Caller(None, agreed(categories=categories, both=True))
    row = Client.objects.get(pk=caller.row.pk)
    save_callback(actor=system(None, "suite"), client_id=row.pk, version=row.version, address=callback)
    actor = staff("SPS", "counsellor")
    with acting_as(actor):
        person = register(actor, "Yeimi Lorena", "Mejía Orellana")
        Identifier.objects.create(
            person=person, owner_institution_id=actor.institution_id, kind="dni", value=DNI, normalized=DNI.replace("-", "")
        )
        give_consent(actor=actor, person_id=person.pk, grants=(Grant(institution("INFOP").pk, "shared_case", ()),), manner=SIGNED)
    return json.dumps(
        {"code": caller.code, "key": caller.key.as_dict(private=True), "scope": caller.scope, "person": uuid_of("person", person.pk)}
    )


if __name__ == "__main__":
    django.setup()
    from django.db import transaction

    with transaction.atomic():
        said = prepare(*sys.argv[1:])
    print(said)
