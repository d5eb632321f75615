"""Do the figures say what happened, hide what is small, and open only one's own rows?"""

from datetime import date

import pytest
from django.db import transaction

from ruta.accounts.actions import create_user
from ruta.base.clock import today
from ruta.base.context import acting_as, system
from ruta.base.models import AccessLog
from ruta.cases.models import Case, ServiceDelivery
from ruta.directory.models import Office
from ruta.insights.actions import refresh_cubes
from ruta.insights.definitions import indicator, indicators
from ruta.insights.engine.forecast import Forecast, year_end
from ruta.insights.enums import Dimension
from ruta.insights.selectors import attentions, attentions_by_office, histogram_median, rows_behind, shares
from ruta.insights.tests.population import make
from ruta.people.models import Person

PASSWORD = "una-clave-de-prueba-larga"
YEAR = today().year - 1
NO_ROWS = {"I56"}  # of a child's assessment nothing is opened (docs/adr/0403)


def attend(office, count, *, year=YEAR, sex="woman", modality="returned"):
    with acting_as(system(office.institution_id)), transaction.atomic():
        common = {"owner_institution_id": office.institution_id, "office": office}
        person = Person.objects.create(given_names="Ana", surnames="Paz", sort_name="paz ana", sex=sex, **common)
        case = Case.objects.create(person=person, number=f"X-{person.pk}", entry_point="camr", modality=modality, **common)
        ServiceDelivery.objects.bulk_create(
            ServiceDelivery(
                case=case, person=person, provider_id=office.institution_id, service_type="individual_counselling", delivered_on=date(year, 3, 5),
                outcome="delivered_full", modality=modality, sex=sex, age=30, **common,
            )
            for _ in range(count)
        )  # fmt: skip


@pytest.fixture
def offices(db):
    first = Office.objects.filter(kind="si_empleo").first()
    return first, Office.objects.exclude(institution=first.institution).filter(is_active=True).first()


@pytest.mark.django_db
def test_attentions_are_counted_and_compared(offices):
    attend(offices[0], 21)
    attend(offices[0], 20, year=YEAR - 1)
    attend(offices[0], 9, modality="general_public_of_nowhere")
    refresh_cubes(actor=system(None))
    figures = attentions(YEAR)
    assert (figures.figure, figures.figure_before, figures.change.percent) == (21, 20, 5.0)
    assert figures.judgement.light == "done"
    assert figures.current[2] == 21


@pytest.mark.django_db
def test_small_cells_are_hidden_and_cannot_be_computed_back(offices):
    attend(offices[0], 30)
    attend(offices[0], 3, sex="man")
    attend(offices[1], 40)
    attend(offices[1], 12, sex="man")
    refresh_cubes(actor=system(None))
    table = attentions_by_office(None, YEAR, Dimension.SEX)
    hidden = [cell for row in table.rows for cell in row.cells if cell.count is None]
    assert len(hidden) >= 2
    assert all(cell.count is None or cell.count >= 5 for row in table.rows for cell in row.cells)


@pytest.mark.django_db
def test_a_table_too_small_to_protect_is_hidden_whole(offices):
    attend(offices[0], 3)
    refresh_cubes(actor=system(None))
    table = attentions_by_office(None, YEAR, Dimension.SEX)
    assert [cell.count for row in table.rows for cell in (*row.cells, row.total)] == [None, None]


@pytest.mark.django_db
def test_only_changed_months_are_counted_again(offices):
    attend(offices[0], 6)
    refresh_cubes(actor=system(None))
    attend(offices[0], 5)
    assert refresh_cubes(actor=system(None))["attentions"] == 11


@pytest.mark.django_db
def test_rows_behind_are_ones_own_only(offices):
    attend(offices[0], 6)
    attend(offices[1], 7)
    actor = system(offices[0].institution_id)
    with acting_as(actor):
        assert rows_behind(actor, year=YEAR, office_id=None).count() == 6
        assert rows_behind(actor, year=YEAR, office_id=offices[1].pk).count() == 0


def test_the_median_is_read_from_a_histogram():
    assert histogram_median({1: 2, 4: 1, 9: 2}) == 4
    assert histogram_median({1: 3, 5: 3}) == 3
    assert histogram_median({1: 4}) is None


@pytest.fixture
def counsellor(client, offices):
    create_user(
        actor=system(None),
        email="dunia@ejemplo.hn",
        full_name="Dunia Prueba",
        office_code=offices[0].code,
        role="counsellor",
        password=PASSWORD,
    )
    client.post("/cuenta/login/", {"login": "dunia@ejemplo.hn", "password": PASSWORD})
    return client


@pytest.mark.django_db
def test_the_pages_show_and_refuse(counsellor, offices):
    attend(offices[0], 30)
    attend(offices[1], 30)
    refresh_cubes(actor=system(None))
    assert counsellor.get("/indicadores/").status_code == 200
    assert "Todavía no hay atenciones" in counsellor.get(f"/indicadores/atenciones/?year={YEAR - 1}").content.decode()
    page = counsellor.get(f"/indicadores/atenciones/?year={YEAR}&dimension=sex")
    assert offices[0].short_name in page.content.decode()
    assert counsellor.get(f"/indicadores/atenciones/registros/?year={YEAR}&office={offices[0].pk}").status_code == 200
    refused = counsellor.get(f"/indicadores/atenciones/registros/?year={YEAR}&office={offices[1].pk}")
    assert refused.status_code == 403
    assert "solo los abre quien atiende" in refused.content.decode()
    assert counsellor.get("/indicadores/derivaciones/?year=nada").status_code == 200


@pytest.mark.django_db
def test_the_rows_behind_a_figure_are_found_and_filtered(counsellor, offices):
    for _person in range(3):
        attend(offices[0], 1)
    here = f"/indicadores/atenciones/registros/?year={YEAR}&office={offices[0].pk}"
    with acting_as(system(offices[0].institution_id)):
        first, *others = ServiceDelivery.objects.filter(office=offices[0]).select_related("case").order_by("pk")
        ServiceDelivery.objects.filter(pk=first.pk).update(data_category="needs_sensitive")
        numbers = [row.case.number for row in (first, *others)]
    found = counsellor.post(here, {"q": numbers[0].lower()}, follow=True)
    assert [number in found.content.decode() for number in numbers] == [True, False, False]
    assert f"office={offices[0].pk}" in found.redirect_chain[-1][0]
    assert numbers[0] not in found.redirect_chain[-1][0]
    assert AccessLog.objects.using("log").filter(kind="search", details__scope="atenciones").count() == 1
    month, service = first.delivered_on.month, first.service_type
    of_month = counsellor.get(f"{here}&mes={month}").content.decode()
    assert all(number in of_month for number in numbers)
    assert not any(number in counsellor.get(f"{here}&mes={month % 12 + 1}").content.decode() for number in numbers)
    named = counsellor.get(f"{here}&servicio={service}&orden=caso").content.decode()
    assert [number in named for number in numbers] == [False, True, True], "what is protected is not found by its service"


@pytest.mark.django_db
def test_a_part_is_told_from_its_whole_in_the_rows(counsellor, offices):
    make(40)
    refresh_cubes(actor=system(None))
    here = f"/indicadores/valor/I42/registros/?year={YEAR}&formato=csv"
    whole, part, rest = (
        b"".join(counsellor.get(f"{here}&cumple={value}").streaming_content).count(b"\n") - 1 for value in ("", "si", "no")
    )
    assert whole == part + rest
    assert part
    assert rest


@pytest.mark.django_db
def test_each_counted_indicator_has_a_page_a_file_and_its_own_rows(counsellor, offices):
    make(40)
    refresh_cubes(actor=system(None))
    for each in indicators():
        if each.shown == "indicator_value":
            page = counsellor.get(f"/indicadores/valor/{each.code}/?year={YEAR}&dimension={each.apart[-1]}")
            assert page.status_code == 200, each.code
            assert each.label["es"] in page.content.decode()
            assert counsellor.get(f"/indicadores/valor/{each.code}/csv/?year={YEAR}").status_code == 200
            opens = 404 if each.code in NO_ROWS else 200
            assert ("/registros/" in page.content.decode()) == (opens == 200), each.code
            assert counsellor.get(f"/indicadores/valor/{each.code}/registros/?year={YEAR}").status_code == opens, each.code
            assert counsellor.get(f"/indicadores/valor/{each.code}/registros/?year={YEAR}&formato=csv").status_code == opens
    rows = counsellor.get(f"/indicadores/valor/I42/registros/?year={YEAR}").content.decode()
    with acting_as(system(offices[0].institution_id)):
        own = Case.objects.filter(owner_institution_id=offices[0].institution_id, opened_at__year=YEAR).order_by("-opened_at", "-pk")[:5]
        assert all(case.number in rows for case in own)
    assert counsellor.get(f"/indicadores/valor/I42/registros/?year={YEAR}&office={offices[1].pk}").status_code == 403
    assert counsellor.get("/indicadores/valor/I02/").status_code == 404
    assert "Se informa" in counsellor.get("/indicadores/fichas/I05/").content.decode()
    assert "Se informa" not in counsellor.get("/indicadores/fichas/I47/").content.decode()


@pytest.mark.django_db
def test_the_file_says_what_the_page_says_and_hides_what_it_hides(counsellor, offices):
    make(40)
    refresh_cubes(actor=system(None))
    actor, each = system(offices[0].institution_id), indicator("I42")
    rows = shares(each, actor, YEAR, "age_group").rows
    lines = counsellor.get(f"/indicadores/valor/I42/csv/?year={YEAR}&dimension=age_group").content.decode().splitlines()
    assert any(row.part.count is None for row in rows)
    for row, line in zip(rows, lines[1:], strict=False):
        assert line.split(",")[1] == (str(row.part.count) if row.part.count is not None else line.split(",")[1])
        assert row.part.count is not None or not line.split(",")[1].isdigit()


def test_the_close_of_a_year_is_carried_from_the_same_months():
    before = [100] * 12
    assert year_end([110, 110, 110], before) == Forecast(1320, 1320, 1320)
    found = year_end([90, 130, 110], before)
    assert found.value == 1320
    assert found.low < 1320 < found.high
    assert year_end([110, 110], before) is None
    assert year_end([110] * 12, before) is None


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["csv", "xlsx", "exe"])
def test_tables_go_along_as_files(counsellor, offices, kind):
    attend(offices[0], 30)
    refresh_cubes(actor=system(None))
    response = counsellor.get(f"/indicadores/atenciones/{kind}/?year={YEAR}")
    assert response.status_code == (404 if kind == "exe" else 200)
