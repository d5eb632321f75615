"""How is a service received kept, and what does it move?"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from ruta.base.clock import now, today
from ruta.base.context import Actor
from ruta.base.errors import Invalid, NotFound, Refused
from ruta.base.events import publish
from ruta.base.transactions import action
from ruta.cases.actions.needs import set_need_state
from ruta.cases.actions.planning import set_action_state
from ruta.cases.actions.steps import demand_verb, held_case, leave_step, move, of_case, tell, touch
from ruta.cases.enums import LIVE_ACTIONS, LIVE_NEEDS, ActionState, CaseState, CaseVerb, NeedState
from ruta.cases.events import ServiceDelivered
from ruta.cases.models import Case, Need, PlanAction, ServiceDelivery
from ruta.cases.policies import demand_work
from ruta.cases.selectors.assessing import age_on
from ruta.cases.selectors.facts import open_codes
from ruta.people.models import Person
from ruta.taxonomy.errors import UnknownCode
from ruta.taxonomy.selectors import ServiceType, item
from ruta.taxonomy.selectors import service_type as coded_service

# What a case receives before it has a plan: being received and being listened to are attentions too, and move no state.
AT_THE_DOOR = frozenset({
    "registration_intake", "employability_profiling", "individual_counselling", "career_orientation", "labour_rights_information",
})  # fmt: skip
CHANNELS = ("in_person", "phone", "messaging", "video", "visit")
NOT_GIVEN = "not_delivered"


@action
def record_delivery(  # noqa: PLR0913 (keywords only)
    *,
    actor: Actor,
    case_id: int,
    service_type: str,
    outcome: str,
    delivered_on: date | None = None,
    need_id: int | None = None,
    plan_action_id: int | None = None,
    channel: str = "in_person",
    note: str = "",
) -> ServiceDelivery:
    """Keep a service that the actor's office gave; its outcome moves the need, the step of the plan and the case."""
    case = held_case(case_id)
    demand_work(actor, case)
    kind = _demand_delivery(service_type, outcome, delivered_on, channel)
    verb = _verb(actor, case, kind)
    if verb:
        demand_verb(actor, case, verb)
    need = Need.objects.filter(case=case, pk=need_id).first() if need_id else None
    step = PlanAction.objects.filter(case=case, pk=plan_action_id).first() if plan_action_id else None
    delivery = ServiceDelivery.objects.create(
        **of_case(case), **_frozen(case, kind, outcome, delivered_on or today()), provider_id=actor.institution_id or case.owner_institution_id,
        office_id=actor.office_id or case.office_id, officer_id=actor.user_id, need=need or (step.need if step else None), plan_action=step,
        channel=channel, note=note.strip(),
    )  # fmt: skip
    _effects(case, delivery)
    _step(actor, case, verb)
    tell(case, ServiceDelivered, delivery_id=delivery.pk, by_other=False)
    return delivery


@action
def record_provided(  # noqa: PLR0913 (keywords only)
    *, actor: Actor, case_id: int, person_id: int, owner_institution_id: int, provider_id: int, office_id: int, facts: Mapping[str, Any]
) -> ServiceDelivery:
    """Keep a service that another institution gave on a case that it cannot read (a referral opened the door).

    `facts`: service_type, outcome, delivered_on, and what its packet says of modality, sex and age; need_id and plan_action_id if known.
    """
    kind = _demand_delivery(facts["service_type"], facts["outcome"], facts.get("delivered_on"), facts.get("channel", "in_person"))
    delivery = ServiceDelivery.objects.create(
        owner_institution_id=owner_institution_id, case_id=case_id, person_id=person_id, provider_id=provider_id, office_id=office_id,
        officer_id=actor.user_id, service_type=kind.code, outcome=facts["outcome"], delivered_on=facts.get("delivered_on") or today(),
        need_id=facts.get("need_id"), plan_action_id=facts.get("plan_action_id"), channel=facts.get("channel", "in_person"),
        note=facts.get("note", ""), counts_as_attention=kind.counts_as_attention and facts["outcome"] != NOT_GIVEN,
        modality=facts.get("modality", ""), sex=facts.get("sex", "unknown"), age=facts.get("age"), recorded_at=now(),
        data_category="needs_sensitive" if kind.sensitive else "plan_services",
    )  # fmt: skip
    event = ServiceDelivered(case_id=case_id, person_id=person_id, delivery_id=delivery.pk, by_other=True)
    publish(event, institution_id=owner_institution_id)
    return delivery


@action
def apply_delivery(*, actor: Actor, delivery_id: int) -> ServiceDelivery:
    """Let a delivery of another institution move the need, the step of the plan and the case of its owner."""
    delivery = ServiceDelivery.objects.filter(pk=delivery_id).first()
    if delivery is None:
        raise NotFound(_("Esa atención no existe o no la lleva su institución."))
    case = held_case(delivery.case_id)
    if delivery.owner_institution_id != actor.institution_id:
        raise Refused(_("La atención mueve el caso de quien lo lleva."))
    _freeze_again(case, delivery)
    _effects(case, delivery)
    verb = _verb(actor, case, coded_service(delivery.service_type))
    _step(actor, case, verb if verb in open_codes(actor, case) else None)
    return delivery


def _verb(actor: Actor, case: Case, kind: ServiceType) -> CaseVerb | None:
    """The verb that a service is: urgent ones pass every guard, those at the door move nothing."""
    usual = CaseVerb.RETURN_TO_SERVICE if case.state == CaseState.FOLLOW_UP else CaseVerb.SERVE
    if kind.bypasses_blocks and usual not in open_codes(actor, case):
        return CaseVerb.SERVE_URGENTLY
    at_the_door = kind.code in AT_THE_DOOR and case.state in (CaseState.INTAKE, CaseState.ASSESSED, CaseState.PAUSED)
    return None if at_the_door else usual


def _step(actor: Actor, case: Case, verb: CaseVerb | None) -> None:
    """A step only where the state changes or an urgency was served; the delivery itself stands in the timeline."""
    if verb is None or (verb is CaseVerb.SERVE and case.state == CaseState.IN_SERVICE):
        touch(case)
    elif verb is CaseVerb.SERVE_URGENTLY:
        touch(case)
        leave_step(actor, case, verb)
    else:
        move(actor, case, verb)


def _demand_delivery(service: str, outcome: str, delivered_on: date | None, channel: str) -> ServiceType:
    fields = {}
    kind = _coded(service)
    if kind is None:
        fields["service_type"] = _("Elija el servicio que recibió la persona.")
    if not _is_outcome(outcome):
        fields["outcome"] = _("Elija qué resultado tuvo.")
    if delivered_on is not None and delivered_on > today():
        fields["delivered_on"] = _("La fecha todavía no llega. Registre la atención cuando ocurra.")
    if channel not in CHANNELS:
        fields["channel"] = _("Elija por qué medio fue.")
    if fields or kind is None:
        raise Invalid(_("La atención no se guardó: falta corregir algo."), fields=fields)
    return kind


def _coded(code: str) -> ServiceType | None:
    try:
        return coded_service(code)
    except UnknownCode:
        return None


def _is_outcome(code: str) -> bool:
    try:
        item("service_outcomes", code)
    except UnknownCode:
        return False
    return True


def _frozen(case: Case, kind: ServiceType, outcome: str, day: date) -> dict[str, Any]:
    """What the indicators count by, as it was on the day of the service."""
    person = Person.objects.get(pk=case.person_id)
    return {
        "service_type": kind.code, "outcome": outcome, "delivered_on": day, "modality": case.modality, "sex": person.sex,
        "age": age_on(person.birth_date, day), "counts_as_attention": kind.counts_as_attention and outcome != NOT_GIVEN,
        "recorded_at": now(), "data_category": "needs_sensitive" if kind.sensitive else "plan_services",
    }  # fmt: skip


def _freeze_again(case: Case, delivery: ServiceDelivery) -> None:
    """The provider may not know modality, sex and age; the owner of the case does."""
    if delivery.modality and delivery.sex != "unknown":
        return
    person = Person.objects.get(pk=case.person_id)
    values = {"modality": case.modality, "sex": person.sex, "age": age_on(person.birth_date, delivery.delivered_on)}
    ServiceDelivery.objects.filter(pk=delivery.pk).update(**values)


def _effects(case: Case, delivery: ServiceDelivery) -> None:
    """Move the need and the step of the plan as the catalogue says of the outcome; what is finished stays finished."""
    to = str(item("service_outcomes", delivery.outcome)["moves_need"])
    need, step = delivery.need, delivery.plan_action
    if need is not None and need.state in LIVE_NEEDS and to in (NeedState.MET, NeedState.IN_PROGRESS):
        set_need_state(case, need, NeedState(to))
    if step is not None and step.state in LIVE_ACTIONS and to in (NeedState.MET, NeedState.IN_PROGRESS):
        set_action_state(case, step, ActionState.DONE if to == NeedState.MET else ActionState.IN_PROGRESS)
