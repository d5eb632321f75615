"""What do the rounds of plans want of this actor: an answer, or a validation?"""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ruta.base.context import Actor
from ruta.desk.queue.tasks import MOST, Kind, Task, end_of
from ruta.roadmap.policies import can_answer_for, can_steer_rounds
from ruta.roadmap.selectors import rounds_to_judge, waiting_for


def round_answers(actor: Actor) -> Iterator[Task]:
    """One line for each question that the focal point still owes."""
    if not can_answer_for(actor, actor.institution_id or 0):
        return
    for each in waiting_for(actor)[:MOST]:
        words = _("Ronda: respuesta devuelta, corregir.") if each.stage == "returned" else _("Ronda: falta su respuesta.")
        yield Task(Kind.ROUND, each.ask.title, words, end_of(each.ask.round.due_on), _("Contestar"), ("desk:round-ask", each.ask.pk))


def round_judgements(actor: Actor) -> Iterator[Task]:
    """One line for each open round with answers to validate."""
    if not can_steer_rounds(actor):
        return
    for row, count in rounds_to_judge():
        words = ngettext("%(count)s respuesta por validar.", "%(count)s respuestas por validar.", count) % {"count": count}
        yield Task(Kind.ROUND, row.plan.title, words, end_of(row.due_on), _("Validar"), ("desk:round", row.pk))
