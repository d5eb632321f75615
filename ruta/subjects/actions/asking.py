"""How does a person ask for a correction or a deletion, and how is it answered? Nothing is erased in silence."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from ruta.base.clock import now, today
from ruta.base.context import Actor
from ruta.base.errors import Conflict, Invalid, NotFound, NotOpen
from ruta.base.events import publish
from ruta.base.transactions import action
from ruta.base.workdays import work_calendar
from ruta.people.models import Person
from ruta.subjects.enums import About, Asked, RequestState
from ruta.subjects.events import DataRequestAnswered
from ruta.subjects.models import DataRequest
from ruta.subjects.policies import demand_answering, demand_self

ANSWER_DAYS = 10  # working days, as everything that is asked in writing
LEAST, MOST = 10, 2000


@action
def ask_about_data(*, actor: Actor, asked: str, words: str, about: str = "") -> DataRequest:
    """Keep what the person asks, with the day by which it is answered."""
    person = Person.objects.get(pk=demand_self(actor))
    _demand_sense(asked, about, words)
    try:
        with transaction.atomic():
            return DataRequest.objects.create(
                owner_institution_id=person.owner_institution_id, person=person, asked=asked, about=about if asked == Asked.CORRECT else "",
                words=words.strip()[:MOST], asked_at=now(), due_on=work_calendar().add_days(today(), ANSWER_DAYS),
            )  # fmt: skip
    except IntegrityError as error:
        raise NotOpen(_("Ya pidió eso y todavía no le contestan. Abajo dice hasta cuándo.")) from error


@action
def answer_data_request(*, actor: Actor, request_id: int, state: str, answer: str, version: int) -> DataRequest:
    """Say what was done, in words that the person reads; two answers at once are one."""
    demand_answering(actor)
    row = DataRequest.objects.select_for_update(of=("self",)).filter(pk=request_id, owner_institution=actor.institution_id or 0).first()
    if row is None:
        raise NotFound(_("Ese pedido no existe o no es de su institución. Vuelva a la lista."))
    if row.state != RequestState.OPEN:
        raise NotOpen(_("Otra persona ya contestó este pedido. Recargue la página."))
    if row.version != version:
        raise Conflict(_("El pedido cambió mientras usted escribía. Recargue la página y léalo otra vez."))
    _demand_answer(state, answer)
    row.state, row.answer, row.version = state, answer.strip()[:MOST], row.version + 1
    row.answered_at, row.answered_by_id = now(), actor.user_id
    row.save(update_fields=["state", "answer", "version", "answered_at", "answered_by_id"])
    publish(DataRequestAnswered(row.pk, row.person_id, row.state))
    return row


def _demand_sense(asked: str, about: str, words: str) -> None:
    fields = {}
    if asked not in Asked.values:
        fields["asked"] = _("Elija una opción.")
    if asked == Asked.CORRECT and about not in About.values:
        fields["about"] = _("Diga qué dato está mal.")
    if len(words.strip()) < LEAST:
        fields["words"] = _("Escríbalo con sus palabras: una frase basta.")
    if fields:
        raise Invalid(next(iter(fields.values())), fields=fields)


def _demand_answer(state: str, answer: str) -> None:
    fields = {}
    if state not in RequestState.values or state == RequestState.OPEN:
        fields["state"] = _("Diga qué se hizo.")
    if len(answer.strip()) < LEAST:
        fields["answer"] = _("Escriba la respuesta en palabras que la persona entienda.")
    if fields:
        raise Invalid(next(iter(fields.values())), fields=fields)
