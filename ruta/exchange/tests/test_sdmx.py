"""Do indicators leave as one structure, with nothing in them that a page hides?"""

import random
from collections import Counter, defaultdict
from datetime import date
from itertools import combinations, product

import pytest
import time_machine

from ruta.base.clock import today
from ruta.base.context import system
from ruta.directory.models import Office
from ruta.exchange.sdmx.figures import observations
from ruta.exchange.sdmx.naming import AGE, ALL, COUNTRY, HIRES, OPENINGS, SEX, SHARES, UNKNOWN
from ruta.insights.actions import refresh_cubes
from ruta.insights.engine.lattice import Count, Counted, Lattice, lattice_of
from ruta.insights.engine.tests.test_crossing import ALL as ANY
from ruta.insights.engine.tests.test_crossing import computed_back, computed_back_of_rows
from ruta.insights.enums import Dimension
from ruta.insights.models import CellSet
from ruta.insights.selectors import attentions_by_office
from ruta.insights.selectors.observatory.protecting import written
from ruta.insights.tests.population import make
from ruta.territory.models import Department

pytestmark = pytest.mark.django_db
SINGLE = [tuple(at == chosen for at in range(4)) for chosen in range(4)]
ADDRESS = "/api/v1/sdmx/data/RUTA,INDICATORS,1.0"


@pytest.fixture
def told(client):
    counted(160)
    return client.get(ADDRESS).json()


def counted(persons: int) -> None:
    """A register of offices of three departments, counted."""
    for office, municipality in zip(make(persons).offices, ("0801", "0501", "0318"), strict=True):
        Office.objects.filter(pk=office.pk).update(municipality_id=municipality)
    refresh_cubes(actor=system(None), everything=True)


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
    crossed = [each for each in rows if ALL not in (each.sex, each.age)]
    assert crossed, "sex and age are told together"
    assert not [each for each in crossed if each.area != COUNTRY or each.sector != ALL], "nobody is taken apart three times"


@pytest.mark.parametrize(("code", "persons"), [("I01", 160), ("I03", 160), ("I03", 300), ("I03", 600)])
def test_nothing_hidden_can_be_computed_back_from_everything_that_is_told(code, persons):
    """Total, areas, sex, age and both crossed: whoever knows what adds up to what tries every set of whole numbers that agrees."""
    counted(persons)
    rows = [each for each in observations() if each.indicator == code]
    year = max(each.period for each in rows if each.period.isdigit())
    shown = {(each.area, each.sex, each.age): int(each.value) for each in rows if each.period == year}
    table = attentions_by_office(None, int(year), Dimension.SEX, code)
    areas = sorted({row.office.municipality.department.iso_code for row in table.rows})
    ages = [AGE.get(code, UNKNOWN) for code, _label in attentions_by_office(None, int(year), Dimension.AGE, code).categories]
    sexes = [SEX.get(code, UNKNOWN) for code, _label in table.categories]
    names = [*product([COUNTRY, *areas], [ALL, *sexes], [ALL]), *product([COUNTRY, *areas], [ALL], ages), *product([COUNTRY], sexes, ages)]
    cells = {tuple(ANY if code in (COUNTRY, ALL) else code for code in name): shown.get(name) for name in names}
    assert set(shown) <= set(names), "nothing else is told"
    assert None in cells.values(), "nothing would be hidden, and nothing proven"
    assert computed_back(cells) == []


def test_persons_with_integral_service_are_crossed_like_attentions_and_add_up_to_their_total():
    counted(600)
    rows = [each for each in observations() if each.indicator == "I03" and each.area == COUNTRY]
    year = max(each.period for each in rows if each.period.isdigit())
    whole = {(each.sex, each.age): each.value for each in rows if each.period == year}
    crossed = [n for (sex, age), n in whole.items() if ALL not in (sex, age)]
    assert len(crossed) == 10
    assert sum(crossed) == whole[ALL, ALL]


def test_a_share_of_a_running_year_names_its_days_and_no_month_that_runs():
    with time_machine.travel(f"{today().year}-06-15T15:00:00Z", tick=False):
        counted(160)
        year, told = str(today().year), {each.period for each in observations() if each.indicator in SHARES}
        assert f"{year}-01-01/P{today().timetuple().tm_yday}D" in told
        assert not {year, f"{year}-06"} & told


@pytest.mark.parametrize("code", ["I01", "I03"])
def test_two_tellings_of_a_running_year_subtract_to_no_person_of_a_sex_and_an_age(code):
    """Read each month: of the same year no crossed cell is told twice with one more."""
    counted(600)
    told: list[dict[tuple[int, str, str], float]] = []
    for month in ("10", "11", "12"):
        with time_machine.travel(f"{today().year - 1}-{month}-15T15:00:00Z", tick=False):
            refresh_cubes(actor=system(None), everything=True)
            crossed = [each for each in observations() if each.indicator == code and ALL not in (each.sex, each.age)]
            told.append({(int(each.period[:4]), each.sex, each.age): each.value for each in crossed})
    assert all(told), "the year before is told"
    assert told[0] == told[1] == told[2]


def hired(chance: random.Random) -> dict[tuple[str, str, str, str], int]:
    """Hires by department, section, sex and age: most combinations hold nobody, some many."""
    return {key: chance.choice([0] * 8 + [1, 3, 30]) for key in product(("05", "08", "18"), ("F", "G", ""), SEX, ("18-24", "25-29"))}


def keep(measure: str, period: str, day: date, world: dict) -> Lattice:
    """Count and protect it as the warehouse's is."""
    names = ("department", "section", "sex", "age_group")

    def by(*places: int) -> dict:
        found: Counter = Counter()
        for key, n in world.items():
            found[key[places[0]] if len(places) == 1 else tuple(key[at] for at in places)] += n
        return {key: Count(n, n) for key, n in found.items()}

    whole = sum(world.values())
    lattice = lattice_of(Counted(
        Count(whole, whole), {name: by(at) for at, name in enumerate(names)},
        {(names[a], names[b]): by(a, b) for a, b in combinations(range(len(names)), 2)},
    ))  # fmt: skip
    CellSet.objects.create(measure=measure, period=period, counted_on=day, signature="x", least=5, cells=written(lattice))
    return lattice


def test_hires_have_a_sector_and_of_each_year_the_telling_that_the_explorer_shows(client):
    keep("placements", "2024", date(2025, 2, 1), hired(random.Random(2)))
    lattice = keep("placements", "2024", date(2025, 5, 1), hired(random.Random(1)))
    rows = {(each.area, each.sector, each.sex, each.age): each.value for each in observations() if each.indicator == HIRES}
    assert rows[COUNTRY, ALL, ALL, ALL] == lattice.whole
    table = lattice.tables["department", "section"]
    for department, row in zip(lattice.categories["department"], table, strict=True):
        area = Department.objects.get(code=department).iso_code
        for section, count in zip(lattice.categories["section"], row, strict=True):
            assert rows.get((area, section or UNKNOWN, ALL, ALL)) == count
    told = client.get(ADDRESS, {"indicator": HIRES}).json()["data"]["structures"][0]["dimensions"]["observation"]
    sectors = next(each for each in told if each["id"] == "SECTOR")["values"]
    assert {each["id"] for each in sectors} > {ALL, "F", "G"}
    apart = {tuple(code not in (ALL, COUNTRY) for code in key) for key in rows}
    assert apart <= {(False,) * 4, *SINGLE, (True, True, False, False), (False, True, True, False), (False, False, True, True)}


@pytest.mark.parametrize("seed", range(6))
def test_no_hidden_hire_is_computed_back_by_whoever_knows_that_the_same_persons_stand_behind_all_tables(seed):
    world = hired(random.Random(seed))
    keep("placements", "2024", date(2025, 2, 1), world)
    shown = {(each.area, each.sector, each.sex, each.age): int(each.value) for each in observations() if each.indicator == HIRES}
    places = {row.code: row.iso_code for row in Department.objects.all()}
    named = {(places[area], section or UNKNOWN, SEX[sex], AGE[age]): n for (area, section, sex, age), n in world.items()}
    areas, sectors, sexes, ages = ([*dict.fromkeys(key[at] for key in named)] for at in range(4))
    every = [*product([COUNTRY, *areas], [ALL, *sectors], [ALL], [ALL]), *product([COUNTRY], [ALL, *sectors], sexes, [ALL]), *product([COUNTRY], [ALL], [ALL, *sexes], ages)]  # fmt: skip
    cells = {tuple(ANY if code in (COUNTRY, ALL) else code for code in name): shown.get(name) for name in every}
    hidden = [name for name, count in cells.items() if count is None]
    assert hidden
    assert set(shown) <= set(every)
    assert computed_back_of_rows(cells, named, hidden) == []


def test_openings_stay_whole_where_no_person_is_and_the_structure_says_by_what_each_is_told(client):
    keep("openings", "2024", date(2025, 2, 1), hired(random.Random(3)))
    assert {(each.sex, each.age) for each in observations() if each.indicator == OPENINGS} == {(ALL, ALL)}
    lists = client.get("/api/v1/sdmx/structure/dataflow/RUTA/INDICATORS/1.0").json()["data"]["codelists"]
    codes = {each["id"]: each["annotations"][0]["title"] for each in lists[0]["codes"]}
    assert codes["I01"] == codes["I03"] == "AREA, SEX, AGE, AREA*SEX, AREA*AGE, SEX*AGE"
    assert codes[OPENINGS] == "AREA, SECTOR, AREA*SECTOR"
    assert "SECTOR" not in codes["I14"]


def test_a_department_is_told_as_the_sum_of_its_offices_and_nowhere_where_one_is_hidden(told):
    """What may be read of a department is a sum of what may be read of its offices; one hidden office hides it, and so may its neighbours."""
    year = max(each.period for each in observations() if each.indicator == "I01" and each.period.isdigit())
    rows = {(each.area, each.sex): each.value for each in observations() if (each.indicator, each.age, each.period) == ("I01", "_T", year)}
    table, expected = attentions_by_office(None, int(year), Dimension.SEX), defaultdict(list)
    for row in table.rows:
        area = row.office.municipality.department.iso_code
        expected[area, "_T"].append(row.total)
        for (category, _label), cell in zip(table.categories, row.cells, strict=True):
            expected[area, SEX.get(category, "_U")].append(cell)
    sums = {key: sum(cell.count for cell in cells) for key, cells in expected.items() if all(cell.is_shown for cell in cells)}
    found = {key: value for key, value in rows.items() if key[0] != "HN"}
    assert found.items() <= sums.items()
    assert found, "nothing would be shown, and nothing proven"


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
