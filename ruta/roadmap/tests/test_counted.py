"""Is a target counted from rows as soon as they say it, asked with its reason until then, and never both?"""

from datetime import date, timedelta
from importlib import import_module

import pytest
from django.db import transaction
from django.urls import reverse

from ruta.base.clock import now, today
from ruta.base.context import acting_as, system
from ruta.cases.tests.making import staff
from ruta.desk.rounds.tests.test_screens import desk_of, page, sent
from ruta.insights.definitions import indicators
from ruta.insights.engine.change import Figure, year_on_year
from ruta.insights.engine.suppression import Cell, Mark
from ruta.insights.selectors import ProcedureFigure
from ruta.permits.tests.conftest import complete, decider, grant, keeper, receive, resolve  # noqa: F401
from ruta.projects.actions import ProjectTerms, publish_project, save_project
from ruta.roadmap.actions import count_values, load_plan, open_round
from ruta.roadmap.enums import Unit
from ruta.roadmap.models import Round, RoundAnswer, RoundAsk
from ruta.roadmap.rules import Due
from ruta.roadmap.selectors import counted_value, is_counted, roadmap_figures, units_of, why_typed
from ruta.roadmap.selectors.counted import COUNTS, OF_SHARED, OF_UNIT, OUTSIDE, SHARES, UNCOUNTED, WAITING, YES_OR_NO

pytestmark = pytest.mark.django_db
MACHINE = system(None, "test")
PROJECT = ProjectTerms(ref="P-1", name="Cursos cortos", summary="Para quienes vuelven.")
BANK = ("I08", Unit.MILESTONE)


def told(code, now_count, before):
    cells = [Cell(count, Mark.PRIMARY if count is None else Mark.SHOWN) for count in (now_count, before)]
    return ProcedureFigure(code, code, *cells, year_on_year(Figure(now_count), Figure(before)), "")


@pytest.fixture
def procedures(monkeypatch):
    """What the country counts of procedures, said here instead of read."""

    def say(authorised=(0, 0), agents=(0, 0), plans=(0, 0)):
        found = {"I04": told("I04", *authorised), "I16": told("I16", *agents), "I17": told("I17", *plans)}
        monkeypatch.setattr(import_module("ruta.roadmap.selectors.counted"), "procedures_of_all", lambda _end: found)

    return say


def value_of(code):
    return counted_value(code, today(), today())


def test_a_change_is_counted_once_there_is_a_year_before_to_compare_with(procedures):
    procedures(authorised=(9, 0), agents=(4, 0))
    assert not any(is_counted(code) for code in ("I04", "I16"))
    assert value_of("I04") is None
    procedures(authorised=(9, 6), agents=(4, 5))
    assert all(is_counted(code) for code in ("I04", "I16"))
    assert (value_of("I04"), value_of("I16")) == (50, -20)


def test_few_persons_are_neither_told_nor_typed(procedures):
    procedures(authorised=(None, 6))
    assert is_counted("I04")
    assert value_of("I04") is None
    procedures(authorised=(6, None))
    assert is_counted("I04"), "the year before is few and not none"
    assert value_of("I04") is None


def test_plans_with_agents_are_counted_from_when_agents_are_kept_here(procedures):
    procedures()
    assert not is_counted("I17")
    assert value_of("I17") is None, "what rounds accepted before stays"
    procedures(agents=(3, 0))
    assert is_counted("I17")
    assert value_of("I17") == 0
    procedures(agents=(3, 0), plans=(2, 1))
    assert value_of("I17") == 2


def test_the_bank_is_reached_from_its_first_public_project_on_and_is_not_the_share(central):
    keep = system(central.institution_id, "test")
    made = save_project(actor=keep, terms=PROJECT)
    assert not is_counted(*BANK), "what nobody but the desk reads has no public page"
    assert counted_value("I08", today(), today(), Unit.MILESTONE) is None
    publish_project(actor=keep, project_id=made.pk)
    assert is_counted(*BANK)
    assert counted_value("I08", today(), today(), Unit.MILESTONE) == 1
    before = today() - timedelta(days=3)
    assert counted_value("I08", before, before, Unit.MILESTONE) is None
    assert not is_counted(*BANK, before)
    assert is_counted("I08", Unit.PERCENT)
    assert counted_value("I08", today(), today(), Unit.PERCENT) is None, "no need was identified this year"
    assert not is_counted("I08", Unit.PLANS)


def test_an_indicator_is_counted_in_its_own_unit_alone():
    every = [each.code for each in indicators()]
    assert all(units_of(code) for code in ({*COUNTS, *OF_SHARED} | {code for code, _unit in OF_UNIT}))
    assert {*SHARES, *YES_OR_NO} <= {*COUNTS, *OF_SHARED} <= set(every)
    assert (units_of("I33"), units_of("I20")) == (frozenset(), {Unit.MILESTONE})
    assert is_counted("I53", Unit.PERCENT)
    assert not is_counted("I53", Unit.PEOPLE)
    assert is_counted("I07", Unit.TERRITORIES)
    assert not is_counted("I07", Unit.PERCENT), "a number is no share"
    assert counted_value("I07", today(), today(), Unit.PERCENT) is None
    assert counted_value("I53", today(), today(), Unit.PERCENT) is None, "no drill is planned"


def test_whoever_writes_a_target_reads_why():
    assert why_typed("", Unit.MILESTONE) == OUTSIDE
    assert why_typed("", Unit.PEOPLE) == why_typed("I25", Unit.PERCENT) == UNCOUNTED
    assert "autorizaciones del año anterior" in str(why_typed("I04", Unit.PERCENT))
    assert "banco de proyectos" in str(why_typed(*BANK))
    assert {code for code, _unit in WAITING} <= {*OF_SHARED, *(code for code, _unit in OF_UNIT)}


AIMS = (
    ("grown", "percent", "I04", 5), ("agents", "percent", "I16", 5), ("plans", "plans", "I17", 2), ("bank", "milestone", "I08", 1),
    ("paper", "milestone", "", 1),
)  # fmt: skip


def asked_of(plan_owner):
    """A round of a plan with these targets, as the machine opens it."""
    targets = [
        {
            "series": series,
            "title": series,
            "unit": unit,
            "direction": "up",
            "periods": {"A": value},
            **({"indicator": code} if code else {}),
        }
        for series, unit, code, value in AIMS
    ]
    content = {
        "plan": "prueba", "kind": "annual", "title": "Prueba", "owner": plan_owner, "document": {"title": "Prueba"},
        "periods": [{"code": "A", "label": "Todo", "begins": "2020-01-01", "ends": "2099-12-31"}],
        "items": [{"kind": "activity", "code": "1", "title": "Agentes", "targets": targets}],
    }  # fmt: skip
    version, _ = load_plan(actor=MACHINE, content=content)
    return open_round(actor=MACHINE, plan=version.plan, due=Due("quarterly", date(today().year, 1, 1), today()))


def asks_of(row, actor):
    with acting_as(actor, read_only=True), transaction.atomic():
        return {each.series: each for each in RoundAsk.objects.filter(round=row, kind="target").order_by("pk")}


def test_a_round_fills_in_what_is_counted_and_says_why_it_asks_the_rest(central, keeper, grant):  # noqa: F811
    grant()
    keep = system(central.institution_id, "test")
    publish_project(actor=keep, project_id=save_project(actor=keep, terms=PROJECT).pk)
    row = asked_of("SETRASS-DGE")
    asks = asks_of(row, central)
    assert {series: each.is_counted for series, each in asks.items()} == {
        "grown": False, "agents": False, "plans": True, "bank": True, "paper": False,
    }  # fmt: skip
    assert (asks["plans"].counted, asks["bank"].counted) == (0, 1)
    desk = desk_of(central)
    assert "no había aquí agentes certificados del año anterior" in page(desk, "desk:round-ask", asks["agents"].pk)
    assert "consta en un documento" in page(desk, "desk:round-ask", asks["paper"].pk)
    assert "contado por la plataforma" in page(desk, "desk:round-ask", asks["plans"].pk)


def test_what_is_counted_follows_its_rows_until_the_round_closes(central, keeper, grant):  # noqa: F811
    from ruta.permits.actions import MeasureTerms, finish_measure, note_measure

    dossier = grant()
    row = asked_of("SETRASS-DGE")
    terms = MeasureTerms(kind="improvement", note="Rótulo", on_day=today(), due_on=today() + timedelta(days=30))
    finish_measure(actor=keeper, measure_id=note_measure(actor=keeper, dossier_id=dossier.pk, terms=terms).pk, outcome="Hecho")
    count_values(actor=MACHINE, round_id=row.pk)
    assert asks_of(row, central)["plans"].counted == 1
    with acting_as(MACHINE), transaction.atomic():
        Round.objects.filter(pk=row.pk).update(closed_at=now())
    assert count_values(actor=MACHINE, round_id=row.pk) == 0


def test_the_figures_of_plans_count_the_country_and_open_the_page_of_their_dossiers(central, keeper, grant):  # noqa: F811
    grant()
    with acting_as(central, read_only=True), transaction.atomic():
        found = {each.code: each for each in roadmap_figures("es")}
    assert (found["I16"].value, found["I17"].value) == (None, 0)
    assert "cero" in found["I16"].why
    assert found["I16"].apart == ("este año: 1; mismos días del año anterior: 0",)
    assert reverse("desk:procedure_figures") in page(desk_of(central), "desk:roadmap_figures")


def test_nobody_types_a_number_for_a_milestone(central):
    teller = staff("DGE", "me_focal_point")
    row = asked_of("SETRASS-DGE")
    ask, desk = asks_of(row, central)["paper"], desk_of(teller)
    assert "¿Ya está?" in page(desk, "desk:round-ask", ask.pk)
    assert sent(desk, "desk:round-ask", ask.pk, do="send", value="0.5", done="Borrador", difficulty="").status_code == 422
    assert sent(desk, "desk:round-ask", ask.pk, do="send", done="Borrador", difficulty="").status_code == 422
    assert sent(desk, "desk:round-ask", ask.pk, do="send", value="1", done="Firmado", difficulty="").status_code == 422, "no paper yet"
    assert sent(desk, "desk:round-ask", ask.pk, do="link", url="https://ejemplo.hn/acuerdo", name="Acuerdo").status_code == 302
    assert sent(desk, "desk:round-ask", ask.pk, do="send", value="1", done="Firmado", difficulty="").status_code == 302
    assert "cumplido" in page(desk, "desk:round", row.pk)
    with acting_as(teller, read_only=True), transaction.atomic():
        assert RoundAnswer.objects.get(ask=ask.pk).value == 1
