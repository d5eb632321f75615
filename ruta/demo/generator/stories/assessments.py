"""Who was assessed, with which answers and result?"""

from dataclasses import dataclass

import numpy as np

from ruta.demo.generator.register import Register
from ruta.demo.generator.stories.answers import Answers, answer
from ruta.demo.generator.stories.scoring import as_json, scores, segments
from ruta.demo.generator.stories.timeline import ASSESSED, Course
from ruta.demo.generator.streams import Index, chance, stream
from ruta.demo.generator.tables.cases import Assessments
from ruta.demo.generator.workdays import to_moment

WORKING_AGE, ADULT = 15, 18
YOUNG = 0.35  # guess: adolescents who are asked about work


@dataclass(frozen=True)
class Profiles:
    """The assessed cases (`case`, ascending) with their answers."""

    case: Index
    answers: Answers
    table: Assessments


def assess(course: Course, register: Register, seed: int) -> Profiles:
    """Assess every case that came so far, save those of children."""
    rng = stream(seed, "assessments")
    asked = (course.age >= ADULT) | ((course.age >= WORKING_AGE) & chance(rng, YOUNG, len(course)))
    case = np.flatnonzero(asked & np.isfinite(course.times[:, ASSESSED]))
    person = course.person[case]
    answers = answer(rng, register.persons.rows(person), course.age[case])
    found = scores(answers)
    table = Assessments(
        case_row=case,
        person_row=person,
        answered_at=to_moment(course.times[case, ASSESSED]),
        officer_index=course.officer_at(ASSESSED)[case],
        answers=as_json(answers),
        segment=segments(answers, found),
        **found,
    )
    return Profiles(case, answers, table)
