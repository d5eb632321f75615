"""Do the clocks count as the agreement says, and does a delay climb the ladder?"""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ruta.base.workdays import TEGUCIGALPA, work_calendar
from ruta.referrals.clocks import (
    Deadline,
    ServiceClocks,
    Term,
    clock_state,
    deadline_of,
    deadlines,
    moment_of_share,
    share_used,
    started_of,
)
from ruta.referrals.enums import ClockKind, ReferralState, Rung
from ruta.referrals.escalation import Audience, Waiting, due_escalations, ladder
from ruta.referrals.rules import TERMINAL, waits_on
from ruta.referrals.tests.test_rules import CATALOGUES

CALENDAR = work_calendar()
K, S = ClockKind, ReferralState
CLOCKS = ServiceClocks(1, 5, 15, {"acknowledge": 2, "contact": 24})


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=TEGUCIGALPA)


SENT = at("2026-11-17 10:00")  # a Tuesday
moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(TEGUCIGALPA))  # noqa: DTZ001


def reading(now: str, deadline: Deadline, **state: datetime) -> tuple[str, str]:
    found = clock_state(at(now), SENT, deadline, CALENDAR, **state)
    return found.tone.value, str(found.sentence)


def test_terms_in_working_days_end_when_the_office_closes() -> None:
    due = {kind: deadline.due for kind, deadline in deadlines(SENT, CLOCKS, urgent=False, calendar=CALENDAR).items()}
    assert due == {K.ACKNOWLEDGE: at("2026-11-18 16:00"), K.CONTACT: at("2026-11-24 16:00"), K.RESULT: at("2026-12-08 16:00")}


def test_an_urgency_runs_in_hours_where_hours_are_agreed() -> None:
    found = deadlines(SENT, CLOCKS, urgent=True, calendar=CALENDAR)
    assert (found[K.ACKNOWLEDGE].due, found[K.ACKNOWLEDGE].runs) == (at("2026-11-17 12:00"), True)
    assert (found[K.RESULT].due, found[K.RESULT].runs) == (at("2026-12-08 16:00"), False)


@given(moments)
def test_an_urgency_never_waits_longer_than_the_usual_term(sent: datetime) -> None:
    usual, urgent = (deadlines(sent, CLOCKS, urgent=flag, calendar=CALENDAR) for flag in (False, True))
    assert all(urgent[kind].due <= usual[kind].due for kind in usual)
    assert all(sent < deadline.due for deadline in [*usual.values(), *urgent.values()])


@given(moments, moments)
def test_sent_later_is_never_due_sooner(one: datetime, two: datetime) -> None:
    first, last = sorted((one, two))
    for kind in (K.ACKNOWLEDGE, K.CONTACT, K.RESULT):
        dues = [deadlines(sent, CLOCKS, urgent=False, calendar=CALENDAR)[kind].due for sent in (first, last)]
        assert dues == sorted(dues)


def test_what_a_clock_says() -> None:
    contact = deadlines(SENT, CLOCKS, urgent=False, calendar=CALENDAR)[K.CONTACT]
    assert reading("2026-11-18 09:00", contact) == ("ok", "faltan 4 días")
    assert reading("2026-11-23 14:00", contact) == ("soon", "falta 1 día")
    assert reading("2026-11-24 08:00", contact) == ("soon", "vence hoy a las 16:00")
    assert reading("2026-11-24 18:00", contact) == ("late", "venció hoy a las 16:00")
    assert reading("2026-11-25 08:00", contact) == ("late", "1 día tarde")
    assert reading("2026-11-29 08:00", contact) == ("late", "3 días tarde")
    assert reading("2026-11-29 08:00", contact, paused_since=at("2026-11-18 09:00")) == ("paused", "en pausa")
    assert reading("2026-11-29 08:00", contact, done_at=at("2026-11-18 09:00")) == ("done", "listo")


def test_what_a_running_clock_says() -> None:
    quick = deadlines(SENT, CLOCKS, urgent=True, calendar=CALENDAR)[K.ACKNOWLEDGE]
    assert reading("2026-11-17 10:30", quick) == ("ok", "falta 1 hora")
    assert reading("2026-11-17 11:40", quick) == ("soon", "faltan 20 minutos")
    assert reading("2026-11-17 15:00", quick) == ("late", "3 horas tarde")


@given(moments, st.integers(1, 20), st.booleans(), st.floats(0, 1))
def test_the_share_used_grows_from_nothing_to_all(start: datetime, term: int, runs: bool, share: float) -> None:
    due = start + timedelta(hours=term) if runs else CALENDAR.closing(CALENDAR.add_days(start.date(), term))
    deadline = Deadline(K.CONTACT, due, runs)
    moment = moment_of_share(share, start, deadline, CALENDAR)
    assert start <= moment <= due
    assert share_used(moment, start, deadline, CALENDAR) == pytest.approx(share, abs=1e-6) or share < 1e-9
    assert share_used(start, start, deadline, CALENDAR) == 0
    assert share_used(due, start, deadline, CALENDAR) == 1


@pytest.mark.parametrize("state", sorted(S))
def test_every_open_state_has_a_deadline_and_the_end_has_none(state: ReferralState) -> None:
    term = Term(state, SENT, SENT, CLOCKS, appointment_at=at("2026-11-20 09:00"))
    found = deadline_of(term, CALENDAR)
    assert (found is None) == (state in TERMINAL)
    if found:
        assert found.due > SENT
        assert started_of(term) == SENT


def test_an_appointment_is_written_down_the_day_after() -> None:
    found = deadline_of(Term(S.SCHEDULED, SENT, SENT, CLOCKS, appointment_at=at("2026-11-20 09:00")), CALENDAR)
    assert found is not None
    assert found.due == at("2026-11-23 16:00")


def test_a_date_for_the_next_report_puts_the_term_off_and_never_forward() -> None:
    term = Term(S.ATTENDED, SENT, SENT, CLOCKS)
    usual, later, sooner = (deadline_of(replace(term, review_on=day), CALENDAR) for day in (None, date(2027, 1, 15), date(2026, 11, 18)))
    assert usual is not None
    assert later is not None
    assert later.due == at("2027-01-15 16:00")
    assert sooner == usual


def test_the_ladder_of_a_receiver() -> None:
    deadline = deadline_of(Term(S.SENT, SENT, SENT, CLOCKS), CALENDAR)
    assert deadline is not None
    waiting = Waiting(S.SENT, SENT, deadline)
    assert [(rung.rung, rung.at, rung.audience) for rung in ladder(waiting, CALENDAR)] == [
        (Rung.REMINDED, at("2026-11-18 12:30"), (Audience.RECEIVER,)),
        (Rung.LATE, at("2026-11-18 16:00"), (Audience.SENDER, Audience.RECEIVER)),
        (Rung.COORDINATORS, at("2026-11-20 16:00"), (Audience.SENDER_COORDINATION, Audience.RECEIVER_COORDINATION)),
        (Rung.REROUTE_OFFERED, at("2026-11-25 16:00"), (Audience.SENDER,)),
    ]
    assert due_escalations(waiting, at("2026-11-18 12:00"), CALENDAR) == []
    assert [rung.rung for rung in due_escalations(waiting, at("2026-11-21 00:00"), CALENDAR)] == [1, 2, 3]
    climbed = replace(waiting, climbed=Rung.LATE)
    assert [rung.rung for rung in due_escalations(climbed, at("2026-12-21 00:00"), CALENDAR)] == [3, 4]


def test_a_person_is_reminded_and_then_called_by_the_sender() -> None:
    deadline = deadline_of(Term(S.DELIVERED, SENT, SENT, CLOCKS), CALENDAR)
    assert deadline is not None
    told = [rung.audience for rung in ladder(Waiting(S.DELIVERED, SENT, deadline), CALENDAR)]
    assert told == [(Audience.PERSON,), (Audience.SENDER,)]


def test_an_urgency_climbs_by_hours() -> None:
    deadline = deadline_of(Term(S.SENT, SENT, SENT, CLOCKS, urgent=True), CALENDAR)
    assert deadline is not None
    moments_ = [rung.at for rung in ladder(Waiting(S.SENT, SENT, deadline), CALENDAR)]
    assert moments_ == [at(f"2026-11-17 {hour}") for hour in ("11:30", "12:00", "14:00", "17:00")]


@given(st.sampled_from(sorted(S)), moments, moments, st.sampled_from(list(Rung)))
def test_nobody_is_told_twice_and_never_while_paused(state: ReferralState, since: datetime, now: datetime, climbed: Rung) -> None:
    deadline = deadline_of(Term(state, since, since, CLOCKS), CALENDAR)
    if deadline is None:
        assert waits_on(state) is None
        return
    waiting = Waiting(state, since, deadline, climbed)
    due = due_escalations(waiting, now, CALENDAR)
    assert all(rung.rung > climbed and rung.at <= now for rung in due)
    assert [rung.at for rung in ladder(waiting, CALENDAR)] == sorted(rung.at for rung in ladder(waiting, CALENDAR))
    assert due_escalations(replace(waiting, paused=True), now, CALENDAR) == []


def test_the_clocks_of_every_service_type_are_read() -> None:
    content = yaml.safe_load((CATALOGUES / "service_types.yaml").read_text(encoding="utf-8"))
    for item in content["items"]:
        clocks = ServiceClocks.of(item)
        found = deadlines(SENT, clocks, urgent=True, calendar=CALENDAR)
        assert found[K.ACKNOWLEDGE].due <= found[K.RESULT].due
