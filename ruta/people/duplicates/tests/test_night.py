"""Does the machine find duplicates, stage each once, and respect what somebody decided until the data change?"""

import pytest

from ruta.accounts.enums import Role
from ruta.base.errors import Conflict
from ruta.people.actions import ContactDraft, Dismissal, IdentifierDraft, register_person, save_contact
from ruta.people.duplicates.deciding import answer_pair
from ruta.people.duplicates.jobs import compare
from ruta.people.duplicates.selectors import compared, waiting_pairs
from ruta.people.models import ComparisonPass, DuplicatePair
from ruta.people.tests.conftest import actor_of, as_, draft

pytestmark = pytest.mark.django_db
TWIN = {"given_names": "Yeimi", "surnames": "Mejia Orellana", "identifiers": (), "return_episode": None, "disability": None}


@pytest.fixture
def dunia(db):
    return actor_of("SETRASS-DGE")


def register(actor, **changes):
    """Past the stop of the counter, as an office without network would have done."""
    from ruta.base.context import system

    machine = system(actor.institution_id, "test")
    return register_person(actor=machine, office_id=actor.office_id, draft=draft(**changes))


@pytest.fixture
def twins(dunia):
    return register(dunia), register(dunia, **TWIN)


def pairs(actor):
    with as_(actor):
        return list(DuplicatePair.objects.order_by("pk"))


def test_two_records_of_one_person_are_staged_once(dunia, twins):
    one, other = twins
    first = compare(dunia.institution_id)
    assert (first.is_whole, first.compared_count, first.staged_count) == (True, 2, 1)
    again = compare(dunia.institution_id, is_whole=True)
    assert (again.compared_count, again.staged_count) == (2, 0)
    (pair,) = pairs(dunia)
    assert (pair.person_id, pair.other_id, pair.origin, pair.decision) == (other, one, "night", "")
    assert pair.score >= 50
    assert any(code.startswith("phone:equal") for code in pair.reasons)
    assert first.levels["phone:equal"] == 1


def test_only_who_changed_is_compared_the_second_night(dunia, twins):
    compare(dunia.institution_id)
    with as_(dunia):
        ComparisonPass.objects.update(started_at="2099-01-01T00:00:00Z")
    assert compare(dunia.institution_id).compared_count == 0
    with as_(dunia):
        ComparisonPass.objects.all().update(started_at="2020-01-01T00:00:00Z")
    assert compare(dunia.institution_id).compared_count == 2


def test_different_stays_until_the_data_change(dunia, twins):
    compare(dunia.institution_id)
    (pair,) = pairs(dunia)
    answer_pair(actor=dunia, pair_id=pair.pk, answer="different", reason="relative")
    assert compare(dunia.institution_id, is_whole=True).reopened_count == 0
    assert pairs(dunia)[0].decision == "different"
    save_contact(actor=dunia, person_id=twins[1], contact=ContactDraft("3312-9900"))
    assert compare(dunia.institution_id).reopened_count == 1
    (pair,) = pairs(dunia)
    assert (pair.decision, pair.decided_by_id) == ("", dunia.user_id)
    assert pair.reopened_at is not None


def test_what_was_dismissed_at_the_counter_does_not_come_back(dunia, twins):
    compare(dunia.institution_id)
    third = register_person(
        actor=dunia, office_id=dunia.office_id, draft=draft(identifiers=(IdentifierDraft("dni", "0501-1996-09999"),)),
        dismissals=tuple(Dismissal(person_id, "relative") for person_id in twins),
    )  # fmt: skip
    compare(dunia.institution_id, is_whole=True)
    assert {pair.decision for pair in pairs(dunia) if third in (pair.person_id, pair.other_id)} == {"different"}


def test_relatives_who_share_a_telephone_are_not_staged(dunia):
    register(dunia)
    register(dunia, given_names="Marlon Josué", sex="man", birth_date=None, identifiers=(), return_episode=None, disability=None)
    assert compare(dunia.institution_id).staged_count == 0


def test_another_institution_is_never_part_of_a_pair(dunia, twins):
    infop = actor_of("INFOP")
    register(infop, identifiers=())
    assert compare(infop.institution_id).staged_count == 0
    assert pairs(infop) == []
    compare(dunia.institution_id)
    assert pairs(infop) == []


def test_not_sure_asks_the_office_of_the_other_record(dunia, twins):
    from ruta.directory.models import Office

    compare(dunia.institution_id)
    office = Office.objects.filter(institution=dunia.institution_id).exclude(pk=dunia.office_id).order_by("pk").first()
    with as_(dunia):
        from ruta.people.models import Person

        Person.objects.filter(pk=twins[0]).update(office=office)
        (pair,) = waiting_pairs()
    kept = answer_pair(actor=dunia, pair_id=pair.pk, answer="unsure", seen="")
    with pytest.raises(Conflict, match="mientras usted la miraba"):
        answer_pair(actor=dunia, pair_id=pair.pk, answer="different", seen="")
    assert (kept.decision, kept.asked_office_id) == ("unsure", office.pk)
    with as_(dunia):
        (each,) = compared(waiting_pairs())
    assert "met" in {reason.level for reason in each.candidate.reasons}
    assert each.left.person.pk == twins[1]


def test_who_neither_registers_nor_keeps_data_does_not_answer(dunia, twins):
    from ruta.base.errors import Refused

    compare(dunia.institution_id)
    (pair,) = pairs(dunia)
    with pytest.raises(Refused):
        answer_pair(actor=actor_of("SETRASS-DGE", Role.RECEPTIONIST), pair_id=pair.pk, answer="different")


def test_a_pass_that_was_cut_short_goes_on_where_it_was(dunia, twins):
    from ruta.base.context import system
    from ruta.people.duplicates.staging import begin_pass

    machine = system(dunia.institution_id, "test")
    begun = begin_pass(actor=machine)
    assert compare(dunia.institution_id).pk == begun.pk
