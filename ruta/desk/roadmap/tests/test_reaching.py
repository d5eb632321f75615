"""Does the tree say of each target what was accepted or counted, against what its year wants?"""

from decimal import Decimal

import pytest
from django.db import transaction

from ruta.base.clock import today
from ruta.base.context import acting_as, system
from ruta.desk.roadmap.drawing import amount_words, drawn, years_of
from ruta.roadmap.actions import Answer, Report, answer_ask, give_link, judge_answer, open_due_rounds, report_progress
from ruta.roadmap.enums import AskKind, State
from ruta.roadmap.models import RoundAsk
from ruta.roadmap.selectors import current_version, lines_of, periods_of, reachings_of, rows_of
from ruta.roadmap.tests.conftest import central, four_plans, infop, poa  # noqa: F401

pytestmark = pytest.mark.django_db


def read(actor, plan):
    with acting_as(actor), transaction.atomic():
        version = current_version(plan)
        lines = lines_of(version, list(rows_of(version)), today())
        return version, lines, reachings_of(version, lines, today())


def by_series(reachings):
    return {each.target.series: each for each in reachings.values()}


def answer(judge, teller, plan, value, *, is_accepted=True):
    open_due_rounds(actor=system(None, "test"))
    with acting_as(teller), transaction.atomic():
        ask = RoundAsk.objects.get(round__plan=plan, series="trained", kind=AskKind.TARGET)
    give_link(actor=teller, ask_id=ask.pk, name="Lista", url="https://ejemplo.hn/lista")
    answer_ask(actor=teller, ask_id=ask.pk, said=Answer(value=Decimal(value), done="Dos talleres"), is_final=True)
    judge_answer(actor=judge, ask_id=ask.pk, is_accepted=is_accepted, reason="" if is_accepted else "Falta la lista")


def test_what_was_accepted_stands_beside_what_is_wished_and_nothing_else_does(poa, central, infop):  # noqa: F811
    assert by_series(read(central, poa)[2])["trained"].said is None
    answer(central, infop, poa, 48, is_accepted=False)
    found = by_series(read(central, poa)[2])["trained"]
    assert (found.said, found.light, amount_words(found)) == (None, "none", "— de 60")


def test_an_accepted_value_is_drawn_with_its_unit_and_its_bar(poa, central, infop):  # noqa: F811
    answer(central, infop, poa, 48)
    version, lines, found = read(central, poa)
    row = next(row for row in drawn(lines, years_of(periods_of(version), today()), [], found) if row.title.startswith("Personas"))
    assert (row.amount, row.unit, row.light) == ("48 de 60", "personas", "ok")
    assert float(row.bar["done"]) == pytest.approx(80, abs=0.5)
    counted = by_series(found)["pmse"]
    assert (counted.said, counted.wished) == (1, 5)  # the institution whose report was accepted


def test_a_milestone_is_reached_with_its_activity_and_the_past_names_its_year(four_plans, central):  # noqa: F811
    plan = four_plans["hoja-de-ruta"].plan
    before = by_series(read(central, plan)[2])["legal_framework"]
    report_progress(actor=central, plan=plan, key="I1-marco-legal", report=Report(state=State.DONE, percent=100))
    after = by_series(read(central, plan)[2])["legal_framework"]
    assert (before.said, after.said, after.light, after.met) == (None, 1, "done", {"A1"})
    assert after.is_over
