"""May this user read now what their role does not, because they opened it with a reason?"""

from dataclasses import replace

from django.db import connection

from ruta.base.clock import now
from ruta.base.context import Actor
from ruta.people.models import Override

OPENS_RESERVED = frozenset({"counsellor", "office_coordinator"})


def can_open_reserved(actor: Actor) -> bool:
    """Whether the role opens what is reserved with a reason: who carries cases and does not read it anyway."""
    return actor.kind == "staff" and actor.role in OPENS_RESERVED


def reads_as(actor: Actor, person_id: int) -> Actor:
    """The actor as they may read this one person now; for nobody else, and in no list."""
    if actor.sees_strict or not can_open_reserved(actor) or not is_open_to(person_id):
        return actor
    return replace(actor, sees_strict=True)


def is_open_to(person_id: int) -> bool:
    """Whether the acting user has what is reserved of this person open; the database says."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT ruta_strict_open(%s)", [person_id])
        return bool(cursor.fetchone()[0])


def reserved_opening(actor: Actor, person_id: int) -> Override | None:
    """The opening of this user that holds now, to say until when."""
    rows = Override.objects.filter(person=person_id, institution=actor.institution_id, owner_institution=actor.institution_id)
    return rows.filter(user_id=actor.user_id or 0, valid_until__gt=now()).exclude(verdict="unjustified").order_by("-pk").first()
