"""Is a maturity round valued with seven values and evidence only, frozen when closed, and compared with the one before?"""

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from ruta.base.clock import today
from ruta.base.context import acting_as
from ruta.base.errors import Invalid, NotOpen, Refused
from ruta.cases.tests.making import staff
from ruta.desk.rounds.tests.test_screens import desk_of, page, sent
from ruta.directory.models import Office
from ruta.insights.papers import Table
from ruta.roadmap.actions import Valued, close_scan, open_scan, value_factors
from ruta.roadmap.models import Node, Scan, ScanAnswered, ScanScore
from ruta.roadmap.rules import radar, reached_of
from ruta.roadmap.selectors import clusters_of, instrument, roadmap_figures
from ruta.roadmap.selectors.papers import paper_of
from ruta.roadmap.tests.conftest import central, four_plans  # noqa: F401

pytestmark = pytest.mark.django_db


@pytest.fixture
def keys(four_plans):  # noqa: F811
    return list(Node.objects.filter(version=instrument(), kind="factor").order_by("position").values_list("key", flat=True))


def test_only_seven_values_with_evidence_are_taken_and_a_closed_round_is_frozen(keys, central):  # noqa: F811
    scan = open_scan(actor=central, office=None)
    with pytest.raises(Invalid):
        open_scan(actor=central, office=None)
    for value, evidence in ((64, "Acta"), (65, " ")):
        with pytest.raises(Invalid):
            value_factors(actor=central, scan_id=scan.pk, said=[Valued(keys[0], value, evidence)])
    with pytest.raises(Refused):
        value_factors(actor=staff("SPS"), scan_id=scan.pk, said=[Valued(keys[0], 65, "Acta")])
    assert value_factors(actor=central, scan_id=scan.pk, said=[Valued(keys[0], 65, "Acta"), Valued(keys[1], 35, "Informe")]) == 2
    with acting_as(central), transaction.atomic(), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE roadmap_scanscore SET value = 66")
    close_scan(actor=central, scan_id=scan.pk)
    with pytest.raises(NotOpen):
        value_factors(actor=central, scan_id=scan.pk, said=[Valued(keys[0], 100, "Acta")])
    with (
        acting_as(central),
        transaction.atomic(),
        pytest.raises(DatabaseError, match="frozen"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE roadmap_scanscore SET value = 100")
    with acting_as(central), transaction.atomic():
        figures = {each.code: each for each in roadmap_figures("es")}
    assert (figures["I21"].value, round(figures["I22"].value, 2)) == (50.0, round(100 / 57, 2))
    assert figures["I21"].apart[0].endswith("50.0")
    again = open_scan(actor=central, office=None)
    assert clusters_of(again)[0].factors[0].before == 65


def test_an_office_values_its_clusters_and_reads_its_radar(keys, central):  # noqa: F811
    coordinator = staff("SPS", "office_coordinator")
    desk = desk_of(coordinator)
    assert sent(desk, "desk:scans", office="").status_code == 403
    assert sent(desk, "desk:scans", office=str(Office.objects.get(code="SPS").pk)).status_code == 302
    scan = Scan.objects.get().pk
    assert f"/pes-scan/{scan}/" in page(desk, "desk:scans")
    cluster = "C1"
    assert f"/pes-scan/{scan}/{cluster}/" in page(desk, "desk:scan", scan)
    wrong = {f"{keys[0]}-value": "20", f"{keys[0]}-evidence": ""}
    assert sent(desk, "desk:scan-cluster", scan, cluster, **wrong).status_code == 422
    assert sent(desk, "desk:scan-cluster", scan, cluster, **wrong | {f"{keys[0]}-evidence": "Manual impreso"}).status_code == 302
    assert ScanScore.objects.get().value == 20
    told = page(desk, "desk:scan", scan)
    assert "Manual impreso" in told
    assert "<polygon" in told
    assert desk.post(reverse("desk:scan", args=[scan])).status_code == 302


def test_a_gap_leads_to_an_activity_of_a_plan_and_the_report_says_so(keys, central):  # noqa: F811
    scan = open_scan(actor=central, office=None)
    value_factors(actor=central, scan_id=scan.pk, said=[Valued(keys[0], 20, "Acta"), Valued(keys[1], 80, "Informe")])
    close_scan(actor=central, scan_id=scan.pk)
    desk = desk_of(central)
    assert page(desk, "desk:scan-gap", scan.pk, keys[0])
    assert desk.get(reverse("desk:scan-gap", args=[scan.pk, keys[1]])).status_code == 404  # 80 is no gap
    assert desk_of(staff("SPS", "office_coordinator")).get(reverse("desk:scan-gap", args=[scan.pk, keys[0]])).status_code == 403
    assert sent(desk, "desk:scan-gap", scan.pk, keys[0], activity="hoja-de-ruta OE1").status_code == 422  # an objective is no work
    assert sent(desk, "desk:scan-gap", scan.pk, keys[0], activity="hoja-de-ruta I1-estructura").status_code == 302
    assert "Estructura organizativa" in page(desk, "desk:scan", scan.pk)
    period = str(today().year)
    told = {block.title: block for section in paper_of("pes-scan", period).sections for block in section.blocks if isinstance(block, Table)}
    (gap,) = told["Factores por debajo de 65"].rows
    assert gap[1:] == [20, gap[2]]
    assert "Estructura organizativa" in gap[2]
    assert told["La última ronda cerrada de cada una"].rows[0][2:] == [2, 50.0, round(100 / 57, 1)]
    (link,) = ScanAnswered.objects.all()
    for _click in range(2):
        assert desk.post(reverse("desk:scan-gap-release", args=[scan.pk, keys[0], link.pk])).status_code == 302
    assert not ScanAnswered.objects.exists()


def test_the_radar_begins_at_the_top_and_missing_factors_count_as_not_reached():
    assert radar([1.0 * 100, None]).startswith("160.0,50.0 160.0,160.0")
    assert reached_of({"a": 65, "b": 50}, 4) == 25
