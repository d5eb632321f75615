"""Who is expected today and this week? Appointments of referrals, of contacts due and of the plans."""

from typing import Any

import numpy as np

from ruta.demo.generator import Population
from ruta.demo.generator.streams import Flag, Index, label, one_of, texts
from ruta.demo.loading.book import OPENS_UTC, Book
from ruta.demo.loading.parts import Part
from ruta.demo.loading.plans import words

Rows = dict[str, Any]
LATELY, AHEAD = np.timedelta64(30, "D"), np.timedelta64(6, "D")
SLOT = np.timedelta64(30, "m")
SLOTS = 15  # from 8:00 to 15:00
REFERRED, CONTACT = "Cita por derivación", "Seguimiento de su itinerario"
SEEN_STATES = ("attended", "delivered", "confirmed", "disputed", "closed")


def meets(population: Population, morning: np.datetime64) -> Flag:
    """Which referrals keep an appointment: those that wait, and those of the last weeks."""
    every = population.referrals
    known: Flag = ~np.isnat(every.scheduled_for) & (every.receiver_office_id >= 0)
    return known & (np.isnat(every.closed_at) | (every.scheduled_for >= morning - LATELY))


def referred(book: Book, part: Part) -> Rows:
    """The appointments of the referrals."""
    rows = part.rows["referrals"]
    rows = rows[book.appointment_of[rows] >= 0]
    every = book.people.referrals.rows(rows)
    seen = one_of(every.state, *SEEN_STATES)
    return {
        "id": book.appointment_of[rows],
        **book.of_person(part, every.person_row),
        "host_id": every.receiver_institution_id,
        "office_id": every.receiver_office_id,
        "officer_id": book.staff.of(every.receiver_office_id, every.receiver_officer_index, every.case_row),
        "subject": REFERRED,
        "starts_at": every.scheduled_for,
        "referral_ref": book.ids("referrals", rows),
        "state": label(
            len(rows), "cancelled", (every.state == "scheduled", "booked"), (seen, "seen"), (every.state == "no_show", "no_show")
        ),
        "created_at": every.sent_at,
    }


def contacts(book: Book, part: Part) -> Rows:
    """One in two of the contacts due this week is an appointment at the office."""
    rows = part.rows["follow_ups"]
    every = book.people.follow_ups.rows(rows)
    this_week = np.isnat(every.done_at) & _is_soon(book, every.due_on) & (rows % 2 == 0)
    rows, every = rows[this_week], every.rows(this_week)
    return _own(book, part, every.case_row, every.officer_index, every.due_on, rows) | {"subject": CONTACT}


def planned(book: Book, part: Part) -> Rows:
    """The steps of plans that are appointments and fall into this week."""
    rows = part.rows["actions"]
    every = book.people.actions.rows(rows)
    this_week = (every.kind == "appointment") & one_of(every.state, "open", "in_progress") & _is_soon(book, every.due_on)
    rows, every = rows[this_week], every.rows(this_week)
    template, goal = book.people.plans.template[every.plan_row], book.people.goals.code[every.goal_row]
    subject = texts([words()[key] for key in zip(template.tolist(), goal.tolist(), every.code.tolist(), strict=True)])
    officer = book.people.cases.officer_index[every.case_row]
    return _own(book, part, every.case_row, officer, every.due_on, rows) | {"subject": subject}


def _is_soon(book: Book, day: np.ndarray) -> Flag:
    today = np.datetime64(book.today, "D")
    return (day >= today) & (day <= today + AHEAD)


def _own(book: Book, part: Part, case: Index, officer: Index, day: np.ndarray, rows: Index) -> Rows:
    office = book.people.cases.office_id[case]
    return {
        **book.of_person(part, book.people.cases.person_row[case]),
        "host_id": part.institution_id,
        "office_id": office,
        "officer_id": book.staff.of(office, officer, case),
        "starts_at": day.astype("datetime64[s]") + OPENS_UTC + SLOT * (rows % SLOTS),
        "created_at": book.morning - np.timedelta64(5, "D"),
    }
