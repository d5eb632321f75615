"""What was undertaken by this actor's institution and is due, and which risks threaten something that slips?"""

from collections.abc import Iterator
from datetime import timedelta

from django.utils.translation import gettext as _

from ruta.base.clock import HONDURAS, today
from ruta.base.context import Actor
from ruta.desk.queue.tasks import MOST, Kind, Task, end_of
from ruta.roadmap.policies import can_convene, can_edit_plans
from ruta.roadmap.rules import ANSWER_DAYS
from ruta.roadmap.selectors import contributions_for, risks_due_for, undertakings_for


def open_undertakings(actor: Actor) -> Iterator[Task]:
    """One line for each, by its day, until somebody closes it."""
    if not can_edit_plans(actor):
        return
    for row in undertakings_for(actor, today() + timedelta(days=7))[:MOST]:
        words = _("%(kind)s de %(institution)s.") % {"kind": row.get_kind_display(), "institution": row.institution.short_name}
        yield Task(Kind.ROUND, row.title, words, end_of(row.due_on), _("Cerrar"), ("desk:undertaking", row.pk))


def unanswered(actor: Actor) -> Iterator[Task]:
    """What communities said to the actor's institution and waits for an answer."""
    if not can_convene(actor, actor.institution_id):
        return
    for row in contributions_for(actor)[:MOST]:
        words = _("Aporte en %(space)s sin respuesta.") % {"space": row.space.name}
        due = end_of(row.at.astimezone(HONDURAS).date() + timedelta(days=ANSWER_DAYS))
        yield Task(Kind.ROUND, row.theme, words, due, _("Responder"), ("desk:contribution", row.pk))


def risk_reviews(actor: Actor) -> Iterator[Task]:
    """Risks that the actor's institution answers for and whose review is due."""
    if not can_edit_plans(actor):
        return
    for row in risks_due_for(actor, today() + timedelta(days=7))[:MOST]:
        yield Task(Kind.ROUND, row.text, _("Toca revisar este riesgo."), end_of(row.review_on), _("Revisar"), ("desk:risks",))
