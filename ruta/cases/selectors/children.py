"""What does a minor's case still need before it leaves intake? Told to whoever carries it, without what was answered."""

from datetime import date

from django.db import connection

from ruta.base.clock import today
from ruta.cases.models import Case
from ruta.cases.rules import ChildFacts
from ruta.people.rules import age_on, is_minor_on
from ruta.people.selectors import assent_from_age, authority_of, child_assented

CHILD_INSTRUMENT = "child_best_interests"
STANDING = "SELECT best_interest, risk, assent FROM ruta_child_standing(%s)"


def child_facts(case: Case, birth_date: date | None) -> ChildFacts:
    """The conditions of a minor's case; nothing is asked about an adult. Four queries for a minor, none else."""
    if not is_minor_on(today(), birth_date):
        return ChildFacts()
    best_interest, risk, said_yes = _standing(case)
    return ChildFacts(
        is_minor=True,
        has_authority=authority_of(case.person_id).is_valid,
        has_assent=said_yes or _is_too_young(birth_date) or child_assented(case.person_id, case.owner_institution_id),
        has_best_interest=best_interest,
        has_risk=risk,
    )


def _is_too_young(birth_date: date | None) -> bool:
    age = age_on(today(), birth_date)
    return age is not None and age < assent_from_age()


def _standing(case: Case) -> tuple[bool, bool, bool]:
    """Which parts of the last assessment are there; its answers stay with those who may read them."""
    with connection.cursor() as cursor:
        cursor.execute(STANDING, [case.pk])
        return cursor.fetchone() or (False, False, False)
