"""How do the stories become cases with their steps, needs, services received and contacts?"""

from functools import lru_cache
from typing import Any

import numpy as np

from ruta.demo.generator.catalogue import catalogue
from ruta.demo.generator.streams import Flag, Index, Text, label, one_of, texts
from ruta.demo.loading.book import OPENS_UTC, Book
from ruta.demo.loading.parts import Part
from ruta.taxonomy.selectors import item

Rows = dict[str, Any]
NO_TIME = np.datetime64("NaT", "s")
PAUSED = "Pidió una pausa por motivos de familia."
CLOSED = "Se habló con la persona y se acordó el cierre."
NOT_GIVEN = "not_delivered"
CHANNELS = np.array(["phone", "messaging", "in_person", "phone", "visit"], dtype=object)
SERVED_BY = np.array(["in_person", "in_person", "in_person", "phone", "messaging"], dtype=object)
SUBJECTS = {"contact": "plan"}  # a contact in the middle of a plan


def cases(book: Book, part: Part) -> Rows:
    """One row for each case, as it stands."""
    rows = part.rows["cases"]
    every = book.people.cases.rows(rows)
    segment = book.segments[rows]
    return {
        "id": book.ids("cases", rows),
        **book.of_person(part, every.person_row),
        "number": book.case_number[rows],
        "office_id": every.office_id,
        "officer_id": book.staff.of(every.office_id, every.officer_index, rows),
        "entry_point": every.entry_point,
        "modality": every.modality,
        "population": texts([_population(code) for code in every.modality.tolist()]),
        "state": every.state,
        "segment": segment,
        "strategy": texts([book.strategies.get(code, "") for code in segment.tolist()]),
        "opened_at": every.opened_at,
        "closed_at": every.closed_at,
        "close_reason": every.closing_reason,
        "last_activity_at": book.last_activity[rows],
        "version": np.bincount(book.people.case_steps.case_row, minlength=len(book.people.cases))[rows],
    }


def steps(book: Book, part: Part) -> Rows:
    """The history of each case."""
    rows = part.rows["case_steps"]
    every = book.people.case_steps.rows(rows)
    officer = book.staff.of(every.office_id, every.officer_index, every.case_row)
    closing = every.verb == "close"
    return {
        **book.of_case(part, every.case_row),
        "verb": every.verb,
        "state": every.state,
        "office_id": every.office_id,
        "officer_id": officer,
        "actor_user_id": officer,
        "reason": np.where(closing, book.people.cases.closing_reason[every.case_row], ""),
        "note": label(len(rows), "", (closing, CLOSED), (every.verb == "pause", PAUSED)),
        "at": every.at,
    }


def needs(book: Book, part: Part) -> Rows:
    """The coded needs."""
    rows = part.rows["needs"]
    every = book.people.needs.rows(rows)
    at_the_door = every.identified_at == book.people.cases.opened_at[every.case_row]
    return {
        "id": book.ids("needs", rows),
        **book.of_case(part, every.case_row),
        "code": every.code,
        "priority": every.priority,
        "sensitivity": every.sensitivity,
        "data_category": label(len(rows), "needs_general", (every.sensitivity == "strict", "needs_sensitive")),
        "state": every.state,
        "due_on": every.due_on,
        "source": label(len(rows), "instrument", (at_the_door, "counsellor")),
        "identified_at": every.identified_at,
        "met_at": every.met_at,
        "moved_at": every.met_at,
    }


def deliveries(book: Book, part: Part) -> Rows:
    """The services received, with what the indicators count by."""
    rows = part.rows["deliveries"]
    every = book.people.deliveries.rows(rows)
    case = book.people.cases
    office = np.where(every.office_id < 0, book.home_of(every.provider_institution_id), every.office_id)
    return {
        "id": book.ids("deliveries", rows),
        **book.of_case(part, every.case_row),
        "data_category": label(len(rows), "plan_services", (is_sensitive(every.service_type), "needs_sensitive")),
        "service_type": every.service_type,
        "provider_id": every.provider_institution_id,
        "office_id": np.where(office < 0, case.office_id[every.case_row], office),
        "officer_id": book.staff.of(every.office_id, every.officer_index, every.case_row),
        "delivered_on": every.delivered_on,
        "outcome": every.outcome,
        "need_id": book.ids("needs", book.need_of(every.referral_row)),
        "plan_action_id": book.ids("actions", every.action_row),
        "channel": SERVED_BY[rows % len(SERVED_BY)],
        "counts_as_attention": every.counts_as_attention & (every.outcome != NOT_GIVEN),
        "modality": case.modality[every.case_row],
        "sex": book.people.persons.sex[every.person_row],
        "age": _ages(book.people.persons.birth_date[every.person_row], every.delivered_on),
        "recorded_at": every.delivered_on.astype("datetime64[s]") + OPENS_UTC + (rows % 28_000).astype("timedelta64[s]"),
    }


def follow_ups(book: Book, part: Part) -> Rows:
    """The contacts made and due."""
    rows = part.rows["follow_ups"]
    every = book.people.follow_ups.rows(rows)
    office = book.people.cases.office_id[every.case_row]
    made: Flag = ~np.isnat(every.done_at)
    return {
        **book.of_case(part, every.case_row),
        "subject": texts([SUBJECTS.get(code, code) for code in every.subject.tolist()]),
        "due_on": every.due_on,
        "officer_id": book.staff.of(office, every.officer_index, every.case_row),
        "done_at": every.done_at,
        "result": every.result,
        "channel": np.where(made, CHANNELS[rows % len(CHANNELS)], ""),
    }


def _ages(born: np.ndarray, day: np.ndarray) -> Index:
    """Full years of life on a day."""
    years = day.astype("datetime64[Y]").astype(np.int64) - born.astype("datetime64[Y]").astype(np.int64)
    month, birth_month = (moment.astype("datetime64[M]").astype(np.int64) % 12 for moment in (day, born))
    in_month, birth_day = (
        (moment.astype("datetime64[D]") - moment.astype("datetime64[M]").astype("datetime64[D]")).astype(np.int64) for moment in (day, born)
    )
    before = (month < birth_month) | ((month == birth_month) & (in_month < birth_day))
    return np.maximum(years - before, 0)


def is_sensitive(service_type: Text) -> Flag:
    """Which services say more of a person than their name should."""
    return one_of(service_type, *(code for code, row in catalogue().services.items() if row["sensitive"]))


@lru_cache(maxsize=64)
def _population(modality: str) -> str:
    return str(item("modalities", modality).get("default_population", "returned_persons"))
