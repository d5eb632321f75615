"""How does somebody answer whether two records are one person?"""

from django.db.models.functions import Now
from django.utils.translation import gettext as _

from ruta.base.context import Actor
from ruta.base.errors import Conflict, Invalid, NotFound, NotOpen
from ruta.base.events import publish
from ruta.base.transactions import action
from ruta.people.duplicates.policies import demand_decide
from ruta.people.enums import DismissReason, PairAnswer
from ruta.people.events import DuplicateDecided
from ruta.people.imports.deciding import decide
from ruta.people.models import DuplicatePair, Person
from ruta.people.selectors import mark_of_persons


@action
def answer_pair(*, actor: Actor, pair_id: int, answer: str, reason: str = "", seen: str | None = None) -> DuplicatePair:
    """Different: it stays so until the data of one change. Unsure: the other office is asked. Same: of a row of a file only; persons are merged.

    `seen` is what the page said (`word_of`): an answer given meanwhile is told, never overwritten.
    """
    demand_decide(actor)
    if answer not in PairAnswer.values:
        raise Invalid(_("Elija una respuesta."), fields={"decision": _("Elija una respuesta.")})
    pair = held_pair(pair_id)
    if seen is not None and seen != word_of(pair):
        raise Conflict(_("Otra persona respondió esta pareja mientras usted la miraba. Vea qué dijo y responda otra vez si hace falta."))
    if pair.person_id is None:
        return decide(actor=actor, pair_id=pair.pk, decision=answer)
    if answer == PairAnswer.SAME:
        raise NotOpen(_("Dos personas registradas se unen dato por dato. Abra la pareja y elija «Es la misma persona»."))
    if reason and reason not in DismissReason.values:
        raise Invalid(_("Diga por qué no es la misma persona: elija un motivo de la lista."))
    _keep(actor, pair, answer, reason if answer == PairAnswer.DIFFERENT else "")
    return pair


def word_of(pair: DuplicatePair) -> str:
    """Which answer a pair has had, for a form to bring back."""
    return pair.decided_at.isoformat() if pair.decided_at else ""


def held_pair(pair_id: int) -> DuplicatePair:
    """The pair, locked, if somebody may still answer; the answer "same" is only taken back by undoing the merge."""
    pair = DuplicatePair.objects.select_for_update(of=("self",)).filter(pk=pair_id).first()
    if pair is None:
        raise NotFound(_("Esa pareja ya no está en la lista. Recargue la página."))
    if pair.decision == PairAnswer.SAME:
        raise NotOpen(_("Otra persona ya respondió que es la misma. Recargue la lista."))
    return pair


def _keep(actor: Actor, pair: DuplicatePair, answer: str, reason: str) -> None:
    one, other = pair.person_id or 0, pair.other_id
    pair.decision, pair.decision_reason, pair.decided_by_id = answer, reason, actor.user_id
    pair.mark = mark_of_persons(one, other) if answer == PairAnswer.DIFFERENT else ""
    pair.asked_office_id = _who_knows(actor, pair) if answer == PairAnswer.UNSURE else None
    pair.decided_at = Now()
    pair.asked_at = Now() if pair.asked_office_id else None
    pair.save(update_fields=["decision", "decision_reason", "decided_by_id", "decided_at", "mark", "asked_office", "asked_at"])
    pair.refresh_from_db()
    publish(DuplicateDecided(pair.pk, one, other, answer))


def _who_knows(actor: Actor, pair: DuplicatePair) -> int | None:
    """The office that registered the other record; nobody else when both are the asker's own."""
    persons = Person.objects.filter(pk__in=[pair.person_id, pair.other_id], owner_institution=actor.institution_id)
    offices = persons.order_by("pk").values_list("office", flat=True)
    return next((office for office in offices if office != actor.office_id), None)
