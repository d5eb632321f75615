"""Does the table open exactly what it should, and is a reason only good for the side that may have it?"""

from datetime import date

import pytest

from ruta.placements.enums import ApplicationState, ApplicationVerb, Needed, Party
from ruta.placements.rules.applications import ENDED, OPEN, TABLE, VerbNotOpen, fold, open_verbs, step_problems, transition
from ruta.placements.rules.following import contacts_after, need_of, needs_check

S, V = ApplicationState, ApplicationVerb


def test_each_state_opens_its_verbs():
    assert open_verbs(S.SUGGESTED, Party.PERSON) == [V.APPLY, V.REFUSE]
    assert open_verbs(S.INTERVIEW, Party.DESK) == [V.OFFER, V.REFUSE, V.WITHDRAW]
    assert open_verbs(S.OFFERED, Party.PERSON) == [V.WITHDRAW]
    assert open_verbs(S.HIRED, Party.DESK) == [V.FALL_THROUGH]
    for state in ENDED:
        assert [open_verbs(state, party) for party in Party] == [[], [], []]


def test_every_open_state_can_end_and_no_line_stands_twice():
    assert {line.state for line in TABLE if line.verb == V.CLOSE} == set(OPEN)
    assert len({(line.state, line.verb) for line in TABLE}) == len(TABLE)


def test_the_way_to_a_job_is_a_fold():
    assert fold([V.APPLY, V.PRESELECT, V.INVITE, V.OFFER, V.HIRE]) is S.HIRED
    with pytest.raises(VerbNotOpen):
        transition(S.APPLIED, V.HIRE, Party.DESK)
    with pytest.raises(VerbNotOpen):
        transition(S.APPLIED, V.PRESELECT, Party.PERSON)


def test_a_reason_belongs_to_who_may_say_it():
    no_to_proposal, by_employer = transition(S.SUGGESTED, V.REFUSE, Party.DESK), transition(S.INTERVIEW, V.REFUSE, Party.DESK)
    assert [each.field for each in step_problems(no_to_proposal, {Needed.REASON: "emp_interview"}, "employer")] == [Needed.REASON]
    assert not step_problems(by_employer, {Needed.REASON: "emp_interview"}, "employer")
    assert [each.field for each in step_problems(by_employer, {}, "")] == [Needed.REASON]


def test_contracts_abroad_and_of_foreigners_are_checked():
    assert needs_check(country="ES", nationality="HN")
    assert needs_check(country="HN", nationality="NI")
    assert not needs_check(country="HN", nationality="HN")


def test_contacts_follow_a_hire():
    here = contacts_after(date(2026, 1, 1), is_abroad=False)
    assert [subject for subject, _day in here] == ["placement_30", "placement_90", "placement_180"]
    assert here[0][1] == date(2026, 1, 31)
    assert [subject for subject, _day in contacts_after(date(2026, 1, 1), is_abroad=True)][-1] == "destination_return"
    assert need_of("passport_taken", "here") == "labour_exploitation"
    assert need_of("housing", "here") == "labour_rights_claim"
    assert {need_of("wage_unpaid", place) for place in ("destination", "return")} == {"wage_claim_abroad"}
