"""How does somebody enter the register, once and only once?"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from ruta.base.clock import now
from ruta.base.context import Actor
from ruta.base.errors import Invalid
from ruta.base.events import publish
from ruta.base.spelling import folded
from ruta.base.transactions import action
from ruta.people import policies
from ruta.people.actions.drafts import PersonDraft, demand_well_formed
from ruta.people.actions.episodes import keep_episode
from ruta.people.actions.keeping import keep_contact, keep_identifier, set_keys
from ruta.people.actions.searching import find
from ruta.people.enums import DismissReason, PairOrigin
from ruta.people.errors import LooksRegistered
from ruta.people.events import PersonRegistered
from ruta.people.models import Disability, DuplicatePair, Person, ReturnEpisode
from ruta.people.selectors import Match, mark_of_persons


@dataclass(frozen=True, slots=True)
class Dismissal:
    """Somebody alike was looked at and is not the person: why."""

    person_id: int
    reason: str


@action
def register_person(*, actor: Actor, office_id: int, draft: PersonDraft, dismissals: tuple[Dismissal, ...] = ()) -> int:
    """Keep a person with documents, contacts, return and disability; stops when somebody is almost surely the same."""
    policies.demand_register(actor, office_id)
    demand_well_formed(draft)
    alike = {} if actor.kind == "system" else _demand_new(actor, draft, dismissals)  # an import stages its duplicates itself
    person = _keep_person(actor, office_id, draft)
    _keep_parts(person, draft)
    if draft.episode:
        keep_episode(actor, person, draft.episode)
    set_keys(person.pk, is_new=True)
    _keep_dismissals(actor, person, alike, dismissals)
    publish(PersonRegistered(person.pk, office_id))
    return person.pk


def sort_name_of(given_names: str, surnames: str) -> str:
    """Surnames first, folded: what lists sort by."""
    return folded(f"{surnames} {given_names}")


def _demand_new(actor: Actor, draft: PersonDraft, dismissals: tuple[Dismissal, ...]) -> dict[int, Match]:
    """Look once more: between the search and now somebody else may have registered the same person."""
    findings = find(draft.record(), actor)
    dismissed = {each.person_id for each in dismissals if each.reason in DismissReason.values}
    sure = [match.person.pk for match in findings.sure if match.person.pk not in dismissed]
    if sure:
        raise LooksRegistered(_("Alguien casi igual ya está en el registro. Ábralo, o diga por qué no es la misma persona."), people=sure)
    return {match.person.pk: match for match in findings.matches}


def _keep_person(actor: Actor, office_id: int, draft: PersonDraft) -> Person:
    given_names, surnames = " ".join(draft.given_names.split()), " ".join(draft.surnames.split())
    return Person.objects.create(
        owner_institution_id=policies.institution_of(actor),
        office_id=office_id,
        given_names=given_names,
        surnames=surnames,
        preferred_name=" ".join(draft.preferred_name.split()),
        sort_name=sort_name_of(given_names, surnames),
        sex=draft.sex,
        birth_date=draft.birth_date,
        is_birth_date_estimated=draft.is_birth_date_estimated,
        nationality=draft.nationality,
        municipality_id=draft.municipality_id,
        place=draft.place.strip(),
        education=draft.education,
        languages=list(draft.languages),
        dependants=draft.dependants,
        registered_by_id=actor.user_id,
    )


def _keep_parts(person: Person, draft: PersonDraft) -> None:
    owner = person.owner_institution_id
    for place, identifier in enumerate(draft.identifiers):
        keep_identifier(person, identifier, f"identifiers.{place}")
    for place, contact in enumerate(draft.contacts):
        keep_contact(person, contact, f"contacts.{place}", is_main=place == 0)
    episode, disability = draft.return_episode, draft.disability
    if episode:
        ReturnEpisode.objects.create(
            owner_institution_id=owner, person=person, returned_on=episode.returned_on, country=episode.country,
            entry_point=episode.entry_point, kind=episode.kind,
        )  # fmt: skip
    if disability:
        Disability.objects.create(
            owner_institution_id=owner, person=person, difficulty=disability.difficulty, domains=list(disability.domains),
            note=disability.note,
        )  # fmt: skip


def _keep_dismissals(actor: Actor, person: Person, alike: dict[int, Match], dismissals: tuple[Dismissal, ...]) -> None:
    """Only persons that the search itself showed may be dismissed; the reason stays for whoever looks at duplicates."""
    for dismissal in dismissals:
        if dismissal.reason not in DismissReason.values:
            raise Invalid(_("Diga por qué no es la misma persona: elija un motivo de la lista."))
        match = alike.get(dismissal.person_id)
        if match is None or match.person.owner_institution_id != actor.institution_id:
            continue
        DuplicatePair.objects.create(
            owner_institution_id=actor.institution_id, person=person, other=match.person, score=match.candidate.score,
            reasons=[reason.code for reason in match.candidate.reasons], decision="different", decision_reason=dismissal.reason,
            decided_at=now(), decided_by_id=actor.user_id, origin=PairOrigin.COUNTER,
            mark=mark_of_persons(person.pk, match.person.pk),
        )  # fmt: skip
