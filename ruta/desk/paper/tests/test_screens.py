"""Do the pages carry a form from its code to one case, with the search before it, and say why a second typing is refused?"""

import re
from uuid import uuid4

import pytest
from django.urls import reverse

from ruta.accounts.enums import Role
from ruta.base.clock import now
from ruta.cases.models import Case
from ruta.desk.people.tests.conftest import browser
from ruta.desk.people.tests.test_registering import typed
from ruta.field.models import PaperForm
from ruta.people.models import Consent, Person
from ruta.people.tests.conftest import as_

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(db):
    return browser("SETRASS-DGE")


@pytest.fixture
def boss(db):
    return browser("SETRASS-DGE", Role.OFFICE_COORDINATOR)


@pytest.fixture
def code(boss):
    answer = boss.post(reverse("desk:papers-print"), {"count": "2", "idempotency_key": str(uuid4())})
    assert answer.status_code == 302
    assert "Abrir los formularios" in boss.get(answer["Location"]).content.decode()
    with as_(boss.actor):
        return PaperForm.objects.order_by("pk").first().code


def paper_says(**changes):
    at = now()
    said = {"taken_on": at.strftime("%Y-%m-%d"), "taken_hour": at.strftime("%H:%M"), "taken_by": "Dunia Pineda", "needs": ["job_now"]}
    return typed(method="paper_scan", signature="", idempotency_key=str(uuid4())) | said | changes


def test_from_the_code_to_one_case(desk, code):
    here = reverse("desk:paper", args=[code])
    assert desk.post(reverse("desk:paper-find"), {"code": "ABCD-0000"}).status_code == 422
    assert desk.post(reverse("desk:paper-find"), {"code": f" {code.lower()} "})["Location"] == here
    found = desk.post(here, {"step": "search", "name": "Wilmer Vásquez"}).content.decode()
    assert f'action="{here}"' in found
    begun = desk.post(here, {"step": "start", "sought-name": "wilmer vásquez murillo"}).content.decode()
    assert "Wilmer" in begun
    assert desk.post(here, paper_says(taken_by="")).status_code == 422
    once = paper_says()
    answer = desk.post(here, once)
    assert answer.status_code == 302
    assert desk.post(here, once)["Location"] == answer["Location"]
    second = desk.post(here, paper_says(number_0="1613-1991-00452", given_names="Elmer"))
    assert second.status_code == 409
    assert "ya se tecleó" in second.content.decode()
    with as_(desk.actor):
        assert (Person.objects.count(), Case.objects.count()) == (1, 1)
    assert Case.objects.model is Case
    assert "Tecleado" in desk.get(here).content.decode()


def test_somebody_who_is_there_already_stops_it_and_takes_it(desk, code, boss):
    assert desk.post(reverse("desk:register"), typed()).status_code == 302
    here = reverse("desk:paper", args=[code])
    with as_(desk.actor):
        person = Person.objects.get().pk
    stopped = desk.post(here, paper_says())
    assert stopped.status_code == 409
    assert "Alguien casi igual" in stopped.content.decode()
    assert "usar su expediente" in desk.post(here, {"step": "search", "name": "Wilmer Adonay Vásquez Murillo"}).content.decode()
    assert "Lo que dice el papel" in desk.post(here, {"step": "join", "person": person}).content.decode()
    assert desk.post(here, paper_says() | {"step": "joined", "person": person}).status_code == 302
    with as_(desk.actor):
        assert (Person.objects.count(), Case.objects.count()) == (1, 1)


def test_what_somebody_known_signed_on_paper_is_copied_and_not_asked_twice(desk, code, boss):
    assert desk.post(reverse("desk:register"), typed()).status_code == 302
    here = reverse("desk:paper", args=[code])
    with as_(desk.actor):
        person = Person.objects.get().pk
        before = set(Consent.objects.values_list("pk", flat=True))
    page = desk.post(here, {"step": "join", "person": person}).content.decode()
    offered = set(re.findall(r'name="grants" value="([^"]+)"', page))
    assert offered
    wrong = desk.post(here, paper_says() | {"step": "joined", "person": person, "grants": sorted(offered), "method": "verbal_witness"})
    assert wrong.status_code == 422
    assert "testigo" in wrong.content.decode()
    said = paper_says() | {"step": "joined", "person": person, "grants": sorted(offered), "method": "paper_scan"}
    assert [desk.post(here, said).status_code for _click in range(2)] == [302, 302]
    with as_(desk.actor):
        new = Consent.objects.exclude(pk__in=before)
        assert {f"{row.grantee_id}:{row.purpose}" for row in new} == offered
        assert {row.method for row in new} == {"paper_scan"}


def test_the_list_says_what_came_of_each_and_leaves_as_a_table(desk, boss, code):
    assert (
        desk.post(reverse("desk:paper-settle", args=[code]), {"state": "lost", "reason": "", "idempotency_key": str(uuid4())}).status_code
        == 422
    )
    said = {"state": "lost", "reason": "No volvió.", "idempotency_key": str(uuid4())}
    assert desk.post(reverse("desk:paper-settle", args=[code]), said).status_code == 302
    listed = desk.get(reverse("desk:papers"), {"estado": "lost"}).content.decode()
    assert "No volvió." in listed
    assert "No volvió." in desk.get(reverse("desk:papers"), {"formato": "csv"}).getvalue().decode()
    other = browser("INFOP")
    assert other.get(reverse("desk:paper", args=[code])).status_code == 404
    assert desk.post(reverse("desk:papers-print"), {"count": "2"}).status_code == 403
