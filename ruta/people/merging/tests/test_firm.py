"""What if two people merge one pair at the same moment, or somebody reaches past the verbs?"""

import threading

import pytest
from django.db import ProgrammingError, connection, connections

from ruta.accounts.enums import Role
from ruta.base.errors import NotOpen
from ruta.people.duplicates.tests.test_night import register
from ruta.people.merging.tests.test_merging import OTHER, merge
from ruta.people.models import Merge
from ruta.people.tests.conftest import actor_of, as_


def test_two_people_who_merge_the_same_pair_make_one_merge(committed):
    dunia, rosa = actor_of("SETRASS-DGE"), actor_of("SETRASS-DGE", Role.OFFICE_COORDINATOR)
    two = register(dunia), register(dunia, **OTHER)
    gate, said = threading.Barrier(2), []

    def run(actor, order):
        gate.wait()
        try:
            said.append(merge(actor, order))
        except NotOpen as error:
            said.append(str(error))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=args) for args in ((dunia, two), (rosa, two[::-1]))]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(type(each).__name__ for each in said) == ["Merge", "str"]
    assert "ya unió" in next(each for each in said if isinstance(each, str))
    with as_(dunia):
        assert Merge.objects.count() == 1


LEDGER = (
    "INSERT INTO people_mergedrow (owner_institution_id, merge_id, table_name, column_name, row_id, came_from_id, is_kept, is_assigned) "
    "VALUES (ruta_me(), {merge}, 'people_contact', 'person_id', 1, {absorbed}, false, false)"
)
REFUSED = [
    LEDGER,
    "UPDATE people_merge SET absorbed_id = survivor_id",
    "UPDATE people_consent SET person_id = {survivor}",
    "SELECT ruta_merge_rows({merge}, 'people_contact', 'person_id', '{{}}')",
    "SELECT ruta_part_rows({merge}, 'people_contact', 'person_id', '{{}}')",
    "SELECT ruta_merge_rows({merge}, 'accounts_user', 'id', '{{}}')",
]


@pytest.mark.parametrize("statement", REFUSED)
def test_the_ledger_and_the_doors_take_nothing_by_hand(committed, statement):
    dunia = actor_of("SETRASS-DGE")
    two = register(dunia), register(dunia, **OTHER)
    made = merge(dunia, two)
    with pytest.raises(ProgrammingError), as_(dunia), connection.cursor() as cursor:
        cursor.execute(statement.format(merge=made.pk, survivor=two[0], absorbed=two[1]))


def test_nobody_rewrites_the_ledger_or_reads_anothers(committed):
    dunia = actor_of("SETRASS-DGE")
    merge(dunia, (register(dunia), register(dunia, **OTHER)))
    for actor, seen in ((dunia, True), (actor_of("INFOP"), False)):
        with as_(actor), connection.cursor() as cursor:
            cursor.execute("UPDATE people_mergedrow SET row_id = 1")
            assert cursor.rowcount == 0
            cursor.execute("SELECT (SELECT count(*) FROM people_mergedrow) > 0, (SELECT count(*) FROM people_merge) > 0")
            assert cursor.fetchone() == (seen, seen)
