"""Who must not be sent to a vacancy, whatever they can do: danger, the law, an employer of whom nobody is sure?"""

from collections.abc import Iterable

from ruta.base.clock import today
from ruta.cases.selectors import age_on
from ruta.employers.enums import BARRED
from ruta.employers.models import Employer, Vacancy
from ruta.employers.selectors import working_ages
from ruta.people.models import Person, UnsafePlace
from ruta.placements.rules.suiting import is_too_young

UNSAFE, YOUNG, DOUBTED = "unsafe", "young", "doubted"


def hindrance_of(person: Person, vacancy: Vacancy) -> str:
    """Why this person is not sent there; nothing when they may be."""
    if person.pk in endangered_by(vacancy, [person.pk]):
        return UNSAFE
    if is_young_for(person, vacancy):
        return YOUNG
    return DOUBTED if Employer.objects.filter(pk=vacancy.employer_id, verification__in=sorted(BARRED)).exists() else ""


def is_young_for(person: Person, vacancy: Vacancy) -> bool:
    """Whether the law keeps them from it."""
    lowest, adult = working_ages()
    age = age_on(person.birth_date, today())
    return is_too_young(age, is_abroad=vacancy.is_abroad, schedule=vacancy.schedule, lowest=lowest, adult=adult)


def endangered_by(vacancy: Vacancy, person_ids: Iterable[int]) -> set[int]:
    """For whom of these the municipality of the job is marked as not safe."""
    if not vacancy.municipality:
        return set()
    marks = UnsafePlace.objects.filter(person__in=list(person_ids), municipality=vacancy.municipality, ended_at=None)
    return set(marks.order_by().values_list("person_id", flat=True))


def unsafe_municipalities(person_id: int) -> set[str]:
    """Where the person must not be sent."""
    marks = UnsafePlace.objects.filter(person=person_id, ended_at=None).exclude(municipality=None)
    return set(marks.order_by().values_list("municipality_id", flat=True))
