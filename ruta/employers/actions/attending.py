"""How is somebody checked in at a fair, who talked to whom, and what did they say about it?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from ruta.base.clock import now, today
from ruta.base.context import Actor
from ruta.base.errors import Invalid, NotFound, NotOpen
from ruta.base.transactions import action
from ruta.employers import rules
from ruta.employers.enums import Coming, Entry, FairState, InterviewResult, Side
from ruta.employers.models import Fair, FairAnswer, FairAttendance, FairEmployer, FairInterview
from ruta.employers.policies import demand_door
from ruta.employers.selectors import fair_of, working_ages
from ruta.people.enums import Sex
from ruta.people.models import Person
from ruta.people.rules import age_on

OLDEST = 110


@dataclass(frozen=True, slots=True, kw_only=True)
class Comer:
    """Who stands at the door: a registered person, or what counts of somebody who is not; no name is asked of the latter."""

    person_id: int | None = None
    sex: str = ""
    age: int | None = None
    permit: str = ""
    entry: str = Entry.WALK_IN


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """The checked answers of a survey, and the answer that counts as satisfaction."""

    instrument: str
    version: str
    satisfaction: int
    answers: Mapping[str, Any] = field(default_factory=dict)


@action
def check_in(*, actor: Actor, fair_id: int, comer: Comer) -> FairAttendance:
    """Give whoever comes a number; a registered person who is in already keeps theirs. Nobody under working age looks for work here."""
    demand_door(actor)
    fair = _open(actor, fair_id)
    person = _person(actor, comer.person_id)
    if person is not None:
        before = FairAttendance.objects.filter(fair=fair, person=person).first()
        if before is not None:
            return before
    age = age_on(today(), person.birth_date) if person is not None and person.birth_date else comer.age
    _demand_age(age, comer.permit)
    fair.last_number += 1
    fair.save(update_fields=["last_number"])
    return FairAttendance.objects.create(
        owner_institution_id=fair.owner_institution_id, fair=fair, person=person, number=fair.last_number, age=age,
        sex=person.sex if person is not None else _sex(comer.sex), permit=comer.permit.strip(), entry=_entry(comer),
        checked_in_at=now(), checked_in_by=actor.user_id,
    )  # fmt: skip


@action
def note_interview(*, actor: Actor, fair_id: int, participant_id: int, number: int, result: str) -> FairInterview:
    """An employer talked to whoever carries this number; said again, the result is corrected. Who talks has come."""
    demand_door(actor)
    fair = fair_of(actor, fair_id)
    if fair.state not in {FairState.ANNOUNCED, FairState.HELD}:
        raise NotOpen(_("Las entrevistas se anotan cuando la feria está anunciada o ya se realizó."))
    row = FairEmployer.objects.select_for_update().filter(pk=participant_id, fair=fair).first()
    came = FairAttendance.objects.filter(fair=fair, number=number).first()
    if row is None:
        raise _fault("participant", _("Elija un empleador de esta feria."))
    if came is None:
        raise _fault("number", _("Nadie tiene ese número. Revise el número de entrada."))
    if result not in InterviewResult.values:
        raise _fault("result", _("Elija qué resultó de la entrevista."))
    if row.coming != Coming.ATTENDED:
        row.coming, row.changed_at = Coming.ATTENDED, now()
        row.save(update_fields=["coming", "changed_at"])
    made, _is_new = FairInterview.objects.update_or_create(
        participant=row, attendance=came,
        defaults={"owner_institution_id": fair.owner_institution_id, "fair": fair, "result": result, "at": now(), "noted_by": actor.user_id},
    )  # fmt: skip
    return made


@action
def keep_opinion(*, actor: Actor, fair_id: int, opinion: Opinion, employer_id: int | None = None) -> FairAnswer:
    """Keep what an employer says about a fair (once), or somebody who came (unnamed)."""
    fair = _spoken_of(actor, fair_id, employer_id)
    if not 1 <= opinion.satisfaction <= 5:
        raise _fault("csat", _("Marque un número del 1 al 5."))
    if employer_id is not None and FairAnswer.objects.filter(fair=fair, employer=employer_id).exists():
        raise NotOpen(_("Ese empleador ya dio su opinión de esta feria."))
    return FairAnswer.objects.create(
        owner_institution_id=fair.owner_institution_id, fair=fair, side=Side.EMPLOYER if employer_id else Side.ATTENDEE, employer_id=employer_id,
        instrument=opinion.instrument, instrument_version=opinion.version, answers=dict(opinion.answers), satisfaction=opinion.satisfaction,
        at=now(),
    )  # fmt: skip


def _spoken_of(actor: Actor, fair_id: int, employer_id: int | None) -> Fair:
    """The fair, for its own institution, or for an employer that was invited to it."""
    if actor.kind == "employer":
        if employer_id != actor.employer_id:
            raise NotFound(_("Esa feria no es suya."))
    else:
        demand_door(actor)
        fair_of(actor, fair_id)
    invited = FairEmployer.objects.select_for_update(of=("self",)).filter(
        fair=fair_id, employer=employer_id or 0
    )  # two answers at once are one
    if employer_id is not None and invited.first() is None:
        raise NotFound(_("Ese empleador no está en esta feria."))
    fair = Fair.objects.filter(pk=fair_id, starts_at__lte=now(), state__in=(FairState.ANNOUNCED, FairState.HELD)).first()
    if fair is None:
        raise NotOpen(_("La opinión se da cuando la feria ya empezó."))
    return fair


def _open(actor: Actor, fair_id: int) -> Fair:
    fair = Fair.objects.select_for_update(of=("self",)).get(pk=fair_of(actor, fair_id).pk)
    if fair.state != FairState.ANNOUNCED:
        raise NotOpen(_("La feria no está abierta: anúnciela antes de anotar a quien llega."))
    return fair


def _person(actor: Actor, person_id: int | None) -> Person | None:
    if person_id is None:
        return None
    found = Person.objects.filter(pk=person_id, owner_institution_id=actor.institution_id or 0, merged_into=None).first()
    if found is None:
        raise NotFound(_("Esa persona no es de su registro. Búsquela otra vez, o anótela sin registro."))
    return found


def _demand_age(age: int | None, permit: str) -> None:
    lowest, adult = working_ages()
    problem = rules.entry_problem(age if age is None or age <= OLDEST else None, permit, lowest=lowest, adult=adult)
    said = {
        "age": ("age", _("Escriba la edad: de ella depende si puede buscar trabajo.")),
        "too_young": ("age", _("Con menos de %(age)s años no se busca trabajo. Ofrezca estudio y avise a orientación.") % {"age": lowest}),
        "permit": ("permit", _("Con menos de %(age)s años hace falta el permiso de trabajo. Anote quién lo dio.") % {"age": adult}),
    }
    if problem:
        name, sentence = said[problem]
        raise _fault(name, sentence)


def _entry(comer: Comer) -> str:
    if comer.person_id is None:
        return Entry.WALK_IN
    return Entry.CODE if comer.entry == Entry.CODE else Entry.SEARCH


def _sex(code: str) -> str:
    return code if code in Sex.values else Sex.UNKNOWN


def _fault(name: str, sentence: str) -> Invalid:
    return Invalid(sentence, fields={name: sentence})
