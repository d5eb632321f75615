"""Does every need find somebody, and is the nearest one first?"""

import pytest

from ruta.base.context import Actor
from ruta.base.errors import Refused
from ruta.directory import selectors
from ruta.directory.actions import verify_service
from ruta.directory.enums import Nearness
from ruta.directory.models import Institution, Office, Service
from ruta.taxonomy.selectors import Clocks, needs, service_types

pytestmark = pytest.mark.django_db


def test_the_driving_team_are_the_five_institutions_of_the_roadmap():
    codes = {each.code for each in selectors.institutions(driving_team=True)}
    assert codes == {"SETRASS", "INFOP", "SENPRENDE", "SRECI", "INM"}
    assert selectors.institution("SETRASS-DGE-DML").is_in_driving_team


def test_every_institution_of_the_roadmap_is_there():
    named = {"SEDUC", "UNAH-DES", "CENET", "CONEANFO", "IHCIETI", "SEDESOL", "SEDH", "SDS"}
    assert named <= set(selectors.institutions().values_list("code", flat=True))


def test_the_directions_of_setrass_are_institutions_of_their_own():
    directions = set(Institution.objects.filter(parent__code="SETRASS").values_list("code", flat=True))
    assert directions == {"SETRASS-DGE", "SETRASS-DGPS", "SETRASS-DGIT", "SETRASS-DGT", "SETRASS-SG"}


def test_what_is_invented_or_doubtful_is_never_verified():
    assert not Institution.objects.filter(is_verified=True).exclude(doubt="", origin="from_source").exists()
    assert not Office.objects.filter(is_verified=True, source="Demostración").exists()
    assert not Service.objects.exclude(verified_on=None).exists()


def test_no_address_or_telephone_is_invented():
    assert set(Office.objects.exclude(address="").values_list("code", flat=True)) == {"CAMR-SPS", "CAMR-BEL"}
    assert not Office.objects.exclude(phone="").exists()


def test_si_empleo_has_an_office_in_each_of_the_17_territories():
    offices = selectors.offices(kind="si_empleo")
    assert offices.count() == 17
    assert {each.institution.code for each in offices} == {"SETRASS-DGE"}


def test_every_kind_of_provider_that_a_need_names_has_an_institution():
    kinds = {kind for need in needs() for kind in need.provider_kinds}
    assert kinds <= set(selectors.institutions().values_list("provider_kind", flat=True))


def test_every_referable_service_type_has_a_service():
    offered = set(Service.objects.filter(is_active=True).values_list("service_type", flat=True))
    assert {each.code for each in service_types(referable=True)} == offered


@pytest.mark.parametrize("municipality", ["0501", "0904", None])
def test_every_need_finds_a_provider_wherever_the_person_lives(municipality):
    for need in needs():
        assert selectors.providers_for_need(need.code, municipality), need.code


def test_an_institution_offers_only_services_of_its_kind():
    kinds = {each.code: each.provider_kind for each in service_types()}
    for service_type, provider_kind in Service.objects.values_list("service_type", "institution__provider_kind"):
        assert kinds[service_type] == provider_kind


def test_the_nearest_comes_first_and_national_services_last():
    found = selectors.providers_for_need("technical_training", "1503")
    assert found[0].office.code == "INFOP-CAT"
    assert [each.nearness for each in found] == sorted(each.nearness for each in found)
    assert found[-1].nearness == Nearness.NATIONAL
    elsewhere = [each.distance_km for each in found if each.nearness == Nearness.ELSEWHERE]
    assert elsewhere == sorted(elsewhere)


def test_without_a_municipality_nobody_is_called_near():
    found = selectors.services_for(service_type_code="infop_short_course")
    assert {each.nearness for each in found} == {Nearness.ELSEWHERE}


def test_a_shelter_never_shows_where_it_is():
    found = selectors.services_for(service_type_code="temporary_shelter", municipality_code="0501")
    assert found
    for each in found:
        each.office.address = "calle secreta"
        assert each.is_location_confidential
        assert each.address == ""


def test_services_of_closed_offices_and_closed_services_are_not_offered():
    service = selectors.providers_for_need("technical_training", "1503")[0].service
    Office.objects.filter(pk=service.office_id).update(is_active=False)
    assert service.office_id not in {each.office and each.office.pk for each in selectors.providers_for_need("technical_training", "1503")}


def test_a_service_may_promise_other_clocks_than_its_type():
    service = selectors.services_for(service_type_code="infop_short_course")[0].service
    assert selectors.clocks_of(service) == Clocks(acknowledge=3, contact=7, result=60)
    service.contact_days = 2
    assert selectors.clocks_of(service) == Clocks(acknowledge=3, contact=2, result=60)


def test_a_verified_service_is_dated_and_no_longer_belongs_to_the_files():
    service = selectors.services_for(service_type_code="infop_short_course")[0].service
    officer = Actor(kind="staff", role="territorial_officer", institution_id=Institution.objects.get(code="SETRASS-DGE").pk)
    row = verify_service(actor=officer, service=service, capacity=12)
    assert (row.capacity, row.is_reference) == (12, False)
    assert row.verified_on is not None
    assert row not in selectors.stale_services(verified_before=row.verified_on)


def test_a_partner_verifies_only_its_own_services():
    service = selectors.services_for(service_type_code="infop_short_course")[0].service
    own = Actor(kind="staff", role="partner_officer", institution_id=service.institution_id)
    verify_service(actor=own, service=service)
    stranger = Actor(kind="staff", role="partner_officer", institution_id=-1)
    with pytest.raises(Refused):
        verify_service(actor=stranger, service=service)
