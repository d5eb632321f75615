"""How does something come into the box, get its answer by a day, and change the service?"""

from dataclasses import dataclass
from datetime import date
from email.utils import parseaddr

from django.conf import settings
from django.db import connection
from django.urls import reverse
from django.utils.translation import gettext as _

from ruta.base.clock import now, today
from ruta.base.context import Actor
from ruta.base.errors import Invalid, NotFound, NotOpen, Refused
from ruta.base.transactions import action
from ruta.base.workdays import work_calendar
from ruta.communication.actions import LinkTo, queue_message
from ruta.directory.models import Office
from ruta.employers.rules import is_mobile
from ruta.quality.box import key_of
from ruta.quality.enums import WrittenKind, WrittenState
from ruta.quality.models import ServiceChange, Suggestion
from ruta.quality.policies import can_decide_changes, may_answer
from ruta.quality.selectors.box import WAITING, suggestion_for

BOX_LINK = "quality.box"
ANSWER_DAYS = 10  # working days, as the service charter proposes
LEAST, MOST = 10, 2000
NEXT = "SELECT nextval(pg_get_serial_sequence('quality_suggestion', 'id'))"


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What somebody wrote; who they are is not asked."""

    kind: str
    text: str
    office_id: int | None = None
    address: str = ""


@action
def receive_suggestion(*, actor: Actor, written: Written) -> Suggestion:
    """Keep it under a number, with the day by which it is answered; tell so where an address was left."""
    _demand_sense(written)
    with connection.cursor() as cursor:
        cursor.execute(NEXT)
        pk = int(cursor.fetchone()[0])
    made = Suggestion.objects.create(
        id=pk, owner_institution_id=actor.institution_id or 0, number=f"S-{today().year}-{pk:05d}", kind=written.kind, text=written.text.strip(),
        office_id=written.office_id, address=written.address.strip(), received_at=now(), due_on=work_calendar().add_days(today(), ANSWER_DAYS),
    )  # fmt: skip
    _tell(actor, made, "complaint_received")
    return made


@action
def answer_suggestion(*, actor: Actor, suggestion_id: int, answer: str, change_id: int | None = None) -> Suggestion:
    """Answer it, and say what changes because of it when something does."""
    row = _held(actor, suggestion_id)
    if row.state not in WAITING:
        raise NotOpen(_("Otra persona ya contestó este mensaje. Recargue la página."))
    if len(answer.strip()) < LEAST:
        sentence = _("Escriba la respuesta en palabras que la persona entienda.")
        raise Invalid(sentence, fields={"answer": sentence})
    row.change = _change(actor, change_id) if change_id else row.change
    row.answer, row.answered_at, row.answered_by_id, row.state = answer.strip(), now(), actor.user_id, WrittenState.ANSWERED
    row.was_late = row.was_late or today() > row.due_on
    row.save(update_fields=["answer", "answered_at", "answered_by_id", "state", "change", "was_late"])
    _tell(actor, row, "complaint_answered")
    return row


@action
def judge_answer(*, actor: Actor, number: str, is_enough: bool, reply: str = "") -> Suggestion:
    """Whoever wrote it says whether the answer is enough; when not, the centre answers again within the same term."""
    row = Suggestion.objects.select_for_update(of=("self",)).filter(owner_institution=actor.institution_id or 0, number=number).first()
    if row is None or actor.kind != "system":
        raise NotFound(_("Ese mensaje no existe."))
    if row.state != WrittenState.ANSWERED:
        raise NotOpen(_("Este mensaje todavía no tiene respuesta, o ya dijo qué le pareció."))
    if is_enough:
        row.state = WrittenState.AGREED
    else:
        row.state, row.reply, row.due_on = WrittenState.REOPENED, reply.strip()[:MOST], work_calendar().add_days(today(), ANSWER_DAYS)
    row.save(update_fields=["state", "reply", "due_on"])
    return row


@action
def decide_change(*, actor: Actor, title: str, told: str, due_on: date | None = None) -> ServiceChange:
    """Write down what changes, for everybody to read."""
    if not can_decide_changes(actor):
        raise Refused(_("Los cambios del servicio los decide la coordinación central."))
    missing = {name: _("Falta este dato.") for name, value in (("title", title), ("told", told)) if not value.strip()}
    if missing:
        raise Invalid(_("Falta algo. Revise lo marcado."), fields=missing)
    return ServiceChange.objects.create(
        owner_institution_id=actor.institution_id or 0, title=title.strip(), told=told.strip(), due_on=due_on, decided_on=today(),
        decided_by_id=actor.user_id,
    )  # fmt: skip


@action
def finish_change(*, actor: Actor, change_id: int) -> ServiceChange:
    """The change is there."""
    if not can_decide_changes(actor):
        raise Refused(_("Los cambios del servicio los decide la coordinación central."))
    row = _change(actor, change_id)
    if row.done_on is not None:
        raise NotOpen(_("Ese cambio ya estaba hecho. Recargue la página."))
    row.done_on = today()
    row.save(update_fields=["done_on"])
    return row


def link_of(row: Suggestion) -> str:
    """Where whoever wrote it sees how it goes."""
    return settings.PUBLIC_ADDRESS + reverse("portal:box_written", args=[row.number, key_of(row.number)])


def _held(actor: Actor, suggestion_id: int) -> Suggestion:
    suggestion_for(actor, suggestion_id)  # says so when it is not theirs to read
    row = Suggestion.objects.select_for_update(of=("self",)).get(pk=suggestion_id)
    if not may_answer(actor, row):
        raise Refused(_("Este mensaje lo contesta la coordinación central."))
    return row


def _change(actor: Actor, change_id: int) -> ServiceChange:
    found = ServiceChange.objects.filter(pk=change_id, owner_institution=actor.institution_id or 0).first()
    if found is None:
        raise NotFound(_("Ese cambio no existe. Elija uno de la lista."))
    return found


def _demand_sense(written: Written) -> None:
    fields = {}
    if written.kind not in WrittenKind.values:
        fields["kind"] = _("Elija una opción.")
    if not LEAST <= len(written.text.strip()) <= MOST:
        fields["text"] = _("Cuéntelo en unas palabras: hasta 2,000 letras.")
    if written.address.strip() and not _is_reachable(written.address.strip()):
        fields["address"] = _("Escriba un celular hondureño o un correo, o deje el campo vacío.")
    if written.office_id and not Office.objects.filter(pk=written.office_id, is_active=True).exists():
        fields["office"] = _("Elija una oficina de la lista.")
    if fields:
        raise Invalid(_("Falta algo. Revise lo marcado."), fields=fields)


def _is_reachable(address: str) -> bool:
    return is_mobile(address) or ("@" in address and "." in parseaddr(address)[1].rpartition("@")[2] and " " not in address)


def _tell(actor: Actor, row: Suggestion, template: str) -> None:
    """Only where an address was left; the number alone says nothing to whoever else reads the message."""
    if not row.address:
        return
    key = f"{BOX_LINK}:{row.pk}:{template}:{row.due_on}"
    queue_message(
        actor=actor, template=template, facts={"number": row.number}, address=row.address, link=LinkTo(BOX_LINK, row.pk), once_key=key
    )
