"""Are the stories legal, plausible and alive?"""

import json
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import yaml

import ruta.taxonomy
from ruta.cases.enums import CaseState, CaseVerb
from ruta.cases.instruments import assess, load
from ruta.cases.rules import fold as fold_case
from ruta.demo.derive_catalogue import TARGET, derive
from ruta.demo.generator import OfficeRef, Population, generate
from ruta.demo.generator.stories.states import CASE_STATES, REFERRAL_STATES, WAITS
from ruta.demo.tests.conftest import TODAY, make_services
from ruta.referrals.enums import ReferralState, ReferralVerb
from ruta.referrals.rules import fold as fold_referral
from ruta.referrals.rules import waits_on

CATALOGUES_FOLDER = Path(ruta.taxonomy.__file__).parent / "data" / "catalogues"
MORNING = np.datetime64(TODAY, "s")


def test_every_history_of_a_case_is_legal(population: Population) -> None:
    steps = population.case_steps
    verbs = defaultdict(list)
    for row, verb in zip(steps.case_row, steps.verb, strict=True):
        verbs[row].append(CaseVerb(verb))
    folded = [fold_case(verbs[row]) for row in range(len(population.cases))]
    assert folded == [CaseState(state) for state in population.cases.state]


def test_every_history_of_a_referral_is_legal(population: Population) -> None:
    steps = population.referral_steps
    verbs = defaultdict(list)
    for row, verb in zip(steps.referral_row, steps.verb, strict=True):
        verbs[row].append(ReferralVerb(verb))
    folded = [fold_referral(verbs[row]) for row in range(len(population.referrals))]
    assert folded == [ReferralState(state) for state in population.referrals.state]


def test_steps_follow_each_other_in_time(population: Population) -> None:
    for table, owner in ((population.case_steps, "case_row"), (population.referral_steps, "referral_row")):
        rows = getattr(table, owner)
        same = rows[1:] == rows[:-1]
        assert (table.at[1:][same] >= table.at[:-1][same]).all()


def test_every_state_occurs(population: Population) -> None:
    assert set(population.cases.state) == set(CASE_STATES)
    assert set(population.referrals.state) == set(REFERRAL_STATES)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_state_occurs_in_a_small_demonstration(offices: list[OfficeRef], seed: int) -> None:
    small = generate(2_000, seed, TODAY, offices, make_services(offices))
    assert set(small.cases.state) == set(CASE_STATES)
    assert set(small.referrals.state) == set(REFERRAL_STATES)


def test_each_referral_waits_for_whom_the_rules_say(population: Population) -> None:
    for state in REFERRAL_STATES:
        wait = waits_on(ReferralState(state))
        assert (wait.side if wait else None) == (WAITS[state][0] if state in WAITS else None)


def test_nothing_has_happened_today_or_later(population: Population) -> None:
    happened = [population.persons.registered_at, population.case_steps.at, population.referral_steps.at]
    happened += [population.needs.met_at, population.actions.done_at, population.follow_ups.done_at, population.consents.withdrawn_at]
    for moments in happened:
        assert not (moments >= MORNING).any()
    assert (population.deliveries.delivered_on < np.datetime64(TODAY)).all()


def test_a_person_has_one_open_case_at_most(population: Population) -> None:
    cases = population.cases
    assert Counter(cases.person_row[np.isnat(cases.closed_at)].tolist()).most_common(1)[0][1] == 1


def test_a_closed_case_has_a_reason_and_no_open_referral(population: Population) -> None:
    cases, referrals = population.cases, population.referrals
    closed = ~np.isnat(cases.closed_at)
    assert ((cases.closing_reason != "") == closed).all()
    assert (referrals.waits_on[closed[referrals.case_row]] == "nobody").all()


def test_a_referral_goes_to_another_institution_and_once_to_a_service(population: Population) -> None:
    referrals = population.referrals
    assert (referrals.receiver_institution_id != referrals.sender_institution_id).all()
    pairs = list(zip(referrals.case_row, referrals.service_id, strict=True))
    assert len(set(pairs)) == len(pairs)


def test_a_referral_that_was_sent_rests_on_a_consent(population: Population) -> None:
    referrals, consents = population.referrals, population.consents
    resting = consents.referral_row[consents.referral_row >= 0]
    assert sorted(resting) == np.flatnonzero(~np.isnat(referrals.sent_at)).tolist()
    assert (consents.grantee_institution_id[consents.referral_row >= 0] == referrals.receiver_institution_id[resting]).all()


def test_reasons_stand_where_the_rules_ask_for_them(population: Population) -> None:
    steps = population.referral_steps
    asked = np.isin(steps.state.astype(str), ("declined", "rerouted", "expired", "no_show", "disputed"))
    assert (steps.reason[asked] != "").all()
    assert (steps.reason[np.isin(steps.state.astype(str), ("sent", "received", "accepted", "delivered"))] == "").all()


def test_work_queues_are_alive(population: Population) -> None:
    referrals, follow_ups = population.referrals, population.follow_ups
    late = referrals.due_at < MORNING
    assert all((late & (referrals.state == state)).any() for state in ("sent", "received", "accepted", "attended"))
    due = follow_ups.due_on[np.isnat(follow_ups.done_at)]
    today = np.datetime64(TODAY)
    assert (due < today).sum() > 20
    assert (due == today).sum() > 5
    assert ((due > today) & (due <= today + 5)).sum() > 20


@pytest.mark.parametrize(("name", "lateness"), [("actions", 0.15), ("needs", 0.20)])
def test_what_is_open_is_late_by_weeks_at_most_and_seldom(population: Population, name: str, lateness: float) -> None:
    table = getattr(population, name)
    due = table.due_on[np.isin(table.state.astype(str), ("open", "in_progress"))]
    days = (due[~np.isnat(due)] - np.datetime64(TODAY)).astype(int)
    assert days.min() >= -60
    assert 0.02 < (days < 0).mean() < lateness
    assert (days < -7).any()
    assert ((days >= 0) & (days <= 60)).mean() > 0.4


def test_a_goal_does_not_end_before_its_open_actions(population: Population) -> None:
    actions, goals = population.actions, population.goals
    live = np.isin(actions.state.astype(str), ("open", "in_progress"))
    assert (goals.due_on[actions.goal_row[live]] >= actions.due_on[live]).all()


def test_consents_end_and_are_withdrawn(population: Population) -> None:
    consents = population.consents
    live = np.isnat(consents.withdrawn_at)
    assert (~live).sum() > 20
    assert (live & (consents.valid_until < MORNING)).sum() > 20
    assert (live & (consents.valid_until > MORNING) & (consents.valid_until < MORNING + np.timedelta64(30, "D"))).sum() > 20


def test_the_largest_institution_has_about_three_fifths(population: Population) -> None:
    assert (population.cases.owner_institution_id == 1).mean() == pytest.approx(0.60, abs=0.06)


def test_attentions_vary_with_chance_and_not_by_decree(population: Population) -> None:
    days = population.deliveries.delivered_on[population.deliveries.counts_as_attention]
    months = np.bincount((days.astype("datetime64[M]") - np.datetime64(TODAY, "M")).astype(int) + 40)
    lately = months[28:40]
    assert lately.min() > 0
    assert len({round(b / a, 2) for a, b in pairwise(lately)}) > 5


def test_scores_and_segments_are_those_of_the_instrument(population: Population) -> None:
    path = CATALOGUES_FOLDER / "instruments" / "employability_profile.yaml"
    instrument = load(yaml.safe_load(path.read_text(encoding="utf-8")))
    table = population.assessments
    for row in range(0, len(table), 29):
        answers = json.loads(table.answers[row])
        result = assess(instrument, answers, {"age": 30})
        assert result.answers == answers
        for code, score in result.scores.items():
            assert getattr(table, code)[row] == pytest.approx(score.value if score.value is not None else np.nan, nan_ok=True)
        assert result.segment.code == table.segment[row]


def test_the_digest_of_the_catalogues_is_up_to_date() -> None:
    assert json.loads(TARGET.read_text(encoding="utf-8")) == derive(CATALOGUES_FOLDER)
