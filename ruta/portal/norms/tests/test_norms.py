"""Does anybody find a norm, with its doubts beside it, in few kilobytes and few queries?"""

import pytest

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
