"""How is the profile of a seeker drafted out of answers, completed with the person and kept with its history?"""

from collections.abc import Iterable

from django.db import transaction
from django.db.utils import IntegrityError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ruta.base.clock import now
from ruta.base.context import Actor, acting_as, system
from ruta.base.errors import Conflict, Invalid, NotFound, Refused
from ruta.base.events import publish
from ruta.base.transactions import action
from ruta.people.models import Person
from ruta.people.selectors import live_consents
from ruta.placements.enums import ProfileState
from ruta.placements.events import SeekerProfileChanged, SeekerProfileCompleted
from ruta.placements.models import SeekerChange, SeekerProfile
from ruta.placements.policies import demand_keeping
from ruta.placements.rules import PARTS, ProfileDraft, changed_parts, missing_parts, problems_of
from ruta.placements.selectors.drafting import draft_for
from ruta.placements.selectors.words import PART_NAMES
from ruta.taxonomy.selectors import education_levels, is_known_occupation, known_skills, languages
from ruta.territory.selectors import departments, municipalities

# Either lets an institution write down what the person can do; being proposed to an employer asks for the second.
GROUNDS = ("case_management", "job_matching")


@action
def draft_profile(*, actor: Actor, person_id: int) -> SeekerProfile:
    """The profile of a person, made of what was answered already; an untouched draft is made anew of newer answers."""
    person = Person.objects.filter(pk=person_id, merged_into=None).first()
    if person is None:
        raise NotFound(_("Esta persona no existe o su institución no la lleva. Búsquela otra vez."))
    demand_keeping(actor, person.owner_institution_id)
    _demand_permission(person)
    profile = SeekerProfile.objects.select_for_update().filter(person=person, owner_institution=person.owner_institution_id).first()
    if profile is not None and (profile.state != ProfileState.DRAFT or _was_touched(profile)):
        return profile
    with acting_as(system(person.owner_institution_id, "draft profile")):  # whoever may not read answers drafts of them all the same
        draft = draft_for(person, person.owner_institution_id)
    if profile is None:
        return _begin(actor, person, draft)
    _write(actor, profile, draft, with_person=False, by_machine=True)
    return profile


@action
def save_profile(*, actor: Actor, profile_id: int, wanted: ProfileDraft, version: int, with_person: bool = False) -> SeekerProfile:
    """Keep what differs, with what stood there before. Gone through `with_person`, it is complete."""
    profile = SeekerProfile.objects.select_for_update().filter(pk=profile_id).first()
    if profile is None:
        raise NotFound(_("Este perfil no existe o la persona no permitió que su institución lo lea. Busque a la persona."))
    demand_keeping(actor, profile.owner_institution_id)
    if version != profile.version:
        raise Conflict(
            _("Otra persona cambió este perfil mientras usted lo tenía abierto. Ábralo de nuevo en otra pestaña, compare y repita."),
            theirs=profile.version, yours=version,
        )  # fmt: skip
    _demand_sound(wanted, with_person=with_person)
    _write(actor, profile, wanted, with_person=with_person)
    return profile


def _begin(actor: Actor, person: Person, draft: ProfileDraft) -> SeekerProfile:
    """Two at once make one."""
    try:
        with transaction.atomic():
            profile = SeekerProfile.objects.create(
                owner_institution_id=person.owner_institution_id, person=person, changed_by_id=actor.user_id, changed_at=now(),
                created_at=now(), **draft.columns(),
            )  # fmt: skip
    except IntegrityError:
        return SeekerProfile.objects.get(person=person, owner_institution=person.owner_institution_id)
    _tell(profile)
    return profile


def _write(actor: Actor, profile: SeekerProfile, wanted: ProfileDraft, *, with_person: bool, by_machine: bool = False) -> None:
    before = changed_parts(ProfileDraft.of(profile), wanted)
    completes = with_person and profile.state == ProfileState.DRAFT
    if not before and not completes:
        return
    for name, value in wanted.columns().items():
        setattr(profile, name, value)
    profile.version += 1
    profile.changed_by_id, profile.changed_at = actor.user_id, now()
    if completes:
        profile.state, profile.completed_at = ProfileState.COMPLETE, now()
    profile.save(update_fields=[*PARTS, "version", "changed_by_id", "changed_at", "state", "completed_at"])
    SeekerChange.objects.create(
        owner_institution_id=profile.owner_institution_id, profile=profile, version=profile.version, before=before, with_person=with_person,
        changed_by_id=None if by_machine else actor.user_id, at=now(),
    )  # fmt: skip
    _tell(profile)
    if completes:
        publish(SeekerProfileCompleted(profile.pk, profile.person_id), institution_id=profile.owner_institution_id)


def _tell(profile: SeekerProfile) -> None:
    publish(SeekerProfileChanged(profile.pk, profile.person_id, profile.version), institution_id=profile.owner_institution_id)


def _was_touched(profile: SeekerProfile) -> bool:
    """Whether a member of staff changed the draft: what the machine wrote, it may write anew."""
    return SeekerChange.objects.filter(profile=profile).exclude(changed_by_id=None).exists()


def _demand_permission(person: Person) -> None:
    live = live_consents(person.pk).filter(grantee=person.owner_institution_id, purpose__in=GROUNDS)
    if not live.exists():
        raise Refused(_("Falta el permiso de la persona para llevar su caso. Pídaselo en Permisos y vuelva."))


def _demand_sound(wanted: ProfileDraft, *, with_person: bool) -> None:
    faults = {each.part: each.sentence.said(_, ngettext) for each in problems_of(wanted)}
    faults |= {part: _("Elija una opción de la lista.") for part in _unknown(wanted) if part not in faults}
    if with_person:
        faults |= {part: _("Falta este dato para terminar el perfil.") for part in missing_parts(wanted)}
    if faults:
        named = ", ".join(str(PART_NAMES[part]) for part in faults)
        raise Invalid(_("Revise: %(parts)s.") % {"parts": named}, fields=faults)


def _unknown(wanted: ProfileDraft) -> Iterable[str]:
    """Parts with a code that no list has."""
    if any(not is_known_occupation(each.code) for each in wanted.occupations):
        yield "occupations"
    skills = {each.code for each in wanted.skills}
    if skills - known_skills(skills):
        yield "skills"
    tongues = {each.code for each in wanted.languages}
    if tongues and languages().filter(pk__in=tongues).count() < len(tongues):
        yield "languages"
    if wanted.education and not education_levels().filter(pk=wanted.education).exists():
        yield "education"
    if len(set(wanted.places)) > departments().filter(pk__in=wanted.places).count() + municipalities().filter(pk__in=wanted.places).count():
        yield "places"
