"""Needs, plans, permissions and referrals as tests need them."""

from datetime import timedelta

from django.db import transaction

from ruta.agenda.actions import Slot
from ruta.base import events
from ruta.base.clock import now, today
from ruta.base.context import acting_as, system
from ruta.base.models import Event
from ruta.cases.models import Goal, Need, PersonalPlan, PlanAction
from ruta.cases.tests.making import consent
from ruta.referrals.actions import send_referral
from ruta.taxonomy.selectors import need as coded


def need_of(actor, case, code, priority="high"):
    kind = coded(code)
    with acting_as(actor), transaction.atomic():
        return Need.objects.create(
            owner_institution_id=case.owner_institution_id, case=case, person_id=case.person_id, code=code, priority=priority,
            sensitivity=kind.sensitivity, data_category="needs_sensitive" if kind.sensitivity == "strict" else "needs_general",
        )  # fmt: skip


def plan_step(actor, case, need, service_type="infop_skills_certification"):
    base = {"owner_institution_id": case.owner_institution_id, "case": case, "person_id": case.person_id}
    due = today() + timedelta(days=30)
    with acting_as(actor), transaction.atomic():
        plan = PersonalPlan.objects.create(**base, title="Trabajo en confección", agreed_on=today())
        goal = Goal.objects.create(**base, plan=plan, label="Certificar lo que sabe", due_on=due)
        return PlanAction.objects.create(
            **base, plan=plan, goal=goal, kind="referral", service_type=service_type, need=need, label="Certificarse", due_on=due
        )


def allow(actor, case, service, purpose="referral", categories=("identity", "contact", "education_work")):
    with acting_as(actor), transaction.atomic():
        person = case.person
    return consent(actor, person, grantee_id=service.institution_id, purpose=purpose, categories=list(categories))


def sent(actor, case, service, need=None, **more):
    return send_referral(
        actor=actor, case_id=case.pk, service_id=service.pk, need_id=need.pk if need else None, request="Certificar", **more
    )


def slot(days=3):
    return Slot(starts_at=now() + timedelta(days=days), place="Taller 4", bring="DNI", ask_for="Mirna Aguilar")


def hear():
    """Deliver what was told and not yet heard, as the worker would after commit."""
    for _round in range(5):
        waiting = [event for event in Event.objects.order_by("pk") if set(events.listeners_of(event.name)) - _done(event)]
        if not waiting:
            return
        for event in waiting:
            with acting_as(system(event.institution_id)), transaction.atomic():
                events.handle(event.pk)


def _done(event):
    return set(event.deliveries.values_list("listener", flat=True))
