"""Does the warehouse say of work what plain Python counts, by either engine, and does its report hide the few?"""

import random
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.dataset as ds
import pytest

from ruta.base.errors import NotFound
from ruta.insights.papers import KINDS, made, period_of
from ruta.insights.selectors.observatory import market_paper
from ruta.insights.warehouse import FACTS, opened
from ruta.insights.warehouse.market import GROUP, Market, market

SINCE, UNTIL = date(2025, 1, 1), date(2025, 12, 31)
TRADES, PLACES, SKILLS = ("7112", "5120.4", "9214", ""), ("05", "08", "18"), ("ruta:a", "ruta:b", "ruta:c")


def vacancies(chance: random.Random) -> list[dict]:
    found = []
    for at in range(400):
        day = date(2024, 9, 1) + timedelta(chance.randrange(600))
        openings, state = chance.randint(1, 9), chance.choice(["published", "closed", "withdrawn"])
        filled = openings if chance.random() < 0.5 else chance.randrange(openings)
        over = state != "published"
        found.append({
            "month": f"{day:%Y-%m}", "day": day, "closed_day": day + timedelta(30) if over else None, "institution": "DGE", "department": chance.choice(PLACES),
            "section": "F", "occupation": chance.choice(TRADES[:3]), "openings": openings, "filled": filled if over else 0, "wage_min": None, "contract": "",
            "education": "", "experience_months": None, "state": state, "closing": "", "cause": "low_wage" if over and filled < openings else "", "origin": "office",
            "country": "HN", "is_open_to_migrants": True, "skills": ";".join(sorted(chance.sample(SKILLS, chance.randrange(4)))), "vacancy": at,
        })  # fmt: skip
    return found


def seekers(chance: random.Random) -> list[dict]:
    return [
        {
            "month": "2025-03", "day": date(2025, 3, 4), "institution": chance.choice(["DGE", "INFOP"]), "is_looking": chance.random() < 0.8, "availability": "now",
            "education": "", "is_going_abroad": False, "departments": ";".join(chance.sample(PLACES, chance.randrange(3))), "occupation": chance.choice(TRADES),
            "occupations": "", "skills": "", "modality": chance.choice(["returned", "returned", "transit"]), "sex": chance.choice(["woman", "man"]),
            "age_group": "25-29", "person": chance.randrange(250),
        }
        for _ in range(300)
    ]  # fmt: skip


def hires(chance: random.Random) -> list[dict]:
    return [
        {
            "month": "2025-05", "day": date(2025, 5, 1), "institution": "DGE", "department": "05", "section": "F", "occupation": "7112", "source": "", "state": "hired",
            "reason": "", "refused_by": "", "started_day": None, "confirmed_day": date(2024, 12, 28) + timedelta(chance.randrange(380)), "left_day": None,
            "modality": "transit" if at % 20 == 0 else "returned", "sex": chance.choice(["woman", "man"]), "age_group": "25-29", "vacancy": at,
            "person": at,
        }
        for at in range(60)
    ]  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    chance = random.Random(5)
    for name, rows in {"vacancy": vacancies(chance), "seeker": seekers(chance), "application": hires(chance)}.items():
        schema = FACTS[name].schema
        filed = ds.partitioning(pa.schema([schema.field("month")]), flavor="hive")
        ds.write_dataset(pa.Table.from_pylist(rows, schema), tmp_path / name, format="parquet", partitioning=filed)
        (tmp_path / name / "_months.json").write_text("{}")
    return tmp_path


def plainly() -> Market:
    """The same counts without an engine."""
    chance = random.Random(5)
    jobs, people, hired = vacancies(chance), seekers(chance), hires(chance)
    offered = [job for job in jobs if SINCE <= job["day"] <= UNTIL]
    ended = [job for job in jobs if job["state"] != "published" and SINCE <= job["closed_day"] <= UNTIL]
    looking = [one for one in people if one["is_looking"]]

    def openings(key):
        found = Counter()
        for job in offered:
            found[key(job)] += job["openings"]
        return found

    def persons(pairs):
        return Counter(at for at, _person in set(pairs))

    def both(first, second):
        return {code: (first[code], second[code]) for code in sorted({*first, *second})}

    return Market(
        openings=sum(job["openings"] for job in offered),
        vacancies=len(offered),
        by_occupation=both(openings(lambda job: job["occupation"][:GROUP]), persons((one["occupation"][:GROUP], one["person"]) for one in looking if one["occupation"])),
        by_department=both(openings(lambda job: job["department"]), persons((at, one["person"]) for one in looking for at in one["departments"].split(";") if at)),
        by_section=dict(openings(lambda job: job["section"])),
        seekers=len({one["person"] for one in looking}),
        by_modality=dict(persons((one["modality"], one["person"]) for one in looking)),
        ended=sum(job["openings"] for job in ended),
        filled=sum(job["filled"] for job in ended),
        causes={"low_wage": sum(job["openings"] - job["filled"] for job in ended)},
        placed=dict(Counter((one["modality"], one["sex"]) for one in hired if SINCE <= one["confirmed_day"] <= UNTIL)),
        skills=dict(Counter(skill for job in offered for skill in job["skills"].split(";") if skill)),
    )  # fmt: skip


def test_the_engine_of_this_machine_counts_as_plain_python_does(folder):
    with opened(folder) as warehouse:
        assert market(warehouse, SINCE, UNTIL) == plainly()


@pytest.mark.enable_socket
@pytest.mark.filterwarnings("ignore")
def test_spark_says_the_same(folder):
    pytest.importorskip("pyspark", reason="an extra: make .venv/.peers installs it")
    with opened(folder, "spark") as warehouse:
        assert market(warehouse, SINCE, UNTIL) == plainly()


def test_a_warehouse_without_rows_answers_nothing(tmp_path):
    with opened(tmp_path) as warehouse:
        found = market(warehouse, SINCE, UNTIL)
    assert (found.openings, found.seekers, found.by_occupation, found.skills) == (0, 0, {}, {})


@pytest.mark.django_db
def test_the_report_is_the_same_each_time_and_tells_no_few(folder, settings):
    settings.WAREHOUSE_FOLDER = str(folder)
    paper = market_paper(period_of("2025"))
    for ending in KINDS:
        assert made(paper, ending) == made(market_paper(period_of("2025")), ending)
    page = made(paper, "html").decode()
    few = [count for count in plainly().placed.values() if count < 5]
    assert few, "the fixture must hold a small cell"
    assert "menos de 5" in page or "protegida" in page
    assert "Cuenta las vacantes y las personas registradas" in page


@pytest.mark.django_db
def test_nothing_stored_yet_says_what_to_do(settings, tmp_path):
    settings.WAREHOUSE_FOLDER = str(tmp_path)
    with pytest.raises(NotFound, match="ruta warehouse refresh"):
        market_paper(period_of("2025"))
