"""Who may come in by a message, who may answer what is asked about data, and who says so?"""

from django.db import connection
from django.utils.translation import gettext as _

from ruta.accounts.enums import CASE_ROLES, Role
from ruta.accounts.policies import demand_role, has_role
from ruta.base.clock import today
from ruta.base.context import Actor
from ruta.base.errors import Refused
from ruta.people.models import Person
from ruta.people.rules import is_minor_on
from ruta.people.selectors import blocked
from ruta.subjects.enums import Outcome

ANSWER_ROLES = frozenset({Role.OFFICE_COORDINATOR, Role.CENTRAL_COORDINATION, Role.PRIVACY_OFFICER})
READER_ROLES = ANSWER_ROLES | CASE_ROLES


def why_no_code(person: Person, address: str) -> str:
    """Why no code may leave; empty when it may. Whoever lives with a danger, or is under protection, comes to the office."""
    if is_minor_on(today(), person.birth_date):
        return Outcome.MINOR
    if blocked(person.pk, address=address):
        return Outcome.UNSAFE
    return Outcome.PROTECTED if has_reserved(person) else ""


def has_reserved(person: Person) -> bool:
    """Whether something about the person is read by named roles alone."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT ruta_has_reserved(%s, %s)", [person.pk, person.owner_institution_id])
        return bool(cursor.fetchone()[0])


def can_answer(actor: Actor | None) -> bool:
    """Whether the actor answers what persons ask about their data."""
    return has_role(actor, ANSWER_ROLES)


def demand_answering(actor: Actor) -> None:
    """Refuse who may not answer."""
    demand_role(actor, ANSWER_ROLES)


def demand_self(actor: Actor) -> int:
    """The person who is in; nobody else asks in their name."""
    if actor.kind != "person" or actor.visit_id is None or actor.person_id is None:
        raise Refused(_("Entre con su código y repita."))
    return actor.person_id
