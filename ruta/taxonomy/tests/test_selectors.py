"""Do the questions that other domains ask get the right answers, cheaply?"""

import pytest
from django.utils import translation

from ruta.taxonomy import selectors
from ruta.taxonomy.errors import UnknownCode
from ruta.taxonomy.models import Country, EducationLevel, Language, Occupation, Sector

pytestmark = pytest.mark.django_db


def test_the_classifications_are_complete():
    per_level = [selectors.occupations(level).count() for level in (1, 2, 3, 4)]
    assert per_level == [10, 43, 130, 436]
    assert [selectors.sectors(level).count() for level in (1, 2, 4)] == [21, 88, 419]
    assert (Country.objects.count(), Language.objects.count(), EducationLevel.objects.count()) == (249, 562, 19)


def test_codes_of_classifications_are_text_and_hang_on_their_parent():
    assert selectors.occupation("0110").parent_id == "011"
    assert Sector.objects.get(code="0111").parent_id == "01"
    for code, parent in Occupation.objects.exclude(parent=None).values_list("code", "parent_id"):
        assert code.startswith(parent)


def test_the_languages_of_honduras_are_there():
    assert {"miq", "cab", "jic", "pay"} <= set(Language.objects.values_list("code", flat=True))
    assert Country.objects.get(code="HN").demonym_f == "hondureña"


def test_a_label_is_in_the_language_asked_or_active_and_falls_back_to_spanish():
    assert selectors.label("needs", "national_id", "en") == "National identity document"
    with translation.override("en"):
        assert selectors.label("needs", "national_id") == "National identity document"
    with translation.override("es-hn"):
        assert selectors.label("needs", "national_id") == "DNI"
    told = selectors.item("notifications", "appointment_booked")
    assert told.text("sms", "en") != told.text("sms", "es") == told.text("sms", "fr")


def test_an_unknown_code_or_catalogue_is_an_error_and_not_an_empty_label():
    with pytest.raises(UnknownCode):
        selectors.label("needs", "nothing_like_this")
    with pytest.raises(UnknownCode):
        selectors.catalogue("nothing_like_this")
    with pytest.raises(UnknownCode):
        selectors.catalogue("needs", "9.9.9")


def test_a_need_and_a_service_type_come_typed():
    need = selectors.need("hiv_care")
    assert (need.priority, need.deadline_days, need.sensitivity, need.provider_kinds) == ("critical", 1, "strict", ("health",))
    kind = selectors.service_type("temporary_shelter")
    assert (kind.clocks.acknowledge, kind.urgent_hours.contact) == (1, 3)
    assert kind.referable
    assert kind.bypasses_blocks
    assert kind.confidential_location
    assert selectors.service_type("infop_short_course").urgent_hours is None


def test_there_are_25_services_of_si_empleo_and_50_of_partners():
    kinds = selectors.service_types()
    assert len(kinds) == 75
    assert sum(each.family == "partner" for each in kinds) == 50


def test_a_reason_carries_its_next_steps():
    reason = selectors.referral_reason("prov_no_capacity")
    assert [step.code for step in reason.next_steps] == ["keep_on_waitlist", "offer_alternative_provider"]
    assert reason.next_steps[1].owner == "sender"
    assert all(each.kind == "no_show" for each in selectors.referral_reasons("no_show"))


def test_the_matrix_adds_up_rows_and_refuses_what_is_not_listed():
    assert selectors.consent_matrix("referral", "infop") == {"identity", "contact", "education_work"}
    assert {"child_voice", "household", "needs_sensitive"} <= selectors.consent_matrix("protection", "senaf")
    assert selectors.consent_matrix("job_matching", "health") == frozenset()
    with pytest.raises(UnknownCode):
        selectors.consent_matrix("gossip", "infop")


def test_asking_again_costs_no_query(django_assert_num_queries):
    selectors.need("job_now")
    selectors.instruments()
    with django_assert_num_queries(0):
        selectors.need("job_now")
        selectors.label("needs", "job_now")
        selectors.choices("needs")
        assert len(selectors.instruments()) == 12


def test_plain_content_is_a_copy_that_harms_nobody():
    plain = selectors.instrument("satisfaction_person").plain()
    plain["sections"].clear()
    assert selectors.instrument("satisfaction_person")["sections"]
