"""What do the answers of the population mean? The engine reads a sample; who was not in it gives the answers of somebody in the same segment."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from ruta.cases.actions.assessing import kept_reading
from ruta.cases.instruments import Alert, assess
from ruta.cases.selectors.assessing import HEADLINE, age_on, case_instrument, data_category, strategy_of
from ruta.demo.generator import Population
from ruta.demo.generator.streams import Index, Text, texts
from ruta.demo.loading.book import Book
from ruta.demo.loading.parts import Part
from ruta.taxonomy.selectors import instrument, item

Rows = dict[str, Any]
READ = 500  # assessments that the engine reads itself: the last ones of open cases, which are looked at first
RESOLVED = "Se habló en privado y se aplicó la valoración de protección."
SETTLED_AFTER = np.timedelta64(7, "D")


@dataclass(frozen=True)
class Pattern:
    """One set of answers with what the engine makes of it, as the columns of an assessment."""

    answers: str
    scores: str
    drivers: str
    reading: str
    segment: str
    alerts: tuple[Alert, ...] = ()


@dataclass(frozen=True)
class Readings:
    """The pattern of each assessment; `own` says whether it is of these very answers."""

    patterns: list[Pattern]
    pattern: Index
    own: np.ndarray

    def column(self, name: str, rows: Index) -> Text:
        """One column of the assessments."""
        return texts([getattr(each, name) for each in self.patterns])[self.pattern[rows]]


def read_all(population: Population) -> Readings:
    """Run the engine over the sample and find a pattern for everybody."""
    every = population.assessments
    open_ = np.isnat(population.cases.closed_at[every.case_row])
    order = np.lexsort((every.answered_at, open_))[::-1]
    sample = np.sort(_of_every_segment(every.segment, order))
    patterns = [_read(population, int(row)) for row in sample]
    pattern = np.zeros(len(every), dtype=np.int64)
    for segment in set(every.segment.tolist()):
        alike = np.array([place for place, each in enumerate(patterns) if each.segment == segment] or [0], dtype=np.int64)
        mine = np.flatnonzero(every.segment == segment)
        pattern[mine] = alike[mine % len(alike)]
    pattern[sample] = np.arange(len(sample))
    own = np.zeros(len(every), dtype=bool)
    own[sample] = True
    return Readings(patterns, pattern, own)


def assessments(book: Book, part: Part) -> Rows:
    """One row for each assessment."""
    rows = part.rows["assessments"]
    every, read = book.people.assessments.rows(rows), book.readings
    office = book.people.cases.office_id[every.case_row]
    content = instrument(HEADLINE)
    return {
        "id": book.ids("assessments", rows),
        **book.of_case(part, every.case_row),
        "instrument": HEADLINE,
        "instrument_version": content.version,
        "data_category": data_category(HEADLINE, str(content["access"]["sensitivity"])),
        **{name: read.column(name, rows) for name in ("answers", "scores", "drivers", "reading", "segment")},
        "assessed_by_id": book.staff.of(office, every.officer_index, every.case_row),
        "assessed_at": every.answered_at,
    }


def alerts(book: Book, part: Part) -> Rows:
    """What the answers that the engine read itself warn of; old warnings were answered."""
    rows = part.rows["assessments"]
    raised = [(row, alert) for row in rows[book.readings.own[rows]].tolist() for alert in _alerts_of(book, row)]
    each = np.array([row for row, _ in raised], dtype=np.int64)
    every = book.people.assessments.rows(each)
    office = book.people.cases.office_id[every.case_row]
    settled = (every.answered_at < book.morning - SETTLED_AFTER) | ~np.isnat(book.people.cases.closed_at[every.case_row])
    hours = np.array([alert.within_hours or 24 for _, alert in raised], dtype="timedelta64[h]")
    return {
        **book.of_case(part, every.case_row),
        "assessment_id": book.ids("assessments", each),
        "code": texts([alert.code for _, alert in raised]),
        "severity": texts([str(alert.severity) for _, alert in raised]),
        "message": texts([alert.message_es for _, alert in raised]),
        "notify_roles": texts(["{" + ",".join(alert.notify_roles) + "}" for _, alert in raised]),
        "blocks": texts(["{" + ",".join(alert.blocks) + "}" for _, alert in raised]),
        "raised_at": every.answered_at,
        "due_at": every.answered_at + hours,
        "resolved_at": np.where(settled, every.answered_at + np.timedelta64(3, "h"), np.datetime64("NaT", "s")),
        "resolved_by_id": np.where(settled, book.staff.of(office, every.officer_index, every.case_row), -1),
        "note": np.where(settled, RESOLVED, "").astype(object),
    }


def strategies() -> dict[str, str]:
    """The strategy of service that follows from each segment."""
    headline = case_instrument(HEADLINE)
    return {segment.code: strategy_of(headline, segment.code) for segment in headline.segments}


def _alerts_of(book: Book, row: int) -> tuple[Alert, ...]:
    return book.readings.patterns[book.readings.pattern[row]].alerts


def _of_every_segment(segment: Text, order: Index) -> Index:
    """The first of the order, and some of each segment however rare."""
    rare = [order[segment[order] == code][:20] for code in sorted(set(segment.tolist()))]
    return np.unique(np.concatenate([order[:READ], *rare])) if len(order) else order


def _read(population: Population, row: int) -> Pattern:
    answers = json.loads(population.assessments.answers[row])
    result = assess(case_instrument(HEADLINE), answers, _facts(population, row))
    columns = kept_reading(result)
    kept = {name: json.dumps(columns[name], ensure_ascii=False) for name in ("scores", "drivers", "reading")}
    return Pattern(json.dumps(dict(result.answers), ensure_ascii=False), segment=columns["segment"], alerts=tuple(result.alerts), **kept)


def _facts(population: Population, row: int) -> dict[str, Any]:
    """What the expressions of the instrument know of the person besides the answers, on the day of the assessment."""
    every, persons = population.assessments, population.persons
    person, day = int(every.person_row[row]), every.answered_at[row].astype("datetime64[D]").item()
    age = age_on(_birth(population, person), day)
    modality = persons.modality[person]
    return {
        "age": age,
        "is_minor": None if age is None else age < 18,
        "sex": persons.sex[person],
        "modality": modality,
        "population": item("modalities", modality).get("default_population", "returned_persons"),
        "days_since_return": None,
        "has_dependants": bool(persons.dependants[person] > 0),
    }


def _birth(population: Population, person: int) -> date:
    born: date = population.persons.birth_date[person].item()
    return born
