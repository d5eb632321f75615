"""How does a case change hands: officer, office, institution?"""

from django.db import connection
from django.utils.translation import gettext as _

from ruta.accounts.enums import CASE_ROLES
from ruta.accounts.models import Membership
from ruta.base.clock import now
from ruta.base.context import Actor
from ruta.base.errors import Invalid, NotFound, NotOpen, Refused
from ruta.base.transactions import action
from ruta.cases.actions.steps import ASSIGN, Said, demand_text, demand_verb, held_case, leave_step, move, tell, touch
from ruta.cases.enums import CaseVerb
from ruta.cases.events import CaseHandedOver, CaseTransferred, OfficerAssigned, TransferDeclined, TransferOffered
from ruta.cases.models import Case
from ruta.cases.policies import demand_work
from ruta.cases.rules.table import COORDINATORS
from ruta.cases.selectors.facts import offered_office_id
from ruta.directory.models import Office
from ruta.people.models import Consent

CARRYING_PURPOSES = ("shared_case", "case_management")


@action
def assign_officer(*, actor: Actor, case_id: int, officer_id: int, note: str = "", version: int | None = None) -> Case:
    """Give the case to a colleague of its office; whoever has it or coordinates decides, and anyone may take one without officer."""
    case = held_case(case_id, version=version)
    demand_work(actor, case)
    if actor.kind == "staff" and actor.role not in COORDINATORS and case.officer_id not in (None, actor.user_id):
        raise Refused(_("El caso lo lleva otra persona. Lo reparte quien coordina la oficina."))
    if case.officer_id == officer_id:
        raise NotOpen(_("Esa persona ya lleva el caso."))
    _demand_colleague(case, officer_id)
    case.officer_id = officer_id
    touch(case, "officer_id")
    leave_step(actor, case, ASSIGN, Said(note=note))
    tell(case, OfficerAssigned, officer_id=officer_id)
    return case


@action
def transfer_case(*, actor: Actor, case_id: int, office_id: int, note: str, version: int | None = None) -> Case:
    """Offer the case to another office of the institution; it stays where it is until that office accepts."""
    case = held_case(case_id, version=version)
    demand_verb(actor, case, CaseVerb.OFFER_TRANSFER)
    office = _other_office(case, office_id)
    if office.institution_id != case.owner_institution_id:
        raise Invalid(
            _("Esa oficina es de otra institución. Use «Entregar a otra institución»."),
            fields={"office": _("Elija una oficina de su institución.")},
        )
    return _offer(actor, case, office, note)


@action
def hand_over(*, actor: Actor, case_id: int, office_id: int, note: str, version: int | None = None) -> Case:
    """Offer the case to an office of another institution, which the person allowed to carry it."""
    case = held_case(case_id, version=version)
    demand_verb(actor, case, CaseVerb.OFFER_TRANSFER)
    office = _other_office(case, office_id)
    if office.institution_id == case.owner_institution_id:
        raise Invalid(
            _("Esa oficina es de su institución. Use «Trasladar de oficina»."),
            fields={"office": _("Elija una oficina de otra institución.")},
        )
    _demand_consent(case, office)
    return _offer(actor, case, office, note)


@action
def accept_transfer(*, actor: Actor, case_id: int, officer_id: int | None = None) -> Case:
    """Take the offered case: the office changes, and from another institution also the owner of all that is kept of the person."""
    case = _seen_case(case_id)
    giver, office_id = case.owner_institution_id, offered_office_id(case)
    if giver != actor.institution_id:
        _take_over(actor, case, office_id)
    case = held_case(case_id)
    demand_verb(actor, case, CaseVerb.ACCEPT_TRANSFER)
    from_office = case.office_id
    case.office_id, case.officer_id = office_id or case.office_id, officer_id
    if officer_id:
        _demand_colleague(case, officer_id)
    move(actor, case, CaseVerb.ACCEPT_TRANSFER, Said(), office_id=case.office_id, officer_id=officer_id)
    if giver != actor.institution_id:
        tell(case, CaseHandedOver, from_institution_id=giver, office_id=case.office_id)
    else:
        tell(case, CaseTransferred, from_office_id=from_office, office_id=case.office_id)
    return case


@action
def decline_transfer(*, actor: Actor, case_id: int, note: str) -> Case:
    """Say no to an offered case, with the reason; it stays where it was."""
    case = _seen_case(case_id)
    note = demand_text(note, "note", _("Escriba por qué la oficina no puede llevarlo. Lo lee quien lo ofreció."))
    if case.owner_institution_id == actor.institution_id:
        case = held_case(case_id)
        demand_verb(actor, case, CaseVerb.DECLINE_TRANSFER)
        move(actor, case, CaseVerb.DECLINE_TRANSFER, Said(note=note))
    else:
        _demand_receiver(actor, offered_office_id(case))
        with connection.cursor() as cursor:
            cursor.execute("SELECT ruta_decline_transfer(%s, %s)", [case.pk, note])
    tell(case, TransferDeclined, office_id=actor.office_id or 0)
    return case


def _offer(actor: Actor, case: Case, office: Office, note: str) -> Case:
    note = demand_text(note, "note", _("Escriba por qué se traslada y qué queda pendiente. Lo lee quien recibe."))
    move(actor, case, CaseVerb.OFFER_TRANSFER, Said(note=note, to_office_id=office.pk))
    tell(case, TransferOffered, to_office_id=office.pk, to_institution_id=office.institution_id)
    return case


def _seen_case(case_id: int) -> Case:
    case = Case.objects.filter(pk=case_id).first()
    if case is None:
        raise NotFound(_("Este caso no existe o nadie se lo ofreció a su oficina."))
    return case


def _take_over(actor: Actor, case: Case, office_id: int | None) -> None:
    _demand_receiver(actor, office_id)
    with connection.cursor() as cursor:
        cursor.execute("SELECT ruta_take_over(%s), ruta_move_keys(%s)", [case.pk, case.person_id])


def _demand_receiver(actor: Actor, office_id: int | None) -> None:
    if office_id is None:
        raise NotOpen(_("No hay traslado que responder."))
    if actor.office_id != office_id or actor.role not in COORDINATORS:
        raise Refused(_("Responde la coordinación de la oficina que recibe el caso."))


def _other_office(case: Case, office_id: int) -> Office:
    sentence = _("Elija la oficina que lo recibe.")
    office = Office.objects.select_related("institution").filter(pk=office_id, is_active=True).first()
    if office is None or office.pk == case.office_id:
        raise Invalid(sentence, fields={"office": sentence})
    return office


def _demand_consent(case: Case, office: Office) -> None:
    allowed = Consent.objects.filter(
        person_id=case.person_id, grantee_id=office.institution_id, purpose__in=CARRYING_PURPOSES, withdrawn_at=None, valid_until__gt=now()
    )
    if not allowed.exists():
        sentence = _("La persona no ha permitido que %(institution)s lleve su caso. Explíquelo y registre el permiso primero.")
        raise NotOpen(sentence % {"institution": office.institution.short_name})


def _demand_colleague(case: Case, officer_id: int) -> None:
    carries = Membership.objects.filter(user_id=officer_id, office_id=case.office_id, role__in=CASE_ROLES, is_active=True)
    if not carries.exists():
        sentence = _("Elija a alguien que lleve casos en la oficina del caso.")
        raise Invalid(sentence, fields={"officer": sentence})
