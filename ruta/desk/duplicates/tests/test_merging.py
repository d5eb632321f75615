"""Can somebody make one record of two from the screen, follow an old address, and part them again?"""

import re
from uuid import uuid4

import pytest
from django.urls import reverse

from ruta.accounts.enums import Role
from ruta.cases.actions import open_case
from ruta.cases.enums import CaseVerb
from ruta.cases.models import Case, CaseStep
from ruta.cases.rules import fold
from ruta.desk.people.tests.conftest import browser
from ruta.people.actions import IdentifierDraft, add_identifier
from ruta.people.duplicates.jobs import compare
from ruta.people.duplicates.tests.test_night import TWIN, register
from ruta.people.models import DuplicatePair, Identifier, Merge, Person
from ruta.people.tests.conftest import as_

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(db):
    return browser("SETRASS-DGE", Role.OFFICE_COORDINATOR)


@pytest.fixture
def pair(desk):
    register(desk.actor)
    register(desk.actor, **TWIN | {"municipality_id": "0801"})
    compare(desk.actor.institution_id)
    with as_(desk.actor):
        return DuplicatePair.objects.get()


def send(client, pair, **chosen):
    fields = {"field_given_names": "survivor", "field_surnames": "survivor", "field_municipality_id": "absorbed"}
    return client.post(f"/duplicados/{pair.pk}/unir/", fields | chosen | {"idempotency_key": str(uuid4())})


def test_the_way_from_a_pair_to_one_record_and_back(desk, pair):
    assert f"/duplicados/{pair.pk}/unir/" in desk.get(f"/duplicados/{pair.pk}/").content.decode()
    form = desk.get(f"/duplicados/{pair.pk}/unir/").content.decode()
    for words in ("Yeimi Lorena", "Municipio", "Contactos", "1 igual en los dos", "Se puede deshacer"):
        assert words in form, words
    done = send(desk, pair)
    assert done.url == reverse("desk:person", args=[pair.other_id])
    page = desk.get(done.url).content.decode()
    assert "reúne dos" in page
    old = desk.get(reverse("desk:person", args=[pair.person_id]))
    assert (old.status_code, old.url) == (302, done.url)
    assert desk.get(reverse("desk:consent", args=[pair.person_id])).url == reverse("desk:consent", args=[pair.other_id])
    with as_(desk.actor):
        merge = Merge.objects.get()
        assert Person.objects.get(pk=pair.other_id).municipality_id == "0801"
    assert "Yeimi" in desk.get("/duplicados/uniones/").content.decode()
    sent = desk.post("/duplicados/uniones/", {"q": "mejia"})["Location"]
    assert "busca=" in sent and "mejia" not in sent
    for typed, is_found in (("MEJÍA", True), ("zelaya", False)):
        assert ("Yeimi" in desk.post("/duplicados/uniones/", {"q": typed}, follow=True).content.decode()) is is_found
    late = add_identifier(actor=desk.actor, person_id=pair.other_id, identifier=IdentifierDraft("consular", "HN-778812"))
    page = desk.get(f"/duplicados/uniones/{merge.pk}/").content.decode()
    assert "Documentos: Consular" in page
    empty = desk.post(f"/duplicados/uniones/{merge.pk}/separar/", {"reason": ""})
    assert (empty.status_code, "Escriba por qué" in empty.content.decode()) == (422, True)
    sent = {"reason": "eran primas", "later": f"people_identifier.person_id:{late}"}
    parted = desk.post(f"/duplicados/uniones/{merge.pk}/separar/", sent, follow=True).content.decode()
    assert "eran primas" in parted
    with as_(desk.actor):
        assert Identifier.objects.get(pk=late).person_id == pair.person_id
    assert desk.get(reverse("desk:person", args=[pair.person_id])).status_code == 200
    assert "Deshecha" in desk.get("/duplicados/uniones/?deshechas=1").content.decode()


def test_a_second_click_makes_no_second_merge_and_a_second_person_hears_why(desk, pair):
    key = str(uuid4())
    fields = {"field_given_names": "survivor", "field_surnames": "survivor", "field_municipality_id": "absorbed", "idempotency_key": key}
    first, again = (desk.post(f"/duplicados/{pair.pk}/unir/", fields) for _click in range(2))
    assert first.url == reverse("desk:person", args=[pair.other_id])
    assert again.status_code == 302
    with as_(desk.actor):
        assert Merge.objects.count() == 1


def opened(actor, person_id):
    return open_case(actor=actor, person_id=person_id, modality="returned", entry_point="camr")


def test_two_open_cases_need_an_answer(desk, pair):
    mine, theirs = (opened(desk.actor, pk) for pk in (pair.other_id, pair.person_id))
    form = desk.get(f"/duplicados/{pair.pk}/unir/").content.decode()
    assert mine.number in form
    unanswered = send(desk, pair)
    assert (unanswered.status_code, "Diga con cuál" in unanswered.content.decode()) == (422, True)
    send(desk, pair, answer_open_cases="beside")
    with as_(desk.actor):
        assert Case.objects.get(pk=theirs.pk).linked_to_id == mine.pk
        assert CaseStep.objects.filter(case=theirs, person=pair.other_id).exists()
    assert mine.number in desk.get(reverse("desk:person", args=[pair.other_id])).content.decode()
    assert "Enlazado con" in desk.get(reverse("desk:case", args=[theirs.pk])).content.decode()


def test_going_on_with_one_case_closes_the_other_until_it_is_undone(desk, pair):
    mine, theirs = (opened(desk.actor, pk) for pk in (pair.other_id, pair.person_id))
    send(desk, pair, answer_open_cases=str(mine.pk))
    with as_(desk.actor):
        closed = Case.objects.get(pk=theirs.pk)
        assert (closed.state, closed.close_reason, closed.person_id) == ("closed", "duplicate_merged", pair.other_id)
        merge = Merge.objects.get()
    assert desk.get(reverse("desk:case", args=[theirs.pk])).status_code == 200
    desk.post(f"/duplicados/uniones/{merge.pk}/separar/", {"reason": "eran primas"})
    with as_(desk.actor):
        back = Case.objects.get(pk=theirs.pk)
        assert (back.state, back.close_reason, back.closed_at, back.person_id) == ("intake", "", None, pair.person_id)
        verbs = CaseStep.objects.filter(case=back).order_by("pk").values_list("verb", flat=True)
        assert fold(CaseVerb(verb) for verb in verbs) == back.state
    assert "Se separó otra vez" in desk.get(reverse("desk:case", args=[theirs.pk])).content.decode()


def test_another_institution_and_role_reach_no_merge(desk, pair):
    send(desk, pair)
    with as_(desk.actor):
        merge = Merge.objects.get()
    other = browser("INFOP", Role.OFFICE_COORDINATOR)
    assert other.get(f"/duplicados/uniones/{merge.pk}/").status_code == 404
    assert other.post(f"/duplicados/uniones/{merge.pk}/separar/", {"reason": "x"}).status_code == 404
    assert other.get(f"/duplicados/{pair.pk}/unir/").status_code == 404
    assert not re.search("Yeimi", other.get("/duplicados/uniones/").content.decode())
    assert browser("SETRASS-DGE").post(f"/duplicados/uniones/{merge.pk}/separar/", {"reason": "x"}).status_code == 403
    assert browser("SETRASS-DGE", Role.RECEPTIONIST).get("/duplicados/uniones/").status_code == 403
