"""Does the report of results count what plain Python counts, by either engine, find what is there and say no more than it found?"""

import random
from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.dataset as ds
import pytest

from ruta.base.errors import Invalid
from ruta.insights.engine.concluding import Finding, concluded
from ruta.insights.engine.effects import compared
from ruta.insights.errors import NotCounted
from ruta.insights.papers import KINDS, Table, Text, made, period_of
from ruta.insights.selectors.observatory import results_paper
from ruta.insights.selectors.observatory.part import checked
from ruta.insights.warehouse import FACTS, opened
from ruta.insights.warehouse.received import KEPT, MET, PLACED, Received, drawn
from ruta.roadmap.selectors.papers import paper_of

SINCE, UNTIL = date(2025, 1, 1), date(2025, 12, 31)
SERVICE, OTHER, SENSITIVE = "job_search_workshop", "individual_counselling", "legal_aid"
END = date(2026, 9, 30)
WHO = {"modality": "returned", "age_group": "25-29"}


def facts(effect: float, persons: int = 1_500, seed: int = 8) -> dict[str, list[dict]]:
    """Persons who come again and again; the eager ones both find work more often and receive the workshop more often."""
    chance = random.Random(seed)
    found: dict[str, list[dict]] = {"attention": [], "application": [], "need": [], "seeker": []}
    for person in range(persons):
        who = WHO | ({"age_group": "12-17"} if person % 50 == 49 else {}) | {"sex": chance.choice(["woman", "man"]), "person": person}
        first, is_eager = date(2024, 6, 1) + timedelta(chance.randrange(500)), chance.random() < 0.4
        days = sorted(first + timedelta(chance.randrange(300)) for _ in range(6 if is_eager else 2))
        receives = chance.random() < (0.4 if is_eager else 0.12)
        place = chance.choice(["05", "08"])
        for at, day in enumerate(days):
            service = SERVICE if receives and at == len(days) - 1 else chance.choice([OTHER, SENSITIVE])
            found["attention"].append(
                blank("attention", day)
                | who
                | {"service_type": service, "institution": "INFOP" if person % 9 == 0 else "DGE", "department": place, "office": "x"}
            )
        if chance.random() < 0.1 + 0.25 * is_eager + effect * receives:
            hired = days[-1] + timedelta(chance.randint(1, 150))
            left = hired + timedelta(chance.choice([20, 200])) if chance.random() < 0.4 else None
            found["application"].append(
                blank("application", hired) | who | {"confirmed_day": hired, "started_day": hired, "left_day": left, "vacancy": person}
            )
        if chance.random() < 0.15:
            hired = days[-1] - timedelta(chance.randint(1, 250))
            found["application"].append(
                blank("application", hired) | who | {"confirmed_day": hired, "started_day": hired, "vacancy": -person}
            )
        if chance.random() < 0.7:
            met = days[-1] + timedelta(chance.randint(1, 120)) if chance.random() < 0.4 else None
            found["need"].append(blank("need", days[0]) | who | {"state": "met" if met else "open", "met_day": met, "over_day": met})
    found["attention"].append(
        blank("attention", END) | WHO | {"sex": "man", "person": persons, "service_type": OTHER, "institution": "DGE", "department": "05"}
    )
    return found


def blank(fact: str, day: date) -> dict:
    return dict.fromkeys(FACTS[fact].schema.names) | {"month": f"{day:%Y-%m}", "day": day}


def fill(folder: Path, every: dict[str, list[dict]]) -> Path:
    for name, rows in every.items():
        if not rows:
            continue
        schema = FACTS[name].schema
        filed = ds.partitioning(pa.schema([schema.field("month")]), flavor="hive")
        ds.write_dataset(pa.Table.from_pylist(rows, schema), folder / name, format="parquet", partitioning=filed)
        (folder / name / "_months.json").write_text("{}")
    return folder


def asked(outcome: str = PLACED, days: int = 180, institution: str = "") -> Received:
    return Received(SERVICE, institution, outcome, days, SINCE, UNTIL)


def plainly(every: dict[str, list[dict]], what: Received) -> set[tuple]:
    """The same units without an engine: person, day, whether they received it, contacts before, needs, and what came before and after."""
    until = min(what.until, END - timedelta(what.days + what.lag))
    came: dict[int, list[dict]] = {}
    for row in every["attention"]:
        if row["age_group"] == "12-17":
            continue
        came.setdefault(row["person"], []).append(row)
    outcomes = {
        PLACED: [(row["person"], row["confirmed_day"]) for row in every["application"]],
        KEPT: [
            (row["person"], row["confirmed_day"])
            for row in every["application"]
            if not row["left_day"] or (row["left_day"] - row["started_day"]).days >= 90
        ],
        MET: [(row["person"], row["met_day"]) for row in every["need"] if row["met_day"]],
    }[what.outcome]
    found = set()
    for person, rows in came.items():
        received = sorted(
            row["day"]
            for row in rows
            if row["service_type"] == what.service and (not what.institution or row["institution"] == what.institution)
        )
        within = sorted({row["day"] for row in rows if SINCE <= row["day"] <= until})
        firsts = {}
        for day in within:
            firsts.setdefault((day.year, (day.month + 2) // 3), day)
        for day in received[:1] if received else firsts.values():
            if not SINCE <= day <= until:
                continue
            needs = sum(
                row["person"] == person and row["day"] <= day and (not row["over_day"] or row["over_day"] > day) for row in every["need"]
            )
            if what.outcome == MET and not needs:
                continue
            gaps = [(day - each).days for who, each in outcomes if who == person]
            found.add((
                person, bool(received), sum(1 <= (day - row["day"]).days <= 180 for row in rows), needs,
                any(what.lag <= gap < what.days + what.lag for gap in gaps), any(-what.days <= gap < 0 for gap in gaps), f"{day.year}-{(day.month + 2) // 3}",
            ))  # fmt: skip
    return found


def told(folder: Path, what: Received, engine: str = "duckdb") -> set[tuple]:
    with opened(folder, engine) as warehouse:
        units = drawn(warehouse, what).units
    columns = (units.person, units.treated, units.numbers["attentions"], units.numbers["needs"], units.before, units.after, units.equal)
    rows = [
        (int(who), bool(one), int(times), int(needs), bool(before), bool(after), quarter)
        for who, one, times, needs, before, after, quarter in zip(*columns, strict=True)
    ]
    assert len(rows) == len(set(rows))
    return set(rows)


@pytest.fixture(scope="module")
def helped(tmp_path_factory) -> Path:
    return fill(tmp_path_factory.mktemp("helped"), facts(0.3))


@pytest.mark.parametrize("what", [asked(), asked(KEPT, 90), asked(MET), asked(institution="INFOP")])
def test_the_engine_of_this_machine_draws_as_plain_python_does(helped, what):
    found = told(helped, what)
    assert found == plainly(facts(0.3), what)
    assert any(row[4] for row in found) or what.outcome != PLACED or what.institution
    assert any(row[1] for row in found)
    assert any(row[5] for row in found)


@pytest.mark.enable_socket
@pytest.mark.filterwarnings("ignore")
def test_spark_draws_the_same(helped):
    pytest.importorskip("pyspark", reason="an extra: make .venv/.peers installs it")
    assert told(helped, asked(KEPT), "spark") == told(helped, asked(KEPT))


def test_an_effect_is_found_and_none_is_not(helped, tmp_path):
    with opened(helped) as warehouse:
        found = compared(drawn(warehouse, asked()).units)
    assert found.change.low <= 0.3 <= found.change.high
    assert concluded(found).finding is Finding.MORE
    with opened(fill(tmp_path, facts(0.0))) as warehouse:
        none = compared(drawn(warehouse, asked()).units)
    assert none.pairs > 100
    assert none.change.covers_zero


@pytest.fixture
def stored(helped, settings, db):
    settings.WAREHOUSE_FOLDER = str(helped)
    return helped


def test_one_service_is_told_with_what_carries_it_the_same_each_time(stored):
    part = checked({"servicio": SERVICE})
    paper = results_paper(period_of("2025"), part)
    assert paper.name == f"resultados-{SERVICE}"
    said = " ".join(each for section in paper.sections for block in section.blocks if isinstance(block, Text) for each in block.paragraphs)
    assert "más a menudo que personas parecidas" in said
    assert "no lo prueba" in said
    assert "Bajo qué proyecto o convenio se dio no consta" in said, "what a group is, and why it is no project"
    tables = {block.title: block for section in paper.sections for block in section.blocks if isinstance(block, Table)}
    alike = {row[0]: (float(row[1]), float(row[2])) for row in tables["Cuánto se distinguen en cada rasgo"].rows}
    assert alike["Atenciones en los 180 días anteriores"][0] > 0.25 > alike["Atenciones en los 180 días anteriores"][1]
    for ending in KINDS:
        assert made(paper, ending) == made(results_paper(period_of("2025"), part), ending)


def test_all_are_compared_at_once_with_wider_intervals_and_nothing_reserved(stored):
    paper = results_paper(period_of("2025"))
    page = made(paper, "html").decode()
    (services, _ways) = [section for section in paper.sections if section.title in {"Servicios y programas", "Instituciones que colaboran"}]
    names = [row[0] for row in services.blocks[0].rows]
    assert "Taller de búsqueda de empleo" in names
    assert not any("legal" in name.lower() for name in names)
    assert "comparaciones a la vez" in page
    told = next(row for row in services.blocks[0].rows if row[0] == "Taller de búsqueda de empleo")
    assert services.blocks[0].head[3:6] == ["Puntos", "Más de cerca", "Con dos"]
    assert all(each.startswith("de ") for each in told[3:6]), "every way of pairing is shown beside the first"
    assert results_paper(period_of("2025"), is_waiting=False) == paper
    with pytest.raises(NotCounted):
        results_paper(period_of("2025"), checked({"logro": "met"}), is_waiting=False)


def test_few_persons_are_said_to_be_few_and_no_figure_follows(settings, db, tmp_path):
    settings.WAREHOUSE_FOLDER = str(fill(tmp_path, facts(0.3, persons=60)))
    page = made(results_paper(period_of("2025"), checked({"servicio": SERVICE})), "html").decode()
    assert "menos de 30 parejas" in page
    assert "puntos respecto" not in page
    assert "<svg" not in page


@pytest.mark.django_db
def test_it_is_asked_by_what_it_knows_and_never_of_what_is_reserved():
    with pytest.raises(Invalid, match="legal_aid"):
        checked({"servicio": SENSITIVE})
    with pytest.raises(Invalid, match="servicio, aliada, logro, plazo"):
        paper_of("resultados", "2025", checked({"lugar": "05"}))
    with pytest.raises(Invalid, match="poblacion"):
        paper_of("mercado", "2025", checked({"servicio": SERVICE}))
