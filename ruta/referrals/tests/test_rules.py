"""Does every referral stay alive until somebody truly closes it, and does each side do only its own part?"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import ruta
from ruta.referrals.enums import ReasonKind, ReferralField, ReferralState, ReferralVerb, Side
from ruta.referrals.numbers import ReferralNumber, read_referral_number
from ruta.referrals.rules import (
    NOT_YET,
    ROLES,
    TERMINAL,
    Attempt,
    ReasonBook,
    StepNotOpen,
    check_step,
    fold,
    needed_fields,
    next_state,
    open_verbs,
    ring,
    ring_of,
    transition,
    waits_on,
)
from ruta.referrals.rules.table import BY_KEY, TABLE, WAITS

S, V, F = ReferralState, ReferralVerb, ReferralField
CATALOGUES = Path(ruta.__file__).parent / "taxonomy" / "data" / "catalogues"
WHOLE = [V.SEND, V.ACKNOWLEDGE, V.ACCEPT, V.SCHEDULE, V.ATTEND, V.DELIVER, V.CONFIRM, V.CLOSE]


def catalogue(name: str) -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((CATALOGUES / f"{name}.yaml").read_text(encoding="utf-8"))
    return read


BOOK = ReasonBook.of(catalogue("referral_reasons"))


@st.composite
def histories(draw: st.DrawFn) -> list[ReferralVerb]:
    """Any history the table allows."""
    steps: list[ReferralVerb] = []
    for _ in range(draw(st.integers(0, 18))):
        lines = [line.verb for line in TABLE if line.state is fold(steps)]
        if not lines:
            break
        steps.append(draw(st.sampled_from(lines)))
    return steps


def reachable(start: ReferralState, sides: frozenset[Side]) -> set[ReferralState]:
    """Every state that these sides can bring the referral to."""
    found, edge = {start}, [start]
    while edge:
        state = edge.pop()
        after = {line.to for line in TABLE if line.state is state and line.sides & sides} - found
        found |= after
        edge.extend(after)
    return found


def test_the_whole_loop() -> None:
    states = [fold(WHOLE[:length]) for length in range(len(WHOLE) + 1)]
    assert states == [
        S.DRAFT, S.SENT, S.RECEIVED, S.ACCEPTED, S.SCHEDULED, S.ATTENDED, S.DELIVERED, S.CONFIRMED, S.CLOSED,
    ]  # fmt: skip


def test_each_line_stands_once_and_every_state_is_reachable() -> None:
    assert len(BY_KEY) == len(TABLE)
    assert reachable(S.DRAFT, frozenset(Side)) == set(S)


@given(histories())
def test_from_anywhere_an_end_can_be_reached_and_no_state_is_a_dead_end(steps: list[ReferralVerb]) -> None:
    state = fold(steps)
    assert reachable(state, frozenset(Side)) & TERMINAL
    assert (state in TERMINAL) == (not [line for line in TABLE if line.state is state])


@pytest.mark.parametrize("state", sorted(set(S) - TERMINAL))
def test_every_open_state_waits_for_one_side_that_can_move_it_by_a_clock(state: ReferralState) -> None:
    wait = waits_on(state)
    assert wait is not None
    movers = [line for line in TABLE if line.state is state and wait.side in line.sides and line.to is not state]
    assert movers
    assert wait.working_days > 0 or wait.clock in ("acknowledge", "contact", "result")


@pytest.mark.parametrize("state", sorted(set(S) - TERMINAL))
def test_sender_alone_can_always_end_what_nobody_answers(state: ReferralState) -> None:
    assert reachable(state, frozenset({Side.SENDER})) & TERMINAL


def test_the_end_waits_for_nobody() -> None:
    assert set(WAITS) == set(S) - TERMINAL
    assert all(waits_on(state) is None for state in TERMINAL)


def test_accepted_is_never_the_end() -> None:
    assert S.ACCEPTED not in TERMINAL
    assert not any(line.to in TERMINAL - {S.WITHDRAWN} for line in TABLE if line.state is S.ACCEPTED)


@given(histories())
def test_closed_as_a_whole_ring_only_when_the_person_confirmed(steps: list[ReferralVerb]) -> None:
    shown = ring_of(steps)
    assert 0 <= shown.position <= 6
    if shown.whole:
        assert V.CONFIRM in steps
        assert not shown.cut
    if fold(steps) is S.CLOSED and not shown.whole:
        assert shown.cut


def test_the_ring_of_each_step() -> None:
    assert [ring_of(WHOLE[:n]).position for n in range(9)] == [0, 1, 2, 3, 4, 4, 5, 6, 6]
    declined = ring_of([V.SEND, V.ACKNOWLEDGE, V.DECLINE])
    assert (declined.position, declined.cut) == (2, True)
    assert ring_of([V.SEND, V.ACKNOWLEDGE, V.DECLINE, V.RESEND]).position == 1
    assert not ring(S.NO_SHOW).cut
    unconfirmed = ring_of([*WHOLE[:6], V.CLOSE_UNCONFIRMED])
    assert (unconfirmed.position, unconfirmed.cut) == (5, True)


def test_the_receiver_never_confirms_and_never_closes() -> None:
    for state in S:
        verbs = open_verbs(state, Side.RECEIVER, "partner_officer")
        assert not {V.CONFIRM, V.CLOSE, V.CLOSE_UNCONFIRMED, V.WITHDRAW, V.SEND} & set(verbs)


def test_each_side_in_its_roles() -> None:
    assert open_verbs(S.SENT, Side.RECEIVER, "partner_officer") == [V.ACKNOWLEDGE, V.ACCEPT, V.DECLINE, V.REFUSE, V.REROUTE]
    assert open_verbs(S.DELIVERED, Side.PERSON, "person") == [V.CONFIRM, V.DISPUTE]
    assert open_verbs(S.SENT, Side.RECEIVER, "auditor") == []
    assert open_verbs(S.SENT, Side.SENDER, "partner_officer") == []
    known = {item["code"] for item in catalogue("roles")["items"]} | {"system"}
    assert {role for roles in ROLES.values() for role in roles} <= known


def test_a_wrong_verb_raises() -> None:
    with pytest.raises(StepNotOpen):
        next_state(S.CLOSED, V.SEND)
    with pytest.raises(StepNotOpen):
        fold([V.ACCEPT])


def problems(state: ReferralState, verb: ReferralVerb, side: Side, role: str, **given_: object) -> list[tuple[str | None, str]]:
    attempt = Attempt(state, verb, side, role, {F(name): value for name, value in given_.items()})
    return [(problem.field, str(problem.sentence)) for problem in check_step(attempt, BOOK)]


def test_a_decline_needs_a_reason_of_the_provider() -> None:
    decline = (S.RECEIVED, V.DECLINE, Side.RECEIVER, "partner_officer")
    assert problems(*decline) == [("reason", "Falta el motivo. Escoja uno de la lista.")]
    assert problems(*decline, reason="pers_not_interested")[0][0] == "reason"
    assert problems(*decline, reason="no_such_reason")[0][0] == "reason"
    assert [field for field, _ in problems(*decline, reason="prov_no_capacity")] == ["review_date"]
    assert problems(*decline, reason="prov_no_capacity", review_date="2027-02-01") == []
    assert [field for field, _ in problems(*decline, reason="prov_not_eligible")] == ["note"]


def test_unreachable_needs_three_attempts() -> None:
    decline = (S.RECEIVED, V.DECLINE, Side.RECEIVER, "partner_officer")
    assert [field for field, _ in problems(*decline, reason="prov_cannot_contact")] == ["attempts"]
    few = problems(*decline, reason="prov_cannot_contact", attempts=2)
    assert few == [("attempts", "Se requieren al menos 3 intentos en días y horas distintas. Hay 2.")]
    assert problems(*decline, reason="prov_cannot_contact", attempts=3) == []


def test_who_speaks_for_the_person_says_how_they_heard_it() -> None:
    assert problems(S.DELIVERED, V.CONFIRM, Side.PERSON, "person") == []
    assert [field for field, _ in problems(S.DELIVERED, V.CONFIRM, Side.SENDER, "counsellor")] == ["heard_by"]
    assert problems(S.DELIVERED, V.CONFIRM, Side.SENDER, "counsellor", heard_by="call") == []
    assert problems(S.DELIVERED, V.CONFIRM, Side.RECEIVER, "partner_officer")[0][0] is None


def test_silence_closes_as_unconfirmed_after_three_attempts_and_never_expires_what_is_under_way() -> None:
    close = (S.DELIVERED, V.CLOSE_UNCONFIRMED, Side.SYSTEM, "system")
    assert problems(*close, reason="exp_not_confirmed", attempts=3) == []
    assert problems(*close, reason="exp_no_result", attempts=3)[0][0] == "reason"
    assert problems(S.SENT, V.EXPIRE, Side.SYSTEM, "system", reason="exp_not_confirmed", attempts=3)[0][0] == "reason"
    assert problems(S.SENT, V.EXPIRE, Side.SYSTEM, "system", reason="exp_not_acknowledged") == []


def test_an_outcome_that_is_not_yet_one_reports_progress() -> None:
    outcomes = {item["code"] for item in catalogue("service_outcomes")["items"]}
    assert outcomes > NOT_YET
    partner = (Side.RECEIVER, "partner_officer")
    for outcome in outcomes - NOT_YET - {"not_delivered"}:
        assert problems(S.ATTENDED, V.DELIVER, *partner, outcome=outcome) == []
        assert problems(S.ATTENDED, V.REPORT_PROGRESS, *partner, outcome=outcome, review_date="2027-01-02")
    for outcome in NOT_YET:
        assert problems(S.ATTENDED, V.DELIVER, *partner, outcome=outcome)
        assert problems(S.ATTENDED, V.REPORT_PROGRESS, *partner, outcome=outcome, review_date="2027-01-02") == []
    assert problems(S.ATTENDED, V.DELIVER, *partner, outcome="not_delivered")


def test_a_dispute_is_delivered_again_or_closed_with_a_note() -> None:
    assert next_state(S.DISPUTED, V.DELIVER) is S.DELIVERED
    assert needed_fields(S.DISPUTED, V.DELIVER, Side.RECEIVER) == (F.OUTCOME,)
    assert needed_fields(S.DISPUTED, V.CLOSE, Side.SENDER) == (F.NOTE,)


def steps_of(reason: str) -> list[tuple[str, str, int]]:
    return [(step.code, step.side.value, step.due_wd) for step in BOOK.next_steps(reason)]


def test_what_follows_differs_by_who_said_no() -> None:
    assert steps_of("prov_no_capacity") == [("keep_on_waitlist", "receiver", 10), ("offer_alternative_provider", "sender", 1)]
    assert steps_of("pers_care_duties") == [("remove_barrier", "sender", 3)]
    assert BOOK.reasons["pers_care_duties"].adds_need == "care_support_to_work"
    assert steps_of("nos_forgot") == [("reschedule", "receiver", 3)]
    assert steps_of("prov_cannot_contact") == [("change_channel_and_retry", "sender", 2), ("safety_check", "sender", 0)]
    assert BOOK.reasons["nos_provider_absent"].counts_against == "institution"


def test_a_wrong_card_in_the_directory_is_a_task_too() -> None:
    assert ("update_directory", "sender", 5) in steps_of("prov_outside_area")
    assert [step.role for step in BOOK.next_steps("prov_outside_area")] == ["", "territorial_officer"]


def lines_with_reason() -> Iterator[tuple[ReferralState, ReferralVerb]]:
    return ((line.state, line.verb) for line in TABLE if line.reason_kind)


@pytest.mark.parametrize(("state", "verb"), list(lines_with_reason()))
def test_every_transition_with_a_reason_has_some_to_offer(state: ReferralState, verb: ReferralVerb) -> None:
    assert BOOK.for_line(transition(state, verb))


def test_every_kind_and_reason_of_the_catalogue_is_usable() -> None:
    assert list(ReasonKind) == catalogue("referral_reasons")["kinds"]
    usable = {reason.code for line in TABLE if line.reason_kind for reason in BOOK.for_line(line)}
    assert usable == set(BOOK.reasons)
    assert all(reason.next_steps for reason in BOOK.reasons.values())


@given(st.integers(2000, 9999), st.integers(1, 9_999_999))
def test_a_number_is_read_as_written(year: int, sequence: int) -> None:
    number = ReferralNumber(year, sequence)
    assert read_referral_number(str(number)) == number


def test_numbers_by_hand() -> None:
    assert str(ReferralNumber(2026, 1873)) == "D-2026-01873"
    assert read_referral_number(" d-2026-1873 ") == ReferralNumber(2026, 1873)
    assert [read_referral_number(text) for text in ("", "D-26-1", "SPS-2026-004817", "D-2026-0")] == [None] * 4
    with pytest.raises(ValueError, match="no referral number"):
        ReferralNumber(2026, 0)
