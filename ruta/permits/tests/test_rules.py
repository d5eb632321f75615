"""Do procedures end, clocks keep their days, and codes stay true, whatever comes?"""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruta.base.workdays import work_calendar
from ruta.permits.actions.certificates import last_day
from ruta.permits.enums import CertificateState, Needed, Party, Stage, Verb
from ruta.permits.rules import (
    ENDED,
    LINES,
    OPEN,
    STEPS,
    VerbNotOpen,
    certificate_after,
    code_of,
    days_left,
    due_after,
    line_of,
    open_verbs,
    read_code,
    resumed,
    shown_state,
    target_of,
    unmet,
)
from ruta.permits.selectors.procedures import every_version, faults_of, procedures

PROCEDURES = st.sampled_from(sorted(every_version().values(), key=lambda each: each.code))
DAYS = st.dates(date(2026, 1, 1), date(2028, 12, 31))
PARTIES = st.sampled_from(list(Party))


@given(PROCEDURES, st.lists(st.sampled_from(list(Verb)), max_size=25), PARTIES)
def test_a_dossier_goes_only_where_the_table_says_and_an_end_is_an_end(procedure, verbs, party):
    stage, before = procedure.steps[0].stage, ""
    for verb in verbs:
        try:
            line = line_of(stage, verb, party)
        except VerbNotOpen:
            assert verb not in open_verbs(stage, party)
            continue
        assert stage not in ENDED
        after = target_of(procedure, line, stage, before)
        assert after in {each.stage for each in procedure.steps} or after not in STEPS
        if after == Stage.OBSERVED:
            before = stage
        if verb == Verb.ANSWER:
            assert after == before
        stage = after
    assert stage in OPEN | ENDED | {Stage.DENIED}


def test_an_applicant_decides_nothing():
    for stage in Stage:
        assert set(open_verbs(stage, Party.APPLICANT)) <= {Verb.ANSWER, Verb.APPEAL, Verb.WITHDRAW}


@given(PROCEDURES, st.sets(st.sampled_from(list(Needed))))
def test_what_is_missing_is_what_the_table_and_the_data_ask(procedure, met):
    for verb, line in LINES.items():
        for stage in line.starts & {each.stage for each in procedure.steps}:
            missing = unmet(procedure, line, stage, met)
            assert not met & set(missing)
            assert (Needed.OTHER_EYES in missing) == (
                verb in {Verb.GRANT, Verb.DENY} and procedure.four_eyes and Needed.OTHER_EYES not in met
            )
            if verb == Verb.FORWARD:
                assert set(missing) == set(procedure.step(stage).needs) - met


@given(DAYS, st.integers(1, 60), st.integers(0, 40))
def test_a_pause_takes_no_working_day_from_the_office(day, days, later):
    calendar = work_calendar()
    due = due_after(calendar, day, days)
    assert calendar.is_working(due)
    assert calendar.days_between(day, due) == days
    assert resumed(calendar, day, days_left(calendar, day, due)) == due
    back = day + timedelta(days=later)
    assert calendar.days_between(back, resumed(calendar, back, days_left(calendar, day, due))) == days


@given(st.integers(0, 10**8), st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", min_size=16, max_size=16))
def test_a_code_is_read_as_it_was_made_and_never_guessed(pk, invented):
    number = f"CACC-2026-{pk:05d}"
    code = code_of(number, "a key")
    typed = code.replace(".", " ").lower()
    for said in (code, typed, f"  https://ruta.hn/certificados/{code}/ ", f"{typed[:-8]} {typed[-8:-4]}-{typed[-4:]}"):
        assert read_code(said, "a key") == number
    assert read_code(code, "another key") is None
    assert read_code(code.replace("2026", "2027"), "a key") is None
    assert read_code(code[:-1] + ("B" if code[-1] == "A" else "A"), "a key") is None
    assert read_code(f"{number}.{invented}", "a key") in (None, number if code.endswith(invented) else None)


@pytest.mark.parametrize(
    "nonsense", ["", "x", "CACC-2026-00001", "CACC-2026-00001.", "'; DROP TABLE permits_certificate", "ñ" * 500, "A" * 100_000]
)
def test_nonsense_is_no_code(nonsense):
    assert read_code(nonsense, "a key") is None


@given(st.sampled_from(["valid", "suspended", "revoked", "replaced"]), DAYS, st.integers(0, 900), DAYS)
def test_the_calendar_begins_and_ends_what_nobody_took_away(state, first, days, today):
    until = first + timedelta(days=days)
    shown = shown_state(state, first, until, today)
    assert (shown == CertificateState.EXPIRED) == (state in {"valid", "suspended"} and until < today)
    assert (shown == CertificateState.UPCOMING) == (state == "valid" and first > today)
    for verb in ("suspend", "lift", "revoke", "anything"):
        after = certificate_after(shown, verb)
        assert after is None or shown in {CertificateState.UPCOMING, CertificateState.VALID, CertificateState.SUSPENDED}


@given(DAYS, st.integers(1, 60))
def test_a_certificate_of_months_ends_the_day_before(day, months):
    last = last_day(day, months)
    assert day < last
    assert abs((last - day).days - months * 30.44) < 4
    assert (last + timedelta(days=1)).day in {day.day, 1}


def test_a_certificate_of_the_last_day_of_a_month_is_not_a_day_short():
    assert last_day(date(2028, 2, 29), 12) == date(2029, 2, 28)
    assert last_day(date(2027, 8, 31), 6) == date(2028, 2, 29)
    assert last_day(date(2026, 11, 21), 12) == date(2027, 11, 20)


def test_the_files_follow_their_schema_and_say_that_they_are_provisional():
    assert {each.code for each in procedures()} == {"agent_certification", "work_authorisation"}
    for each in every_version().values():
        assert each.is_provisional
        assert each.steps[-1].stage == Stage.RESOLUTION
        assert all(each.reasons_of(of) for of in ("denial", "suspension", "revocation"))
    assert faults_of({"code": "x"})
