"""Does the warehouse say of work what plain Python counts, by either engine, once and for all that ask, and does its report hide the few?"""

import random
import shutil
import statistics
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.dataset as ds
import pytest

from ruta.base.clock import now
from ruta.base.context import acting_as, system
from ruta.base.errors import Invalid, NotFound
from ruta.insights.actions import count_cells
from ruta.insights.errors import NotCounted
from ruta.insights.models import ExternalFigure
from ruta.insights.papers import KINDS, Facts, Picture, Table, kinds_of, made, period_of, twelve_months
from ruta.insights.papers.drawing import spec_of
from ruta.insights.selectors.observatory import WHOLE, employer_paper, market_paper, trade_paper
from ruta.insights.selectors.observatory.cells import find_cells
from ruta.insights.selectors.observatory.papers.explorer import explored
from ruta.insights.selectors.observatory.papers.returns import returned
from ruta.insights.selectors.observatory.papers.trades import _terms_told
from ruta.insights.selectors.observatory.part import checked
from ruta.insights.warehouse import FACTS, answers_of, opened
from ruta.insights.warehouse.crossing import MEASURES, crossed, openly, years_of
from ruta.insights.warehouse.lasting import Lasting, lasting
from ruta.insights.warehouse.market import GROUP, Market, Trade, Where, days_to_fill, market, trade, vacant_on
from ruta.insights.warehouse.outside import published

SINCE, UNTIL = date(2025, 1, 1), date(2025, 12, 31)
CAUSES = ("low_wage", "vacancy_cancelled")
TRADES, PLACES, SKILLS = ("7112", "5120.4", "9214", ""), ("05", "08", "18"), ("ruta:a", "ruta:b", "ruta:c")


def vacancies(chance: random.Random) -> list[dict]:
    found = []
    for at in range(400):
        day = date(2024, 9, 1) + timedelta(chance.randrange(600))
        openings, state = chance.randint(1, 9), chance.choice(["published", "closed", "withdrawn"])
        filled = openings if chance.random() < 0.5 else chance.randrange(openings)
        over = state != "published"
        found.append({
            "month": f"{day:%Y-%m}", "day": day, "closed_day": day + timedelta(30 + at % 7) if over else None, "institution": "SETRASS-DGE", "office": ("TGU", "SPS")[at % 2], "department": chance.choice(PLACES),
            "section": "" if at % 9 == 0 else chance.choice("FG"), "occupation": chance.choice(TRADES[:3]), "openings": openings, "filled": filled if over else 0, "wage_min": (None, 9000, 12000 + at)[at % 3],
            "contract": ("", "permanent", "temporary")[at % 3], "education": ("", "bachelor")[at % 2], "experience_months": (None, 0, 12, 24)[at % 4], "state": state, "closing": "", "cause": CAUSES[at % 11 == 0] if over and filled < openings else "", "origin": "office",
            "country": "HN" if at % 10 else "CA", "is_open_to_migrants": chance.random() < 0.5, "skills": ";".join(sorted(chance.sample(SKILLS, chance.randrange(4)))), "vacancy": at,
        })  # fmt: skip
    return found


def seekers(chance: random.Random) -> list[dict]:
    return [
        {
            "month": "2025-03", "day": date(2025, 3, 4), "institution": chance.choice(["SETRASS-DGE", "INFOP"]), "is_looking": chance.random() < 0.8, "availability": "now",
            "education": "", "is_going_abroad": False, "departments": ";".join(chance.sample(PLACES, chance.randrange(3))), "occupation": chance.choice(TRADES),
            "occupations": "", "skills": "ruta:a" if at % 2 else "", "modality": chance.choice(["returned", "returned", "transit"]), "sex": chance.choice(["woman", "man"]),
            "age_group": "25-29", "person": chance.randrange(250),
        }
        for at in range(300)
    ]  # fmt: skip


def hires(chance: random.Random) -> list[dict]:
    return [
        {
            "month": "2025-05", "day": date(2025, 5, 1), "institution": "SETRASS-DGE", "office": "", "department": "05", "section": "F", "occupation": "7112", "source": "", "state": "hired",
            "reason": "", "refused_by": "", "started_day": date(2025, 2, 1), "confirmed_day": date(2024, 12, 28) + timedelta(chance.randrange(380)), "left_day": None,
            "kept_day": date(2025, 2, 1) + timedelta(chance.choice([20, 90, 200])) if at % 3 else None,
            "modality": "transit" if at % 20 == 0 else "returned", "sex": chance.choice(["woman", "man"]), "age_group": "25-29", "vacancy": at,
            "person": at,
        }
        for at in range(60)
    ]  # fmt: skip


RETURNS = [
    {
        "month": "2025-12", "day": date(2025, 12, 31), "since": date(2025, 1, 1), "until": until, "series": series, "category": "", "place": place, "registry": registry,
        "unit": "personas", "source": "prensa", "link": "", "value": value,
    }
    for registry, value, until, series, place in (
        ("INM", 42928.0, date(2025, 12, 31), "retornos", ""), ("CONMIGHO", 41000.0, date(2025, 12, 31), "retornos", ""),
        ("INM", 30638.0, date(2025, 9, 30), "retornos", ""), ("INM", 700.0, date(2025, 12, 31), "retornos", "05"), ("INE", 9.0, date(2025, 12, 31), "otra", ""),
    )
]  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    chance = random.Random(5)
    for name, rows in {"external": RETURNS, "vacancy": vacancies(chance), "seeker": seekers(chance), "application": hires(chance)}.items():
        schema = FACTS[name].schema
        filed = ds.partitioning(pa.schema([schema.field("month")]), flavor="hive")
        ds.write_dataset(pa.Table.from_pylist(rows, schema), tmp_path / name, format="parquet", partitioning=filed)
        (tmp_path / name / "_months.json").write_text("{}")
    return tmp_path


def plainly(where: Where = Where()) -> Market:  # noqa: B008 (frozen)
    """The same counts without an engine."""
    jobs = [
        job for job in vacancies(random.Random(5))
        if all(not code or job[name] == code for name, code in (("department", where.department), ("section", where.section), ("institution", where.institution), ("office", where.office), ("country", where.country)))
    ]  # fmt: skip
    offered = [job for job in jobs if SINCE <= job["day"] <= UNTIL]
    ended = [job for job in jobs if job["state"] != "published" and SINCE <= job["closed_day"] <= UNTIL]
    took = [job for job in ended if job["filled"]]

    def openings(key):
        found = Counter()
        for job in offered:
            found[key(job)] += job["openings"]
        return dict(found)

    def days(rows):
        return len(rows), statistics.median((job["closed_day"] - job["day"]).days for job in rows)

    return Market(
        openings=sum(job["openings"] for job in offered),
        vacancies=len(offered),
        for_migrants=sum(job["openings"] for job in offered if job["is_open_to_migrants"]),
        by_occupation=openings(lambda job: job["occupation"][:GROUP]),
        by_department=openings(lambda job: job["department"]),
        by_section=openings(lambda job: job["section"]),
        ended=sum(job["openings"] for job in ended),
        filled=sum(job["filled"] for job in ended),
        causes={code: sum(job["openings"] - job["filled"] for job in ended if job["cause"] == code) for code in CAUSES},
        skills=dict(Counter(skill for job in offered for skill in job["skills"].split(";") if skill)),
        days={"": days(took)} | {code: days(rows) for code in "FG" if (rows := [job for job in took if job["section"] == code])},
        days_by_occupation={code: days(rows) for code in ("7112", "5120", "9214") if (rows := [job for job in took if job["occupation"][:GROUP] == code])},
    )  # fmt: skip


PARTS = (
    Where(),
    Where(department="05"),
    Where(section="G", institution="SETRASS-DGE"),
    Where(office="TGU"),
    Where(country="HN", section="F"),
)


@pytest.mark.parametrize("where", PARTS)
def test_the_engine_of_this_machine_counts_as_plain_python_does(folder, where):
    with opened(folder) as warehouse:
        assert market(warehouse, SINCE, UNTIL, where) == plainly(where)


def outside(folder: Path, engine: str = "duckdb") -> list[tuple]:
    with opened(folder, engine) as warehouse:
        return [(row["registry"], row["until"], row["value"]) for row in published(warehouse, "retornos", SINCE, UNTIL)]


OUTSIDE = [("CONMIGHO", "2025-12-31", 41000.0), ("INM", "2025-12-31", 42928.0), ("INM", "2025-09-30", 30638.0)]


def test_what_others_published_is_read_beside_the_facts(folder):
    assert outside(folder) == OUTSIDE


@pytest.mark.enable_socket
@pytest.mark.filterwarnings("ignore")
def test_spark_says_the_same(folder):
    pytest.importorskip("pyspark", reason="an extra: make .venv/.peers installs it")
    with opened(folder, "spark") as warehouse:
        for where in PARTS:
            assert market(warehouse, SINCE, UNTIL, where) == plainly(where)
    assert outside(folder, "spark") == OUTSIDE


def others(folder: Path, engine: str) -> dict[str, object]:
    """What the reports ask besides: what stood open, who stayed, what an occupation asks for, and the cells of three kinds of measure."""
    where = Where(occupation="7112")
    with opened(folder, engine) as warehouse:
        return {
            "vacant": vacant_on(warehouse, {"2025-T2": date(2025, 6, 30), "2025-T3": date(2025, 9, 30)}),
            "vacant in a part": vacant_on(warehouse, {"2025-T2": date(2025, 6, 30)}, Where(department="05", section="F")),
            "lasting": lasting(warehouse, SINCE, UNTIL),
            "trade": trade(warehouse, SINCE, UNTIL, where),
            "trade in a part": trade(warehouse, SINCE, UNTIL, replace(where, office="SPS")),
            "days": days_to_fill(warehouse, SINCE, UNTIL, Where(department="05")),
            "years": [years_of(warehouse, MEASURES[code]) for code in ("placements", "openings", "filled")],
            **{code: crossed(warehouse, MEASURES[code], SINCE, UNTIL) for code in ("seekers", "places", "skills", "placements", "filled")},
            "openly": sorted(map(str, openly(warehouse, MEASURES["openings"], SINCE, UNTIL, ("department", "quarter", "occupation_unit")))),
        }  # fmt: skip


@pytest.mark.enable_socket
@pytest.mark.filterwarnings("ignore")
def test_spark_counts_and_crosses_the_same(folder):
    pytest.importorskip("pyspark", reason="an extra: make .venv/.peers installs it")
    expected, found = (others(folder, engine) for engine in ("duckdb", "spark"))
    for name in expected:
        assert found[name] == expected[name], name
    assert expected["trade"].wage[0] > 30
    assert len(expected["filled"].finer["institution"]) == 2


def test_what_stood_open_on_a_day_is_counted_in_plain_python_too(folder):
    day = date(2025, 6, 30)
    jobs = vacancies(random.Random(5))
    with opened(folder) as warehouse:
        told = vacant_on(warehouse, {"2025-T2": day})
    assert told == {
        "2025-T2": sum(job["openings"] for job in jobs if job["day"] <= day and (job["closed_day"] is None or job["closed_day"] > day))
    }


def test_a_warehouse_without_rows_answers_nothing(tmp_path):
    with opened(tmp_path) as warehouse:
        found = market(warehouse, SINCE, UNTIL)
    assert (found.openings, found.by_occupation, found.skills, found.days) == (0, {}, {}, {})


def test_what_was_answered_stands_until_its_facts_change(folder):
    def told(*, is_waiting: bool) -> Market:
        with opened(folder, answers=answers_of(folder, is_waiting=is_waiting)) as warehouse:
            return market(warehouse, SINCE, UNTIL)

    with pytest.raises(NotCounted):
        told(is_waiting=False)
    first = told(is_waiting=True)
    for path in sorted((folder / "vacancy").glob("month=*"))[1:]:
        shutil.rmtree(path)  # behind its back: what stands in the facts is said by their months
    assert told(is_waiting=False) == first == plainly()
    (folder / "vacancy" / "_months.json").write_text('{"2020-01": [1, "1"]}')
    with pytest.raises(NotCounted):
        told(is_waiting=False)


@pytest.fixture
def counted(folder, settings, db):
    settings.WAREHOUSE_FOLDER = str(folder)
    count_cells(actor=system(None, "warehouse"))
    return folder


def test_the_report_is_the_same_each_time_and_tells_no_few(counted):
    paper = market_paper(period_of("2025"))
    for ending in KINDS:
        assert made(paper, ending) == made(market_paper(period_of("2025")), ending)
    page = made(paper, "html").decode()
    assert any(count < 5 for count in Counter((one["modality"], one["sex"]) for one in hires(random.Random(5))).values())
    assert "protegida" in page
    assert "Cuenta las vacantes y las personas registradas" in page
    assert market_paper(period_of("2025"), is_waiting=False) == paper
    assert "para los mismos días dicen de 41,000 a 42,928" in page


def test_the_gap_is_the_share_that_asks_less_the_share_that_has(counted):
    tables = {
        block.title: block for section in market_paper(period_of("2025")).sections for block in section.blocks if isinstance(block, Table)
    }
    row = next(row for row in tables["Competencias más pedidas, y quién las tiene"].rows if row[1] == plainly().skills["ruta:a"])
    assert row[3] == find_cells("skills").by("skill")["ruta:a"] > 50
    assert row[4] == pytest.approx(100 * row[3] / find_cells("seekers").whole)
    assert row[5] == pytest.approx(row[2] - row[4])


def test_what_most_persons_seek_stands_first_beside_what_is_offered_and_nothing_hidden_is_named(counted):
    for is_public in (False, True):
        tables = {
            block.title: block
            for section in market_paper(period_of("2025"), is_public=is_public).sections
            for block in section.blocks
            if isinstance(block, Table)
        }
        (rows,) = [each.rows for title, each in tables.items() if title == "Ocupaciones que más personas buscan"]
        sought = Counter(row["occupation"][:GROUP] for row in those_who_seek() if row["occupation"])
        shown = find_cells("seekers").finer("occupation")
        expected = sorted((n, plainly().by_occupation.get(code, 0)) for code, n in sought.items() if shown.get(code))
        assert [row[1] for row in rows] == sorted((row[1] for row in rows), reverse=True)
        assert sorted((row[1], row[2]) for row in rows) == expected
        assert len(expected) > 1


def those_who_seek() -> list[dict]:
    chance = random.Random(5)
    vacancies(chance)
    return [row for row in seekers(chance) if row["is_looking"]]


def test_a_department_where_nothing_is_offered_says_how_many_would_work_there(counted):
    tables = {
        block.title: block for section in market_paper(period_of("2025")).sections for block in section.blocks if isinstance(block, Table)
    }
    rows = {name: (openings, would) for name, openings, would in tables["Plazas y personas por departamento"].rows}
    assert len(rows) >= 18
    assert rows["Gracias a Dios"] == (0, "protegida")
    assert rows["Cortés"][0] > 0


def test_of_a_population_the_groups_that_it_seeks_are_told_to_staff_and_not_to_everybody(counted):
    part, title = checked({"poblacion": "returned"}), "Grupos de ocupaciones que más personas buscan"
    tables = {
        block.title: block
        for section in market_paper(period_of("2025"), part).sections
        for block in section.blocks
        if isinstance(block, Table)
    }
    groups = Counter(row["occupation"][:1] for row in those_who_seek() if row["modality"] == "returned")
    cells = find_cells("seekers").crossing("occupation", "modality")
    told = [row[1] for row in tables[title].rows if row[1] != "protegida"]
    assert told == sorted((groups[code] for code in groups if code and cells[code, "returned"]), reverse=True)
    assert told
    assert any(row[1] == "protegida" for row in tables[title].rows)
    assert title not in words_of(market_paper(period_of("2025"), part, is_public=True))


def test_a_part_says_only_what_its_cells_do_and_openings_are_its_own(counted):
    part = checked({"lugar": "05", "poblacion": "returned"})
    paper = market_paper(period_of("2025"), part)
    assert paper.name == "mercado-returned-05"
    assert paper.title.endswith("Cortés")
    tables = {block.title: block for section in paper.sections for block in section.blocks if isinstance(block, Table)}
    assert sum(row[1] for row in tables["Ocupaciones con más plazas"].rows) == plainly(Where(department="05")).openings
    assert "Contrataciones confirmadas, por sexo" not in tables
    assert "Contrataciones confirmadas, por sexo" in str(market_paper(period_of("2025"), checked({"lugar": "05"})).sections)
    assert market_paper(period_of("2025"), WHOLE).name == "mercado"
    with pytest.raises(Invalid, match="poblacion, lugar, sector, institucion, oficina"):
        checked({"color": "azul"})
    with pytest.raises(Invalid, match="«99»"):
        checked({"lugar": "99"})


def test_openings_that_were_not_wanted_any_more_are_not_told_as_empty(counted):
    blocks = [block for section in market_paper(period_of("2025"), WHOLE).sections for block in section.blocks]
    said = {fact.label: fact.value for block in blocks if isinstance(block, Facts) for fact in block.facts}
    tables = {block.title: block.rows for block in blocks if isinstance(block, Table)}
    found = plainly()
    assert said["Sin cubrir"] == found.causes["low_wage"] and said["Ya no se buscaban"] == found.causes["vacancy_cancelled"] > 0
    assert said["Plazas de vacantes que terminaron"] == said["Cubiertas"] + said["Sin cubrir"] + said["Ya no se buscaban"]
    assert [row[1:] for row in tables["Por qué no se cubrieron"]] == [[found.causes["low_wage"], 100.0]]
    assert [row[0] for row in tables["Ya no se buscaban"]] == ["El empleador canceló el puesto"]


def words_of(paper) -> str:
    return made(paper, "html").decode()


def test_what_goes_out_of_a_part_says_nothing_of_who_was_hired(counted):
    period, part = period_of("2025"), checked({"lugar": "05"})
    staff, public = (market_paper(period, part, is_public=is_public) for is_public in (False, True))
    assert (staff.is_inner, public.is_inner) == (True, False)
    for told in ("Cubiertas", "Sin cubrir", "Contrataciones confirmadas, por sexo", "Permanencia de quienes se contrató"):
        assert told in words_of(staff)
        assert told not in words_of(public)
    assert "Plazas publicadas" in words_of(public)
    both = market_paper(period, checked({"lugar": "05", "poblacion": "returned"}), is_public=True)
    assert "Contrataciones confirmadas" not in words_of(both)
    assert "Contrataciones confirmadas, por sexo" in words_of(market_paper(period, checked({"sector": "F"}), is_public=True))


def test_what_goes_out_of_the_whole_says_what_was_filled_and_no_number_of_filled_vacancies_by_sector(counted):
    staff, public = (market_paper(period_of("2025"), is_public=is_public) for is_public in (False, True))
    heads = {}
    for paper in (staff, public):
        tables = [block for section in paper.sections for block in section.blocks if isinstance(block, Table)]
        heads[paper.is_inner] = next(list(block.head) for block in tables if block.title.startswith("Días que tardó"))
    assert heads[True] == heads[False] == ["Sector", "Días, a la mitad"]
    assert "Cubiertas" in words_of(public)


@pytest.mark.django_db
def test_nothing_stored_yet_says_what_to_do(settings, tmp_path):
    settings.WAREHOUSE_FOLDER = str(tmp_path)
    with pytest.raises(NotFound, match="ruta warehouse refresh"):
        market_paper(period_of("2025"))


def test_an_infographic_says_what_vacancies_ask_for_and_is_a_picture_too(counted):
    paper = trade_paper("infografia-7112", period_of("2025"))
    jobs = [job for job in vacancies(random.Random(5)) if job["occupation"] == "7112" and SINCE <= job["day"] <= UNTIL]
    asked = Counter(skill for job in jobs for skill in job["skills"].split(";") if skill)
    assert f"{asked['ruta:a']} de {len(jobs)}" in paper.poster
    assert str(sum(job["openings"] for job in jobs)) in paper.poster
    assert made(paper, "png").startswith(b"\x89PNG")
    assert made(paper, "png") == made(trade_paper("infografia-7112", period_of("2025")), "png")
    assert set(kinds_of(paper)) == {*KINDS, "png"}
    with pytest.raises(NotFound):
        trade_paper("infografia-71", period_of("2025"))


def test_an_infographic_that_goes_out_says_no_number_of_hires(counted):
    staff, public = (trade_paper("infografia-7112", period_of("2025"), is_public=is_public) for is_public in (False, True))
    assert "se cubrió" in staff.poster
    assert "se cubrió" not in public.poster
    assert "Cubiertas, de las que terminaron" in words_of(staff)
    assert "Cubiertas, de las que terminaron" not in words_of(public)


def test_an_infographic_of_a_quarter_or_a_part_counts_its_vacancies_and_says_nothing_that_could_be_subtracted(counted):
    jobs = [job for job in vacancies(random.Random(5)) if job["occupation"] == "7112" and SINCE <= job["day"] <= UNTIL]
    year = trade_paper("infografia-7112", period_of("2025"))
    assert "se cubrió" in year.poster
    for quarter in range(1, 5):
        some = [job for job in jobs if (job["day"].month + 2) // 3 == quarter]
        paper = trade_paper("infografia-7112", period_of(f"2025-T{quarter}"))
        facts = {fact.label: fact.value for fact in paper.sections[0].blocks[0].facts}
        assert facts == {"Plazas": sum(job["openings"] for job in some), "Vacantes": len(some)}
        assert "se cubrió" not in paper.poster
        assert "restados de su año" in words_of(paper)
    part = checked({"lugar": "05", "sector": "F"})
    some = [job for job in jobs if (job["department"], job["section"]) == ("05", "F")]
    paper = trade_paper("infografia-7112", period_of("2025"), part)
    assert paper.name == "infografia-7112-05-f"
    assert "Cortés" in paper.title
    assert "Cortés" in paper.poster
    assert paper.sections[0].blocks[0].facts[1].value == len(some) > 0
    assert "se cubrió" not in paper.poster


def test_what_the_picture_says_stands_in_words_too_and_equals_are_all_named(counted):
    jobs = [job for job in vacancies(random.Random(5)) if job["occupation"] == "7112" and SINCE <= job["day"] <= UNTIL]
    wages, months = ([job[name] for job in jobs if job[name]] for name in ("wage_min", "experience_months"))
    terms = trade_paper("infografia-7112", period_of("2025")).sections[2].blocks[0]
    assert [(fact.value, fact.note) for fact in terms.facts] == [
        (f"L {statistics.median(wages):,.0f}", f"{len(wages)} vacantes lo dicen"),
        (f"{statistics.median(months):.0f} meses", f"{len(months)} vacantes la piden"),
    ]
    assert all(not isinstance(block, Facts) for block in trade_paper("infografia-1111", period_of("2025")).sections[2].blocks)
    alike = Trade((0, None), (0, None), {"bachelor": 9, "primary": 3}, {"permanent": 7, "temporary": 7})
    told = dict(_terms_told(alike))
    assert told["Contrato más frecuente"].endswith(", por igual")
    assert "igual" not in told["Escolaridad que más se pide"]


def test_what_an_employer_reads_of_skills_is_of_the_country_as_its_openings_are(counted):
    period = twelve_months()
    here = [job for job in vacancies(random.Random(5)) if job["country"] == "HN" and period.begins <= job["day"] <= period.until]
    titles = [block.title for section in employer_paper(period).sections for block in section.blocks if isinstance(block, Table)]
    assert f"Competencias indispensables, en {len(here)} vacantes" in titles


def test_how_things_stand_is_not_said_to_change_with_what_is_noted(counted):
    limits = explored(find_cells("seekers"), "sex").limits
    assert any("cómo estaban las cosas el" in limit for limit in limits)
    assert not any("provisionales" in limit for limit in limits)


def test_a_list_of_what_may_be_shown_says_why_its_total_is_more(counted):
    tables = [block for section in explored(find_cells("skills"), "skill").sections for block in section.blocks if isinstance(block, Table)]
    assert "el total cuenta también las demás" in tables[-1].note
    assert not explored(find_cells("seekers"), "sex").sections[0].blocks[-1].note


def test_one_registry_told_twice_agrees_with_nobody():
    row = {"registry": "INM", "since": "2025-01-01", "until": "2025-12-31", "value": 42928.0, "source": "prensa"}

    def words(*rows):
        return " ".join(returned(rows)[0].blocks[0].paragraphs)

    assert "coinciden" not in words(row, row | {"source": "otra prensa"})
    assert "coinciden en 42,928" in words(row, row | {"registry": "CONMIGHO"})
    assert "no coinciden" in words(row, row | {"value": 42087.0})


def test_few_vacancies_draw_no_parts(counted):
    poster = trade_paper("infografia-1111", period_of("2025")).poster
    assert "Con menos de 5 vacantes" in poster
    assert "vacantes lo dicen" not in poster


def test_who_was_hired_and_stayed_is_counted_in_plain_python_too(folder):
    chance = random.Random(5)
    vacancies(chance), seekers(chance)
    rows = hires(chance)
    with opened(folder) as warehouse:
        found = lasting(warehouse, SINCE, UNTIL)
    stays = [(row["kept_day"] - row["started_day"]).days if row["kept_day"] else 0 for row in rows]
    due = {days: len(rows) if SINCE <= date(2025, 2, 1) + timedelta(days) <= UNTIL else 0 for days in (90, 180)}
    assert found == Lasting(
        0, len({row["person"] for row in rows if SINCE <= row["confirmed_day"] <= UNTIL}),
        {days: (sum(each >= days for each in stays), due[days]) for days in (90, 180)},
    )  # fmt: skip
    assert 0 < found.kept[180][0] < found.kept[90][0] < found.kept[90][1]


def test_a_month_that_was_written_before_a_column_was_known_says_nothing_in_it(tmp_path):
    schema = FACTS["vacancy"].schema
    old = pa.schema([field for field in schema if field.name != "office"])
    rows = vacancies(random.Random(5))
    filed = ds.partitioning(pa.schema([schema.field("month")]), flavor="hive")
    for some, kind in ((rows[:200], old), (rows[200:], schema)):
        ds.write_dataset(
            pa.Table.from_pylist(some, kind), tmp_path / "vacancy", format="parquet", partitioning=filed, existing_data_behavior="overwrite_or_ignore",
            basename_template=f"{len(kind)}-{{i}}.parquet",
        )  # fmt: skip
    with opened(tmp_path) as warehouse:
        assert market(warehouse, SINCE, UNTIL) == plainly()
        assert 0 < market(warehouse, SINCE, UNTIL, Where(office="TGU")).vacancies < plainly(Where(office="TGU")).vacancies


QUARTERS = ("2025-T1", "2025-T2", "2025-T3", "2025-T4")
ENDED, COVERED = "Plazas de vacantes que terminaron", "Cubiertas"


def thin(folder: Path) -> Path:
    """A market in which only two places of the last quarter were filled, both by one office."""
    rows = []
    for at in range(80):
        quarter = at % 4
        day = date(2025, 3 * quarter + 2, 3)
        filled = 3 if quarter < 3 else int(at in {3, 7})
        rows.append(dict.fromkeys(FACTS["vacancy"].schema.names) | {
            "month": f"{day:%Y-%m}", "day": day, "closed_day": day + timedelta(20), "institution": "SETRASS-DGE", "office": "SPS" if quarter == 3 else ("TGU", "SPS")[at % 8 < 4],
            "department": "05", "section": "F", "occupation": "7112", "contract": "", "education": "", "openings": 4, "filled": filled, "state": "closed",
            "cause": "low_wage", "is_open_to_migrants": True, "skills": "", "vacancy": at,
        })  # fmt: skip
    schema = FACTS["vacancy"].schema
    filed = ds.partitioning(pa.schema([schema.field("month")]), flavor="hive")
    ds.write_dataset(pa.Table.from_pylist(rows, schema), folder / "vacancy", format="parquet", partitioning=filed)
    (folder / "vacancy" / "_months.json").write_text("{}")
    return folder


def covered(code: str, said: dict[str, str] | None = None) -> dict[str, object]:
    """What a report says of filled places: all that could be added or subtracted."""
    paper = market_paper(period_of(code), checked(said or {}))
    (section,) = [each for each in paper.sections if each.title.startswith("Cobertura")]
    facts = {fact.label: fact.value for block in section.blocks if isinstance(block, Facts) for fact in block.facts}
    return facts | {block.title: block.rows for block in section.blocks if isinstance(block, Table)}


@pytest.mark.django_db
def test_a_quarter_beside_its_year_gives_no_few_filled_places_away(settings, tmp_path):
    settings.WAREHOUSE_FOLDER = str(thin(tmp_path))
    year = covered("2025")
    assert (year[ENDED], year[COVERED]) == (320, 182)
    told = {code: covered(code) for code in QUARTERS}
    hidden = [code for code in QUARTERS if COVERED not in told[code]]
    assert "2025-T4" in hidden
    assert len(hidden) > 1, "one alone would be the year less the others"
    for code in hidden:
        assert ENDED not in told[code]
        assert "Por qué no se cubrieron" not in told[code], "places that stayed empty would give those back that did not"
    assert all(told[code][COVERED] == 60 for code in QUARTERS if code not in hidden)
    assert sum(row[1] for row in told["2025-T4"].get("Días que tardó en cubrirse una vacante", [])) == 0


@pytest.mark.django_db
def test_a_quarter_and_an_office_of_openings_are_told_and_more_of_filled_places_is_not(settings, tmp_path):
    settings.WAREHOUSE_FOLDER = str(thin(tmp_path))
    paper = market_paper(period_of("2025-T4"), checked({"oficina": "SPS"}))
    assert paper.name == "mercado-sps"
    assert paper.file_name == "mercado-sps-2025-t4"
    assert paper.sections[0].blocks[0].facts[0].value == 80
    assert COVERED not in covered("2025-T4", {"oficina": "SPS"})
    assert covered("2025", {"oficina": "SPS"})[COVERED] + covered("2025", {"oficina": "TGU"})[COVERED] == 182
    assert COVERED not in covered("2025-T1", {"lugar": "05", "sector": "F"})
    assert "por dos cosas a la vez" in made(market_paper(period_of("2025-T1"), checked({"lugar": "05", "sector": "F"})), "html").decode()


def test_rates_of_the_year_are_told_in_rounded_numbers_and_the_curve_names_its_axes(counted):
    with acting_as(system(None, "series")):
        for quarter, (worked, sought) in {1: (3_900_000, 250_000), 2: (3_950_000, 240_000), 3: (3_980_000, 260_000)}.items():
            for series, persons in (("ocupados", worked), ("desocupados", sought)):
                ExternalFigure.objects.create(
                    year=2025, quarter=quarter, series=series, persons=persons, source="INE, EPHPM", loaded_at=now()
                )
    paper = market_paper(period_of("2025"))
    tables = {block.title: block for section in paper.sections for block in section.blocks if isinstance(block, Table)}
    rows = tables["Colocación y permanencia del año"].rows
    assert all(isinstance(value, str) or value % 5 == 0 for row in rows for value in row[1:3])
    assert rows[1][3] == pytest.approx(100 * rows[1][1] / rows[1][2])
    (curve,) = [
        block.chart for section in paper.sections for block in section.blocks if isinstance(block, Picture) and block.chart.is_crossed
    ]
    drawn = spec_of(curve)
    assert [each["fila"] for each in drawn["data"]["values"]] == ["2025-T1", "2025-T2", "2025-T3"]
    assert "del país" in drawn["encoding"]["x"]["title"]
    assert "en Ruta" in drawn["encoding"]["y"]["title"]
    assert "Colocación y permanencia del año" not in str(market_paper(period_of("2025-T2")).sections)


def test_what_goes_out_says_nothing_of_persons_by_quarter_nor_by_office(counted):
    for code, said in (("2025-T2", {}), ("2025", {"oficina": "TGU"})):
        staff, public = (words_of(market_paper(period_of(code), checked(said), is_public=is_public)) for is_public in (False, True))
        assert "Cubiertas" in staff
        assert "Contrataciones confirmadas" in staff
        assert "Cubiertas" not in public
        assert "Contrataciones confirmadas" not in public
        assert "Plazas publicadas" in public
