"""Does what everybody may take along hold what is public, all of it, and nothing of anybody?"""

import csv
import io
import json

import pytest
from django.urls import reverse
from pyarrow import parquet

from ruta.base.context import system
from ruta.directory.models import Service
from ruta.insights.actions import count_promises, refresh_cubes
from ruta.insights.models import PromiseCount
from ruta.insights.tests.population import make
from ruta.portal.opendata.datasets import DATASETS

pytestmark = pytest.mark.django_db
CODES = [each.code for each in DATASETS]


def read(client, code, kind):
    response = client.get(reverse("portal:open_data_file", args=[code, kind]))
    assert response.status_code == 200, code
    return b"".join(response.streaming_content).decode("utf-8-sig")


@pytest.mark.parametrize("code", CODES)
def test_both_files_say_the_same(client, code):
    rows = list(csv.DictReader(io.StringIO(read(client, code, "csv"))))
    told = json.loads(read(client, code, "json"))["filas"]
    assert len(rows) == len(told)
    if rows:
        assert list(rows[0]) == list(told[0])


@pytest.mark.parametrize("code", CODES)
def test_parquet_says_the_same_with_types(client, code):
    response = client.get(reverse("portal:open_data_file", args=[code, "parquet"]))
    table = parquet.read_table(io.BytesIO(b"".join(response.streaming_content)))
    told = json.loads(read(client, code, "json"))["filas"]
    assert table.num_rows == len(told)
    assert table.column_names == [column.code for each in DATASETS if each.code == code for column in each.columns]
    if code == "servicios":
        assert str(table.schema.field("numero").type) == "int64"
        assert table.column("numero").to_pylist() == [row["numero"] for row in told]


def test_the_page_names_every_file_and_every_column(client):
    page = client.get(reverse("portal:open_data")).content.decode()
    for each in DATASETS:
        assert reverse("portal:open_data_file", args=[each.code, "csv"]) in page and str(each.title) in page
        assert all(f"<code>{column.code}</code>" in page for column in each.columns)
    assert client.get("/datos-abiertos/personas.csv").status_code == 404
    assert client.get("/datos-abiertos/servicios.exe").status_code == 404


def test_a_shelter_keeps_its_place(client):
    hidden = (
        Service.objects.filter(is_place_hidden=True, office__isnull=False, is_active=True).select_related("office__municipality").first()
    )
    told = {row["numero"]: row for row in json.loads(read(client, "servicios", "json"))["filas"]}[hidden.pk]
    assert not any(told[name] for name in ("oficina", "municipio", "direccion", "latitud", "longitud"))
    assert hidden.office.name not in json.dumps(told)


def test_figures_leave_with_what_is_small_hidden(client):
    make(60)
    refresh_cubes(actor=system(None), everything=True)
    rows = json.loads(read(client, "indicadores", "json"))["filas"]
    assert any(row["valor"] is not None for row in rows) and any(row["protegido"] for row in rows)
    for row in rows:
        assert row["parte"] is None or row["parte"] == 0 or row["parte"] >= 5 or row["codigo"] in {"I14", "I57"}, row
        assert not (row["protegido"] and row["valor"] is not None), row


def test_promises_are_counted_and_few_are_not_told(client):
    make(60)
    assert count_promises(actor=system(None)) == PromiseCount.objects.count()
    PromiseCount.objects.update_or_create(code="box", defaults={"due": 40, "in_time": 30, "counted_at": "2026-11-22T00:00:00Z"})
    PromiseCount.objects.update_or_create(code="sc_referral", defaults={"due": 4, "in_time": 3, "counted_at": "2026-11-22T00:00:00Z"})
    told = {row["codigo"]: row for row in json.loads(read(client, "carta", "json"))["filas"]}
    assert (told["box"]["valor"], told["box"]["parte"], told["box"]["todo"]) == (75.0, 30, 40)
    assert told["sc_referral"]["protegido"] and told["sc_referral"]["todo"] is None
    page = client.get(reverse("portal:charter")).content.decode()
    assert "75 % a tiempo" in page and "Muy pocos para decirlo" in page
