"""Does whoever cares for the data declare a source, say its columns with the first rows in sight, and correct what came wrong?"""

from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client as Browser
from procrastinate.contrib.django.models import ProcrastinateJob

from ruta.base.context import acting_as, system
from ruta.desk.oversight.tests.test_oversight import sign_in
from ruta.directory.models import Institution, Office
from ruta.feeds.jobs import pull_source, replay_source
from ruta.feeds.models import SourceMapping
from ruta.feeds.pulling.running import pull
from ruta.feeds.tests.world import ANA, BAD, HEADER, LINES, agreed, declared, dropped, seen, waiting
from ruta.people.models import Person

pytestmark = pytest.mark.django_db
HOME = "/intercambio/fuentes/"


@pytest.fixture(autouse=True)
def place(settings, tmp_path):
    settings.FEEDS_FOLDER = str(tmp_path)


@pytest.fixture
def steward(client):
    return sign_in(client, Office.objects.get(code="SPS"), "data_steward")


@pytest.fixture
def source(db):
    agreed()
    dropped(ANA, BAD)
    return declared()


def once():
    return {"idempotency_key": str(uuid4())}


def said(after=1, **changes):
    """What the columns form sends for the lines of the tests."""
    names = HEADER.split(",")
    form = {"after": after, "note": "Primera"}
    for at, name in enumerate(names):
        (line, *_more) = [each for each in LINES if each.header == name]
        form[f"l{at}_field"] = line.field
        form |= {f"l{at}_do{step}": do for step, (do, _said) in enumerate(line.steps)}
        form |= {f"l{at}_with{step}": told for step, (_do, told) in enumerate(line.steps)}
    form |= {"m0_header": names[0], "m0_field": "given_names", "m0_do0": "after", "m0_with0": ",", "m0_do1": "capitals"}
    return form | once() | changes


def test_a_source_is_declared_once_found_and_taken_along(steward):
    infop, office = Institution.objects.get(code="INFOP"), Office.objects.get(code="SPS")
    form = {
        "name": "Listas de INFOP", "code": "infop-listas", "giver": infop.pk, "office": office.pk, "purpose": "shared_case", "kind": "folder",
        "folder": "infop", "pattern": "*.csv",
    } | once()  # fmt: skip
    answers = [steward.post(f"{HOME}nueva/", form) for _twice in range(2)]
    assert answers[0]["Location"] == answers[1]["Location"]
    page = steward.get(answers[0]["Location"]).content.decode()
    assert "Todavía no se ha dicho qué es cada columna" in page
    assert "Listas de INFOP" in steward.get(HOME).content.decode()
    assert "infop-listas" in b"".join(steward.get(f"{HOME}?formato=csv")).decode()


@pytest.mark.parametrize(("name", "value"), [("code", "Con Espacios"), ("folder", ""), ("giver", "")])
def test_what_is_wrong_is_said_and_what_was_typed_stays(steward, name, value):
    infop, office = Institution.objects.get(code="INFOP"), Office.objects.get(code="SPS")
    form = {
        "name": "Listas de INFOP", "code": "infop-listas", "giver": infop.pk, "office": office.pk, "purpose": "shared_case", "kind": "folder",
        "folder": "infop", "pattern": "*.csv",
    } | once()  # fmt: skip
    answer = steward.post(f"{HOME}nueva/", form | {name: value})
    assert answer.status_code == 422
    assert "Listas de INFOP" in answer.content.decode()


def test_the_first_rows_change_as_the_columns_are_said(steward, source):
    page = steward.get(f"{HOME}{source.pk}/columnas/").content.decode()
    assert "Mejia Paz" in page
    shown = steward.post(f"{HOME}{source.pk}/columnas/vista/", said(l0_do1="", l2_with0="MM/DD/AAAA")).content.decode()
    assert "MEJIA PAZ" in shown
    assert "no es una fecha escrita como MM/DD/AAAA" in shown
    assert seen() == []
    kept = steward.post(f"{HOME}{source.pk}/columnas/", said())
    assert kept["Location"] == f"{HOME}{source.pk}/"
    assert "Versión 2" in steward.get(kept["Location"]).content.decode()
    late = steward.post(f"{HOME}{source.pk}/columnas/", said())
    assert late.status_code == 409
    assert "Otra persona guardó las columnas" in late.content.decode()


def test_data_that_no_agreement_gives_are_not_even_shown(steward, db):
    agreed(categories=("identity",))
    dropped(ANA)
    source = declared()
    page = steward.get(f"{HOME}{source.pk}/columnas/").content.decode()
    assert "97123456" not in page
    assert "1 columna no se muestra" in page


def test_it_is_read_by_the_worker_once_however_often_it_is_asked(steward, source):
    form = {"how": "real"} | once()
    for _twice in range(2):
        steward.post(f"{HOME}{source.pk}/traer/", form)
    (job,) = ProcrastinateJob.objects.filter(task_name="feeds.pull_source")
    pull_source(**job.args)
    assert [person.given_names for person in seen()] == ["Ana Lucia"]
    page = steward.get(f"{HOME}{source.pk}/").content.decode()
    assert "50.0 %" in page
    reading = steward.get(
        page.split('href="/intercambio/fuentes/lecturas/')[1].split('"')[0].join([f"{HOME}lecturas/", ""])
    ).content.decode()
    assert "Por qué vuelven filas" in reading


def test_a_row_in_quarantine_is_corrected_and_leaves_it(steward, source):
    pull(actor=system(source.owner_institution_id, "test"), source=source)
    (bad,) = waiting()
    listed = steward.get(f"{HOME}{source.pk}/cuarentena/").content.decode()
    assert "31/02/90" in listed
    still = steward.post(f"{HOME}{source.pk}/cuarentena/{bad.pk}/", {"c2": "19900228", "c0": "PAZ, JOSE", "c1": "x", "c3": "H", "c4": ""})
    assert still.status_code == 422
    good = {"c0": "PAZ, JOSE", "c1": "0801-1990-00999", "c2": "19900228", "c3": "H", "c4": ""}
    answer = steward.post(f"{HOME}{source.pk}/cuarentena/{bad.pk}/", good)
    assert answer.status_code == 302, answer.content.decode()
    assert len(seen(Person)) == 2
    assert steward.get(f"{HOME}{source.pk}/cuarentena/{bad.pk}/").status_code == 404


def test_all_that_waits_is_read_again_by_the_worker(steward, source):
    pull(actor=system(source.owner_institution_id, "test"), source=source)
    steward.post(f"{HOME}{source.pk}/cuarentena/repetir/", once())
    (job,) = ProcrastinateJob.objects.filter(task_name="feeds.replay_source")
    replay_source(**job.args)
    assert len(waiting()) == 1


@pytest.mark.parametrize("role", ["counsellor", "administrator", "auditor"])
def test_others_are_refused(client, source, role):
    other = sign_in(client, Office.objects.get(code="SPS"), role)
    for path in ("", "nueva/", f"{source.pk}/", f"{source.pk}/columnas/", f"{source.pk}/cuarentena/"):
        assert other.get(f"{HOME}{path}").status_code == 403


def test_the_folder_of_the_tests_is_the_one_that_is_read():
    assert Path(settings.FEEDS_FOLDER).is_dir()


def test_a_source_asks_only_for_the_places_of_its_kind(steward):
    page = steward.get(f"{HOME}nueva/").content.decode()
    assert 'data-when="kind=folder|sftp"' in page
    assert 'data-when="kind=web"' in page


def test_it_is_said_when_it_is_read_by_itself(steward, source):
    page = f"{HOME}{source.pk}/"
    answer = steward.post(f"{page}horario/", {"version": source.version, "every": "day", "at_hour": "6"} | once())
    assert answer["Location"] == page
    assert "La próxima lectura" in steward.get(page).content.decode()
    assert steward.post(f"{page}horario/", {"version": source.version, "every": "hour", "at_hour": "6"} | once()).status_code in (409, 422)


def test_a_change_of_columns_is_approved_by_somebody_else(steward, source):
    page = f"{HOME}{source.pk}/"
    steward.post(f"{page}columnas/", said(l4_field="", l4_do0="", l4_with0=""))
    mine = steward.get(page).content.decode()
    assert "Cambio de columnas por aprobar" in mine
    assert "TEL" in mine
    assert "La aprueba otra persona" in mine
    number = newest(source)
    assert steward.post(f"{page}aprobar/", {"mapping": number, "verdict": "yes"} | once()).status_code == 403
    other = sign_in(Browser(), Office.objects.get(code="SPS"), "office_coordinator")
    assert "Aprobar" in other.get(page).content.decode()
    unsaid = other.post(f"{page}aprobar/", {"mapping": number, "verdict": "no"} | once())
    assert unsaid.status_code == 422
    assert "Falta el motivo" in unsaid.content.decode()
    answers = [other.post(f"{page}aprobar/", {"mapping": number, "verdict": "yes"} | once()) for _again in range(2)]
    assert answers[0]["Location"] == page
    assert "Versión 2" in other.get(page).content.decode()


def newest(source):
    with acting_as(system(source.owner_institution_id)), transaction.atomic():
        return SourceMapping.objects.filter(source=source).latest("number").pk
