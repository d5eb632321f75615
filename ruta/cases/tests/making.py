"""Staff, persons and consents as the lower floors leave them."""

from datetime import timedelta
from itertools import count

from django.db import transaction

from ruta.accounts.models import Membership, User
from ruta.accounts.selectors import actor_in
from ruta.base.clock import now, today
from ruta.base.context import acting_as
from ruta.base.spelling import folded
from ruta.cases.actions import agree_plan, assess, record_delivery
from ruta.cases.rules.plans import ActionDraft, GoalDraft
from ruta.directory.models import Office
from ruta.people.enums import PACKET_ONLY
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
            sort_name=folded(f"{surnames} {given}"), **({"sex": "woman", "birth_date": "1996-04-08"} | fields),
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
        if grantee_id != owner.institution_id and purpose not in PACKET_ONLY:
            for category in categories:
                Access.objects.create(
                    **base, institution_id=grantee_id, category=category, purpose=purpose, consent=given, valid_until=until
                )
    return given


ANSWERS = {
    "work_status": "not_working", "last_worked": "under_3_months", "urgency": "this_month", "availability": "full_time",
    "education_level": "university", "reading": "easily", "trade_certificate": "none", "recent_course": "no",
    "years_experience": "over_5", "proof": "letters", "can_do": ["machines"], "digital": "computer", "cv": "none",
    "knows_target": "clear", "searched": "no", "interview_comfort": 3, "id_document": "valid", "contact_means": "own_internet",
    "transport": "easy", "paths": ["job"], "confidence": 4,
}  # fmt: skip
EMPLOYABILITY = "employability_profile"


def in_days(days: int):
    return today() + timedelta(days=days)


def goals(*dates: int) -> list[GoalDraft]:
    """One goal with a step per number of days from today."""
    steps = [ActionDraft(label=f"Paso {i}", due_on=in_days(day), kind="person_task", who="person") for i, day in enumerate(dates or (5, 9))]
    return [GoalDraft(label="Trabajo formal en confección", due_on=in_days(60), actions=steps)]


def assessed(actor, case):
    return assess(actor=actor, case_id=case.pk, instrument=EMPLOYABILITY, answers=ANSWERS)


def planned(actor, case, *dates: int):
    assessed(actor, case)
    return agree_plan(actor=actor, case_id=case.pk, title="Trabajo formal antes de abril", goals=goals(*dates))


def served(actor, case):
    planned(actor, case)
    return record_delivery(actor=actor, case_id=case.pk, service_type="cv_interview_support", outcome="delivered_full")
