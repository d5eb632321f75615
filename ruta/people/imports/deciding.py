"""How does a person decide that a row is somebody of the register, or is not?"""

from dataclasses import replace
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from ruta.base.context import Actor
from ruta.base.errors import Conflict, Invalid, NotFound, NotOpen
from ruta.base.events import publish
from ruta.base.transactions import action
from ruta.people.imports.arriving import keep_arrivals
from ruta.people.imports.drafts import Draft
from ruta.people.imports.events import PersonsImported
from ruta.people.imports.matching import Probes, keys_of, look_up
from ruta.people.imports.policies import demand_import
from ruta.people.imports.states import Decision, Outcome
from ruta.people.imports.writing import Home, NewPerson, reserve_ids
from ruta.people.models import DuplicatePair, ImportBatch, ImportRow
from ruta.people.selectors import mark_of_persons


@action
def decide(*, actor: Actor, pair_id: int, decision: str) -> DuplicatePair:
    """Same: the row is linked and nothing is written twice. Different: the person enters the register. Unsure: it stays at the end."""
    demand_import(actor)
    pair = DuplicatePair.objects.select_for_update(of=("self",)).select_related("import_row", "other__office").filter(pk=pair_id).first()
    if pair is None or pair.import_row is None:
        raise NotFound(_("Esa pareja ya no está en la lista. Recargue la página."))
    if pair.decision not in {"", Decision.UNSURE}:
        raise NotOpen(_("Otra persona ya decidió sobre esta fila. Recargue la lista."))
    if decision not in set(Decision):
        raise Invalid(_("Elija una respuesta."), fields={"decision": _("Elija una respuesta.")})
    kept: dict[str, Any] = {"decision": decision, "decided_at": Now(), "decided_by_id": actor.user_id}
    if decision == Decision.SAME:
        home = Home(pair.import_row.owner_institution_id, pair.import_row.batch.office_id, actor.user_id)
        keep_arrivals(actor, home, [], [(pair.other_id, Draft.of_json(pair.import_row.values or {}))])
        _settle(pair.import_row, Outcome.KNOWN, pair.other_id)
    elif decision == Decision.DIFFERENT:
        person_id = _register(actor, pair.import_row)
        _settle(pair.import_row, Outcome.CREATED, person_id)
        kept |= {"person_id": person_id, "mark": mark_of_persons(person_id, pair.other_id)}
    elif pair.other.office_id != actor.office_id:
        kept |= {"asked_office": pair.other.office, "asked_at": Now()}
    DuplicatePair.objects.filter(pk=pair.pk).update(**kept)
    pair.decision = decision
    return pair


def _settle(row: ImportRow, outcome: Outcome, person_id: int) -> None:
    row.outcome, row.person_id, row.values = str(outcome), person_id, None
    row.save(update_fields=["outcome", "person", "values"])
    batch = ImportBatch.objects.select_for_update().get(pk=row.batch_id)
    batch.duplicate_count -= 1
    if outcome == Outcome.CREATED:
        batch.created_count += 1
    else:
        batch.known_count += 1
    batch.save(update_fields=["duplicate_count", "created_count", "known_count"])


def _register(actor: Actor, row: ImportRow) -> int:
    """Register the row without the documents that are somebody else's already."""
    draft = Draft.of_json(row.values or {})
    taken = look_up([draft], [Probes.of(draft.record())]).papers
    draft = replace(draft, papers=tuple(paper for paper in draft.papers if (paper.kind, paper.normalized) not in taken))
    (person_id,) = reserve_ids("people_person", 1)
    batch = row.batch
    try:
        with transaction.atomic():
            home = Home(row.owner_institution_id, batch.office_id, actor.user_id)
            keep_arrivals(actor, home, [NewPerson(person_id, draft, keys_of(draft.record()))])
    except IntegrityError as error:
        raise Conflict(_("Alguien registró ese documento hace un momento. Recargue la página y compare otra vez.")) from error
    publish(PersonsImported(batch.pk, row.number, row.number))
    return person_id
