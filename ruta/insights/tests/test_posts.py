"""Do published figures come in with their source, and is the vacancy rate told of the quarters that have one?"""

from datetime import timedelta

import pytest
from rich.console import Console

from ruta.base.clock import now, today
from ruta.base.context import acting_as, system
from ruta.base.errors import Invalid, Refused
from ruta.config.series import bring
from ruta.desk.cases.tests.conftest import Desk
from ruta.insights.actions import keep_figures
from ruta.insights.engine.posts import Quarter, read_published, unemployment_rate, vacancy_rate
from ruta.insights.models import ExternalFigure
from ruta.insights.selectors import post_rates
from ruta.placements.tests.conftest import *  # noqa: F403 (the same people and vacancies)

HEAD = "trimestre,serie,valor,fuente,enlace,provisional,nota"


def before(count: int) -> Quarter:
    """So many quarters ago."""
    number = today().year * 4 + (today().month - 1) // 3 - count
    return Quarter(number // 4, number % 4 + 1)


def test_a_quarter_knows_its_end_and_rates_need_somebody_at_work():
    assert [str(Quarter(2026, number).last) for number in (1, 4)] == ["2026-03-31", "2026-12-31"]
    assert vacancy_rate(20, 980) == pytest.approx(2.0)
    assert (vacancy_rate(20, 0), unemployment_rate(None, 10), unemployment_rate(1, 3)) == (None, None, 25.0)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("2026-5,ocupados,10,INE,,no,", "2026-T3"), ("2026-T1,activos,10,INE,,no,", "«ocupados»"), ("2026-T1,ocupados,-3,INE,,no,", "número entero"),
        ("2026-T1,ocupados,10,,,no,", "quién publicó"), ("2026-T1,ocupados,10,INE,javascript:x,no,", "https://"), ("2026-T1,ocupados,10,INE,,quizás,", "sí o no"),
        ("2026-T2,ocupados,11,INE,,no,", "Deje uno"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_read_says_why_and_the_others_come_in(line, said):
    rows = [dict(zip(HEAD.split(","), each.split(","), strict=True)) for each in ("2026-T2,ocupados,10,INE,,sí,", line)]
    found, faults = read_published(rows)
    assert [(str(each.quarter), each.persons, each.is_provisional) for each in found] == [("2026-T2", 10, True)]
    assert [fault.row for fault in faults] == [3]
    assert said in str(faults[0].sentence)


@pytest.mark.parametrize("value", ["1,5", "3.912.345", "39,12"])
def test_a_comma_parts_thousands_and_is_never_dropped(value):
    row = {"trimestre": "2026-T1", "serie": "ocupados", "fuente": "INE"}
    found, faults = read_published([row | {"valor": value}, row | {"valor": "3,912,345", "trimestre": "2026-T2"}])
    assert ([each.persons for each in found], len(faults)) == ([3912345], 1)
    assert "millares" in str(faults[0].sentence)


@pytest.mark.django_db
def test_the_file_of_an_operator_becomes_a_rate_on_the_page(tmp_path, broker, allowed, publish_one):
    file, last = tmp_path / "serie.csv", before(1)
    lines = [
        f"{last},ocupados,980,Instituto,https://ine.example/epm,sí,Encuesta de hogares",
        f"{last},desocupados,70,Instituto,,,",
        f"{before(0)},ocupados,990,Instituto,,,",
    ]
    file.write_text("\n".join([HEAD, *lines, "mal,ocupados,1,I,,,"]), encoding="utf-8")
    assert bring(file, Console(quiet=True)) == 2
    assert bring(file, Console(quiet=True)) == 2, "the same again changes nothing"
    assert ExternalFigure.objects.count() == 3
    vacancy = publish_one(openings=20)
    with acting_as(broker):
        assert post_rates(broker) == [], "no vacancy was open on that day"
        vacancy.published_at = now() - timedelta(days=100)
        vacancy.save()
        [told] = post_rates(broker)
    assert (told.quarter, told.vacant, told.rate, told.is_provisional) == (last, 20, pytest.approx(2.0), True)
    page = Desk(broker).get("/indicadores/empleo/").content.decode()
    assert "Encuesta de hogares" in page
    assert "Provisional" in page
    with acting_as(broker), pytest.raises(Refused):
        keep_figures(actor=broker, figures=[])
    file.write_text("a,b\n1,2\n", encoding="utf-8")
    with acting_as(system(None, "test")), pytest.raises(Invalid):
        bring(file, Console(quiet=True))
