"""Do two institutions find out that they hold one person, by answers alone, and does nothing else pass between them?"""

import re
import uuid

import pytest
from django.db import Error, connection

from ruta.accounts.enums import Role
from ruta.base.errors import Invalid, NotFound, NotOpen, Refused, TooMany
from ruta.desk.people.tests.conftest import browser
from ruta.people.actions import Grant, give_consent
from ruta.people.duplicates.elsewhere import questions, restorable, ties_of
from ruta.people.duplicates.tests.test_night import register
from ruta.people.duplicates.tying import answer_same, ask_same, end_tie, handle_of, look_elsewhere, restore_tie, tie_compared
from ruta.people.models import TieWord
from ruta.people.tests.conftest import SIGNED, actor_of, as_

pytestmark = pytest.mark.django_db


@pytest.fixture
def both(db):
    """The same person, registered by SI EMPLEO and by INFOP: (who asks, its person, who is asked, its person)."""
    here, there = actor_of("SETRASS-DGE"), actor_of("INFOP")
    return here, register(here), there, register(there, given_names="Yeimi")


def asked(here, mine):
    (stranger,) = look_elsewhere(actor=here, person_id=mine).strangers
    return ask_same(actor=here, person_id=mine, handle=stranger.handle)[0]


def half(actor, person):
    with as_(actor):
        (one,) = ties_of([person])
        return one


def test_a_question_goes_out_blind_and_both_sides_keep_the_yes(both):
    here, mine, there, theirs = both
    assert asked(here, mine) == "asked"
    assert asked(here, mine) == "asked"  # twice is once
    assert (half(here, mine).state, half(here, mine).is_asker) == ("asked", True)
    with as_(there):
        (question,) = questions()
    assert (question.person.pk, "dni" in question.agreed) == (theirs, True)
    answer_same(actor=there, tie=str(question.tie), answer="same")
    for actor, person in ((here, mine), (there, theirs)):
        told = half(actor, person)
        assert (told.is_same, told.readable, told.ground) == (True, None, "answer")
        with as_(actor):
            assert set(TieWord.objects.values_list("person", flat=True)) == {person}
    with pytest.raises(NotOpen):
        answer_same(actor=there, tie=str(question.tie), answer="different")


def test_what_is_known_is_told_and_not_asked_again(both):
    here, mine, there, _theirs = both

    def ask_again():
        (stranger,) = look_elsewhere(actor=here, person_id=mine).strangers
        return ask_same(actor=here, person_id=mine, handle=stranger.handle)

    assert ask_again() == ("asked", True)
    assert ask_again() == ("asked", False)
    with as_(there):
        (question,) = questions()
    answer_same(actor=there, tie=str(question.tie), answer="same")
    assert ask_again() == ("same", False)
    with as_(here):
        assert TieWord.objects.count() == 1


def test_who_asks_what_is_asked_already_has_answered(both):
    here, mine, there, theirs = both
    asked(here, mine)
    assert asked(there, theirs) == "same"
    assert half(here, mine).is_same


def test_a_no_stands_for_ninety_days_and_not_sure_can_be_answered_later(both, as_superuser):
    here, mine, there, theirs = both
    asked(here, mine)
    tie = str(half(there, theirs).tie)
    answer_same(actor=there, tie=tie, answer="unsure")
    answer_same(actor=there, tie=tie, answer="different")
    assert half(here, mine).state == "different"
    with pytest.raises(NotOpen):
        asked(here, mine)


def test_only_the_asked_side_answers_and_only_the_roles_that_decide(both):
    here, mine, there, _theirs = both
    asked(here, mine)
    tie = str(half(here, mine).tie)
    for actor in (here, actor_of("SENPRENDE")):
        with pytest.raises(NotOpen):
            answer_same(actor=actor, tie=tie, answer="same")
    with pytest.raises(Refused):
        answer_same(actor=actor_of("INFOP", Role.BROKER), tie=tie, answer="same")
    with pytest.raises(Invalid):
        answer_same(actor=there, tie=tie, answer="maybe")


def test_a_question_hangs_on_a_search_of_ones_own_and_on_a_likeness(both):
    here, mine, _there, theirs = both
    other = register(here, given_names="Carlos", surnames="Zelaya", identifiers=(), contacts=(), birth_date=None, municipality_id=None)
    (stranger,) = look_elsewhere(actor=here, person_id=mine).strangers
    with pytest.raises(Invalid):
        ask_same(actor=here, person_id=other, handle=stranger.handle)
    with pytest.raises(NotFound):
        ask_same(actor=actor_of("SETRASS-DGE", Role.DATA_STEWARD), person_id=mine, handle=stranger.handle)
    with pytest.raises(NotFound):
        ask_same(actor=here, person_id=theirs, handle=stranger.handle)
    with pytest.raises(NotFound):
        ask_same(actor=here, person_id=mine, handle=str(uuid.uuid4()))


def test_nobody_asks_a_whole_register_in_a_day(both, as_superuser):
    here, mine, _there, _theirs = both
    (stranger,) = look_elsewhere(actor=here, person_id=mine).strangers
    as_superuser.execute("SET session_replication_role = replica")
    as_superuser.execute(
        "INSERT INTO people_tie (asking_id, asked_id, institution_id, user_id, agreed) SELECT -n, -n - 1, %s, %s, '{}' FROM generate_series(2, 40, 2) AS n",
        [here.institution_id, here.user_id],
    )
    try:
        with pytest.raises(TooMany):
            ask_same(actor=here, person_id=mine, handle=stranger.handle)
    finally:
        as_superuser.execute("DELETE FROM people_tie WHERE asking_id < 0")


def test_a_permission_opens_the_other_record_and_only_then(both):
    here, mine, there, theirs = both
    with pytest.raises(NotFound):
        tie_compared(actor=here, person_id=mine, other_id=theirs)
    asked(here, mine)
    answer_same(actor=there, tie=str(half(there, theirs).tie), answer="same")
    assert handle_of(actor=here, tie=str(half(here, mine).tie))
    assert half(here, mine).readable is None
    give_consent(actor=there, person_id=theirs, grants=(Grant(here.institution_id, "shared_case"),), manner=SIGNED)
    assert half(here, mine).readable == theirs
    assert half(there, theirs).readable is None
    tie_compared(actor=here, person_id=mine, other_id=theirs)


def test_a_link_ends_on_both_sides(both):
    here, mine, there, theirs = both
    asked(here, mine)
    answer_same(actor=there, tie=str(half(there, theirs).tie), answer="same")
    end_tie(actor=there, tie=str(half(there, theirs).tie))
    assert half(here, mine).state == "ended"
    with pytest.raises(NotFound):
        handle_of(actor=here, tie=str(half(here, mine).tie))


def test_a_link_ended_by_mistake_comes_back_only_by_the_side_that_ended_it(both):
    here, mine, there, theirs = both
    asked(here, mine)
    tie = str(half(there, theirs).tie)
    answer_same(actor=there, tie=tie, answer="same")
    end_tie(actor=there, tie=tie)
    with as_(here):
        assert restorable(ties_of([mine])) == set()
    with pytest.raises(NotOpen):
        restore_tie(actor=here, tie=tie)
    with as_(there):
        assert restorable(ties_of([theirs])) == {uuid.UUID(tie)}
    assert restore_tie(actor=there, tie=tie) == theirs
    assert half(here, mine).state == half(there, theirs).state == "same"
    with pytest.raises(NotOpen):
        restore_tie(actor=there, tie=tie)


LEAKS = (
    "SELECT * FROM people_tie",
    "UPDATE people_tie SET state = 'same'",
    "DELETE FROM people_tie",
    "INSERT INTO people_tie (asking_id, asked_id, institution_id, user_id, agreed) VALUES (1, 2, 1, 1, '{}')",
    "SELECT * FROM people_foundelsewhere",
    "UPDATE people_tieword SET word = 'same'",
)


def test_raw_sql_learns_nothing_of_the_other_side(both):
    here, mine, there, theirs = both
    asked(here, mine)
    answer_same(actor=there, tie=str(half(there, theirs).tie), answer="same")
    for actor in (here, there):
        for statement in LEAKS:
            with pytest.raises(Error), as_(actor), connection.cursor() as cursor:
                cursor.execute(statement)
    with as_(here), connection.cursor() as cursor:
        for statement, values in (
            ("SELECT * FROM ruta_ties(%s)", [[theirs]]),
            ("SELECT * FROM ruta_same_questions()", []),
            ("SELECT 1 FROM people_person WHERE id = %s", [theirs]),
            ("SELECT 1 FROM people_tieword WHERE person_id = %s", [theirs]),
            ("SELECT 1 FROM audit_event WHERE person_id = %s OR owner_institution_id = %s", [theirs, there.institution_id]),
            ("SELECT 1 FROM access_log WHERE person_id = %s OR owner_institution_id = %s", [theirs, there.institution_id]),
            ("SELECT 1 FROM audit_event WHERE user_id = %s", [there.user_id]),
        ):
            cursor.execute(statement, values)
            assert cursor.fetchall() == [], statement
        cursor.execute("SELECT * FROM ruta_ties(%s)", [[mine]])
        (row,) = cursor.fetchall()
        assert theirs not in row
        assert there.institution_id not in row
        assert there.user_id not in row


def test_the_pages_ask_answer_and_tell(both):
    _here, mine, _there, _theirs = both
    asker, asked_one = browser("SETRASS-DGE", Role.COUNSELLOR), browser("INFOP", Role.COUNSELLOR)
    found = asker.post(f"/otras-instituciones/{mine}/").content.decode()
    assert "El DNI es igual" in found
    assert "INFOP" not in found
    handle = found.split('name="handle" value="')[1].split('"')[0]
    asker.post(f"/otras-instituciones/{mine}/preguntar/", {"handle": handle})
    assert "Todavía no responde" in asker.get(f"/personas/{mine}/").content.decode()
    page = asked_one.get("/otras-instituciones/preguntas/").content.decode()
    assert "Yeimi" in page
    assert "SETRASS" not in page.split("<main")[1]
    tie = re.search(r"preguntas/([0-9a-f-]{36})/", page)[1]
    asked_one.post(f"/otras-instituciones/preguntas/{tie}/", {"answer": "same"})
    page = asker.get(f"/personas/{mine}/").content.decode()
    assert "Otra institución tiene expediente de esta persona" in page
    assert "Pedir permiso" in page
    asker.post(f"/otras-instituciones/enlaces/{tie}/deshacer/")
    assert "recuperar el enlace" in asker.get(f"/personas/{mine}/").content.decode()
    asker.post(f"/otras-instituciones/enlaces/{tie}/recuperar/")
    assert "Pedir permiso" in asker.get(f"/personas/{mine}/").content.decode()
    form = asker.post(f"/otras-instituciones/enlaces/{tie}/pedir/").content.decode()
    assert 'name="handle"' in form
    asker.post(f"/otras-instituciones/enlaces/{tie}/deshacer/")
    assert "se deshizo" in asked_one.get(f"/personas/{_theirs}/").content.decode()
