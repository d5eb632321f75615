"""How does an institution's own system register one person, with the permission that the person gave there? Like a row of a file, but answered at once."""

from collections.abc import Mapping

from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext as _

from ruta.base.clock import now, today
from ruta.base.context import Actor
from ruta.base.errors import Invalid
from ruta.base.transactions import action
from ruta.people.actions import Dismissal, Grant, Manner, PersonDraft, give_consent, register_person
from ruta.people.actions.drafts import checked_document, demand_well_formed
from ruta.people.enums import DismissReason, PairAnswer, PairOrigin
from ruta.people.errors import LooksRegistered
from ruta.people.imports.matching import PROBE, Probes, profiles_of, score_of
from ruta.people.imports.policies import demand_import
from ruta.people.linkage.record import profile
from ruta.people.models import DuplicatePair, Identifier
from ruta.people.policies import institution_of
from ruta.people.rules import is_minor_on
from ruta.people.selectors import mark_of_persons
from ruta.people.selectors.in_force import in_force

Scores = dict[int, int]


@action
def bring_person(
    *, actor: Actor, office_id: int, draft: PersonDraft, grants: tuple[Grant, ...], manner: Manner, dismissals: tuple[Dismissal, ...] = ()
) -> int:  # fmt: skip
    """Searched for in the own register, registered, and allowed in the same transaction: without a permission nothing is kept.

    Nobody joins two records here: almost surely the same stops it, perhaps the same waits for a human. Of other institutions nothing is said.
    """
    demand_import(actor)
    demand_well_formed(draft)
    if draft.birth_date is None or is_minor_on(today(), draft.birth_date):
        sentence = _("Ningún sistema registra a niñas, niños o adolescentes, ni sin fecha de nacimiento: se hace en una oficina.")
        raise Invalid(sentence, fields={"birth_date": sentence})
    alike, dismissed = _alike(actor, draft), {each.person_id: each.reason for each in dismissals if each.reason in DismissReason.values}
    _demand_new(alike, dismissed)
    person_id = register_person(actor=actor, office_id=office_id, draft=draft)
    _keep_pairs(actor, person_id, alike, dismissed)
    give_consent(actor=actor, person_id=person_id, grants=grants, manner=manner)
    return person_id


def _alike(actor: Actor, draft: PersonDraft) -> Scores:
    """How like each person of the own register is whom the keys name, or who has the same document."""
    record = draft.record()
    with connection.cursor() as cursor:
        cursor.execute(PROBE, Probes.columns([Probes.of(record)]))
        met = {int(person_id) for _at, person_id in cursor.fetchall() if person_id is not None}
    same, rules, sought = _with_document(actor, draft), in_force(), profile(record)
    scores = {person_id: score_of(sought, other, rules.scorer) for person_id, other in profiles_of(met | same).items()}
    return {person_id: max(score, rules.sure_from) if person_id in same else score for person_id, score in scores.items()}


def _with_document(actor: Actor, draft: PersonDraft) -> set[int]:
    shown = [Q(kind=each.kind, normalized=checked_document(each).number) for each in draft.identifiers]
    if not shown:
        return set()
    any_of = Q(*shown, _connector=Q.OR)
    rows = Identifier.objects.filter(any_of, owner_institution_id=institution_of(actor))
    return set(rows.order_by().values_list("person", flat=True))


def _demand_new(alike: Scores, dismissed: Mapping[int, str]) -> None:
    sure_from = in_force().sure_from
    sure = sorted(person_id for person_id, score in alike.items() if score >= sure_from and person_id not in dismissed)
    if sure:
        raise LooksRegistered(_("Alguien casi igual ya está en el registro. Ábralo, o diga por qué no es la misma persona."), people=sure)


def _keep_pairs(actor: Actor, person_id: int, alike: Scores, dismissed: Mapping[int, str]) -> None:
    """Who was looked at is decided, with the reason; who is like enough waits at once, not for the night."""
    least = in_force().stage_from
    for other, score in alike.items():
        reason = dismissed.get(other, "")
        if not reason and score < least:
            continue
        decided = {
            "decision": PairAnswer.DIFFERENT,
            "decision_reason": reason,
            "decided_at": now(),
            "mark": mark_of_persons(person_id, other),
        }
        DuplicatePair.objects.create(
            owner_institution_id=institution_of(actor), person_id=person_id, other_id=other, score=score, origin=PairOrigin.COUNTER,
            **(decided if reason else {}),
        )  # fmt: skip
