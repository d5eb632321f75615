"""Does a report say what the rows say, in four files that come out the same each time?"""

import hashlib
import io
import zipfile
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from ruta.base.context import Actor
from ruta.base.errors import Invalid, NotFound
from ruta.directory.models import Institution
from ruta.insights.papers import KINDS, Table, made
from ruta.roadmap.actions import Report, report_progress
from ruta.roadmap.selectors.papers import PAPERS, paper_of

pytestmark = pytest.mark.django_db
DAY = datetime(2026, 8, 20, 15, tzinfo=UTC)


def teller():
    return Actor(
        kind="staff",
        institution_id=Institution.objects.order_by("pk").first().pk,
        user_id=1,
        membership_id=1,
        office_id=1,
        role="central_coordination",
    )


@pytest.fixture
def reported(four_plans, settings, tmp_path):
    """One activity under way in the third quarter, one finished; a warehouse of the observatory that was filled with nothing."""
    (tmp_path / "vacancy").mkdir()
    (tmp_path / "vacancy" / "_months.json").write_text("{}")
    settings.WAREHOUSE_FOLDER = str(tmp_path)
    plan = four_plans["hoja-de-ruta"].plan
    with time_machine.travel(DAY, tick=False):
        for key, state, percent in (("I4-pmse", "running", 40), ("I1-marco-legal", "done", 100)):
            report_progress(actor=teller(), plan=plan, key=key, report=Report(state=state, percent=percent))
    return plan


def tables(paper):
    return {block.title: block for section in paper.sections for block in section.blocks if isinstance(block, Table)}


def test_the_quarter_tells_what_was_reported_in_it_and_nothing_later(reported):
    with time_machine.travel(DAY + timedelta(days=90), tick=False):
        report_progress(actor=teller(), plan=reported, key="I5-comunicacion", report=Report(state="running", percent=5))
        told = tables(paper_of("trimestral", "2026-T3"))["Último avance anotado de cada actividad en el período"].rows
    assert sorted((row[1], row[2], row[3]) for row in told) == [("hoja-de-ruta", None, 40), ("hoja-de-ruta", None, 100)]


def test_the_year_sets_each_target_beside_what_is_known_of_it(reported):
    with time_machine.travel(DAY, tick=False):
        rows = tables(paper_of("anual", "2026"))["Metas del año y lo que se sabe de ellas"].rows
    verdicts = {row[0]: row[5] for row in rows}
    assert "Sin dato" in verdicts.values()
    assert verdicts
    assert not [row for row in rows if row[5] != "Sin dato" and row[4] is None]


@pytest.mark.parametrize("name", PAPERS)
def test_the_same_data_make_the_same_bytes(reported, name):
    made_at = []
    period = "" if PAPERS[name].is_rolling else "2026" if PAPERS[name].is_yearly else "2026-T3"
    for moment in (DAY, DAY + timedelta(hours=2, minutes=7)):
        with time_machine.travel(moment, tick=False):
            paper = paper_of(name, period)
            made_at.append({kind: hashlib.sha256(made(paper, kind)).hexdigest() for kind in KINDS})
    assert made_at[0] == made_at[1]


def test_a_workbook_and_a_letter_open_and_cite_their_sources(reported):
    paper = paper_of("trimestral", "2026-T3")
    book, letter = (zipfile.ZipFile(io.BytesIO(made(paper, kind))) for kind in ("xlsx", "docx"))
    assert "ruta.insights.selectors.attentions" in book.read("xl/sharedStrings.xml").decode()
    assert "ruta.insights.selectors.attentions" in letter.read("word/document.xml").decode()
    assert made(paper, "pdf").startswith(b"%PDF")


def test_a_wrong_name_or_period_is_told_in_a_sentence(four_plans):
    with pytest.raises(NotFound, match="trimestral"):
        paper_of("semanal", "2026-T3")
    assert {kind.name for kind in PAPERS.values() if kind.has_quarters} == {"mercado"}
    wrong = ("anual", "2026-T3"), ("trimestral", "2026"), ("trimestral", "ayer"), ("anual", "2090"), ("mercado-empleadores", "2026")
    for name, period in wrong:
        with pytest.raises(Invalid):
            paper_of(name, period)
