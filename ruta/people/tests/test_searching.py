"""Is somebody found however they are written, and does a stranger stay a stranger?"""

from dataclasses import fields
from datetime import date

import pytest
from django.db import connection

from ruta.base.context import system
from ruta.base.errors import Invalid, NotFound, Refused, TooMany
from ruta.base.models import AccessLog
from ruta.people.actions import Grant, ask_access, give_consent, person_behind, search_persons
from ruta.people.linkage import Document, Record, probes
from ruta.people.models import AccessRequest
from ruta.people.rules import read_box
from ruta.people.selectors import Stranger
from ruta.people.tests.conftest import SIGNED, actor_of, as_

pytestmark = pytest.mark.django_db

ALL = Record(
    name="yeimy mejia orellana", birth_date=date(1996, 7, 4), phones=("9748-2206",), documents=(Document("dni", "0501-1996-04827"),)
)


@pytest.mark.parametrize(
    "sought",
    [
        Record(name="orellana mejía yeimi"),
        Record(name="Jeimy Megia Oreyana"),
        Record(name="mejia orellana"),
        Record(documents=(Document("dni", "0501-1996-04827"),)),
        Record(documents=(Document("dni", "0501199604821"),)),
        Record(phones=("+504 9748 2206",)),
        Record(name="yeimi mejia", birth_date=date(1996, 7, 4)),
        ALL,
    ],
)
def test_found_by_name_in_any_order_and_spelling_by_a_wrong_digit_a_swapped_date_or_a_phone(dunia, yeimi, sought):
    findings = search_persons(actor=dunia, sought=sought)
    assert [match.person.pk for match in findings.matches] == [yeimi]
    assert findings.matches[0].candidate.reasons


def test_all_together_is_almost_sure(dunia, yeimi):
    assert search_persons(actor=dunia, sought=ALL).sure[0].person.pk == yeimi


def test_a_stranger_is_a_handle_and_the_kinds_that_agreed_and_nothing_else(infop, yeimi):
    findings = search_persons(actor=infop, sought=ALL)
    assert findings.matches == ()
    (stranger,) = findings.strangers
    assert {field.name for field in fields(Stranger)} == {"handle", "agreed"}
    assert set(stranger.agreed) == {"birth_date", "dni_near", "name", "phone"}
    assert str(yeimi) != stranger.handle


@pytest.mark.parametrize("sought", [Record(name="yeimi lorena mejia orellana"), Record(phones=("9748-2206",))])
def test_a_name_or_a_phone_alone_finds_no_stranger(infop, yeimi, sought):
    assert search_persons(actor=infop, sought=sought).strangers == ()


def test_a_whole_document_alone_finds_a_stranger(infop, yeimi):
    assert search_persons(actor=infop, sought=Record(documents=(Document("dni", "0501199604821"),))).strangers[0].agreed == (
        "dni",
        "dni_near",
    )


def test_after_a_consent_for_identity_the_stranger_is_a_person(infop, yeimi, dunia, infop_id):
    give_consent(actor=dunia, person_id=yeimi, grants=(Grant(infop_id, "shared_case"),), manner=SIGNED)
    findings = search_persons(actor=infop, sought=ALL)
    assert [match.person.pk for match in findings.matches] == [yeimi]
    assert findings.strangers == ()


def test_a_search_is_logged_with_kinds_only(dunia, yeimi):
    search_persons(actor=dunia, sought=ALL)
    with as_(dunia):
        row = AccessLog.objects.filter(kind="search", user_id=dunia.user_id).latest("pk")
        assert row.details["phone"] == 1
        assert set(row.details) == {"birth_date", "birth_near", "dni", "dni_near", "name", "phone"}


def test_the_sixty_first_search_waits(dunia, yeimi, settings):
    for _ in range(59):  # registering looked once
        search_persons(actor=dunia, sought=Record(phones=("9748-2206",)))
    with pytest.raises(TooMany):
        search_persons(actor=dunia, sought=Record(phones=("9748-2206",)))


def test_nothing_to_look_for_gets_a_sentence(dunia):
    with pytest.raises(Invalid):
        search_persons(actor=dunia, sought=Record(name="Ana"))


def test_some_roles_do_not_search(db):
    with pytest.raises(Refused):
        search_persons(actor=actor_of("SETRASS-DGE", "auditor"), sought=ALL)


def find(keys, kinds):
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM ruta_find(%s::bigint[], %s::text[])", [keys, kinds])
        return cursor.fetchall()


def test_the_door_refuses_who_has_no_name_and_who_brings_too_much(dunia):
    with pytest.raises(Exception, match="bound actor"):
        find([1], ["name"])


@pytest.mark.parametrize("keys", [[], list(range(81))])
def test_the_door_takes_eighty_keys(dunia, keys):
    with pytest.raises(Exception, match="1 to 80 keys"), as_(dunia):
        find(keys, ["name"] * len(keys))


def test_the_machine_does_not_search(dunia):
    with pytest.raises(Exception, match="a user and an institution"), as_(system(dunia.institution_id)):
        find([1], ["name"])


def test_a_handle_serves_only_the_user_who_got_it(infop, yeimi):
    handle = search_persons(actor=infop, sought=ALL).strangers[0].handle
    with as_(infop):
        assert person_behind(handle) == yeimi
    with pytest.raises(NotFound), as_(actor_of("INFOP", email="otra@infop.hn")):
        person_behind(handle)
    with pytest.raises(NotFound), as_(infop):
        person_behind("no-es-una")


def test_asking_reaches_the_owner_once(infop, yeimi, dunia):
    handle = search_persons(actor=infop, sought=ALL).strangers[0].handle
    first = ask_access(actor=infop, handle=handle, purpose="shared_case", note="Curso", agreed=("name",))
    assert ask_access(actor=infop, handle=handle, purpose="shared_case") == first
    with as_(dunia):
        assert AccessRequest.objects.get().person_id == yeimi
    for purpose in ("health_sharing", "referral"):  # not listed for it, and nothing to read
        with pytest.raises(Invalid):
            ask_access(actor=infop, handle=handle, purpose=purpose)


def test_probes_stay_under_eighty_and_know_their_kind():
    found = probes(
        Record(
            name="María Lorena José Mejía Orellana Paz", birth_date=date(1996, 7, 4), phones=("97482206", "33917754"),
            documents=(Document("dni", "0501199604821"), Document("passport", "E123456")),
        )
    )  # fmt: skip
    assert len(found) <= 80
    assert {probe.kind for probe in found} == {"dni", "dni_near", "document", "phone", "birth_date", "birth_near", "name"}


@pytest.mark.parametrize(
    ("text", "name", "documents", "phones", "day"),
    [
        ("yeimi mejia", "yeimi mejia", (), (), None),
        ("0501-1996-04821", "", (Document("dni", "0501-1996-04821"),), (), None),
        ("9748-2206 yeimi mejia", "yeimi mejia", (), ("9748-2206",), None),
        ("+504 9748 2206", "", (), ("+504 9748 2206",), None),
        ("E123456", "", (Document("passport", "E123456"),), (), None),
        ("mejia 07/04/1996", "mejia", (), (), date(1996, 4, 7)),
    ],
)
def test_one_box_tells_its_parts_apart(text, name, documents, phones, day):
    read = read_box(text)
    assert (read.name, read.documents, read.phones, read.birth_date) == (name, documents, phones, day)
