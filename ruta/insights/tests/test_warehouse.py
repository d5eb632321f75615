"""Do the facts leave the database whole, without names, and only where something changed?"""

import json
from datetime import date
from pathlib import Path

import pyarrow.dataset as ds
import pytest
from django.db import connection, transaction

from ruta.base.clock import today
from ruta.base.context import acting_as, system
from ruta.cases.models import ServiceDelivery
from ruta.insights.actions import count_cells, store_facts
from ruta.insights.models import CellSet
from ruta.insights.papers import quarter_of
from ruta.insights.selectors.observatory.cells import find_cells
from ruta.insights.tests.population import Made, make
from ruta.insights.warehouse import FACTS
from ruta.insights.warehouse.storing import keys_from
from ruta.people.models import Person
from ruta.placements.models import SeekerProfile
from ruta.territory.models import Department

pytestmark = pytest.mark.django_db
MACHINE = system(None, "warehouse")


@pytest.fixture
def made(settings, tmp_path) -> Made:
    settings.WAREHOUSE_FOLDER = str(tmp_path / "warehouse")
    return make(30)


def stored_now() -> dict[str, tuple[int, int, int]]:
    return {each.fact: (each.rows, each.months, each.gone) for each in store_facts(actor=MACHINE)}


def rows(settings, fact: str) -> list[dict]:
    place = Path(settings.WAREHOUSE_FOLDER, fact)
    return ds.dataset(sorted(place.glob("*/*.parquet")), partitioning="hive", partition_base_dir=str(place)).to_table().to_pylist()


def test_every_service_leaves_once_and_a_second_run_writes_nothing(made, settings):
    told = stored_now()
    assert told["attention"][0] == len(made.services) > 30
    assert set(told) == set(FACTS)
    found = rows(settings, "attention")
    assert len(found) == len(made.services)
    assert sorted((row["sex"], row["modality"], str(row["day"])) for row in found) == sorted(
        (each["sex"], each["modality"], str(each["delivered_on"])) for each in made.services
    )
    assert all(each == (0, 0, 0) for each in stored_now().values())


def test_only_the_month_that_changed_is_written_and_one_without_rows_goes(made, settings):
    stored_now()
    place = Path(settings.WAREHOUSE_FOLDER, "attention")
    months = json.loads((place / "_months.json").read_text())
    written = {path: path.stat().st_mtime_ns for path in place.glob("*/*.parquet")}
    least = min(months, key=lambda month: (months[month][0], month))
    office = made.offices[0]
    with acting_as(system(office.institution_id)), transaction.atomic():
        one = ServiceDelivery.objects.filter(office=office).order_by("pk").first()
        ServiceDelivery.objects.filter(pk=one.pk).update(
            outcome="delivered_partial" if one.outcome == "delivered_full" else "delivered_full"
        )
    assert stored_now()["attention"][1:] == (1, 0)
    moved = [path for path, at in written.items() if path.exists() and path.stat().st_mtime_ns != at]
    assert [path.parent.name for path in moved] == [f"month={one.delivered_on:%Y-%m}"]
    year, month = map(int, least.split("-"))
    for office in made.offices:
        with acting_as(system(office.institution_id)), transaction.atomic():
            ServiceDelivery.objects.filter(delivered_on__year=year, delivered_on__month=month).update(delivered_on="2001-05-04")
    assert stored_now()["attention"] == (months[least][0], 1, 1)
    assert not (place / f"month={least}").exists()


def test_who_would_work_in_a_municipality_is_counted_in_its_department_once(made, settings):
    office = made.offices[0]
    with acting_as(system(office.institution_id)), transaction.atomic():
        persons = list(Person.objects.order_by("pk")[:3])
        for person, places in zip(persons, (["0506", "05", "0501", "18"], ["0801"], []), strict=True):
            SeekerProfile.objects.create(owner_institution_id=office.institution_id, person=person, places=places)
    stored_now()
    assert sorted(row["departments"] or "" for row in rows(settings, "seeker")) == ["", "05;18", "08"]
    CellSet.objects.create(measure="places", period=quarter_of(today()), counted_on=date(2025, 2, 1), signature="2:x", least=5, cells={})
    count_cells(actor=MACHINE)
    told = find_cells("places")
    assert (
        told is not None
        and told.counted_on == today()
        and set(told.by("place")) == {*Department.objects.values_list("code", flat=True), ""}
    )


def test_nothing_in_it_leads_back_to_a_person(made, settings):
    stored_now()
    numbers = set()
    for office in made.offices:
        with acting_as(system(office.institution_id)), transaction.atomic():
            numbers |= set(Person.objects.values_list("pk", flat=True))
    keys = {row["person"] for row in rows(settings, "attention")}
    assert len(keys) == len({each["person"] for each in made.services})
    assert not keys & numbers
    settings.SECRET_KEY = "another installation"
    assert stored_now()["attention"][0] == len(made.services)
    assert not keys & {row["person"] for row in rows(settings, "attention")}
    words = {name for fact in FACTS.values() for name in fact.schema.names}
    assert not words & {"name", "given_names", "surnames", "dni", "phone", "birth_date", "person_id", "number", "note"}


def test_no_key_of_a_vacancy_is_the_key_of_a_person(made):
    """A vacancy stands in public under its number, and numbers of persons and of vacancies begin at one alike."""
    keys = keys_from("of an installation")
    with acting_as(MACHINE), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('ruta.facts_inner', %s, true), set_config('ruta.facts_outer', %s, true)", keys)
        cursor.execute("SELECT ruta_pseudonym(n), ruta_vacancy_pseudonym(n) FROM generate_series(1, 999) n")
        found = cursor.fetchall()
        cursor.execute("SELECT pg_get_viewdef('insights_fact_vacancy'::regclass), pg_get_viewdef('insights_fact_application'::regclass)")
        views = " ".join(cursor.fetchone())
    persons, vacancies = map(set, zip(*found, strict=True))
    assert len(persons) == len(vacancies) == 999 and not persons & vacancies
    assert views.count("ruta_vacancy_pseudonym(") == 2 and views.count("ruta_pseudonym(") == 1


def test_nobody_reads_the_facts_but_the_machine_that_holds_the_key(made):
    query = "SELECT count(person) FROM insights_fact_attention"
    office = made.offices[0]
    with acting_as(MACHINE), transaction.atomic():
        assert connection.connection.execute(query).fetchone() == (0,)
    with acting_as(system(office.institution_id)), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('ruta.facts_inner', 'aa', true), set_config('ruta.facts_outer', 'bb', true)")
        cursor.execute(query)
        assert cursor.fetchone()[0] == len(made.services)
        cursor.execute("SELECT set_config('ruta.kind', 'staff', true)")
        cursor.execute(query)
        assert cursor.fetchone() == (0,)
