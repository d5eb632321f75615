"""Does an employer come in once, read its own and nobody else's, and does the market tell nothing small?"""

import uuid
from datetime import timedelta

import pytest
from django.db import ProgrammingError, transaction
from django.urls import reverse

from ruta.base.clock import now, today
from ruta.base.context import Actor, acting_as, system
from ruta.cases.models import FollowUp
from ruta.employers.actions import make_employer_link
from ruta.employers.models import Employer, Vacancy
from ruta.people.models import Consent
from ruta.placements.actions import Said, send_shortlist, sign_shortlist, step_application
from ruta.placements.actions.stepping import NOTHING
from ruta.placements.models import Application, EmployerWord
from ruta.placements.tests.conftest import allowed, broker, case, dunia, employer, lead, person, publish_one  # noqa: F401
from ruta.quality.selectors import box_owner
from ruta.referrals.tests.making import hear

pytestmark = pytest.mark.django_db
SAID = {
    "name": "Panadería La Espiga", "rtn": "08011990123456", "kind": "company", "sector": "C", "size": "small", "municipality": "0801",
    "contact_name": "Rosa Zúniga", "contact_phone": "9748-2206",
}  # fmt: skip


def register(client, **said):
    return client.post(reverse("portal:company"), SAID | {"idempotency_key": str(uuid.uuid4())} | said)


def known(rtn):
    with acting_as(system(box_owner())):
        return list(Employer.objects.filter(rtn=rtn))


def test_an_employer_registers_itself_once_and_waits_for_somebody_to_make_sure(client):
    first, second = register(client), register(client, name="Otra")
    assert first.status_code == second.status_code == 302 and first["Location"] == second["Location"]
    (row,) = known(SAID["rtn"])
    assert (row.name, row.verification, row.section, row.registered_by) == ("Panadería La Espiga", "pending", "C", None)
    assert "comprueba" in client.get(first["Location"]).content.decode()


def test_what_is_missing_is_said_and_what_was_typed_stays(client):
    page = register(client, rtn="123", contact_phone="")
    assert page.status_code == 422 and "Panadería La Espiga" in page.content.decode()
    assert "Escriba un teléfono o un correo." in page.content.decode()
    assert register(client, rtn="123").status_code == 422 and known("123") == []


def test_many_at_once_from_one_place_are_refused(client):
    answers = [register(client, rtn=f"0801199012345{number}") for number in range(6)]
    assert [each.status_code for each in answers][-1] == 429


@pytest.fixture
def listed(broker, allowed, publish_one, lead):  # noqa: F811
    """A candidate in a shortlist that its employer was sent."""
    row = lead(publish_one(technical_selection=True), "apply", "preselect")
    _list, address = send_shortlist(actor=broker, vacancy_id=row.vacancy_id, application_ids=[row.pk])
    return row, address.rstrip("/").rsplit("/", 1)[-1]


def test_an_employer_reads_its_hires_and_a_name_while_it_is_allowed(client, broker, listed, person):  # noqa: F811
    row, list_token = listed
    address = reverse("portal:employer_hires", args=[make_employer_link(actor=broker, employer_id=row.employer_id)])
    page = client.get(address).content.decode()
    assert "Espera su firma" in page and "1 candidatura" in page and person.full_name not in page
    holder = Actor(kind="employer", employer_id=row.employer_id)
    sign_shortlist(actor=holder, token=list_token, name="Rosa Zúniga", owner_institution_id=broker.institution_id)
    for verb, said in (("invite", Said(at=now() + timedelta(days=1))), ("offer", NOTHING), ("hire", Said(day=today(), wage=14_000))):
        step_application(actor=broker, application_id=row.pk, verb=verb, said=said)
    page = client.get(address).content.decode()
    assert "Firmada de recibida" in page and person.full_name in page and "preguntamos cómo va" in page
    with acting_as(system(broker.institution_id)), transaction.atomic():
        Consent.objects.filter(person=person, purpose="job_matching").update(withdrawn_at=now())
    page = client.get(address).content.decode()
    assert person.full_name not in page and "Una persona que le enviamos" in page
    assert client.get(reverse("portal:employer_hires", args=["nada"])).status_code == 404


@pytest.fixture
def hired(broker, listed):  # noqa: F811
    """The candidate was hired ten days ago; the employer holds its link."""
    row, list_token = listed
    holder = Actor(kind="employer", employer_id=row.employer_id)
    sign_shortlist(actor=holder, token=list_token, name="Rosa Zúniga", owner_institution_id=broker.institution_id)
    for verb, said in (
        ("invite", Said(at=now() + timedelta(days=1))),
        ("offer", NOTHING),
        ("hire", Said(day=today() - timedelta(days=10), wage=14_000)),
    ):
        step_application(actor=broker, application_id=row.pk, verb=verb, said=said)
    address = reverse("portal:employer_hires", args=[make_employer_link(actor=broker, employer_id=row.employer_id)])
    return row, address


def say(client, hired, what, **more):
    row, address = hired
    return client.post(address, {"idempotency_key": str(uuid.uuid4()), "application": row.pk, "hacer": what} | more)


def kept_of(actor, row):
    with acting_as(actor), transaction.atomic():
        found = Application.objects.get(pk=row.pk)
        return found, [(word.works, word.left_on) for word in EmployerWord.objects.filter(application=row).order_by("pk")]


def test_an_employer_says_whether_a_hire_still_works_there_and_the_person_has_the_last_word(client, broker, hired):  # noqa: F811
    row, address = hired
    assert say(client, hired, "sigue").status_code == 302
    assert "Usted dijo el" in client.get(address).content.decode()
    yesterday = today() - timedelta(days=1)
    assert say(client, hired, "salio", left_on=f"{yesterday:%d/%m/%Y}").status_code == 302
    assert "Usted dijo que trabajó hasta" in client.get(address).content.decode()
    found, words = kept_of(broker, row)
    assert words == [(True, None), (False, yesterday)]
    assert (found.kept_until, found.left_on) == (None, None)
    hear()
    with acting_as(broker), transaction.atomic():
        asked = FollowUp.objects.filter(case=row.case_id, done_at=None, due_on=today())
        assert [("El empleador dice" in each.note, each.subject) for each in asked] == [(True, "placement_30")]
    say(client, hired, "salio", left_on=f"{yesterday:%d/%m/%Y}")
    hear()
    with acting_as(broker), transaction.atomic():
        assert FollowUp.objects.filter(case=row.case_id, done_at=None, due_on=today()).count() == 1


def test_what_makes_no_sense_is_asked_again(client, broker, hired):  # noqa: F811
    for day in ("", "mañana", f"{today() + timedelta(days=1):%d/%m/%Y}", f"{today() - timedelta(days=11):%d/%m/%Y}"):
        page = say(client, hired, "salio", left_on=day)
        assert page.status_code == 422 and "último día" in page.content.decode()
    assert kept_of(broker, hired[0])[1] == []


def test_an_employer_reads_nothing_of_what_the_person_answered_and_speaks_of_no_other_hire(client, broker, hired, employer):  # noqa: F811
    row, address = hired
    with acting_as(broker), transaction.atomic():
        Application.objects.filter(pk=row.pk).update(left_on=today())
    assert f"{today().year}" in client.get(address).content.decode() and "trabajó hasta" not in client.get(address).content.decode()
    assert hires_of_nobody(row) == []
    for foreign in (row.pk + 999_999, 0, "x"):
        page = client.post(address, {"idempotency_key": str(uuid.uuid4()), "application": foreign, "hacer": "sigue"})
        assert page.status_code in {404, 422}
    with acting_as(Actor(kind="employer", employer_id=employer.pk + 1)), transaction.atomic(), pytest.raises(ProgrammingError):
        EmployerWord.objects.create(
            owner_institution_id=row.owner_institution_id, application_id=row.pk, employer_id=employer.pk + 1, works=True
        )


def hires_of_nobody(row):
    with acting_as(Actor(kind="employer", employer_id=row.employer_id + 1)), transaction.atomic():
        return list(EmployerWord.objects.filter(application=row.pk).order_by("pk"))


def test_the_market_counts_what_was_published_and_hides_what_is_small(client, publish_one):  # noqa: F811
    vacancy = publish_one(openings=3)
    page = client.get(reverse("portal:market"), {"sector": "F", "lugar": "05"})
    assert page.context["whole"].openings.count is None and "menos de" in page.content.decode()
    with acting_as(system(vacancy.owner_institution_id)), transaction.atomic():
        Vacancy.objects.filter(pk=vacancy.pk).update(openings=40, filled=12)
    page = client.get(reverse("portal:market"), {"sector": "F", "lugar": "05"})
    assert page.context["whole"].openings.count == 40
    assert not page.context["year"] and "Contratados" not in page.content.decode(), "what was filled is told once a year is counted"
    assert "todavía no hay ninguno" in page.content.decode()
    assert page.context["wage"] is None
    for asked in ({}, {"sector": "F"}, {"lugar": "05"}, {"sector": "zz", "lugar": "99"}):
        found = client.get(reverse("portal:market"), asked)
        assert found.status_code == 200
        assert all(row.openings.count is None or row.openings.count >= 5 for row in found.context["rows"])
    assert client.get(reverse("portal:market")).context["occupations"][0][1] == 40


def test_the_market_is_taken_along_as_it_is_read_and_not_without_end(client, publish_one, settings, tmp_path):  # noqa: F811
    settings.WAREHOUSE_FOLDER = str(tmp_path)
    vacancy = publish_one(openings=3)
    address = reverse("portal:market_file", args=["html"])
    told = client.get(address, {"sector": "F", "lugar": "05"})
    assert 'filename="mercado-empleadores-f-05-' in told["Content-Disposition"]
    assert "Son demasiado pocas vacantes para decir más." in told.content.decode()
    with acting_as(system(vacancy.owner_institution_id)), transaction.atomic():
        Vacancy.objects.filter(pk=vacancy.pk).update(openings=40, filled=12)
    page = client.get(address, {"sector": "F", "lugar": "05"}).content.decode()
    assert "Se publicaron 40 puestos." in page and "Contratados en" not in page
    assert client.get(reverse("portal:market_file", args=["pdf"])).content.startswith(b"%PDF")
    assert client.get(reverse("portal:market_file", args=["exe"])).status_code == 404
    assert [client.get(address).status_code for _ in range(20)][-1] == 429
