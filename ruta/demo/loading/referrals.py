"""How do the stories become referrals with their packets, steps and the tasks that a reason opened?"""

from functools import lru_cache
from hashlib import sha256
from typing import Any

import numpy as np

from ruta.demo.generator.streams import Flag, Index, Text, label, one_of, texts
from ruta.demo.loading.book import Book
from ruta.demo.loading.cases import is_sensitive
from ruta.demo.loading.packets import ASKED
from ruta.demo.loading.parts import Part
from ruta.demo.loading.people import as_array
from ruta.referrals.rules import ReasonBook
from ruta.taxonomy.selectors import catalogue

Rows = dict[str, Any]
RESTRICTED = "restricted"  # stands for a reason that the other side does not read
HEARD = np.array(["office", "call", "message"], dtype=object)
SPOKEN = ("confirm", "dispute", "refuse")  # the person's word, written down by whoever heard it
ENDED = "La persona fue atendida por otra vía."
NOTHING_SENT = sha256().hexdigest()
TAKEN_BACK = ("withdrawn", "rerouted")


def referrals(book: Book, part: Part) -> Rows:
    """One row for each hand-over, as it stands."""
    rows = part.rows["referrals"]
    every = book.people.referrals.rows(rows)
    sent = rows[~np.isnat(every.sent_at)]
    part.made["packets"] = (sent, part.made["sealer"].seal(sent))
    hashes = dict(zip(sent.tolist(), (packet.sha256 for packet in part.made["packets"][1]), strict=True))
    consent = book.consent_of[rows]
    purposes = np.where(consent >= 0, book.people.consents.purpose[consent], "referral")
    return {
        "id": book.ids("referrals", rows),
        **book.of_case(part, every.case_row),
        "number": book.referral_number[rows],
        "need_id": book.ids("needs", every.need_row),
        "plan_action_id": book.ids("actions", every.action_row),
        "sender_office_id": every.sender_office_id,
        "sender_user_id": book.staff.of(every.sender_office_id, every.sender_officer_index, every.case_row),
        "receiver_id": every.receiver_institution_id,
        "service_id": every.service_id,
        "receiver_office_id": every.receiver_office_id,
        "receiver_user_id": np.where(
            one_of(every.state, "draft", "sent"), -1, book.staff.of(every.receiver_office_id, every.receiver_officer_index, every.case_row)
        ),
        "service_type": every.service_type,
        "purpose": purposes,
        "is_protected": is_sensitive(every.service_type) | book.has_strict_need(every.need_row),
        "is_urgent": every.is_urgent,
        "request": ASKED,
        "packet_hash": texts([hashes.get(row, unsent) for row, unsent in zip(rows.tolist(), _unsent(every.state), strict=True)]),
        "state": every.state,
        "position": book.terms.position[rows],
        "waits_on": book.terms.waits_on[rows],
        "reason": _hidden(np.where(book.reason_stands[rows], every.reason, ""), np.zeros(len(rows), dtype=bool)),
        "outcome": every.outcome,
        "appointment_id": book.appointment_of[rows],
        "delivery_id": book.ids("deliveries", book.delivery_of[rows]),
        "sent_at": every.sent_at,
        "state_since": every.state_since,
        "due_at": book.terms.due_at[rows],
        "escalation": book.terms.escalation[rows],
        "closed_at": every.closed_at,
        "version": 1 + np.bincount(book.people.referral_steps.referral_row, minlength=len(book.people.referrals))[rows],
        "created_at": every.created_at,
    }


def packets(book: Book, part: Part) -> Rows:
    """What travelled, sealed before it was sent."""
    rows, sealed = part.made.pop("packets")
    every, consent = book.people.referrals.rows(rows), book.people.consents.rows(book.consent_of[rows])
    return {
        **book.of_person(part, every.person_row),
        "referral_id": book.ids("referrals", rows),
        "receiver_id": every.receiver_institution_id,
        "purpose": consent.purpose,
        "categories": as_array(consent.categories),
        "content": texts([packet.content for packet in sealed]),
        "sha256": texts([packet.sha256 for packet in sealed]),
        "allowed_until": consent.valid_until,
        "sealed_at": every.sent_at,
        "withheld_at": np.where(one_of(every.state, *TAKEN_BACK), every.state_since, np.datetime64("NaT", "s")),
    }


def own_steps(book: Book, part: Part) -> Rows:
    """The steps of the sender and of the machine."""
    rows = part.rows["referral_steps"]
    return _steps(book, rows[book.people.referral_steps.side[rows] != "receiver"])


def received_steps(book: Book, rows: Index) -> Rows:
    """The steps that a receiver wrote."""
    return _steps(book, rows)


def _steps(book: Book, rows: Index) -> Rows:
    every = book.people.referral_steps.rows(rows)
    of = book.people.referrals.rows(every.referral_row)
    received = every.side == "receiver"
    heard = one_of(every.verb, *SPOKEN) & ~received
    side = label(len(rows), "sender", (received, "receiver"), (every.side == "system", "system"))
    users = np.where(
        received,
        book.staff.of(of.receiver_office_id, of.receiver_officer_index, of.case_row),
        book.staff.of(of.sender_office_id, of.sender_officer_index, of.case_row),
    )
    explains = (every.verb == "close") & (book.state_before[rows] != "confirmed")
    return {
        "id": book.ids("referral_steps", rows),
        "owner_institution_id": of.sender_institution_id,
        "referral_id": book.ids("referrals", every.referral_row),
        "receiver_id": of.receiver_institution_id,
        "verb": every.verb,
        "side": side,
        "state": every.state,
        "actor_institution_id": np.where(received, of.receiver_institution_id, of.sender_institution_id),
        "actor_user_id": np.where(side == "system", -1, users),
        "reason": _hidden(every.reason, received),
        "note": label(len(rows), "", (explains, ENDED)),
        "facts": _facts(every.verb, heard, of.outcome, rows),
        "at": every.at,
    }


def _unsent(state: Text) -> list[str]:
    """Of a draft that was taken back nothing travelled: the hash of nothing."""
    return ["" if each == "draft" else NOTHING_SENT for each in state.tolist()]


def _facts(verb: Text, heard: Flag, outcome: Text, rows: Index) -> Text:
    """What the history keeps beside a verb."""
    said = label(len(rows), "{}")
    said[heard] = texts([f'{{"heard_by": "{how}"}}' for how in HEARD[rows[heard] % len(HEARD)]])
    delivered = verb == "deliver"
    said[delivered] = texts([f'{{"outcome": "{code}"}}' for code in outcome[delivered]])
    return said


def _hidden(reason: Text, by_receiver: Flag) -> Text:
    """A reserved reason of the person or the sender stands there without its words."""
    return np.where(one_of(reason, *sorted(_reserved())) & ~by_receiver, RESTRICTED, reason)


@lru_cache(maxsize=1)
def _reserved() -> frozenset[str]:
    return frozenset(code for code, reason in reason_book().reasons.items() if reason.restricted)


@lru_cache(maxsize=1)
def reason_book() -> ReasonBook:
    """The reasons of the catalogue with what they ask for."""
    return ReasonBook.of(catalogue("referral_reasons").plain())
