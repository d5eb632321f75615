"""What can each synthetic person do and want? The rules of the profile read the answers, once for each set of answers that was read."""

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from ruta.demo.generator.persons import department_of
from ruta.demo.generator.streams import Flag, Index, texts
from ruta.demo.loading.book import Book
from ruta.demo.loading.parts import Part
from ruta.demo.loading.people import as_array
from ruta.placements.rules import Heard, ProfileDraft, drafted, missing_parts
from ruta.placements.selectors import occupation_meant, own_skills

Rows = dict[str, Any]
SOME_TOWN = "0000"
"""Stands for the home of each, so that a set of answers is read once."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """One draft as the columns of a profile."""

    occupations: str
    skills: str
    languages: str
    licences: str
    availability: str
    wage_min: int
    goes_abroad: bool
    stays_near: bool
    is_whole: bool


def profiles(book: Book, part: Part) -> Rows:
    """One row for each person who answered; three in four of those that lack nothing were gone through together."""
    rows = _last_of_each(book, part.rows["assessments"])
    every = book.people.assessments.rows(rows)
    persons = book.people.persons.rows(every.person_row)
    patterns = book.readings.patterns
    mine = [_drawn(patterns[pattern].answers) for pattern in book.readings.pattern[rows].tolist()]
    at_home = persons.residence_municipality
    done = np.array([each.is_whole for each in mine], dtype=bool) & (rows % 4 != 0)
    day = np.timedelta64(1, "D")
    return {
        **book.of_person(part, every.person_row),
        **{
            name: texts([getattr(each, name) for each in mine])
            for name in ("occupations", "skills", "languages", "licences", "availability")
        },
        "education": persons.education_level,
        "places": as_array(np.where([each.stays_near for each in mine], at_home, department_of(at_home))),
        "goes_abroad": np.array([each.goes_abroad for each in mine], dtype=bool),
        "wage_min": np.array([each.wage_min for each in mine], dtype=np.int64),
        "state": np.where(done, "complete", "draft").astype(object),
        "completed_at": np.where(done, every.answered_at + day, np.datetime64("NaT", "s")),
        "is_looking": np.isnat(book.people.cases.closed_at[every.case_row]) | (rows % 3 == 0),
        "changed_at": every.answered_at,
        "created_at": every.answered_at,
    }


def _last_of_each(book: Book, rows: Index) -> Index:
    """The last assessment of each person who stayed one record."""
    every = book.people.assessments.rows(rows)
    order = np.lexsort((every.answered_at, every.person_row))
    person = every.person_row[order]
    is_last: Flag = np.append(person[1:] != person[:-1], True) if len(person) else np.zeros(0, dtype=bool)
    return rows[order][is_last]


@lru_cache(maxsize=4096)
def _drawn(answers: str) -> Drawn:
    """One set of answers as a draft; a handful of hundreds are read, whatever the size of the population."""
    return _columns(drafted(Heard(answers=json.loads(answers), languages=["es"], municipality=SOME_TOWN), occupation_meant, own_skills))


def _columns(draft: ProfileDraft) -> Drawn:
    kept = draft.columns()
    return Drawn(
        **{name: json.dumps(kept[name], ensure_ascii=False) for name in ("occupations", "skills", "languages")},
        licences="{" + ",".join(draft.licences) + "}", availability=draft.availability, wage_min=draft.wage_min or -1,
        goes_abroad=draft.goes_abroad, stays_near=SOME_TOWN in draft.places, is_whole=not missing_parts(draft),
    )  # fmt: skip
