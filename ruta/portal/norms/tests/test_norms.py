"""Does anybody find a norm, with its doubts beside it, in few kilobytes and few queries?"""

import csv
import io

import pytest
from python_calamine import load_workbook

from ruta.legal.models import Instrument
from tests.reading import read

pytestmark = pytest.mark.django_db
MOST_BYTES, MOST_QUERIES = 40_000, 8


def test_the_public_list_finds_and_says_how_sure_it_is(client):
    answer, asked, body = read(client, "/normas/?q=migracion")
    text = body.decode()
    assert answer.status_code == 200
    assert "Ley de Migración y Extranjería" in text
    assert "De memoria, sin comprobar" in read(client, "/normas/?certeza=memory")[2].decode()
    assert len(body) < MOST_BYTES
    assert len(asked) <= MOST_QUERIES


def test_a_norm_marks_what_nobody_checked_and_a_wrong_address_says_so(client):
    text = client.get("/normas/decreto-208-2003/").content.decode()
    assert "12 de diciembre de 2003" in text
    assert "de memoria" in text
    assert "Declaración de Cartagena" in text
    assert client.get("/normas/no-hay/").status_code == 404


def test_the_list_leaves_as_a_file_of_what_it_says(client):
    assert "formato=csv" in client.get("/normas/").content.decode()
    sent = read(client, "/normas/?formato=csv")[2].decode("utf-8-sig")
    found = {line["Norma"]: line for line in csv.DictReader(io.StringIO(sent))}
    assert len(found) == Instrument.objects.count()
    migration = found["Ley de Migración y Extranjería"]
    assert (migration["Clase"], migration["Número"]) == ("Ley", "Decreto 208-2003")
    assert migration["Página web"].endswith("/normas/decreto-208-2003/")
    assert {line["Con texto"] for line in found.values()} <= {"sí", "no"}
    some = read(client, "/normas/?certeza=memory&formato=csv")[2].decode("utf-8-sig")
    assert {line["Qué tan seguro es"] for line in csv.DictReader(io.StringIO(some))} == {"De memoria, sin comprobar"}
    sheet = load_workbook(io.BytesIO(read(client, "/normas/?formato=xlsx")[2])).get_sheet_by_index(0).to_python()
    assert (sheet[0][0], len(sheet)) == ("Norma", len(found) + 1)
