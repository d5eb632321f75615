"""Which profile has a person, what became of it, and may it be proposed to employers?"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import BooleanField, F, Func, QuerySet, TextField, Value
from django.utils.translation import gettext as _

from ruta.base.clock import now
from ruta.base.context import Actor
from ruta.base.errors import NotFound
from ruta.people.models import Consent
from ruta.people.selectors import live_consents, user_names
from ruta.placements.models import SeekerChange, SeekerProfile
from ruta.placements.policies import visible_profiles
from ruta.placements.selectors.words import PART_NAMES

TO_PROPOSE = "job_matching"


@dataclass(frozen=True, slots=True)
class Told:
    """One change of a profile, in words."""

    at: datetime
    who: str
    parts: tuple[str, ...]
    with_person: bool


def profiles(actor: Actor) -> QuerySet[SeekerProfile]:
    """The profiles that the actor's institution keeps, with their persons."""
    return visible_profiles(actor).select_related("person")


def profile_of(person_id: int, institution_id: int | None) -> SeekerProfile | None:
    """The profile of a person in this institution, if somebody drafted one."""
    return SeekerProfile.objects.filter(person=person_id, owner_institution=institution_id).first()


def profile_for(actor: Actor, profile_id: int) -> SeekerProfile:
    """One profile that the actor may read, own or allowed by the person."""
    del actor  # row security asks them
    found = SeekerProfile.objects.select_related("person__municipality").filter(pk=profile_id).first()
    if found is None:
        raise NotFound(_("Este perfil no existe o la persona no permitió que su institución lo lea. Busque a la persona."))
    return found


def history_of(profile: SeekerProfile) -> list[Told]:
    """Every change of a profile, the newest first."""
    rows = list(SeekerChange.objects.filter(profile=profile).order_by("-version"))
    names = user_names({row.changed_by_id for row in rows if row.changed_by_id})
    machine = _("El sistema, con la valoración")
    return [
        Told(row.at, names.get(row.changed_by_id or 0, machine), tuple(str(PART_NAMES[part]) for part in row.before), row.with_person)
        for row in rows
    ]


def consent_to_propose(profile: SeekerProfile) -> Consent | None:
    """The person's permission to be proposed to employers by the institution that keeps the profile."""
    return (
        live_consents(profile.person_id).filter(grantee=profile.owner_institution_id, purpose=TO_PROPOSE).order_by("-valid_until").first()
    )


def may_propose(institution_id: int, person_ids: Collection[int]) -> set[int]:
    """Who of many allowed this institution to propose them to employers; one statement."""
    live = Consent.objects.filter(
        person__in=person_ids, grantee=institution_id, purpose=TO_PROPOSE, withdrawn_at=None, valid_until__gt=now()
    )
    return set(live.order_by().values_list("person_id", flat=True))


def doing(rows: QuerySet[SeekerProfile], group: str) -> QuerySet[SeekerProfile]:
    """Those who know a job of this CIUO-08 group, of one to four digits."""
    path = Value(f'$[*].code ? (@ starts with "{int(group):0{len(group)}}")')
    return rows.filter(Func(F("occupations"), path, function="jsonb_path_exists", output_field=BooleanField()))


def working_in(rows: QuerySet[SeekerProfile], department: str) -> QuerySet[SeekerProfile]:
    """Those who would work in a department, or in a municipality of it."""
    named = Func(F("places"), Value(" "), function="array_to_string", output_field=TextField())
    return rows.annotate(named_places=named).filter(named_places__regex=rf"\m{int(department):02}")
