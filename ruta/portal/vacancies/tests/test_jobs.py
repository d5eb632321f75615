"""Does anybody find a job without signing in, and an employer propose one behind its link, without a word about anybody else?"""

import json
import re
import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ruta.base.clock import today
from ruta.employers.actions import (
    Ending,
    change_vacancy,
    close_vacancy,
    draft_vacancy,
    make_employer_link,
    propose_vacancy,
    revoke_employer_link,
    step_vacancy,
    withdraw_vacancy,
)
from ruta.employers.rules import STALE_AFTER
from ruta.employers.selectors import holder_of
from ruta.employers.selectors.posting import posting_of
from ruta.employers.tests.conftest import broker, employer, moderator, office, publish_one, stranger, terms  # noqa: F401


@pytest.fixture
def anybody(db):
    return Client()


def posting(page: str) -> dict:
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)[1])


def test_a_job_is_found_and_told_to_machines(anybody, publish_one):  # noqa: F811
    vacancy = publish_one(tasks="Levantar paredes </script><b>x", experience_months=24)
    page = anybody.get(reverse("portal:jobs"), {"q": "albañil", "lugar": "05"}).content.decode()
    assert "Albañil" in page
    assert "L 14,000 a 16,000" in page
    moved = anybody.get(reverse("portal:job", args=[vacancy.pk]))
    assert moved.status_code == 301
    assert moved["Location"].endswith(f"/trabajos/{vacancy.pk}-albanil-san-pedro-sula/")
    answer = anybody.get(moved["Location"])
    assert answer.status_code == 200
    said = posting(answer.content.decode())
    assert (said["@type"], said["hiringOrganization"]["name"]) == ("JobPosting", "Constructora El Ocotal")
    assert said["baseSalary"]["value"] == {"@type": "QuantitativeValue", "minValue": 14000, "maxValue": 16000, "unitText": "MONTH"}
    assert "<p>Levantar paredes &lt;/script&gt;&lt;b&gt;x</p>" in said["description"]
    assert said["validThrough"] == f"{today() + STALE_AFTER}T23:59:00-06:00"
    needed = {"title", "description", "datePosted", "hiringOrganization", "jobLocation", "validThrough", "baseSalary", "employmentType"}
    assert needed <= {name for name, value in said.items() if value}
    assert said["jobLocation"]["address"]["addressCountry"] == "HN"
    assert "unsafe-inline" not in answer["Content-Security-Policy"]
    assert anybody.get(f"/trabajos/{vacancy.pk}-otra-cosa/").status_code == 301


@pytest.mark.parametrize(
    ("contract", "schedule", "kinds"),
    [
        ("permanent", "full_time", ["FULL_TIME"]), ("permanent", "part_time", ["PART_TIME"]), ("fixed_term", "shifts", ["FULL_TIME", "TEMPORARY"]), ("hourly", "full_time", ["PART_TIME"]),
        ("apprenticeship", "weekends", ["INTERN", "PART_TIME"]),
    ],
)  # fmt: skip
def test_a_job_is_of_full_time_or_part_time_and_never_both(publish_one, contract, schedule, kinds):  # noqa: F811
    assert posting_of(publish_one(contract=contract, schedule=schedule), None)["employmentType"] == kinds


def test_a_job_ends_on_the_last_day_to_apply_when_that_comes_first(publish_one):  # noqa: F811
    soon = today() + timedelta(days=5)
    assert posting_of(publish_one(apply_until=soon), None)["validThrough"].startswith(f"{soon}T23:59")


def test_nothing_that_was_searched_and_not_found_is_a_fault(anybody):
    assert "Ningún trabajo con eso" in anybody.get(reverse("portal:jobs"), {"q": "astronauta"}).content.decode()


def test_a_hidden_employer_is_confidential(anybody, publish_one):  # noqa: F811
    vacancy = publish_one(hides_employer=True)
    page = anybody.get(reverse("portal:job", args=[vacancy.pk]), follow=True).content.decode()
    assert "Ocotal" not in page
    assert posting(page)["hiringOrganization"] == "confidential"


def test_drafts_are_not_there_and_ended_ones_are_gone(anybody, broker, employer, publish_one):  # noqa: F811
    draft = draft_vacancy(actor=broker, employer_id=employer.pk, terms=terms())
    assert anybody.get(reverse("portal:job", args=[draft.pk])).status_code == 404
    ended, taken_back = publish_one(), publish_one(title="Fontanera o fontanero", occupation="7126")
    close_vacancy(actor=broker, vacancy_id=ended.pk, ending=Ending(cause="low_wage"))
    withdraw_vacancy(actor=broker, vacancy_id=taken_back.pk, ending=Ending(cause="vacancy_cancelled", note="Se canceló"))
    for vacancy, word in ((ended, "Ya terminó"), (taken_back, "lo retiró")):
        answer = anybody.get(reverse("portal:job", args=[vacancy.pk]), follow=True)
        assert answer.status_code == 410
        assert word in answer.content.decode()
        assert "ld+json" not in answer.content.decode()
        assert "Se canceló" not in answer.content.decode()


def test_an_employer_proposes_sees_and_takes_back_its_own(anybody, broker, moderator, employer, publish_one):  # noqa: F811
    publish_one()
    token = make_employer_link(actor=broker, employer_id=employer.pk)
    home = anybody.get(reverse("portal:employer", args=[token]))
    assert home.status_code == 200
    assert home["X-Robots-Tag"] == "noindex, nofollow"
    fields = {
        "title": "Pintora o pintor", "occupation": "7131", "openings": "3", "country": "HN", "municipality": "0501", "tasks": "Pintar casas.", "contract": "task",
        "schedule": "full_time", "wage_min": "13500", "requirements": "Edad máxima 30 años", "idempotency_key": str(uuid.uuid4()),
    }  # fmt: skip
    made = anybody.post(reverse("portal:employer_propose", args=[token]), fields)
    assert made.status_code == 302, made.content.decode()[:2000]
    again = anybody.post(reverse("portal:employer_propose", args=[token]), fields)
    assert again["Location"] == made["Location"]
    page = anybody.get(made["Location"]).content.decode()
    assert "En revisión" in page
    assert "Edad máxima" in page
    pk = int(made["Location"].rstrip("/").rsplit("/", 1)[1])
    step_vacancy(actor=moderator, vacancy_id=pk, verb="return", note="Quite la edad, por favor.")
    assert "Quite la edad" in anybody.get(made["Location"]).content.decode()
    fixed = anybody.post(f"{made['Location']}?hacer=cambiar", {**fields, "requirements": "", "idempotency_key": str(uuid.uuid4())})
    assert fixed.status_code == 302, fixed.content.decode()[:2000]
    step_vacancy(actor=moderator, vacancy_id=pk, verb="publish")
    key = {"idempotency_key": str(uuid.uuid4())}
    assert anybody.post(made["Location"], {"hacer": "refresh", **key}).status_code == 302
    took = {"hacer": "withdraw", "note": "Gracias por todo", "idempotency_key": str(uuid.uuid4())}
    unsaid = anybody.post(made["Location"], took)
    assert unsaid.status_code == 422
    assert "elija la causa principal" in unsaid.content.decode()
    assert "Gracias por todo" in unsaid.content.decode()
    assert "sospechosa" not in unsaid.content.decode()  # an employer is not asked whether it lied
    assert anybody.post(made["Location"], {**took, "cause": "possible_fraud"}).status_code == 422
    assert "Indique cuál" not in unsaid.content.decode()
    assert anybody.post(made["Location"], {**took, "cause": "missing_certificate"}).status_code == 422
    assert anybody.post(made["Location"], {**took, "cause": "filled_by_other_means"}).status_code == 302
    page = anybody.get(made["Location"]).content.decode()
    assert "Retirada" in page
    assert "Se cubrió por otro medio" in page


def test_a_link_that_is_no_good_shows_one_page_and_another_employers_vacancy_none(anybody, broker, employer, publish_one):  # noqa: F811
    from ruta.employers.actions import EmployerTerms, register_employer

    vacancy = publish_one()
    other = register_employer(actor=broker, terms=EmployerTerms(name="Hotel Las Lomas"))
    token = make_employer_link(actor=broker, employer_id=other.pk)
    anybody.raise_request_exception = False
    assert anybody.get(reverse("portal:employer_vacancy", args=[token, vacancy.pk])).status_code == 404
    revoke_employer_link(actor=broker, employer_id=other.pk)
    gone, forged = (anybody.get(reverse("portal:employer", args=[word])) for word in (token, "inventado"))
    assert gone.status_code == forged.status_code == 404
    assert "Hotel" not in gone.content.decode()


def test_what_nobody_read_before_it_was_taken_back_is_shown_to_nobody(anybody, broker, employer, publish_one):  # noqa: F811
    vacancy = publish_one()
    token = make_employer_link(actor=broker, employer_id=employer.pk)
    holder = holder_of(token).actor
    changed = change_vacancy(actor=holder, vacancy_id=vacancy.pk, terms=terms(title="Palabras que nadie leyó"), version=vacancy.version)
    withdraw_vacancy(actor=holder, vacancy_id=changed.pk, ending=Ending(cause="vacancy_cancelled"))
    answer = anybody.get(reverse("portal:job", args=[vacancy.pk]))
    assert answer.status_code == 410
    assert "nadie" not in answer.content.decode()


def test_who_writes_on_an_old_page_is_told(anybody, broker, moderator, employer):  # noqa: F811
    token = make_employer_link(actor=broker, employer_id=employer.pk)
    mine = propose_vacancy(actor=holder_of(token).actor, terms=terms())
    address = reverse("portal:employer_vacancy", args=[token, mine.pk]) + "?hacer=cambiar"
    assert 'name="version" value="1"' in anybody.get(address).content.decode()
    change_vacancy(actor=moderator, vacancy_id=mine.pk, terms=terms(title="Corregida en la oficina"), version=1)
    fields = {
        "title": "Vieja", "occupation": "7112", "openings": "1", "country": "HN", "municipality": "0501", "tasks": "x", "contract": "task", "schedule": "full_time",
        "wage_min": "14000", "idempotency_key": str(uuid.uuid4()), "version": "1",
    }  # fmt: skip
    assert anybody.post(address, fields).status_code == 409


def test_an_occupation_is_found_in_free_words_without_an_account(anybody, broker, employer, publish_one):  # noqa: F811
    vacancy = publish_one(title="Levantador de paredes")
    found = anybody.get(reverse("portal:occupation_suggestions"), {"q": "albañil"}).json()["found"]
    assert found[0]["code"] == "7112"
    searched = anybody.get(
        reverse("portal:jobs"), {"q": found[0]["label"], "q-code": "7112", "q-label": found[0]["label"]}
    ).content.decode()
    assert vacancy.title in searched
    assert (
        vacancy.title
        not in anybody.get(reverse("portal:jobs"), {"q": "cocinera", "q-code": "5120", "q-label": "cocinera"}).content.decode()
    )
    skill = anybody.get(reverse("portal:skill_suggestions"), {"q": "soldar"}).json()["found"][0]
    token = make_employer_link(actor=broker, employer_id=employer.pk)
    place = reverse("portal:employer_propose", args=[token])
    fields = {
        "title": "Soldadora o soldador", "occupation": "soldador cosas", "openings": "1", "country": "HN", "municipality": "0501", "tasks": "Soldar.",
        "contract": "permanent", "schedule": "full_time", "wage_min": "15000", "skill_1": skill["label"], "skill_1-code": skill["code"],
        "skill_1-label": skill["label"], "idempotency_key": str(uuid.uuid4()),
    }  # fmt: skip
    unclear = anybody.post(place, fields)
    assert unclear.status_code == 422
    assert "¿Es alguna de estas?" in unclear.content.decode()
    done = anybody.post(place, fields | {"occupation-picked": "7212"})
    assert done.status_code == 302
    page = anybody.get(done["Location"])
    assert "Soldadora o soldador" in page.content.decode()


def test_what_is_typed_is_answered_from_memory(anybody):
    address = reverse("portal:occupation_suggestions")
    anybody.get(address, {"q": "alba"})
    with CaptureQueriesContext(connection) as asked:
        assert anybody.get(address, {"q": "albañ"}).json()["found"]
    assert [each["sql"] for each in asked if "SAVEPOINT" not in each["sql"]] == []
