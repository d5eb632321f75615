"""Are all the places there, each with the code that everybody uses?"""

import pytest

from ruta.territory import selectors
from ruta.territory.enums import Certainty
from ruta.territory.models import Department, Municipality, Territory
from ruta.territory.rules import Point, distance_km

pytestmark = pytest.mark.django_db


def test_there_are_18_departments_and_298_municipalities():
    assert Department.objects.count() == 18
    assert Municipality.objects.count() == 298


def test_codes_are_text_with_leading_zeros_and_start_with_their_department():
    for code, department in Municipality.objects.values_list("code", "department_id"):
        assert len(code) == 4
        assert code.isdigit()
        assert code[:2] == department
    assert selectors.municipality("0501").name == "San Pedro Sula"


def test_every_department_has_its_seat_among_its_municipalities():
    for department in selectors.departments():
        assert selectors.municipality(department.seat_code).department == department


def test_every_municipality_has_a_point_in_honduras():
    for latitude, longitude in Municipality.objects.values_list("latitude", "longitude"):
        assert 12.9 < latitude < 17.5
        assert -89.4 < longitude < -83.1


def test_there_are_17_territories_and_12_priorities_and_they_say_how_sure_they_are():
    assert selectors.territories().count() == 17
    assert selectors.territories(priority_only=True).count() == 12
    assert Territory.objects.filter(certainty=Certainty.FROM_SOURCE).count() == 11
    assert Territory.objects.filter(certainty=Certainty.ASSUMED).count() == 1


def test_names_sort_without_accents():
    names = list(selectors.departments().values_list("name", flat=True))
    assert names[0] == "Atlántida"
    assert names.index("El Paraíso") < names.index("Francisco Morazán")


@pytest.mark.parametrize(("place", "territory"), [("0801", "TGU"), ("1503", "JUT"), ("1801", "YOR"), ("1804", "PRO"), ("1101", None)])
def test_a_municipality_belongs_to_the_territory_seated_there_or_covering_its_department(place, territory):
    found = selectors.territory_of(place)
    assert (found.code if found else None) == territory


def test_distance_between_san_pedro_sula_and_tegucigalpa_is_about_180_km():
    assert distance_km(Point(15.504, -88.025), Point(14.072, -87.192)) == pytest.approx(182, abs=3)
    assert distance_km(Point(15.0, -88.0), Point(15.0, -88.0)) == 0


def test_distances_are_zero_at_home_and_the_same_both_ways():
    there = selectors.distances_from("0501")
    assert there["0501"] == 0
    assert there["0801"] == pytest.approx(selectors.distances_from("0801")["0501"])


def test_an_empty_list_of_municipalities_is_not_kept(monkeypatch):
    """A process that read it before the places were loaded asks again."""
    selectors._municipalities_named.cache_clear()
    with monkeypatch.context() as before:
        before.setattr(Municipality, "objects", Municipality.objects.none())
        assert selectors.municipalities_named() == ()
    assert len(selectors.municipalities_named()) == 298
