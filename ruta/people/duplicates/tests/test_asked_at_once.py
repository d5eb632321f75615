"""What if two offices, or two people of one, ask about one pair at the same moment?"""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connections

from ruta.accounts.enums import Role
from ruta.people.duplicates.elsewhere import questions, ties_of
from ruta.people.duplicates.tests.test_night import register
from ruta.people.duplicates.tying import ask_same, look_elsewhere
from ruta.people.models import TieWord
from ruta.people.tests.conftest import actor_of, as_


def together(*asked):
    """Each asker searches, and all ask at the same moment, each in a connection of its own; gives the states in their order."""
    handles = [look_elsewhere(actor=actor, person_id=person).strangers[0].handle for actor, person in asked]
    gate = Barrier(len(asked))

    def run(at):
        (actor, person), handle = asked[at], handles[at]
        gate.wait()
        try:
            return ask_same(actor=actor, person_id=person, handle=handle)[0]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(asked)) as pool:
        return list(pool.map(run, range(len(asked))))


def test_two_of_one_office_who_ask_about_one_pair_ask_one_question(committed):
    dunia, rosa, there = actor_of("SETRASS-DGE"), actor_of("SETRASS-DGE", Role.OFFICE_COORDINATOR), actor_of("INFOP")
    mine, theirs = register(dunia), register(there, given_names="Yeimi")
    assert together((dunia, mine), (rosa, mine)) == ["asked", "asked"]
    with as_(there):
        assert [question.person.pk for question in questions()] == [theirs]
    with as_(dunia):
        assert [half.state for half in ties_of([mine])] == ["asked"]
        assert TieWord.objects.count() == 1


def test_two_offices_that_ask_each_other_have_answered_each_other(committed):
    here, there = actor_of("SETRASS-DGE"), actor_of("INFOP")
    mine, theirs = register(here), register(there, given_names="Yeimi")
    assert sorted(together((here, mine), (there, theirs))) == ["asked", "same"]
    for actor, person in ((here, mine), (there, theirs)):
        with as_(actor):
            assert [half.is_same for half in ties_of([person])] == [True]
            assert questions() == []
