"""Is every occupation and skill called something, and does an occupation ask for the skills it should?"""

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from ruta.taxonomy import selectors
from ruta.taxonomy.models import EscoOccupation, OccupationSkill, Skill

pytestmark = pytest.mark.django_db


@pytest.fixture
def builders():
    """Two made-up occupations of one group and what they ask for."""
    for code, name in (("7112.1", "tejador de adobes"), ("7112.2", "encaladora de patios")):
        EscoOccupation.objects.create(code=code, uri=f"http://example.org/{code}", name_es=name, name_en=f"{name} (en)")
    for code, name in (("aa", "mezclar cal"), ("bb", "subir andamios"), ("cc", "cantar"), ("ruta:nivel", "usar el nivel")):
        Skill.objects.create(code=code, name_es=name, name_en=f"{name} (en)")
    for occupation, skill, is_essential in (
        ("7112.1", "aa", True), ("7112.2", "aa", True), ("7112.1", "bb", False), ("71", "ruta:nivel", False), ("7112", "ruta:nivel", True),
    ):  # fmt: skip
        OccupationSkill.objects.create(occupation_code=occupation, skill_id=skill, is_essential=is_essential)


def test_a_label_is_always_given(builders):
    assert selectors.occupation_label("7112.1") == "tejador de adobes"
    assert selectors.occupation_label("7112.1", "en") == "tejador de adobes (en)"
    assert selectors.occupation_label("7112") == selectors.occupation("7112").name_es
    assert selectors.occupation_label("7112.99") == selectors.occupation("7112").name_es
    assert selectors.occupation_label("9999.1") == "9999.1"
    assert selectors.skill_label("aa") == "mezclar cal"
    assert selectors.skill_label("nobody-loaded-it") == "nobody-loaded-it"
    with translation.override("en"):
        assert selectors.occupation_label("7112") == selectors.occupation("7112").name_en


def test_many_labels_cost_two_statements(builders, django_assert_num_queries):
    with django_assert_num_queries(2):
        assert len(selectors.occupation_labels(["7112", "7112.1", "7112.2", "9111"])) == 4
    with django_assert_num_queries(1):
        assert selectors.skill_labels(["aa", "bb"]) == {"aa": "mezclar cal", "bb": "subir andamios"}
    with django_assert_num_queries(0):
        assert selectors.skill_labels([]) == {}


def test_an_occupation_asks_for_what_esco_says_and_what_we_add(builders):
    asked = selectors.skills_of("7112.1")
    assert {(each.code, each.is_essential) for each in asked} >= {("aa", True), ("ruta:nivel", True), ("bb", False)}
    assert [each.is_essential for each in asked] == sorted((each.is_essential for each in asked), reverse=True)
    assert ("ruta:nivel", False) in {(each.code, each.is_essential) for each in selectors.skills_of("7113")}


def test_a_group_asks_for_what_half_or_a_quarter_of_it_asks_for(builders):
    found = {each.code: each.is_essential for each in selectors.skills_of("7112")}
    assert found.items() >= {"aa": True, "bb": False, "ruta:nivel": True}.items()


def test_codes_are_checked_against_what_is_loaded(builders):
    assert selectors.is_known_occupation("7112")
    assert selectors.is_known_occupation("7112.2")
    assert not selectors.is_known_occupation("7112.3")
    assert not selectors.is_known_occupation("71")
    assert selectors.known_skills(["aa", "zz"]) == {"aa"}
    assert ("7112.1", "bb", False) in set(selectors.skill_relations())


def test_a_skill_stands_once_in_an_occupation(builders):
    with pytest.raises(IntegrityError), transaction.atomic():
        OccupationSkill.objects.create(occupation_code="7112.1", skill_id="aa", is_essential=False)
