"""How is learning started, told how far it is, and ended with a proposal or a sentence?"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db.models.functions import Now
from django.utils.translation import gettext as _

from ruta.accounts.policies import demand_role
from ruta.base.clock import now
from ruta.base.context import Actor
from ruta.base.errors import NotOpen
from ruta.base.transactions import action
from ruta.people.duplicates.policies import STEWARD_ROLES
from ruta.people.duplicates.versions import propose_weights
from ruta.people.enums import LearningState
from ruta.people.models import LearningRun
from ruta.people.policies import institution_of

SILENT = timedelta(minutes=20)
"""A run that says nothing for so long died with its worker."""


@action
def start_learning(*, actor: Actor) -> LearningRun:
    """One run at a time in an institution; one that died is ended first. The caller hands the run to the worker."""
    demand_role(actor, STEWARD_ROLES)
    institution_id = institution_of(actor)
    running = LearningRun.objects.select_for_update().filter(owner_institution=institution_id, finished_at=None).first()
    if running is not None and running.seen_at > now() - SILENT:
        raise NotOpen(_("Ya se está aprendiendo del registro. Espere a que termine: el avance se ve en esta página."))
    if running is not None:
        _end(running.pk, LearningState.FAILED, problem=_("El trabajo se cortó. Empiece otra vez."))
    run = LearningRun.objects.create(owner_institution_id=institution_id, started_by_id=actor.user_id)
    run.refresh_from_db()
    return run


@action
def tell_progress(*, actor: Actor, run_id: int, step: str, done: int, whole: int) -> None:
    """How far the worker is."""
    del actor
    LearningRun.objects.filter(pk=run_id, finished_at=None).update(step=step, done_count=done, whole_count=whole, seen_at=Now())


@action
def finish_learning(*, actor: Actor, run_id: int, weights: Mapping[str, Any], learned: Mapping[str, Any]) -> LearningRun:
    """Keep what was learned as a proposal. A run that somebody declared dead meanwhile proposes nothing."""
    run = LearningRun.objects.select_for_update().get(pk=run_id)
    if run.finished_at is not None:
        raise NotOpen(_("Este aprendizaje ya terminó."))
    model = propose_weights(actor=actor, weights=weights, learned=learned)
    _end(run_id, LearningState.DONE, model=model)
    run.refresh_from_db()
    return run


@action
def fail_learning(*, actor: Actor, run_id: int, problem: str) -> None:
    """End a run with a sentence that says what to do."""
    del actor
    _end(run_id, LearningState.FAILED, problem=problem)


def _end(run_id: int, state: str, **values: Any) -> None:
    LearningRun.objects.filter(pk=run_id, finished_at=None).update(state=state, finished_at=Now(), **values)
