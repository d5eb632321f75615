"""Staff, persons and consents as the lower floors leave them."""

from datetime import timedelta
from itertools import count

from django.db import transaction

from ruta.accounts.models import Membership, User
from ruta.accounts.selectors import actor_in
from ruta.base.clock import now
from ruta.base.context import acting_as
from ruta.directory.models import Office
from ruta.people.models import Access, Consent, Person

SERIAL = count(1)
CASE_DATA = ["identity", "contact", "household", "migration", "employability_result", "needs_general", "plan_services"]


def staff(office_code: str, role: str = "counsellor"):
    office = Office.objects.select_related("institution").get(code=office_code)
    number = next(SERIAL)
    user = User.objects.create_user(f"staff{number}@example.hn", "una clave larga", full_name=f"Dunia Pineda {number}")
    return actor_in(Membership.objects.create(user=user, office=office, role=role))


def register(actor, given="Yeimi Lorena", surnames="Mejía Orellana", **fields) -> Person:
    """A row of a person; the real registration has its own domain."""
    with acting_as(actor), transaction.atomic():
        return Person.objects.create(
            owner_institution_id=actor.institution_id, office_id=actor.office_id, given_names=given, surnames=surnames,
            sort_name=f"{surnames} {given}".lower(), **({"sex": "woman", "birth_date": "1996-04-08"} | fields),
        )  # fmt: skip


def consent(owner, person, *, grantee_id=None, purpose="case_management", categories=CASE_DATA) -> Consent:
    """A consent with its live grants, as people records them."""
    grantee_id = grantee_id or owner.institution_id
    until = now() + timedelta(days=365)
    base = {"owner_institution_id": owner.institution_id, "person": person}
    with acting_as(owner), transaction.atomic():
        given = Consent.objects.create(
            **base, grantee_id=grantee_id, purpose=purpose, categories=list(categories), notice_version="0.1.0", notice_sha256="x",
            given_by="person", method="verbal_witness", valid_until=until,
        )  # fmt: skip
        if grantee_id != owner.institution_id:
            for category in categories:
                Access.objects.create(
                    **base, institution_id=grantee_id, category=category, purpose=purpose, consent=given, valid_until=until
                )
    return given
