"""How is a reading of a source begun by a right, and ended with what came of it?"""

from datetime import datetime

from django.db.models.functions import Now
from django.utils.translation import gettext as _

from ruta.base.context import Actor
from ruta.base.errors import NotFound, NotOpen
from ruta.base.transactions import action
from ruta.directory.selectors.agreed import Scope
from ruta.feeds.enums import PullState, SourceState
from ruta.feeds.models import Pull, Source, SourceMapping
from ruta.feeds.policies import demand_handler
from ruta.feeds.selectors import current_mapping, refusal, right_of
from ruta.people.imports.states import BatchState
from ruta.people.models import ImportBatch

STATES = {BatchState.DONE: PullState.DONE, BatchState.CHECKED: PullState.TRIED}


@action
def begin_pull(*, actor: Actor, source_id: int, is_trial: bool) -> tuple[Pull, SourceMapping | None, Scope | None]:
    """Begin a reading. Without an agreement in force that gives these data for this purpose it ends at once, and says why."""
    demand_handler(actor)
    source = Source.objects.select_related("giver").filter(pk=source_id).first()
    if source is None:
        raise NotFound(_("Esa fuente no está entre las de su institución. Vuelva a la lista."))
    if source.state != SourceState.ACTIVE:
        raise NotOpen(_("Esta fuente está suspendida. Actívela antes de traer datos."))
    mapping = current_mapping(source)
    scope = right_of(source)
    problem = refusal(source, mapping, scope)
    row = Pull.objects.create(
        owner_institution_id=source.owner_institution_id, source=source, mapping=mapping, is_trial=is_trial, started_by_id=actor.user_id,
        state=PullState.REFUSED if problem else PullState.RUNNING, problem=problem,
        agreement_id=scope.agreement_id if scope else None, revision=scope.revision if scope else None,
        categories=list(scope.categories) if scope else [],
    )  # fmt: skip
    if problem:
        Pull.objects.filter(pk=row.pk).update(finished_at=Now())
    return row, mapping, scope


@action
def note_pull(*, actor: Actor, pull_id: int, batch: ImportBatch, name: str, made_on: datetime | None) -> None:
    """Say which file it reads, as soon as that is known."""
    demand_handler(actor)
    Pull.objects.filter(pk=pull_id).update(batch=batch, name=name[:200], sha256=batch.sha256, made_on=made_on)


@action
def end_pull(*, actor: Actor, pull_id: int, batch: ImportBatch | None = None, problem: str = "") -> Pull:
    """What came of it. Of a file that was read before nothing is counted again."""
    demand_handler(actor)
    row = Pull.objects.select_for_update().get(pk=pull_id)
    if batch is None:
        row.state, row.problem = (PullState.FAILED, problem) if problem else (PullState.UNCHANGED, "")
    else:
        row.state = STATES.get(BatchState(batch.state), PullState.FAILED)
        row.problem = batch.problem or problem
        row.received_count, row.valid_count = batch.done_count, batch.done_count - batch.error_count
    row.finished_at = Now()
    row.save()
    row.refresh_from_db()
    row.batch = batch or row.batch
    return row
