"""How do two records become one, once, and how do they part again with all that happened since?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from ruta.base.context import Actor
from ruta.base.errors import Invalid, NotFound, NotOpen
from ruta.base.events import publish
from ruta.base.transactions import action
from ruta.people.actions.keeping import SET_KEYS, set_keys
from ruta.people.enums import PairAnswer
from ruta.people.events import ConsentWithdrawn, MergeUndone, PersonsMerged
from ruta.people.merging import tables
from ruta.people.merging.choosing import applied, changes, restorable
from ruta.people.merging.contacts import contact_changes, restorable_contacts, warned_since
from ruta.people.merging.permissions import contradicted
from ruta.people.merging.policies import demand_merge, demand_part
from ruta.people.merging.registry import along, clashes, moving
from ruta.people.models import Consent, Contact, DuplicatePair, Merge, Person
from ruta.people.selectors import mark_of_persons

MERGE_ROWS = "SELECT ruta_merge_rows(%s, %s, %s, %s::bigint[])"
PART_ROWS = "SELECT ruta_part_rows(%s, %s, %s, %s::bigint[])"
OVERRULED = "merged"
ENDED = "consents"
KNOWN = tables  # the tables of this domain are registered when the module is read


@dataclass(frozen=True, slots=True)
class Chosen:
    """What somebody chose before two records become one: side per field, option per question."""

    fields: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)


@action
def merge_persons(*, actor: Actor, survivor_id: int, absorbed_id: int, chosen: Chosen) -> Merge:
    """One record goes into the other; both rows are locked first, so that two people who merge the same pair make one merge."""
    demand_merge(actor)
    survivor, absorbed = held_persons(actor, survivor_id, absorbed_id)
    settled = _settle(actor, survivor.pk, absorbed.pk, chosen.answers)
    ended = contradicted(survivor.pk, absorbed.pk)
    Consent.objects.filter(pk__in=[each.pk for each in ended]).update(withdrawn_at=Now(), withdrawn_reason=OVERRULED)
    merge = _write(actor, survivor, absorbed, chosen, settled | {ENDED: [each.pk for each in ended]})
    Person.objects.filter(pk=absorbed.pk).update(merged_into=survivor, updated_at=Now(), version=F("version") + 1)
    for each in moving():
        skipped = each.twins(survivor.pk, absorbed.pk) if each.twins else []
        _call(MERGE_ROWS, merge.pk, each.table, each.column, skipped)
    _change_contacts({int(pk): {name: after for name, (_b, after) in made.items()} for pk, made in merge.contacts.items()})
    _change_person(survivor, {name: after for name, (_before, after) in merge.fields.items()})
    _say(actor, merge, PairAnswer.SAME)
    _forget_keys(absorbed.pk)
    set_keys(survivor.pk)
    for consent in ended:
        publish(ConsentWithdrawn(consent.pk, survivor.pk, consent.grantee_id, consent.purpose))
    publish(PersonsMerged(merge.pk, survivor.pk, absorbed.pk))
    return merge


@action
def part_persons(*, actor: Actor, merge_id: int, reason: str, later: Mapping[str, list[int]] | None = None) -> Merge:
    """Undo a merge: each side gets back what it had; what came later stays, but for the rows named in `later` ("table.column" → ids)."""
    demand_part(actor)
    if not reason.strip():
        raise Invalid(_("Escriba por qué se separan."), fields={"reason": _("Escriba por qué se separan.")})
    merge = _held_merge(actor, merge_id)
    try:
        with transaction.atomic():
            _part(actor, merge, reason.strip(), later or {})
    except IntegrityError as error:
        raise NotOpen(
            _(
                "No se separaron: algo que vino después choca con lo que vuelve. Revise los expedientes y documentos de quien quedó, y repita."
            )
        ) from error
    publish(MergeUndone(merge.pk, merge.survivor_id, merge.absorbed_id))
    merge.refresh_from_db()
    return merge


def _part(actor: Actor, merge: Merge, reason: str, later: Mapping[str, list[int]]) -> None:
    survivor = Person.objects.get(pk=merge.survivor_id)
    Merge.objects.filter(pk=merge.pk).update(undone_at=Now(), undone_by_id=actor.user_id, undo_reason=reason)
    Person.objects.filter(pk=merge.absorbed_id).update(merged_into=None, updated_at=Now(), version=F("version") + 1)
    _move_back(merge, later)
    _change_contacts(restorable_contacts(merge.contacts))
    _change_contacts(warned_since(merge.survivor_id, merge.absorbed_id, merge.merged_at))
    _change_person(survivor, restorable(survivor, merge.fields))
    for clash in clashes():
        clash.restore(actor, merge.settled.get(clash.code, {}))
    set_keys(merge.survivor_id)
    set_keys(merge.absorbed_id)
    _say(actor, merge, PairAnswer.DIFFERENT, mark_of_persons(merge.survivor_id, merge.absorbed_id))


def held_persons(actor: Actor, survivor_id: int, absorbed_id: int) -> tuple[Person, Person]:
    """Both records, locked in the order of their ids, if both are the institution's and neither was merged before."""
    rows = Person.objects.select_for_update().filter(pk__in=(survivor_id, absorbed_id), owner_institution=actor.institution_id)
    found = {person.pk: person for person in rows.order_by("pk")}
    if len(found) != len({survivor_id, absorbed_id}) or survivor_id == absorbed_id:
        raise NotFound(_("Solo se unen dos registros de su institución. Entre instituciones cada una conserva el suyo."))
    if any(person.merged_into_id for person in found.values()):
        raise NotOpen(_("Otra persona ya unió uno de estos registros hace un momento. Abra el que quedó: no hay que repetirlo."))
    return found[survivor_id], found[absorbed_id]


def _held_merge(actor: Actor, merge_id: int) -> Merge:
    merge = Merge.objects.filter(pk=merge_id, owner_institution=actor.institution_id).first()
    if merge is None:
        raise NotFound(_("Esa unión no está entre las de su institución. Vuelva a la lista."))
    people = Person.objects.select_for_update().filter(pk__in=(merge.survivor_id, merge.absorbed_id)).order_by("pk")
    held = {person.pk: person for person in people}
    merge.refresh_from_db()
    if merge.undone_at is not None:
        raise NotOpen(_("Esa unión ya se deshizo. Recargue la página."))
    if held[merge.survivor_id].merged_into_id is not None:
        raise NotOpen(_("El registro que quedó se unió después a otro. Deshaga primero esa unión."))
    return merge


def _settle(actor: Actor, survivor: int, absorbed: int, answers: Mapping[str, str]) -> dict[str, Any]:
    """Ask the floors above what cannot stand twice; an unanswered question stops the merge."""
    settled: dict[str, Any] = {}
    for clash in clashes():
        question = clash.ask(actor, survivor, absorbed)
        if question is None:
            continue
        answer = answers.get(clash.code, "")
        if answer not in {option.code for option in question.options if not option.why_not}:
            raise Invalid(question.words, fields={clash.code: question.words})
        settled[clash.code] = clash.settle(actor, survivor, absorbed, answer)
    return settled


def _write(actor: Actor, survivor: Person, absorbed: Person, chosen: Chosen, settled: dict[str, Any]) -> Merge:
    pair = _pairs_of(survivor.pk, absorbed.pk).first()
    try:
        with transaction.atomic():
            return Merge.objects.create(
                owner_institution_id=survivor.owner_institution_id, survivor=survivor, absorbed=absorbed, pair=pair,
                fields=changes(survivor, absorbed, chosen.fields), contacts=contact_changes(survivor.pk, absorbed.pk),
                ended_consents=settled.pop(ENDED), settled=settled, merged_by_id=actor.user_id,
            )  # fmt: skip
    except IntegrityError as error:
        raise NotOpen(_("Otra persona ya unió uno de estos registros hace un momento. Abra el que quedó: no hay que repetirlo.")) from error


def _move_back(merge: Merge, later: Mapping[str, list[int]]) -> None:
    for each in moving():
        _call(PART_ROWS, merge.pk, each.table, each.column, later.get(f"{each.table}.{each.column}", []))
    for table, column, rows in along():
        _call(PART_ROWS, merge.pk, table, column, rows(merge.survivor_id, merge.absorbed_id))


def _change_contacts(values: Mapping[int, Mapping[str, Any]]) -> None:
    for pk, named in values.items():
        Contact.objects.filter(pk=pk).update(**named)


def _change_person(person: Person, values: Mapping[str, Any]) -> None:
    columns = applied(person, values)
    kept = {column: getattr(person, column) for column in columns}
    Person.objects.filter(pk=person.pk).update(**kept, updated_at=Now(), version=F("version") + 1)


def _pairs_of(one: int, other: int) -> Any:
    return DuplicatePair.objects.filter(person__in=(one, other), other__in=(one, other)).order_by("pk")


def _say(actor: Actor, merge: Merge, answer: str, mark: str = "") -> None:
    """The pair of the two keeps what was answered last, so that the machine does not ask again."""
    said = {
        "decision": answer,
        "decided_at": Now(),
        "decided_by_id": actor.user_id,
        "mark": mark,
        "asked_office": None,
        "decision_reason": "",
    }
    _pairs_of(merge.survivor_id, merge.absorbed_id).update(**said)


def _forget_keys(person_id: int) -> None:
    """Whoever was merged is not found any more."""
    _execute(SET_KEYS, [[person_id], [], False])


def _call(statement: str, merge_id: int, table: str, column: str, ids: Iterable[int]) -> None:
    _execute(statement, [merge_id, table, column, list(ids)])


def _execute(statement: str, values: list[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
