"""Does the explorer answer out of what was counted once, in every form, whatever the address asks?"""

import random
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.dataset as ds
import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from ruta.base.clock import today
from ruta.base.context import Actor, system
from ruta.base.errors import Refused
from ruta.desk.roadmap.tests.test_screens import desk_of
from ruta.insights.actions import count_cells
from ruta.insights.models import CellSet
from ruta.insights.selectors.observatory.cells import cells_of
from ruta.insights.selectors.observatory.picking import OPEN, open_cells, picked
from ruta.insights.warehouse import FACTS, opened
from ruta.insights.warehouse.crossing import MEASURES, openly
from ruta.taxonomy.selectors import occupation_labels

pytestmark = pytest.mark.django_db
MACHINE = system(None, "warehouse")
SEXES, AGES, PLACES = ("woman", "man"), ("18-24", "25-29", "30-44"), ("05", "08", "18")


def hires(year: int = 2024) -> list[dict]:
    """Enough to cross, with one woman alone in one department."""
    chance = random.Random(2)
    found = []
    for at in range(300):
        place = chance.choice(PLACES[:2]) if at else "18"
        found.append(dict.fromkeys(FACTS["application"].schema.names) | {
            "month": f"{year}-05", "day": date(year, 5, 1), "confirmed_day": date(year, 5, 20), "institution": "DGE", "department": place, "section": chance.choice("FG"),
            "occupation": chance.choice(["7112", "5120"]), "modality": "returned", "sex": chance.choice(SEXES) if at else "woman", "age_group": chance.choice(AGES),
            "vacancy": at, "person": at,
        })  # fmt: skip
    return found


def fill(folder: Path, rows: list[dict], fact: str = "application") -> None:
    schema = FACTS[fact].schema
    filed = ds.partitioning(pa.schema([schema.field("month")]), flavor="hive")
    table = pa.Table.from_pylist(rows, schema)
    ds.write_dataset(table, folder / fact, format="parquet", partitioning=filed, existing_data_behavior="delete_matching")
    (folder / fact / "_months.json").write_text(f'{{"2024-05": [{len(rows)}, "{len(rows)}"]}}')


@pytest.fixture
def counted(settings, tmp_path):
    settings.WAREHOUSE_FOLDER = str(tmp_path)
    fill(tmp_path, hires())
    assert count_cells(actor=MACHINE) > 0
    return tmp_path


def test_one_page_shows_table_chart_map_and_words_and_hides_the_one(counted):
    asked = {"medida": "placements", "periodo": "2024", "filas": "department", "columnas": "sex"}
    page = desk_of("observatory_analyst").get(reverse("desk:explorer"), asked).content.decode()
    cells = cells_of("placements", "2024")
    assert cells.whole == 300
    told = cells.by("department")
    assert {code for code, count in told.items() if count is not None} == {"05", "08"}
    assert {"18", "01", ""} < told.keys(), "where nobody was hired is hidden as who was hired alone"
    assert "protegida" in page
    assert "Contrataciones confirmadas, por departamento y sexo" in page
    assert page.count("<svg") >= 2
    assert f"hay menos de {cells.least} personas" in page and cells.least >= 5
    assert "300" in page


def test_every_pair_is_a_page_and_sums_agree_where_all_is_shown(counted):
    analyst, cells = desk_of("observatory_analyst"), cells_of("placements", "2024")
    for one in MEASURES["placements"].dimensions:
        for other in ("", *MEASURES["placements"].dimensions):
            answer = analyst.get(reverse("desk:explorer"), {"medida": "placements", "filas": one, "columnas": other})
            assert answer.status_code == 200
    for code, count in cells.by("sex").items():
        parts = [part for (sex, _age), part in cells.crossing("sex", "age_group").items() if sex == code]
        assert None in parts or sum(parts) == count
        assert cells.crossing("age_group", "sex")["18-24", code] == cells.crossing("sex", "age_group")[code, "18-24"]


def test_files_are_the_same_each_time(counted):
    analyst = desk_of("observatory_analyst")
    for ending, begins in (("pdf", b"%PDF"), ("docx", b"PK"), ("xlsx", b"PK"), ("html", b"<!doctype html>")):
        answers = [analyst.get(reverse("desk:explorer-file", args=[ending]), {"medida": "placements", "filas": "sex"}) for _ in range(2)]
        assert answers[0].content == answers[1].content
        assert answers[0].content.startswith(begins)
        assert f'filename="explorador-placements-2024-sex.{ending}"' in answers[0]["Content-Disposition"]
    assert analyst.get(reverse("desk:explorer-file", args=["exe"])).status_code == 404


def test_what_was_told_stays_for_a_quarter_though_a_person_arrives_late(counted):
    before = cells_of("placements", "2024")
    late = hires()[1] | {"person": 999, "vacancy": 999}
    fill(counted, [*hires(), late])
    assert count_cells(actor=MACHINE) == 0
    assert cells_of("placements", "2024") == before
    CellSet.objects.filter(measure="placements").delete()
    CellSet.objects.create(measure="placements", period="2024", counted_on=date(2025, 2, 1), signature="2:x", least=5, cells=before.held)
    assert count_cells(actor=MACHINE) == 1
    assert cells_of("placements", "2024").whole == 301
    with pytest.raises(DatabaseError, match="do not change"), transaction.atomic():
        CellSet.objects.update(least=0)


def test_a_quarter_in_which_few_were_hired_is_not_the_year_less_the_others(settings, tmp_path):
    settings.WAREHOUSE_FOLDER = str(tmp_path)
    rows = hires()
    for at, row in enumerate(rows):
        row["confirmed_day"] = date(2024, (2, 5, 8)[at % 3], 20) if at > 1 else date(2024, 11, 20)
    fill(tmp_path, rows)
    count_cells(actor=MACHINE)
    told = cells_of("placements", "2024").by("quarter")
    assert set(told) == {"T1", "T2", "T3", "T4"}, "nobody was hired in no quarter: a hidden cell of that would hide nothing"
    assert told["T4"] is None
    assert sum(count is None for count in told.values()) == 2
    CellSet.objects.filter(measure="placements").delete()
    CellSet.objects.create(measure="placements", period="2024", counted_on=date(2025, 2, 1), signature="of older rules", least=5, cells={})
    assert count_cells(actor=MACHINE) == 1


def test_the_year_that_runs_is_not_told_and_only_the_machine_counts(counted, settings, tmp_path):
    settings.WAREHOUSE_FOLDER = str(tmp_path / "other")
    fill(tmp_path / "other", hires(today().year))
    CellSet.objects.all().delete()
    count_cells(actor=MACHINE)
    assert not CellSet.objects.filter(measure="placements").exists()
    with pytest.raises(Refused):
        count_cells(actor=Actor("staff", institution_id=1, user_id=1))


def vacancies(year: int) -> list[dict]:
    chance = random.Random(year)
    found = []
    for at in range(80):
        day = date(year, 1, 3)
        found.append(dict.fromkeys(FACTS["vacancy"].schema.names) | {
            "month": f"{year}-01", "day": day, "institution": "DGE", "department": chance.choice(PLACES), "section": chance.choice("FG"), "state": "published",
            "occupation": chance.choice(["7112", "5120"]), "contract": chance.choice(["permanent", "temporary"]), "education": "", "openings": chance.randint(1, 4),
            "filled": 0, "vacancy": at, "skills": "", "is_open_to_migrants": True,
        })  # fmt: skip
    return found


def test_vacancies_are_asked_by_three_things_and_of_the_year_that_runs(counted):
    rows = vacancies(today().year)
    fill(counted, rows, "vacancy")
    asked = {"medida": "openings", "filas": "department", "columnas": "section", "ademas": "contract"}
    page = desk_of("observatory_analyst").get(reverse("desk:explorer"), asked).content.decode()
    assert "Plazas publicadas, por departamento, sector y tipo de contrato" in page
    assert "son provisionales" in page
    cells = dict(open_cells("openings", str(today().year), ("department", "section", "contract")))
    for contract in ("permanent", "temporary"):
        for place in PLACES:
            expected = sum(
                row["openings"] for row in rows if row["department"] == place and row["section"] == "F" and row["contract"] == contract
            )
            assert cells[contract].crossing("department", "section")[place, "F"] == expected
    assert cells[""].whole == sum(row["openings"] for row in rows)
    assert sum(each.whole for code, each in cells.items() if code) == cells[""].whole


def test_occupations_stand_from_most_to_least_and_those_of_persons_only_where_they_may_be_told(counted):
    offered = vacancies(today().year)
    fill(counted, offered, "vacancy")
    ((_part, cells),) = open_cells("openings", str(today().year), ("occupation",))
    assert cells.finer("occupation") == {
        code: sum(row["openings"] for row in offered if row["occupation"] == code) for code in ("5120", "7112")
    }
    analyst = desk_of("observatory_analyst")
    page = analyst.get(reverse("desk:explorer"), {"medida": "openings", "filas": "occupation"}).content.decode()
    most, least = sorted(cells.finer("occupation"), key=lambda code: -cells.finer("occupation")[code])
    ordered = page[page.index("Plazas publicadas, de más a menos") :]
    names = occupation_labels([most, least])
    assert ordered.index(names[most]) < ordered.index(names[least])
    seek = [
        dict.fromkeys(FACTS["seeker"].schema.names)
        | {"month": "2024-05", "day": date(2024, 5, 1), "is_looking": True, "institution": "DGE", "modality": "returned", "sex": "man"}
        | {
            "age_group": "25-29",
            "person": at,
            "occupation": "7112" if at < 40 else "5120" if at < 60 else "9214",
            "departments": "",
            "skills": "",
        }
        for at in range(62)
    ]
    fill(counted, seek, "seeker")
    CellSet.objects.filter(measure="seekers").delete()
    count_cells(actor=MACHINE)
    page = analyst.get(reverse("desk:explorer"), {"medida": "seekers", "filas": "occupation"}).content.decode()
    ordered = page[page.index("Personas que buscan trabajo, de más a menos") :]
    assert "una protegida puede tener más" in ordered
    assert occupation_labels(["9214"])["9214"] not in ordered
    shown = cells_of("seekers").finer("occupation")
    assert shown
    assert all(occupation_labels([code])[code] in ordered for code in shown)


def test_everybody_asks_of_persons_one_thing_at_a_time_and_of_vacancies_three(counted, client):
    offered = vacancies(today().year)
    offered[0] |= {"state": "closed", "closed_day": offered[0]["day"], "filled": 1}
    fill(counted, offered, "vacancy")
    page = client.get(
        reverse("portal:figures"), {"medida": "placements", "filas": "sex", "columnas": "age_group", "ademas": "department"}
    ).content.decode()
    assert "Contrataciones confirmadas, por sexo" in page
    assert "por sexo y" not in page
    assert 'name="columnas"' not in page
    assert 'value="quarter"' not in page
    assert 'value="attentions"' not in page
    found = picked({"medida": "attentions", "filas": "quarter"}, is_public=True)
    assert found.measure != "attentions"
    filled = {"medida": "filled", "filas": "department", "columnas": "section", "ademas": "contract"}  # a filled place is somebody hired
    assert picked(filled, is_public=True).measure != "filled"
    assert picked(filled).names == ("department", "section")
    page = client.get(
        reverse("portal:figures"), {"medida": "openings", "filas": "section", "columnas": "quarter", "ademas": "contract"}
    ).content.decode()
    assert "Plazas publicadas, por sector, trimestre y tipo de contrato" in page
    answer = client.get(reverse("portal:figures_file", args=["xlsx"]), {"medida": "placements", "filas": "department"})
    assert answer.content.startswith(b"PK")
    assert client.get(reverse("portal:figures_file", args=["pdf"])).status_code == 404


def test_a_filled_place_is_somebody_and_few_of_them_are_hidden_for_staff_too(counted):
    rows = [
        row | {"state": "closed", "closed_day": row["day"], "filled": row["openings"] if at else 1}
        for at, row in enumerate(vacancies(today().year))
    ]
    rows[0]["department"] = "01"
    fill(counted, rows, "vacancy")
    ((_part, cells),) = open_cells("filled", str(today().year), ("department", "section"))
    told = cells.by("department")
    assert cells.whole == sum(row["filled"] for row in rows)
    assert told["01"] is None
    assert set(told) == {"01", *PLACES}
    assert sum(each is None for each in told.values()) == 2, "one alone would be the whole less the others"
    asked = {"medida": "filled", "filas": "department", "columnas": "section"}
    page = desk_of("observatory_analyst").get(reverse("desk:explorer"), asked).content.decode()
    assert "protegida" in page
    assert "son provisionales" in page


def outside(registry: str, value: float, place: str = "") -> dict:
    return {
        "month": "2024-12", "day": date(2024, 12, 31), "since": date(2024, 1, 1), "until": date(2024, 12, 31), "series": "retornos", "category": "",
        "place": place, "registry": registry, "unit": "personas", "source": "Prensa de 2025", "link": "", "value": value,
    }  # fmt: skip


def test_what_others_published_stands_beside_with_its_source_and_its_conflicts(counted, client):
    fill(counted, [outside("INM", 42928), outside("CONMIGHO", 41000), outside("INM", 700, "05")], "external")
    analyst = desk_of("observatory_analyst")
    asked = {"medida": "placements", "periodo": "2024", "filas": "department", "junto": "retornos"}
    page = analyst.get(reverse("desk:explorer"), asked).content.decode()
    assert "Lo publicado por otros: personas retornadas" in page
    assert ">Personas retornadas</option>" in page
    assert "Todo el país, del 2024-01-01 al 2024-12-31: de 41,000 a 42,928" in page
    assert "Prensa de 2025" in page
    assert "Cortés" in page
    assert "no se suma con lo nuestro" in page
    answer = analyst.get(reverse("desk:explorer-file", args=["xlsx"]), asked)
    assert 'filename="explorador-placements-2024-department-retornos.xlsx"' in answer["Content-Disposition"]
    assert "Lo publicado por otros" not in analyst.get(reverse("desk:explorer"), asked | {"junto": "otra"}).content.decode()
    assert 'name="junto"' not in client.get(reverse("portal:figures"), asked).content.decode()


def test_nothing_with_persons_is_ever_asked_freely(counted):
    for code in ("placements", "filled"):
        with opened(counted) as warehouse, pytest.raises(ValueError, match=code):
            openly(warehouse, MEASURES[code], date(2024, 1, 1), date(2024, 12, 31), ("section",))
    assert {code for code, measure in MEASURES.items() if not measure.person} == set(OPEN)


def test_before_anything_is_counted_the_page_says_so_and_others_are_refused(settings, tmp_path, client):
    settings.WAREHOUSE_FOLDER = str(tmp_path)
    assert "Todavía no hay nada contado" in client.get(reverse("portal:figures")).content.decode()
    page = desk_of("observatory_analyst").get(reverse("desk:explorer")).content.decode()
    assert "Todavía no hay nada contado" in page
    assert desk_of("receptionist").get(reverse("desk:explorer")).status_code == 403
