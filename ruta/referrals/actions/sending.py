"""How is a case handed over to an institution's service, with a sealed packet and the person's permission?"""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.utils import IntegrityError
from django.utils.translation import gettext as _

from ruta.base.clock import now, today
from ruta.base.context import Actor
from ruta.base.errors import Invalid, NotFound, NotOpen, Refused
from ruta.base.transactions import action
from ruta.cases.models import Case, CaseAlert, Need, PlanAction
from ruta.cases.policies import demand_work, sees
from ruta.cases.selectors import unasked_before
from ruta.directory.models import Office, Service
from ruta.referrals.actions.stepping import NOTHING, Said, demand, hold, once_or_now, take
from ruta.referrals.enums import ReferralState, ReferralVerb
from ruta.referrals.errors import NoConsent
from ruta.referrals.models import Referral, ReferralPacket
from ruta.referrals.numbers import ReferralNumber, counter_scope
from ruta.referrals.policies import can_refer, demand_named, is_reserved, on_behalf
from ruta.referrals.selectors.danger import leads_into_danger
from ruta.referrals.selectors.sealing import Asked, Preview, preview, purpose_of
from ruta.referrals.selectors.terms import due_of
from ruta.taxonomy.selectors import service_type

REFERRAL_BLOCK = "referral"
NEXT = """
INSERT INTO cases_casecounter (scope, last) VALUES (%s, 1)
ON CONFLICT (scope) DO UPDATE SET last = cases_casecounter.last + 1 RETURNING last
"""


@action
def draft_referral(  # noqa: PLR0913 (keywords only)
    *,
    actor: Actor,
    case_id: int,
    service_id: int,
    need_id: int | None = None,
    plan_action_id: int | None = None,
    request: str = "",
    receiver_contact: str = "",
    rerouted_from_id: int | None = None,
) -> Referral:
    """Prepare a referral to an institution's service, never to a user; nothing leaves until it is sent."""
    case, service = _own_case(actor, case_id), _referable(actor, service_id)
    step = PlanAction.objects.filter(case=case, pk=plan_action_id).first() if plan_action_id else None
    need = _own_need(actor, case, need_id or (step.need_id if step else None))
    demand_named(actor, service)
    asked: dict[str, Any] = {
        "need": need, "plan_action": step, "receiver_contact": receiver_contact.strip(), "purpose": purpose_of(service, need),
        "is_protected": (need is not None and need.sensitivity == "strict") or is_reserved(service), "is_urgent": need is not None and need.priority == "critical",
        "request": request.strip(), "rerouted_from_id": rerouted_from_id,
    }  # fmt: skip
    return _changed_draft(case, service, asked) or _new_draft(actor, case, service, asked)


@action
def send_referral(  # noqa: PLR0913 (keywords only)
    *,
    actor: Actor,
    case_id: int,
    service_id: int,
    need_id: int | None = None,
    plan_action_id: int | None = None,
    request: str = "",
    receiver_contact: str = "",
    leave_out: Collection[str] = (),
    idempotency: str | UUID = "",
) -> Referral:
    """Prepare and send in one go; the same key twice sends one referral."""

    def run() -> Referral:
        draft = draft_referral(
            actor=actor, case_id=case_id, service_id=service_id, need_id=need_id, plan_action_id=plan_action_id, request=request,
            receiver_contact=receiver_contact,
        )  # fmt: skip
        return send_draft(actor=actor, referral_id=draft.pk, leave_out=leave_out)

    return once_or_now(actor, idempotency, "send", run)


@action
def send_draft(*, actor: Actor, referral_id: int, leave_out: Collection[str] = (), version: int | None = None) -> Referral:
    """Seal what the person allows and send it; without a live permission it stays a draft."""
    referral = hold(referral_id)
    return _seal_and_send(actor, referral, ReferralVerb.SEND, leave_out, version)


@action
def resend(
    *,
    actor: Actor,
    referral_id: int,
    note: str = "",
    leave_out: Collection[str] = (),
    version: int | None = None,
    idempotency: str | UUID = "",
) -> Referral:
    """Send again what came back, with a packet sealed anew; its clock begins again."""
    return once_or_now(
        actor, idempotency, "resend", lambda: _seal_and_send(actor, hold(referral_id), ReferralVerb.RESEND, leave_out, version, note)
    )


def _seal_and_send(
    actor: Actor, referral: Referral, verb: ReferralVerb, leave_out: Collection[str], version: int | None, note: str = ""
) -> Referral:
    place = on_behalf(actor, referral)
    demand(referral, verb, Said(packet="sealed"), place)
    _demand_work_goes_on(actor, referral)
    _demand_safe(referral)
    found = preview(
        Asked(
            case=referral.case, service=referral.known_service, need=referral.need, request=referral.request, number=referral.number,
            sender_office=Office.objects.get(pk=referral.sender_office_id), leave_out=leave_out,
            supersedes=referral.rerouted_from.number if referral.rerouted_from else "",
        )
    )  # fmt: skip
    demand_consent(referral, found)
    _keep(referral, found)
    said = Said(packet=found.packet.short_hash, note=note, facts={"categories": list(found.packet.categories)})
    take(actor, referral, verb, said, version=version, place=place, packet_hash=found.packet.hash, sent_at=now(), purpose=found.purpose)
    return referral


def demand_consent(referral: Referral, found: Preview) -> None:
    """Refuse what the person has not allowed, with the sentence that leads to asking."""
    institution = referral.receiver.short_name
    if not found.purpose:
        sentence = _(
            "Los permisos previstos no dejan enviar datos a %(institution)s. Dé a la persona la dirección para que vaya por su cuenta."
        )
        raise Refused(sentence % {"institution": institution})
    if not found.is_allowed:
        sentence = _("Falta el permiso de la persona para %(institution)s. Pídaselo ahora; la derivación queda preparada.")
        raise NoConsent(
            sentence % {"institution": institution}, person_id=referral.person_id, grantee_id=referral.receiver_id, purpose=found.purpose
        )


def _keep(referral: Referral, found: Preview) -> None:
    """One row per sealing; the one before stays as what was sent then."""
    if found.consent is None:
        return
    ReferralPacket.objects.create(
        owner_institution_id=referral.owner_institution_id, receiver_id=referral.receiver_id, referral=referral,
        person_id=referral.person_id, purpose=found.purpose, categories=list(found.packet.categories), content=found.packet.content,
        sha256=found.packet.hash, allowed_until=found.consent.valid_until, sealed_at=now(),
    )  # fmt: skip


def _changed_draft(case: Case, service: Service, asked: dict[str, Any]) -> Referral | None:
    """What was prepared before for the same case and service is changed, not doubled."""
    draft = Referral.objects.select_for_update(of=("self",)).filter(case=case, service=service, state=ReferralState.DRAFT).first()
    if draft is None:
        return None
    for name, value in asked.items():
        setattr(draft, name, value)
    draft.save(update_fields=list(asked))
    return draft


def _new_draft(actor: Actor, case: Case, service: Service, asked: dict[str, Any]) -> Referral:
    draft = Referral(
        owner_institution_id=case.owner_institution_id, number=next_number(), case=case, person_id=case.person_id,
        sender_office_id=actor.office_id or case.office_id, sender_user_id=actor.user_id, receiver=service.institution, service=service,
        receiver_office=service.office, service_type=service.service_type, state=ReferralState.DRAFT, waits_on="sender", state_since=now(),
        created_at=now(), **asked,
    )  # fmt: skip
    draft.due_at = due_of(draft)
    insert_referral(draft)
    return draft


def _own_case(actor: Actor, case_id: int) -> Case:
    if not can_refer(actor) and actor.kind != "system":
        raise Refused(_("Su rol en esta oficina no deriva. Pídalo a orientación o a quien coordina."))
    case = Case.objects.filter(pk=case_id).first()
    if case is None:
        raise NotFound(_("Este caso no existe o su institución no lo lleva. Busque a la persona otra vez."))
    demand_work(actor, case)
    return case


def _demand_work_goes_on(actor: Actor, referral: Referral) -> None:
    demand_work(actor, referral.case)
    if service_type(referral.service_type).bypasses_blocks:
        return
    if CaseAlert.objects.filter(case=referral.case, resolved_at=None, blocks__contains=[REFERRAL_BLOCK]).exists():
        raise NotOpen(_("Una alerta sin resolver detiene las derivaciones de este caso. Resuélvala, o pídalo a quien debe responderla."))
    if REFERRAL_BLOCK in unasked_before(referral.case):
        raise NotOpen(
            _(
                "Antes de derivar falta un cuestionario que esta población necesita. Si no está en «Se puede preguntar», pídalo a quien atiende protección."
            )
        )


def _demand_safe(referral: Referral) -> None:
    """No urgency opens this: the danger is the place itself."""
    if leads_into_danger(referral):
        raise NotOpen(_("Ese lugar o ese contacto está marcado como no seguro para la persona. Elija otro, o hable con protección."))


def _referable(actor: Actor, service_id: int) -> Service:
    found = Service.objects.filter(pk=service_id, is_active=True, institution__is_active=True)
    service = found.select_related("institution", "office").first()
    if service is None or not service_type(service.service_type).referable:
        sentence = _("Ese servicio ya no recibe derivaciones. Elija otro de la lista.")
        raise Invalid(sentence, fields={"service": sentence})
    if service.institution_id == actor.institution_id:
        sentence = _("Ese servicio es de su propia institución: regístrelo como atención o traslade el caso.")
        raise Invalid(sentence, fields={"service": sentence})
    return service


def _own_need(actor: Actor, case: Case, need_id: int | None) -> Need | None:
    if need_id is None:
        return None
    need = Need.objects.filter(pk=need_id, case=case).first()
    if need is None:
        sentence = _("Esa necesidad no es de este caso. Elija otra de la lista.")
        raise Invalid(sentence, fields={"need": sentence})
    if not sees(actor, need):
        raise Refused(_("Esta necesidad está protegida: la deriva responsable de protección."))
    return need


def insert_referral(referral: Referral) -> None:
    """Write a new row; the one open referral of a case to a service is one."""
    try:
        with transaction.atomic():
            referral.save()
    except IntegrityError as error:
        if "referrals_referral_once_open" not in str(error):
            raise
        raise NotOpen(_("Ya hay una derivación abierta de este caso a ese servicio. Ábrala en lugar de enviar otra.")) from error
    referral.refresh_from_db()


def next_number() -> str:
    """The next number of the year, one for the whole country; the counter's row is held until the end of the transaction."""
    year = today().year
    with connection.cursor() as cursor:
        cursor.execute(NEXT, [counter_scope(year)])
        return str(ReferralNumber(year, cursor.fetchone()[0]))


__all__ = ["NOTHING", "demand_consent", "draft_referral", "insert_referral", "next_number", "resend", "send_draft", "send_referral"]
