"""Can every case move on, only as the table says, and never past what protects the person?"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import ruta
from ruta.cases.enums import CaseField, CaseState, CaseVerb, ClosingRequirement
from ruta.cases.rules import (
    CaseFacts,
    ChildFacts,
    ClosingReason,
    VerbNotOpen,
    closing_problems,
    fold,
    needed_fields,
    next_state,
    open_verbs,
    standing,
    waiting_verbs,
)
from ruta.cases.rules.guards import CLOSING_MISSING, GUARDS
from ruta.cases.rules.table import BY_KEY, CASEWORKERS, TABLE

CATALOGUES = Path(ruta.__file__).parent / "taxonomy" / "data" / "catalogues"
S, V = CaseState, CaseVerb
READY = CaseFacts(
    consent_case_management=True,
    assessments=1,
    open_plans=1,
    next_contact_on=date(2026, 12, 1),
    closing_holds=frozenset(ClosingRequirement),
)
USUAL = [V.OPEN, V.ASSESS, V.PLAN, V.SERVE, V.FOLLOW_UP, V.CLOSE]


@st.composite
def histories(draw: st.DrawFn) -> list[CaseVerb]:
    """Any history the table allows."""
    steps = [V.OPEN]
    for _ in range(draw(st.integers(0, 14))):
        now = standing(steps)
        steps.append(draw(st.sampled_from([line.verb for line in TABLE if line.state is now.state])))
    return steps


def items(name: str) -> Iterator[dict[str, object]]:
    yield from yaml.safe_load((CATALOGUES / f"{name}.yaml").read_text(encoding="utf-8"))["items"]


def test_the_usual_way() -> None:
    states = [fold(USUAL[:length]) for length in range(1, len(USUAL) + 1)]
    assert states == [S.INTAKE, S.ASSESSED, S.PLANNED, S.IN_SERVICE, S.FOLLOW_UP, S.CLOSED]


def test_each_line_stands_once() -> None:
    assert len(BY_KEY) == len(TABLE)


@given(histories())
def test_any_history_can_reach_closed_and_come_back(steps: list[CaseVerb]) -> None:
    if fold(steps) is not S.CLOSED:
        assert fold([*steps, V.CLOSE]) is S.CLOSED
        steps = [*steps, V.CLOSE]
    assert fold([*steps, V.REOPEN]) is S.INTAKE


@given(histories())
def test_with_nothing_missing_a_caseworker_always_has_something_to_do(steps: list[CaseVerb]) -> None:
    now = standing(steps)
    assert open_verbs(now.state, "counsellor", replace(READY, state=now.state))


@given(histories())
def test_a_paused_case_goes_back_to_where_it_was(steps: list[CaseVerb]) -> None:
    now = fold(steps)
    if V.PAUSE in [line.verb for line in TABLE if line.state is now]:
        assert fold([*steps, V.PAUSE, V.SERVE_URGENTLY, V.RESUME]) is now


def test_a_transfer_is_a_step_and_leaves_the_state_alone() -> None:
    steps = [V.OPEN, V.ASSESS, V.OFFER_TRANSFER]
    assert standing(steps).transfer_offered
    assert not standing([*steps, V.ACCEPT_TRANSFER]).transfer_offered
    assert fold([*steps, V.ACCEPT_TRANSFER]) is fold([*steps, V.DECLINE_TRANSFER]) is S.ASSESSED


def test_an_impossible_step_raises() -> None:
    with pytest.raises(VerbNotOpen):
        next_state(S.INTAKE, V.PLAN)
    with pytest.raises(VerbNotOpen):
        fold([V.ASSESS])
    with pytest.raises(VerbNotOpen):
        fold([])
    with pytest.raises(VerbNotOpen):
        next_state(S.PAUSED, V.RESUME)


def test_without_consent_a_case_stays_in_intake_but_an_urgency_is_served() -> None:
    verbs = open_verbs(S.INTAKE, "counsellor", CaseFacts())
    assert V.ASSESS not in verbs
    assert V.SERVE_URGENTLY in verbs
    sentence = waiting_verbs(S.INTAKE, "counsellor", CaseFacts())[V.ASSESS][0]
    assert str(sentence) == "Falta el permiso de la persona para atender su caso. Explíquelo y regístrelo."


@pytest.mark.parametrize(
    ("state", "verb", "change"),
    [
        (S.INTAKE, V.ASSESS, {"blocks": frozenset({"intake_completion"})}),
        (S.INTAKE, V.ASSESS, {"child": ChildFacts(is_minor=True, has_authority=False)}),
        (S.INTAKE, V.ASSESS, {"child": ChildFacts(is_minor=True, has_assent=False)}),
        (S.INTAKE, V.ASSESS, {"child": ChildFacts(is_minor=True, has_best_interest=False)}),
        (S.INTAKE, V.ASSESS, {"child": ChildFacts(is_minor=True, has_risk=False)}),
        (S.ASSESSED, V.PLAN, {"assessments": 0}),
        (S.ASSESSED, V.PLAN, {"plans_without_dated_step": 1}),
        (S.ASSESSED, V.PLAN, {"blocks": frozenset({"plan_activation"})}),
        (S.PLANNED, V.SERVE, {"open_plans": 0}),
        (S.PLANNED, V.SERVE, {"plans_without_dated_step": 2}),
        (S.IN_SERVICE, V.FOLLOW_UP, {"next_contact_on": None}),
        (S.FOLLOW_UP, V.CLOSE, {"open_referrals": 3}),
        (S.FOLLOW_UP, V.CLOSE, {"blocks": frozenset({"case_closing"})}),
        (S.CLOSED, V.REOPEN, {"may_reopen": False}),
        (S.INTAKE, V.OFFER_TRANSFER, {"transfer_offered": True}),
    ],
)
def test_each_guard_holds_its_verb_back_and_says_why(state: CaseState, verb: CaseVerb, change: dict[str, object]) -> None:
    assert verb in open_verbs(state, "counsellor", READY)
    held = replace(READY, **change)  # type: ignore[arg-type]
    assert verb not in open_verbs(state, "counsellor", held)
    assert all(str(sentence).endswith(".") for sentence in waiting_verbs(state, "counsellor", held)[verb])


def test_only_the_receiving_coordination_answers_a_transfer() -> None:
    offered = replace(READY, transfer_offered=True)
    receiving = replace(offered, receives_transfer=True)
    assert V.ACCEPT_TRANSFER not in open_verbs(S.PLANNED, "office_coordinator", offered)
    assert V.ACCEPT_TRANSFER in open_verbs(S.PLANNED, "office_coordinator", receiving)
    assert V.ACCEPT_TRANSFER not in open_verbs(S.PLANNED, "counsellor", receiving)


def test_roles_are_those_of_the_catalogue_and_others_may_do_nothing() -> None:
    known = {item["code"] for item in items("roles")}
    assert known >= CASEWORKERS
    for role in known - CASEWORKERS:
        assert all(open_verbs(state, str(role), READY) == [] for state in S)


def test_the_number_of_open_referrals_is_said() -> None:
    one, three = (str(waiting_verbs(S.FOLLOW_UP, "counsellor", replace(READY, open_referrals=n))[V.CLOSE][0]) for n in (1, 3))
    assert one == "Queda una derivación sin resultado. Ciérrela o retírela primero."
    assert three == "Quedan 3 derivaciones sin resultado. Ciérrelas o retírelas primero."


def test_every_closing_reason_of_the_catalogue_is_understood() -> None:
    for item in items("case_closing"):
        reason = ClosingReason.of(item)
        facts = replace(READY, state=S.FOLLOW_UP)
        assert closing_problems(reason, facts) == []
        nothing = replace(facts, closing_holds=frozenset())
        assert len(closing_problems(reason, nothing)) == len(reason.requires)


def test_closing_for_lost_contact_asks_for_the_attempts() -> None:
    reason = next(ClosingReason.of(item) for item in items("case_closing") if item["code"] == "lost_contact")
    facts = CaseFacts(state=S.ASSESSED, open_referrals=1)
    assert [str(sentence) for sentence in closing_problems(reason, facts)] == [
        "Queda una derivación sin resultado. Ciérrela o retírela primero.",
        "Faltan intentos: al menos 5 en 60 días, por 2 medios y en horarios distintos.",
    ]


def test_fields_that_come_with_a_verb() -> None:
    assert needed_fields(S.FOLLOW_UP, V.CLOSE) == (CaseField.REASON,)
    assert needed_fields(S.PLANNED, V.PAUSE) == (CaseField.REASON, CaseField.REVIEW_DATE)
    assert {guard for line in TABLE for guard in line.guards} == set(GUARDS)
    assert {requirement for requirement in ClosingRequirement if CLOSING_MISSING[requirement]} == set(ClosingRequirement)
