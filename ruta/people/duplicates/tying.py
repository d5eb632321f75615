"""How does an office say that a person is known to another institution too, and how does the other one answer?"""

from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from ruta.base.context import Actor
from ruta.base.errors import Invalid, NotFound, NotOpen, TooMany
from ruta.base.transactions import action
from ruta.people.actions.asking import LOST
from ruta.people.actions.searching import find
from ruta.people.duplicates.elsewhere import ties_of
from ruta.people.duplicates.policies import demand_decide
from ruta.people.enums import PairAnswer, TieState
from ruta.people.models import Person, TieWord
from ruta.people.policies import demand_owner, institution_of
from ruta.people.selectors import Findings, records_by_id
from ruta.people.selectors.matching import SEARCHES

ASK = "SELECT tie, came_of FROM ruta_ask_same(%s, %s)"
ENDED, RESTORED = "ended", "restored"


@action
def look_elsewhere(*, actor: Actor, person_id: int) -> Findings:
    """Search with what the own record says: a search like any other, logged and counted. The person itself is left out."""
    demand_decide(actor)
    person = _own(actor, person_id)
    return find(records_by_id([person.pk])[person.pk], actor, patience=SEARCHES)


@action
def ask_same(*, actor: Actor, person_id: int, handle: str) -> tuple[str, bool]:
    """Ask the other office, by a handle of a search, whether a person of ours is theirs too; gives the state of the tie, and whether it is news."""
    demand_decide(actor)
    person = _own(actor, person_id)
    tie, came_of = _row(ASK, [_uuid(handle), person.pk])
    if came_of == "lost":
        raise NotFound(_(LOST))
    if came_of == "unlike":
        raise Invalid(_("Esa coincidencia no es de esta persona. Búsquela desde su página y pregunte ahí."))
    if came_of == "limit":
        raise TooMany(_("Hoy ya preguntó por 20 personas. Siga mañana, o pida ayuda a otra persona de su oficina."))
    if came_of == "answered":
        raise NotOpen(_("La otra oficina ya respondió hace poco. Vea la respuesta en la página de la persona."))
    if came_of == "known":
        return next(half.state for half in ties_of([person.pk]) if half.tie == tie), False
    _say(actor, person, tie, "asked")
    return str(TieState.SAME if came_of == "same" else TieState.ASKED), True


@action
def tie_compared(*, actor: Actor, person_id: int, other_id: int) -> None:
    """Both records are open here, by the person's permission: they are of one person."""
    demand_decide(actor)
    person = _own(actor, person_id)
    if not Person.objects.filter(pk=other_id).exclude(owner_institution=actor.institution_id).exists():
        raise NotFound(_("Ese registro no está abierto para su institución. Búsquelo otra vez."))
    (tie,) = _row("SELECT ruta_tie_compared(%s, %s)", [person.pk, other_id])
    _say(actor, person, tie, PairAnswer.SAME)


@action
def answer_same(*, actor: Actor, tie: str, answer: str) -> int:
    """The office that was asked answers; gives its person. Whoever asked reads the answer and nothing else."""
    demand_decide(actor)
    if answer not in PairAnswer.values:
        raise Invalid(_("Elija una respuesta."), fields={"answer": _("Elija una respuesta.")})
    (mine,) = _row("SELECT ruta_answer_same(%s, %s)", [_uuid(tie), answer])
    if mine is None:
        raise NotOpen(_("Esa pregunta ya se respondió. Recargue la lista."))
    _say(actor, Person.objects.get(pk=mine), _uuid(tie), answer)
    return int(mine)


@action
def end_tie(*, actor: Actor, tie: str) -> int:
    """It was not the same person after all: both sides lose the link. Gives the own person."""
    demand_decide(actor)
    (mine,) = _row("SELECT ruta_end_tie(%s)", [_uuid(tie)])
    if mine is None:
        raise NotOpen(_("Ese enlace ya no está. Recargue la página."))
    _say(actor, Person.objects.get(pk=mine), _uuid(tie), ENDED)
    return int(mine)


@action
def restore_tie(*, actor: Actor, tie: str) -> int:
    """It was ended by mistake: both sides have the link again, within a month and only by the institution that ended it. Gives the own person."""
    demand_decide(actor)
    (mine,) = _row("SELECT ruta_restore_tie(%s)", [_uuid(tie)])
    if mine is None:
        raise NotOpen(_("Ese enlace ya no se puede recuperar. Busque a la persona en otras instituciones y pregunte otra vez."))
    _say(actor, Person.objects.get(pk=mine), _uuid(tie), RESTORED)
    return int(mine)


@action
def handle_of(*, actor: Actor, tie: str) -> str:
    """A handle by which the person's permission can be asked for; like one of a search it serves two hours."""
    demand_decide(actor)
    (handle,) = _row("SELECT ruta_tie_handle(%s)", [_uuid(tie)])
    if handle is None:
        raise NotFound(_("Ese enlace ya no está. Recargue la página."))
    return str(handle)


def _own(actor: Actor, person_id: int) -> Person:
    person = Person.objects.filter(pk=person_id, owner_institution=institution_of(actor), merged_into=None).first()
    if person is None:
        raise NotFound(_("Esa persona no está entre las de su institución. Búsquela otra vez."))
    demand_owner(actor, person)
    return person


def _say(actor: Actor, person: Person, tie: UUID, word: str) -> None:
    TieWord.objects.create(owner_institution_id=person.owner_institution_id, person=person, tie=tie, word=word, said_by_id=actor.user_id)


def _uuid(text: str) -> UUID:
    try:
        return UUID(str(text))
    except ValueError as error:
        raise NotFound(_(LOST)) from error


def _row(statement: str, values: list[Any]) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone()
