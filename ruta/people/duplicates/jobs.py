"""When does the machine look for duplicates, and learn from a register? Every night among those who changed; when a steward asks."""

from time import monotonic

from django.db import transaction
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from ruta.base.clock import today
from ruta.base.context import Actor, acting_as, system
from ruta.directory.selectors import institutions
from ruta.people.duplicates.effect import effect_of
from ruta.people.duplicates.learning import FEWEST, SEED, learned_weights, register_size
from ruta.people.duplicates.retraining import fail_learning, finish_learning, tell_progress
from ruta.people.duplicates.staging import begin_pass, compare_chunk
from ruta.people.enums import LearningStep
from ruta.people.linkage import Scorer, weights_from
from ruta.people.models import ComparisonPass, LearningRun
from ruta.people.selectors.in_force import InForce, in_force


@app.periodic(cron="40 8 * * *")  # 2:40 in Honduras
@app.task(name="people.find_duplicates", queue="upkeep", queueing_lock="people.find_duplicates", pass_context=False)
def find_duplicates(timestamp: int) -> None:
    """One job per institution, so that a large one holds up none."""
    del timestamp
    for institution_id in institutions().order_by("pk").values_list("pk", flat=True):
        find_duplicates_of.configure(lock=f"people.find_duplicates.{institution_id}").defer(institution_id=institution_id)


@app.task(name="people.find_duplicates_of", queue="upkeep", pass_context=False)
def find_duplicates_of(institution_id: int) -> None:
    """Compare who changed in one institution."""
    compare(institution_id)


def compare(institution_id: int, *, is_whole: bool = False) -> ComparisonPass:
    """A pass to its end, each chunk in its own transaction: what was done stays done."""
    machine = system(institution_id, "duplicates")
    with acting_as(machine):
        held = begin_pass(actor=machine, is_whole=is_whole)
        while held.finished_at is None:
            held = compare_chunk(actor=machine, pass_id=held.pk, at=held.next_id)
    return held


# One at a time: a large register takes minutes of one processor.
@app.task(name="people.learn_weights", queue="upkeep", lock="people.learn_weights", pass_context=False)
def learn_weights(run_id: int, institution_id: int, user_id: int | None) -> None:
    """Learn from the register of one institution on behalf of whoever asked."""
    learn_now(Actor(kind="system", institution_id=institution_id, user_id=user_id, reason=f"learning {run_id}"), run_id)


def learn_now(machine: Actor, run_id: int) -> None:
    """Learn, measure what it would change, propose. Whatever happens, the run ends with a proposal or with a sentence."""
    if register_size(machine) < FEWEST:
        fail_learning(actor=machine, run_id=run_id, problem=_("Hay muy pocas personas para aprender: hacen falta al menos 1,000."))
        return
    try:
        _learn(machine, run_id)
    except Exception:
        fail_learning(
            actor=machine, run_id=run_id, problem=_("No se pudo terminar. Avise a quien administra el sistema y empiece otra vez.")
        )
        raise


def queue_learning(run: LearningRun) -> None:
    """Ask the worker; part of the caller's transaction. Ids only."""
    learn_weights.defer(run_id=run.pk, institution_id=run.owner_institution_id, user_id=run.started_by_id)


def _learn(machine: Actor, run_id: int) -> None:
    from ruta.people.linkage.batch.models import described

    began, rules = monotonic(), _rules(machine)

    def tell(done: int, whole: int) -> None:
        step = LearningStep.READING if done < whole else LearningStep.LEARNING
        tell_progress(actor=machine, run_id=run_id, step=step, done=done, whole=whole)

    learned, persons = learned_weights(machine, rules.scorer, tell)
    tell_progress(actor=machine, run_id=run_id, step=LearningStep.COMPARING, done=persons, whole=persons)
    settings = {"persons": persons, "seed": SEED, "from": rules.scorer.weights.version, "seconds": round(monotonic() - began)}
    weights = described(learned, version=f"{today():%Y-%m-%d}.{run_id}", day=today(), settings=settings)
    effect, levels = _measured(rules, Scorer(weights_from(weights)), machine)
    finish_learning(actor=machine, run_id=run_id, weights=weights, learned={"settings": settings, "effect": effect, "levels": levels})


def _rules(machine: Actor) -> InForce:
    with acting_as(machine), transaction.atomic():
        return in_force()


def _measured(rules: InForce, new: Scorer, machine: Actor) -> tuple[dict[str, object], dict[str, int]]:
    with acting_as(machine), transaction.atomic():
        return effect_of(rules, new, machine.institution_id or 0)
