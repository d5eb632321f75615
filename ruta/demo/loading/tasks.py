"""Which next steps did the reasons of the referrals open that still wait?"""

from typing import Any

import numpy as np

from ruta.base.workdays import work_calendar
from ruta.demo.generator.streams import texts
from ruta.demo.loading.book import Book
from ruta.demo.loading.parts import Part
from ruta.demo.loading.referrals import reason_book
from ruta.referrals.enums import Side
from ruta.referrals.rules import NextStep

NOTHING_TO_DO = "no_action"


def tasks(book: Book, part: Part) -> dict[str, Any]:
    """One row for each next step of each referral whose reason still stands."""
    rows = part.rows["referrals"]
    every = book.people.referrals
    waiting = rows[np.isnat(every.closed_at[rows]) & book.reason_stands[rows] & (every.reason[rows] != "")]
    owed = [(row, step) for row in waiting.tolist() for step in reason_book().next_steps(every.reason[row]) if step.code != NOTHING_TO_DO]
    each = np.array([row for row, _ in owed], dtype=np.int64)
    receiver = every.receiver_institution_id[each]
    by_receiver = np.array([step.side is Side.RECEIVER for _, step in owed], dtype=bool)
    return {
        "owner_institution_id": np.full(len(each), part.institution_id),
        "receiver_id": receiver,
        "referral_id": book.ids("referrals", each),
        "case_id": book.ids("cases", every.case_row[each]),
        "institution_id": np.where(by_receiver, receiver, part.institution_id),
        "code": texts([step.code for _, step in owed]),
        "role": texts([_role(step) for _, step in owed]),
        "reason": every.reason[each],
        "opened_by_id": part.institution_id,
        "due_on": np.array([_due(book, row, step) for row, step in owed], dtype="datetime64[D]"),
    }


def _role(step: NextStep) -> str:
    return step.role or ("office_coordinator" if step.side is Side.SYSTEM else "")


def _due(book: Book, row: int, step: NextStep) -> str:
    since = book.people.referrals.state_since[row].astype("datetime64[D]").item()
    return work_calendar().add_days(since, step.due_wd).isoformat()
