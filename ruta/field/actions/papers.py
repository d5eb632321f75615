"""How are forms printed before they are needed, and typed in once when the light is back?"""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ruta.base.clock import HONDURAS, now
from ruta.base.context import Actor
from ruta.base.errors import Invalid, NotFound, NotOpen
from ruta.base.transactions import action
from ruta.cases.actions import add_need, open_case
from ruta.cases.enums import LIVE_NEEDS
from ruta.cases.models import Case
from ruta.field.enums import PaperState
from ruta.field.models import PaperForm
from ruta.field.policies import demand_field, demand_printing
from ruta.field.rules import new_code, read_code, written_code
from ruta.field.selectors import texts_at_the_door
from ruta.people.actions import Dismissal, Grant, Manner, PersonDraft, give_consent, receive_minor, register_person
from ruta.people.enums import ConsentMethod

MOST_AT_ONCE = 100


@dataclass(frozen=True, kw_only=True)
class Taken:
    """When the form was filled in, and by whom, as it says itself; and what the person asked for."""

    at: datetime
    by: str
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Door:
    """How somebody comes to have a case."""

    modality: str
    entry_point: str
    entry_office_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class Allowed:
    """Which permissions somebody signed on paper, and how."""

    grants: tuple[Grant, ...] = ()
    manner: Manner = field(default_factory=lambda: Manner(method=ConsentMethod.PAPER_SCAN))


NOTHING = Allowed()


@dataclass(frozen=True, kw_only=True)
class Written:
    """What a form says of somebody new."""

    draft: PersonDraft
    door: Door
    allowed: Allowed = NOTHING
    companion: str = ""
    whereabouts: str = ""
    dismissals: tuple[Dismissal, ...] = ()


@action
def print_papers(*, actor: Actor, count: int) -> UUID:
    """Make blank forms for the actor's own office, each with a code of its own; gives the batch to be printed."""
    demand_printing(actor)
    if not 1 <= count <= MOST_AT_ONCE:
        sentence = _("Imprima de 1 a %(most)s formularios cada vez.") % {"most": MOST_AT_ONCE}
        raise Invalid(sentence, fields={"count": sentence})
    batch, at, version = uuid4(), now(), texts_at_the_door(actor)
    PaperForm.objects.bulk_create(
        PaperForm(
            owner_institution_id=actor.institution_id or 0, office_id=actor.office_id or 0, code=new_code(), batch=batch, printed_at=at,
            printed_by=actor.user_id, notice_version=version,
        )
        for _each in range(count)
    )  # fmt: skip
    return batch


@action
def type_paper(*, actor: Actor, code: str, taken: Taken, written: Written) -> PaperForm:
    """Register the person of a form: looked for as always, with permissions, an open case and the needs. One code, one registration."""
    row = _held(actor, code)
    _demand_taken(row, taken)
    _demand_same_texts(actor, row, written.allowed)
    person_id = register_person(actor=actor, office_id=actor.office_id or 0, draft=written.draft, dismissals=written.dismissals)
    case = _opened(actor, row, taken, person_id, written.door)  # first: its population says how long a permission lasts
    _allow(actor, person_id, written.allowed)
    receive_minor(
        actor=actor, person_id=person_id, birth_date=written.draft.birth_date, companion=written.companion, whereabouts=written.whereabouts
    )
    return _typed(actor, row, taken, case, was_known=False)


@action
def join_paper(*, actor: Actor, code: str, taken: Taken, person_id: int, door: Door | None = None, allowed: Allowed = NOTHING) -> PaperForm:
    """The person of a form is in the register: what was asked goes to their open case, or to one that is opened now; what was signed is kept."""
    row = _held(actor, code)
    _demand_taken(row, taken)
    _demand_same_texts(actor, row, allowed)
    case = Case.objects.filter(person=person_id, owner_institution=actor.institution_id, closed_at=None, linked_to=None).first()
    if case is None:
        if door is None:
            raise Invalid(_("Esta persona no tiene expediente abierto. Diga su modalidad y cómo llegó para abrirlo."))
        case = _opened(actor, row, taken, person_id, door)
    _allow(actor, person_id, allowed)
    return _typed(actor, row, taken, case, was_known=True)


@action
def settle_paper(*, actor: Actor, code: str, state: str, reason: str) -> PaperForm:
    """A form that was spoilt or lost: nobody looks for it any more. One that is found can still be typed in."""
    row = _held(actor, code)
    if state not in (PaperState.VOID, PaperState.LOST):
        raise Invalid(_("Diga si se anula o se perdió."), fields={"state": _("Diga si se anula o se perdió.")})
    if not reason.strip():
        raise Invalid(_("Diga por qué."), fields={"reason": _("Diga por qué.")})
    row.state, row.reason, row.settled_at, row.settled_by = state, reason.strip(), now(), actor.user_id
    row.save(update_fields=["state", "reason", "settled_at", "settled_by"])
    return row


def _held(actor: Actor, code: str) -> PaperForm:
    """The form, held until the end: whoever types it in at the same time waits, and then reads that it is done."""
    demand_field(actor)
    row = PaperForm.objects.select_for_update().filter(code=read_code(code)).first()
    if row is None:
        raise NotFound(_("Ese código no es de un formulario de su institución. Revise letra por letra."))
    if row.state == PaperState.VOID:
        raise NotOpen(_("Este formulario está anulado: %(reason)s") % {"reason": row.reason})
    if row.state == PaperState.TYPED and row.case is not None and row.settled_at is not None:
        done = {"day": date_format(row.settled_at.astimezone(HONDURAS), "DATETIME_FORMAT"), "number": row.case.number}
        sentence = _(
            "Este formulario ya se tecleó el %(day)s: es el expediente %(number)s. No se registró otra vez. "
            "Si el papel es de otra persona, es una copia: regístrela sin este código."
        )
        raise NotOpen(sentence % done)
    return row


def _demand_taken(row: PaperForm, taken: Taken) -> None:
    fields = {}
    if taken.at > now():
        fields["taken_on"] = _("Ese momento todavía no llega. Copie la fecha y la hora del papel.")
    elif taken.at.astimezone(HONDURAS).date() < row.printed_at.astimezone(HONDURAS).date():
        fields["taken_on"] = _("Es antes de que se imprimiera este formulario. Copie la fecha del papel.")
    if not taken.by.strip():
        fields["taken_by"] = _("Escriba quién lo llenó, como está en el papel.")
    if fields:
        raise Invalid(_("Revise cuándo se llenó y quién."), fields=fields)


def _demand_same_texts(actor: Actor, row: PaperForm, allowed: Allowed) -> None:
    if allowed.grants and row.notice_version != texts_at_the_door(actor):
        raise Invalid(
            _("Los textos de permiso cambiaron desde que se imprimió esta hoja. Guárdela sin permisos y pídalos otra vez a la persona.")
        )


def _allow(actor: Actor, person_id: int, allowed: Allowed) -> None:
    if allowed.grants:
        give_consent(actor=actor, person_id=person_id, grants=allowed.grants, manner=allowed.manner)


def _opened(actor: Actor, row: PaperForm, taken: Taken, person_id: int, door: Door) -> Case:
    told = {"code": written_code(row.code), "day": date_format(taken.at.astimezone(HONDURAS), "DATETIME_FORMAT"), "who": taken.by.strip()}
    note = _("Formulario en papel %(code)s, llenado el %(day)s por %(who)s.") % told
    return open_case(
        actor=actor, person_id=person_id, modality=door.modality, entry_point=door.entry_point, entry_office_id=door.entry_office_id, note=note
    )  # fmt: skip


def _typed(actor: Actor, row: PaperForm, taken: Taken, case: Case, *, was_known: bool) -> PaperForm:
    open_ones = set(case.needs.filter(state__in=LIVE_NEEDS).values_list("code", flat=True))
    for need in taken.needs:
        if need not in open_ones:
            add_need(actor=actor, case_id=case.pk, code=need)
    row.state, row.case, row.was_known, row.reason = PaperState.TYPED, case, was_known, ""
    row.taken_at, row.taken_by, row.settled_at, row.settled_by = taken.at, taken.by.strip(), now(), actor.user_id
    row.save()
    return row
