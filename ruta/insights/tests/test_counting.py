"""Is every indicator what a plain count of the same rows in Python gives, at once and after each change?"""

from collections import Counter, defaultdict
from importlib import import_module
from statistics import median, quantiles

import pytest
from django.db import connection, transaction

from ruta.base.clock import now, today
from ruta.base.context import acting_as, system
from ruta.cases.models import Case, Need, ServiceDelivery
from ruta.insights.actions import refresh_cubes
from ruta.insights.definitions import indicator
from ruta.insights.models import IndicatorCell
from ruta.insights.selectors.cells import crossed_counts, months_of, office_counts, part_counts
from ruta.insights.selectors.waits import waits
from ruta.insights.tests.population import MIGRANT, YEAR, Made, make

pytestmark = pytest.mark.django_db
BOUNDS = [(12, "00-11"), (18, "12-17"), (25, "18-24"), (30, "25-29"), (45, "30-44"), (60, "45-59"), (200, "60+")]


@pytest.fixture
def made(db) -> Made:
    found = make(60)
    refresh_cubes(actor=system(None))
    return found


def group(age: int | None) -> str:
    return "?" if age is None else next(name for bound, name in BOUNDS if age < bound)


def parts(rows: list[dict], key: str = "") -> dict[str, tuple[int, int]]:
    """Part and whole by one key, the plain way."""
    whole, part = Counter(), Counter()
    for row in rows:
        code = group(row["age"]) if key == "age_group" else str(row.get(key, ""))
        whole[code] += 1
        part[code] += bool(row.get("part"))
    return {code: (part[code], whole[code]) for code in whole}


def integral(made: Made, year: int) -> list[dict]:
    """Whoever got a second code in the year, with the service that was it."""
    found, codes = [], {}
    for row in sorted(made.services, key=lambda row: row["delivered_on"]):
        if row["counts_as_attention"] and row["modality"] == MIGRANT and row["delivered_on"].year == year:
            had = codes.setdefault(row["person"], set())
            if len(had) == 1 and row["service_type"] not in had:
                found.append(row)
            had.add(row["service_type"])
    return found


def of_year(rows: list[dict], day: str = "day") -> list[dict]:
    return [row for row in rows if row[day].year == YEAR]


def check(made: Made) -> None:
    """Every counted indicator against the same rows."""
    for year in (YEAR, YEAR - 1):
        attended = [row for row in made.services if row["counts_as_attention"] and row["delivered_on"].year == year]
        migrants = [row for row in attended if row["modality"] == MIGRANT]
        assert months_of("I01", year) == [sum(row["delivered_on"].month == month for row in migrants) for month in range(1, 13)]
        assert office_counts("I01", year, dimension="sex") == Counter((row["office"], row["sex"]) for row in migrants)
        reached = integral(made, year)
        assert months_of("I03", year) == [sum(row["delivered_on"].month == month for row in reached) for month in range(1, 13)]
        assert office_counts("I03", year) == {(office, ""): n for office, n in Counter(row["office"] for row in reached).items()}
        of_units = [row | {"part": row["kind"] == "itinerant_unit"} for row in attended]
        crossed = {(office, *key): n for office, cells in crossed_counts("I03", year, 12).items() for key, n in cells.items()}
        assert crossed == Counter((row["office"], row["sex"], group(row["age"])) for row in reached)
        assert part_counts("I52", year, "office") == parts(of_units, "office")
    for code, rows, keys in (
        ("I42", of_year(made.cases), ("", "office", "sex", "age_group", "modality", "disability")),
        ("I55", [row for row in made.needs if row["state"] != "dropped"], ("", "need", "office", "age_group", "disability")),
        ("I46", [row | {"part": row["state"] == "no_show"} for row in made.seen if row["state"] in {"seen", "no_show"}], ("", "office", "service")),
        ("I58", [row | {"part": row["value"] >= 66} for row in made.surveys if row["value"] is not None], ("", "office", "sex")),
    ):  # fmt: skip
        for key in keys:
            assert part_counts(code, YEAR, key) == parts(rows, {"need": "item", "service": "item"}.get(key, key)), (code, key)
    live = [row for row in made.plans if row["state"] == "active"]
    assert part_counts("I43", today().year, "office") == parts(live, "office")


def test_each_indicator_is_the_plain_count(made):
    check(made)
    refresh_cubes(actor=system(None), everything=True)
    check(made)


def test_who_counts_no_more_as_a_migrant_leaves_and_comes_back(made):
    with connection.cursor() as cursor:
        cursor.execute("SELECT ruta_refresh_indicators(true, '{}', %s, 66)", [today()])
    assert part_counts("I03", YEAR) == {} and sum(months_of("I03", YEAR)) == 0
    refresh_cubes(actor=system(None), everything=True)
    check(made)


def test_waits_are_the_plain_median_and_percentile(made):
    seconds = [row["seconds"] for row in made.waits]
    found = waits("I45", YEAR)
    assert found.figure.median == pytest.approx(median(seconds) / 60, abs=0.06)
    assert found.figure.p90 == pytest.approx(quantiles(seconds, n=10, method="inclusive")[8] / 60, abs=0.06)
    by_office, by_month = defaultdict(list), defaultdict(list)
    for row in made.waits:
        by_office[str(row["office"])].append(row["seconds"])
        by_month[str(row["day"].month)].append(row["seconds"])
    for rows, said in ((found.rows, by_office), (found.months, by_month)):
        assert {row.code: row.count.count for row in rows} == {code: len(each) for code, each in said.items()}
        assert {row.code: row.median for row in rows} == {code: pytest.approx(median(each) / 60, abs=0.06) for code, each in said.items()}
    assert waits("I45", YEAR + 1).before == found.figure


def test_a_survey_given_twice_says_how_far_the_index_moved(made):
    moved, last = [], {}
    for row in sorted(made.surveys, key=lambda row: row["day"]):
        if row["value"] is not None:
            moved += [row["value"] - last[row["case"]]] if row["case"] in last else []
            last[row["case"]] = row["value"]
    assert part_counts("I58+", YEAR)[""] == (round(sum(moved) * 10), len(moved))


def test_what_changes_is_counted_again_and_nothing_else(made):
    office = made.offices[0]
    other = IndicatorCell.objects.filter(institution=made.offices[1].institution_id, code="I55").order_by("pk").values_list("pk", flat=True)
    stayed = list(other)
    with acting_as(system(office.institution_id)), transaction.atomic():
        own = {"owner_institution_id": office.institution_id}
        gone = ServiceDelivery.objects.filter(**own, counts_as_attention=True, modality=MIGRANT).order_by("pk").first()
        next(row for row in made.services if row["pk"] == gone.pk)["counts_as_attention"] = False
        ServiceDelivery.objects.filter(pk=gone.pk).update(counts_as_attention=False)
        moved = ServiceDelivery.objects.filter(**own, modality=MIGRANT).order_by("-pk").first()
        row = next(row for row in made.services if row["pk"] == moved.pk)
        row["delivered_on"] = moved.delivered_on.replace(year=2 * YEAR - 1 - moved.delivered_on.year)
        ServiceDelivery.objects.filter(pk=moved.pk).update(delivered_on=row["delivered_on"])
        need = Need.objects.filter(**own, state="open").order_by("pk").first()
        Need.objects.filter(pk=need.pk).update(state="met")
        Case.objects.filter(**own).update(last_activity_at=now())  # is counted nowhere
    made.needs[:] = []
    with acting_as(system(None)):
        refresh_cubes(actor=system(None))
    for each in made.offices[:2]:
        with acting_as(system(each.institution_id)):
            made.needs += [
                {"office": n.case.office_id, "item": n.code, "state": n.state, "part": n.state == "met", "day": n.identified_at,
                 "age": age_at(n), "disability": disability(made, n)}
                for n in Need.objects.filter(owner_institution_id=each.institution_id).select_related("case", "person")
            ]  # fmt: skip
    check(made)
    assert list(other) == stayed


def age_at(need: Need) -> int:
    from ruta.insights.tests.population import age

    return age(need.person.birth_date, need.identified_at.date())


def disability(made: Made, need: Need) -> str:
    found = need.person.disabilitys.first()
    return "?" if found is None else "yes" if found.difficulty == "great" else "no"


def test_an_unknown_indicator_has_no_cells(made):
    assert indicator("I99") is None
    assert part_counts("I99", YEAR) == {}


@pytest.mark.parametrize(
    ("name", "taken", "given"), [("0028_integral_crossed", "facts", "WHOLE"), ("0010_more_counting", "refresh", "LOOP")]
)
def test_a_text_that_is_no_longer_in_the_counting_is_not_replaced_in_silence(name, taken, given, monkeypatch):
    step = import_module(f"ruta.insights.migrations.{name}")
    monkeypatch.setattr(step, given, "a line that somebody wrote otherwise")
    with pytest.raises(ValueError, match="no longer"):
        getattr(step, taken)("x")
