"""Do indicators leave as one structure, with nothing in them that a page hides?"""

from collections import defaultdict

import pytest

from ruta.base.context import system
from ruta.exchange.sdmx.figures import SEX, observations
from ruta.insights.actions import refresh_cubes
from ruta.insights.enums import Dimension
from ruta.insights.selectors import attentions_by_office
from ruta.insights.tests.population import make

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/sdmx/data/RUTA,INDICATORS,1.0"


@pytest.fixture
def told(client):
    make(60)
    refresh_cubes(actor=system(None), everything=True)
    return client.get(ADDRESS).json()


def test_each_observation_is_found_by_its_dimensions(told):
    (structure,) = told["data"]["structures"]
    dimensions = structure["dimensions"]["observation"]
    assert [each["id"] for each in dimensions] == ["INDICATOR", "AREA", "SEX", "AGE", "SECTOR", "TIME_PERIOD"]
    found = told["data"]["dataSets"][0]["observations"]
    assert len(found) == len(list(observations())) > 10
    for key in found:
        assert all(int(part) < len(each["values"]) for part, each in zip(key.split(":"), dimensions, strict=True))


def test_nothing_small_and_nothing_hidden_leaves(told):
    counts = [each.value for each in observations() if each.indicator in {"I01", "I03"}]
    assert counts
    assert all(value == 0 or value >= 5 for value in counts)
    assert not [value for row in told["data"]["dataSets"][0]["observations"].values() for value in row if value is None]


def test_one_indicator_is_asked_for(client, told):
    one = client.get(ADDRESS, {"indicator": "I01"}).json()
    assert [each["id"] for each in one["data"]["structures"][0]["dimensions"]["observation"][0]["values"]] == ["I01"]
    assert client.get(ADDRESS, {"indicator": "nada"}).json()["data"]["dataSets"] == []
    assert len(one["data"]["dataSets"][0]["observations"]) < len(told["data"]["dataSets"][0]["observations"])


def test_parts_by_sex_and_age_stand_beside_the_total(told):
    rows = list(observations())
    assert {each.sex for each in rows} > {"_T"}
    assert not [each for each in rows if each.sex != "_T" and each.age != "_T"]  # persons are never taken apart twice


def test_a_department_is_told_where_every_office_of_it_is_shown_and_nowhere_else(told):
    """What may be read of a department is the sum of what may be read of its offices; one hidden office hides it."""
    year = max(each.period for each in observations() if each.indicator == "I01" and each.period.isdigit())
    rows = {(each.area, each.sex): each.value for each in observations() if (each.indicator, each.age, each.period) == ("I01", "_T", year)}
    table, expected = attentions_by_office(None, int(year), Dimension.SEX), defaultdict(list)
    for row in table.rows:
        area = row.office.municipality.department.iso_code
        expected[area, "_T"].append(row.total)
        for (category, _label), cell in zip(table.categories, row.cells, strict=True):
            expected[area, SEX.get(category, "_U")].append(cell)
    sums = {key: sum(cell.count for cell in cells) for key, cells in expected.items() if all(cell.is_shown for cell in cells)}
    assert {key: value for key, value in rows.items() if key[0] != "HN"} == sums
    assert sums, "nothing would be shown, and nothing proven"
    assert len(sums) < len(expected), "nothing would be hidden, and nothing proven"


def test_every_code_of_the_data_stands_in_a_codelist_of_the_structure(client, told):
    shape = client.get("/api/v1/sdmx/structure/dataflow/RUTA/INDICATORS/1.0")
    assert shape["Content-Type"].startswith("application/vnd.sdmx.structure+json")
    found = shape.json()["data"]
    assert found["dataflows"][0]["structure"] == told["data"]["structures"][0]["links"][0]["urn"]
    lists = {each["id"]: {code["id"] for code in each["codes"]} for each in found["codelists"]}
    components = found["dataStructures"][0]["dataStructureComponents"]
    coded = {each["id"]: each["localRepresentation"]["enumeration"] for each in components["dimensionList"]["dimensions"]}
    data = told["data"]["structures"][0]
    dimensions = data["dimensions"]["observation"]
    assert [*coded, components["dimensionList"]["timeDimension"]["id"]] == [each["id"] for each in dimensions], (
        "the same, in the same order"
    )
    for each in dimensions[:-1]:
        name = coded[each["id"]].partition(":RUTA:")[2] or coded[each["id"]].rpartition("RUTA:")[2]
        assert {value["id"] for value in each["values"]} <= lists[name.partition("(")[0]], each["id"]
    assert {value["id"] for value in data["attributes"]["observation"][0]["values"]} <= lists["CL_UNIT"]
    assert len(lists["CL_AREA"]) == 19
    assert len(lists["CL_SECTOR"]) > 20


def test_nothing_else_is_a_structure_of_ours(client):
    assert client.get("/api/v1/sdmx/structure/hierarchy/RUTA/INDICATORS/1.0").status_code == 422
