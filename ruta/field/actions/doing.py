"""How does each thing that a device brought become the verb that the desk has for it?"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from ruta.base.context import Actor, acting_as
from ruta.base.errors import Invalid, TooMany
from ruta.cases.actions import add_need, agree_plan, assess, open_case, raise_needs, record_delivery
from ruta.cases.enums import LIVE_NEEDS
from ruta.cases.models import Need, PersonalPlan
from ruta.cases.selectors import case_for
from ruta.directory.models import Office
from ruta.field import reading
from ruta.field.actions.editing import Clash, edit
from ruta.field.actions.photographing import file_photo
from ruta.field.enums import OPEN_STATES, SentState, SentVerb
from ruta.field.errors import NotYet
from ruta.field.models import Sent
from ruta.field.reading import Said
from ruta.field.selectors.offers import offers_at_the_door
from ruta.people.actions import Arrival, give_consent, receive_minors, register_person, tells_senaf
from ruta.people.actions.searching import find
from ruta.people.selectors.matching import BROUGHT, brought_searches

Result = dict[str, Any]
MOST_A_DAY = 2_000  # searches that registrations cause: nobody mines a register by pretending to come from the field


def do(actor: Actor, verb: str, said: Said) -> Result:
    """Run the verb; gives ids only. Raises what the verb raises, `NotYet`, or `Clash` with both values."""
    brought = actor.because(BROUGHT)
    with acting_as(brought):
        return VERBS[SentVerb(verb)](brought, said)


def register(actor: Actor, said: Said) -> Result:
    """Somebody new: looked for once more, kept, asked for permission, with an open case."""
    draft = reading.person_draft(reading.part(said, "person") or {})
    grants, companion = reading.grants(said), reading.text(said, "companion")
    if grants or not tells_senaf(
        draft.birth_date, companion
    ):  # nobody can sign for a child who came alone: the case waits for an authority
        _demand_notices(actor, said)
    if brought_searches(actor) >= MOST_A_DAY:
        raise TooMany(_("Hoy ya llegaron muchos registros de su teléfono. Los que faltan quedan guardados: vuelva a enviarlos mañana."))
    elsewhere = len(find(draft.record(), actor).strangers)
    person_id = register_person(actor=actor, office_id=actor.office_id or 0, draft=draft, dismissals=reading.dismissals(said))
    opened = _open(actor, person_id, said)  # first: its population says how long a permission lasts
    if grants:
        give_consent(actor=actor, person_id=person_id, grants=grants, manner=reading.manner(said))
    _tell_of(actor, person_id, said)
    return {"person": person_id, "elsewhere": elsewhere, **opened}


def attach(actor: Actor, person_id: int, said: Said) -> Result:
    """The person was in the register already: what was asked in the field is added, the open case goes on."""
    from ruta.cases.models import Case

    _give_new(actor, person_id, said)
    _tell_of(actor, person_id, said)
    case = Case.objects.filter(person=person_id, owner_institution=actor.institution_id, closed_at=None).first()
    opened = {"case": case.pk, "number": case.number} if case else _open(actor, person_id, said)
    return {"person": person_id, "elsewhere": 0, **opened}


def _tell_of(actor: Actor, person_id: int, said: Said) -> None:
    """A child alone, or of whom nothing is said, is told and never sent back to be corrected first; found alone again, told again."""
    office = Office.objects.get(pk=actor.office_id or 0).name
    come = Arrival(person_id, reading.text(said, "companion"), reading.text(said, "whereabouts").strip() or office)
    receive_minors(actor=actor, arrivals=[come])


def tell_meanwhile(actor: Actor, alike: Sequence[int], said: Said) -> None:
    """A child alone who is almost surely one of the register: SENAF hears now of that one, and again if they turn out to be two."""
    if alike:
        _tell_of(actor, alike[0], said)


def live_keys(person_id: int) -> list[tuple[int, str]]:
    """Which permissions stand already."""
    from ruta.people.selectors import live_consents

    return list(live_consents(person_id).values_list("grantee_id", "purpose"))


def _open(actor: Actor, person_id: int, said: Said) -> Result:
    case = open_case(
        actor=actor, person_id=person_id, modality=reading.text(said, "modality"), entry_point=reading.text(said, "entry_point"),
        entry_office_id=reading.number(said, "entry_office"), note=reading.text(said, "note"),
    )  # fmt: skip
    return {"case": case.pk, "number": case.number}


def _demand_notices(actor: Actor, said: Said) -> None:
    """What was read aloud far away must still be the text in force: a permission is for the words that the person heard."""
    heard = {
        (reading.number(row, "grantee"), reading.text(row, "purpose")): reading.text(row, "notice") for row in reading.each(said, "grants")
    }
    offered = {(offer.institution.pk, offer.purpose): offer for offer in offers_at_the_door(actor)}
    if any(key not in offered or offered[key].notice.sha256 != sha256 for key, sha256 in heard.items()):
        raise Invalid(_("El texto del permiso cambió desde que se leyó. Tome el trabajo otra vez, léalo de nuevo y pida la firma."))
    missing = [offer for key, offer in offered.items() if offer.is_required and key not in heard]
    if missing:
        raise Invalid(_("Sin permiso para atender su caso no se guarda nada. Si la persona no quiere, atiéndala igual, sin registrarla."))


def consent(actor: Actor, said: Said) -> Result:
    """Permissions of somebody who is in the register."""
    person_id = _person(actor, said)
    _demand_heard(actor, said)
    return {"person": person_id, "consents": _give_new(actor, person_id, said)}


def _give_new(actor: Actor, person_id: int, said: Said) -> list[int]:
    """Ask for nothing that stands already."""
    live = set(live_keys(person_id))
    grants = tuple(each for each in reading.grants(said) if (each.grantee_id, each.purpose) not in live)
    return give_consent(actor=actor, person_id=person_id, grants=grants, manner=reading.manner(said)) if grants else []


def _demand_heard(actor: Actor, said: Said) -> None:
    offered = {(offer.institution.pk, offer.purpose): offer.notice.sha256 for offer in offers_at_the_door(actor)}
    for row in reading.each(said, "grants"):
        if offered.get((reading.number(row, "grantee") or 0, reading.text(row, "purpose"))) != reading.text(row, "notice"):
            raise Invalid(_("El texto del permiso cambió desde que se leyó. Tome el trabajo otra vez, léalo de nuevo y pida la firma."))


def assessment(actor: Actor, said: Said) -> Result:
    """Answers to the version that was asked; the needs that they ask for are opened."""
    done = assess(
        actor=actor, case_id=_case(actor, said), instrument=reading.text(said, "instrument"), answers=reading.part(said, "answers") or {},
        version=reading.text(said, "version") or None,
    )  # fmt: skip
    opened = raise_needs(actor=actor, assessment_id=done.pk)
    return {"assessment": done.pk, "case": done.case_id, "segment": done.segment, "needs": len(opened)}


def need(actor: Actor, said: Said) -> Result:
    """A need that the counsellor noted; one that is open already is the same need."""
    case_id, code = _case(actor, said), reading.text(said, "code")
    already = next((each for each in Need.objects.filter(case=case_id, state__in=LIVE_NEEDS).order_by("pk") if each.code == code), None)
    opened = already or add_need(actor=actor, case_id=case_id, code=code, note=reading.text(said, "note"))
    return {"need": opened.pk, "case": case_id}


def plan(actor: Actor, said: Said) -> Result:
    """The plan agreed far away; another one agreed here meanwhile is not replaced unasked."""
    case_id, title = _case(actor, said), reading.text(said, "title")
    active = PersonalPlan.objects.filter(case=case_id, state="active").order_by("pk").first()
    if active is not None and active.pk != reading.number(said, "instead_of"):
        raise Clash({"plan": (said.get("instead_of"), title, active.title)}, result={"case": case_id, "plan": active.pk})
    return _agree(actor, case_id, title, said)


def replace_plan(actor: Actor, said: Said) -> Result:
    """The plan of the field stays, by decision."""
    return _agree(actor, _case(actor, said), reading.text(said, "title"), said)


def _agree(actor: Actor, case_id: int, title: str, said: Said) -> Result:
    kept = agree_plan(actor=actor, case_id=case_id, title=title, goals=reading.goals(said), template=reading.text(said, "template"))
    return {"plan": kept.pk, "case": case_id}


def deliver(actor: Actor, said: Said) -> Result:
    """A service given far away, on its day."""
    case_id = _case(actor, said)
    kept = record_delivery(
        actor=actor, case_id=case_id, service_type=reading.text(said, "service_type"), outcome=reading.text(said, "outcome"),
        delivered_on=reading.day(said, "delivered_on"), need_id=reading.number(said, "need"), plan_action_id=reading.number(said, "step"),
        channel=reading.text(said, "channel", "in_person"), note=reading.text(said, "note"),
    )  # fmt: skip
    return {"delivery": kept.pk, "case": case_id}


def change(actor: Actor, said: Said) -> Result:
    """Fields of a person, a need or a step of the plan, with the values that they were based on."""
    return edit(actor, reading.text(said, "target"), reading.number(said, "id") or _person(actor, said), said)


def photo(actor: Actor, said: Said) -> Result:
    """A photographed paper that arrived whole lies with its case."""
    filed = file_photo(
        actor=actor, key=UUID(reading.text(said, "photo")), case_id=_case(actor, said), kind=reading.text(said, "kind"),
        digest=reading.text(said, "sha256"),
    )  # fmt: skip
    return {"photo": filed.pk, "case": filed.case_id}


def decide(actor: Actor, said: Said) -> Result:
    """What somebody decided far away about a thing that they sent before; one that was settled here meanwhile stays settled."""
    from ruta.field.actions.settling import discard, settle

    row = Sent.objects.filter(key=UUID(reading.text(said, "of")), user_id=actor.user_id or 0).order_by("pk").first()
    if row is None:
        raise NotYet(_("Espera: aquello sobre lo que usted decidió todavía no ha llegado."))
    if row.state not in OPEN_STATES:
        return {"sent": row.pk}
    if reading.text(said, "do") == "discard":
        discard(actor=actor, sent_id=row.pk, reason=reading.text(said, "reason"))
    else:
        choices = reading.part(said, "choices") or {}
        settle(actor=actor, sent_id=row.pk, choices={name: str(value) for name, value in choices.items()})
    return {"sent": row.pk}


VERBS: Mapping[SentVerb, Callable[[Actor, Said], Result]] = {
    SentVerb.REGISTER: register,
    SentVerb.CONSENT: consent,
    SentVerb.ASSESS: assessment,
    SentVerb.NEED: need,
    SentVerb.PLAN: plan,
    SentVerb.DELIVER: deliver,
    SentVerb.EDIT: change,
    SentVerb.PHOTO: photo,
    SentVerb.DECIDE: decide,
}


def _case(actor: Actor, said: Said) -> int:
    return _referred(actor, reading.part(said, "case") or {}, "case")


def _person(actor: Actor, said: Said) -> int:
    """The person who is named, or whose case is."""
    named, case = reading.part(said, "person"), reading.part(said, "case") or {}
    if named is None and reading.number(case, "id") is not None:
        return case_for(actor, reading.number(case, "id") or 0).person_id
    return _referred(actor, named or case, "person")


def _referred(actor: Actor, where: Said, what: str) -> int:
    """An id of the register, or that of what the same user sent under a key before."""
    known = reading.number(where, "id")
    if known is not None:
        return known
    before = Sent.objects.filter(key=UUID(reading.text(where, "key")), user_id=actor.user_id or 0).order_by("pk").first()
    if before is not None and before.state == SentState.DONE and what in before.result:
        return int(before.result[what])
    if before is not None and before.state == SentState.DISCARDED:
        raise Invalid(_("El registro del que depende se descartó. Descarte también este envío, o páselo a otra persona."))
    raise NotYet(_("Espera: el registro de la persona todavía no está guardado."))
