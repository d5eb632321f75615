"""Does the way in tell nothing, tire of guessing, and refuse what somebody else prepared?"""

from uuid import uuid4

import pytest

from ruta.base.context import acting_as
from ruta.portal.mine.doors import STEP, VISIT, _signer
from ruta.subjects.actions import invite_in, look_up, token_hash
from ruta.subjects.models import Entry
from ruta.subjects.tests.conftest import NOBODY
from ruta.subjects.tests.test_entering import received

pytestmark = pytest.mark.django_db
ENTRY, CODE = "/mi/entrar/", "/mi/codigo/"


def ask(client, address="9748-2206", born="8/4/1996"):
    return client.post(ENTRY, {"address": address, "born": born, "idempotency_key": str(uuid4())})


def work():
    """What the job does after the answer."""
    with acting_as(NOBODY):
        ids = list(Entry.objects.exclude(asked=None).order_by("pk").values_list("pk", flat=True))
    return [look_up(actor=NOBODY, entry_id=pk) for pk in ids]


def test_the_answer_is_the_same_for_whoever_asks(client, person, django_assert_max_num_queries):
    seen = []
    for address in ("9748-2206", "9900-0000"):
        client.cookies.clear()
        with django_assert_max_num_queries(14) as counted:
            answer = ask(client, address)
        page = client.get(answer["Location"])
        wrong = client.post(CODE, {"code": "000000"})
        seen.append((answer.status_code, answer["Location"], len(counted), page.status_code, wrong.status_code, _bare(page), _bare(wrong)))
    assert seen[0] == seen[1]
    assert work() == ["sent", "unknown"]


def _bare(page):
    import re

    return re.sub(r"(nonce|value|X-CSRFToken)[^>]{0,120}", "", page.content.decode())


def test_a_code_lets_in_under_a_new_token_and_once(client, person):
    ask(client)
    assert work() == ["sent"]
    digits = received(person.owner_institution_id)
    fixed = client.cookies[VISIT] = _signer.sign("un-token-puesto-por-otra-persona")
    step = client.cookies[STEP].value
    assert client.post(CODE, {"code": f" {digits[:3]} {digits[3:]} "})["Location"] == "/mi/"
    assert client.cookies[VISIT].value != fixed
    assert client.get("/mi/").status_code == 200
    client.cookies[STEP] = step
    assert client.post(CODE, {"code": digits}).status_code == 422


def test_a_forged_cookie_opens_nothing(client, person, token):
    for value in (token, _signer.sign("x"), _signer.sign(token)[:-2] + "zz", ""):
        client.cookies[VISIT] = value
        assert client.get("/mi/").status_code == 302
    client.cookies[VISIT] = _signer.sign(token)
    assert client.get("/mi/").status_code == 200


def test_guessing_ends_with_the_code(client, person):
    ask(client)
    work()
    digits = received(person.owner_institution_id)
    for number in range(5):
        assert client.post(CODE, {"code": f"{number:06d}"}).status_code == 422
    assert client.post(CODE, {"code": digits}).status_code == 422


def test_many_codes_for_one_number_are_refused_registered_or_not(client, person):
    for address in ("9748-2206", "9900-0000"):
        client.cookies.clear()
        assert [ask(client, address).status_code for _ in range(5)] == [302, 302, 302, 302, 429]


def test_one_number_in_many_spellings_is_one_number(client, person):
    spelled = ["9748-2206", "97482206", "+504 9748 2206", "9748 22 06", "(504) 97482206"]
    answers = []
    for address in spelled:
        client.cookies.clear()
        answers.append(ask(client, address).status_code)
    assert answers == [302] * 4 + [429]


def test_many_codes_from_one_browser_are_refused(client, db):
    answers = [ask(client, f"9900-{number:04d}").status_code for number in range(9)]
    assert answers == [302] * 8 + [429]


def test_the_same_form_twice_asks_once(client, person):
    key = str(uuid4())
    for _ in range(2):
        client.post(ENTRY, {"address": "9748-2206", "born": "8/4/1996", "idempotency_key": key})
    assert work() == ["sent"]


def test_looking_at_a_link_uses_nothing_and_it_opens_once(client, person, dunia):
    _message, address = invite_in(actor=dunia, person_id=person.pk)
    path = "/" + address.split("/", 3)[3]
    for _ in range(2):
        assert client.get(path).status_code == 200
    assert client.post(path)["Location"] == "/mi/"
    client.cookies.clear()
    assert client.post(path).status_code == 404


def test_what_is_kept_of_an_entry_opens_nothing(client, person, as_superuser):
    ask(client)
    work()
    digits = received(person.owner_institution_id)
    with acting_as(NOBODY):
        row = Entry.objects.get()
    assert row.asked is None and digits not in str(row.__dict__)
    assert row.handle_sha256 != client.cookies[STEP].value and row.handle_sha256 == token_hash(_signer.unsign(client.cookies[STEP].value))


def test_only_a_visit_makes_somebody_themselves(person, dunia):
    """The holder of the link of one appointment or vacancy stays with that one."""
    from django.db import transaction

    from ruta.base.context import Actor
    from ruta.cases.models import Case
    from ruta.people.models import Person

    with acting_as(Actor(kind="person", person_id=person.pk)), transaction.atomic():
        assert not Person.objects.exists() and not Case.objects.exists()
    with pytest.raises(ValueError, match="visit"):
        Actor(kind="person", visit_id=1)
    with pytest.raises(ValueError, match="visit"):
        Actor(kind="staff", person_id=person.pk, visit_id=1)
