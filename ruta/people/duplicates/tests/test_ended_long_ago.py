"""Can a link that ended more than a month ago be brought back? No: ask again."""

import pytest

from ruta.base.errors import NotOpen
from ruta.people.duplicates.elsewhere import restorable, ties_of
from ruta.people.duplicates.tests.test_elsewhere import asked, half
from ruta.people.duplicates.tests.test_night import register
from ruta.people.duplicates.tying import answer_same, end_tie, restore_tie
from ruta.people.tests.conftest import actor_of, as_


@pytest.mark.usefixtures("committed")
def test_a_link_that_ended_long_ago_stays_ended(as_superuser):
    here, there = actor_of("SETRASS-DGE"), actor_of("INFOP")
    mine, theirs = register(here), register(there, given_names="Yeimi")
    asked(here, mine)
    tie = str(half(there, theirs).tie)
    answer_same(actor=there, tie=tie, answer="same")
    end_tie(actor=there, tie=tie)
    as_superuser.execute("SET session_replication_role = replica")  # past the audit, which asks for an actor
    for table, moment, key in (("people_tie", "answered_at", "code"), ("people_tieword", "said_at", "tie")):
        as_superuser.execute(f"UPDATE {table} SET {moment} = {moment} - interval '31 days' WHERE {key} = %s", [tie])
    as_superuser.execute("RESET session_replication_role")
    with as_(there):
        assert restorable(ties_of([theirs])) == set()
    with pytest.raises(NotOpen):
        restore_tie(actor=there, tie=tie)
