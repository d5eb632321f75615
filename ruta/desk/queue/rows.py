"""Which rows does each source of the queue read, and no column more? Functions of the actor alone: `asked` keeps their words."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from ruta.accounts.enums import Role
from ruta.agenda.models import Appointment
from ruta.base.clock import now, today
from ruta.base.context import Actor
from ruta.cases.selectors import waiting
from ruta.desk.queue.tasks import MOST
from ruta.people import selectors as people
from ruta.people.models import DuplicatePair, Person
from ruta.placements import selectors as placements
from ruta.referrals.enums import Rung
from ruta.referrals.models import Referral, ReferralTask
from ruta.referrals.selectors.danger import in_danger

Rows = QuerySet[Any]
SENT = ("state", "due_at", "state_since", "is_protected", "number", "receiver__short_name")
RECEIVED = ("number", "state", "state_since", "due_at", "receiver", *Referral.RESERVED)
NAME = ("person__given_names", "person__surnames")
PAIR = ("score", "found_at", "asked_at", "other__given_names", "other__surnames")


def in_a_week() -> date:
    """The last day that the queue shows."""
    return today() + timedelta(days=7)


def received_referrals(actor: Actor) -> Rows:
    """Referrals that wait for the receiver's side; a coordinator sees those of all its offices."""
    rows = Referral.objects.filter(receiver_id=actor.institution_id, waits_on="receiver", closed_at=None)
    if actor.role != Role.OFFICE_COORDINATOR:
        rows = rows.filter(Q(receiver_office_id=actor.office_id) | Q(receiver_office=None))
    return rows.only(*RECEIVED).order_by("due_at", "pk")[:MOST]


def sent_referrals(actor: Actor) -> Rows:
    """Referrals that came back, or that nobody answered in time; a coordinator sees what climbed up too."""
    mine = Q(waits_on="sender") | Q(waits_on="person") | Q(waits_on="receiver", due_at__lt=now())
    rows = Referral.objects.filter(mine, owner_institution_id=actor.institution_id, closed_at=None)
    own = Q(case__in=waiting.cases_of_officer(actor))
    if actor.role == Role.OFFICE_COORDINATOR:
        own |= Q(sender_office_id=actor.office_id, escalation__gte=Rung.COORDINATORS)
    return rows.filter(own).select_related("person", "receiver").only(*SENT, *NAME).order_by("due_at", "pk")[:MOST]


def referral_tasks(actor: Actor) -> Rows:
    """Next steps that a reason opened, of the receiver's side or of the officer's cases."""
    rows = ReferralTask.objects.filter(institution_id=actor.institution_id or 0, done_at=None, due_on__lte=in_a_week())
    is_partner = actor.role == Role.PARTNER_OFFICER
    side = Q(referral__receiver_id=actor.institution_id) if is_partner else Q(case__in=waiting.cases_of_officer(actor))
    return rows.filter(side).select_related("referral").only("code", "due_on", "referral__number").order_by("due_on", "pk")[:MOST]


def appointments(actor: Actor) -> Rows:
    """Who is expected at the office by the actor, or by nobody in particular."""
    rows = Appointment.objects.filter(
        host_id=actor.institution_id, office_id=actor.office_id or 0, state="booked", starts_at__lte=now() + timedelta(days=7)
    )
    return rows.filter(Q(officer_id=actor.user_id) | Q(officer_id=None)).select_related("person").order_by("starts_at", "pk")[:MOST]


def agenda_of_today(actor: Actor) -> Rows:
    """The appointments of the office today, a dozen."""
    begin = now().replace(hour=0, minute=0, second=0, microsecond=0)
    rows = Appointment.objects.filter(
        host_id=actor.institution_id, office_id=actor.office_id or 0, starts_at__gte=begin, starts_at__lt=begin + timedelta(days=1)
    )
    return rows.select_related("person").order_by("starts_at", "pk")[:12]


def due_actions(actor: Actor) -> Rows:
    """Steps of plans that are due."""
    return waiting.due_actions(actor, in_a_week()).only("label", "data_category", "due_on", "case_id", *NAME)[:MOST]


def plans_without_step(actor: Actor) -> Rows:
    """Plans where nobody said what comes next."""
    return waiting.plans_without_step(actor).only("case_id", *NAME)[:MOST]


def follow_ups(actor: Actor) -> Rows:
    """Contacts that are due."""
    return waiting.due_follow_ups(actor, in_a_week()).only("due_on", "case_id", *NAME)[:MOST]


def broker_contacts(actor: Actor) -> Rows:
    """Contacts that follow the placements which the actor began."""
    return placements.contacts_of_broker(actor, in_a_week())[:MOST]


def asked_alone(actor: Actor) -> Rows:
    """Who applied behind their own link to a vacancy of the office."""
    return placements.asked_alone(actor)[:MOST]


def intakes(actor: Actor) -> Rows:
    """Cases opened and not yet assessed."""
    return waiting.cases_in_intake(actor).only("opened_at", *NAME)[:MOST]


def alerts(actor: Actor) -> Rows:
    """Warnings that the role must answer."""
    return waiting.open_alerts(actor).only("due_at", "case_id", *NAME)[:MOST]


def offers(actor: Actor) -> Rows:
    """Cases that another office offers."""
    return waiting.offered_cases(actor)[:MOST]


def unassigned(actor: Actor) -> Rows:
    """Cases that nobody carries."""
    return waiting.unassigned_cases(actor).only("last_activity_at", *NAME)[:MOST]


def ending_consents(actor: Actor) -> Rows:
    """Permissions that end soon, of the persons whom the actor carries."""
    ending = people.ending_consents(actor).filter(person__in=waiting.persons_carried(actor))
    return ending.only("valid_until", "grantee__short_name", *NAME)[:MOST]


def access_requests(actor: Actor) -> Rows:
    """Institutions that ask."""
    return people.pending_access_requests(actor)[:MOST]


def overrides(actor: Actor) -> Rows:
    """Exceptional openings to review."""
    return people.overrides_to_review(actor)[:MOST]


def open_notices(actor: Actor) -> Rows:
    """Minors of whom the actor's institution was told."""
    return people.open_notices(actor)[:MOST]


def notices_sent(actor: Actor) -> Rows:
    """Minors of whom the actor told another institution."""
    return people.notices_sent(actor).exclude(receiver=actor.institution_id)[:MOST]


def of_age(actor: Actor) -> Rows:
    """Persons carried who turned 18 and were not asked again."""
    persons = Person.objects.filter(pk__in=waiting.persons_carried(actor))
    return people.to_ask_again(actor, persons).only("given_names", "surnames", "birth_date")[:MOST]


def endangered(actor: Actor) -> Rows:
    """Referrals under way to a place that was marked since."""
    return in_danger(actor).select_related("person").only("number", *NAME)[:MOST]


def duplicates(actor: Actor) -> Rows:
    """Pairs that nobody decided."""
    return _pairs(actor).filter(decision="").order_by("found_at", "pk")[:MOST]


def doubts_of_others(actor: Actor) -> Rows:
    """Pairs that another office is not sure of, and asks this one."""
    return _pairs(actor).filter(decision="unsure", asked_office=actor.office_id).order_by("asked_at", "pk")[:MOST]


def _pairs(actor: Actor) -> Rows:
    rows = DuplicatePair.objects.filter(owner_institution=actor.institution_id, person__merged_into=None, other__merged_into=None)
    return rows.select_related("other").only(*PAIR)
