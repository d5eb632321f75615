"""Does what people call a job find it, as they type and without scripts, and do the fields hold codes?"""

import pytest
from django import forms
from django.urls import reverse

from ruta.desk.occupations.fields import OccupationField, SkillField, occupation_words
from ruta.desk.people.tests.conftest import browser
from ruta.taxonomy.models import Edition, EscoOccupation, OccupationSkill, Skill
from ruta.taxonomy.selectors import forget_suggestions, named_occupation, suggested_occupations, suggested_skills

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh():
    forget_suggestions()
    yield
    forget_suggestions()


@pytest.fixture
def esco():
    """One made-up occupation of ESCO, as a load leaves it."""
    EscoOccupation.objects.create(
        code="7112.1",
        uri="http://example.org/o1",
        name_es="tejador de adobes/tejadora de adobes",
        name_en="adobe tiler",
        other_names_es=["adobador"],
    )
    Skill.objects.create(code="aa", name_es="amasar barro colorado", name_en="knead red clay")
    OccupationSkill.objects.create(occupation_code="7112.1", skill_id="aa", is_essential=True)
    Edition.objects.create(pk="esco", edition="made up", sha256="0" * 64, loaded_at="2026-01-01T00:00:00Z")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("baleadera", "5212"), ("vendedora de baleadas", "5212"), ("baleadas", "5212"), ("operador de maquila", "8153"), ("maquila", "8153"),
        ("albañil", "7112"), ("ALBANIL", "7112"), ("albañila", "7112"), ("alvañil", "7112"), ("alba", "7112"), ("mesera", "5131"),
        ("motorista", "8322"), ("motorista de camión", "8332"), ("jornalero", "9211"), ("jornalera", "9211"), ("milpa", "6310"),
        ("pulperia", "5221"), ("pulpería", "5221"), ("welder", "7212"), ("roofer", "7121"), ("housekeeper", "9112"), ("drywall", "7123"),
        ("soldadora", "7212"), ("electrisista", "7411"), ("carpintera", "7115"), ("plomero", "7126"), ("corta de café", "9211"),
        ("guachiman", "5414"), ("niñera", "5311"), ("barbera", "5141"), ("taxista", "8322"), ("enfermera profesional", "2221"),
    ],
)  # fmt: skip
def test_what_people_here_call_a_job_finds_its_group(typed, code):
    assert suggested_occupations(typed)[0].code[:4] == code


@pytest.mark.parametrize("typed", ["", "a", "¿?", "   ", "xqzw"])
def test_nothing_is_guessed_from_nothing(typed):
    assert suggested_occupations(typed) == []


def test_another_edition_is_noticed_and_other_names_find(esco):
    [first, *_rest] = suggested_occupations("adobadora")
    assert (first.code, first.said) == ("7112.1", "adobador")
    assert first.within
    assert suggested_skills("amasar barro")[0].code == "aa"
    assert suggested_skills("pegar bloque")[0].code == "ruta:colocar-ladrillo"
    assert named_occupation("Tejador de adobes/tejadora de adobes") == "7112.1"
    assert named_occupation("7112") == "7112"
    assert named_occupation("Baleadera") == "5212"
    assert named_occupation("albañil de castillos") is None


@pytest.fixture
def desk(db):
    return browser("SETRASS-DGE")


class AskForm(forms.Form):
    """Both fields."""

    job = OccupationField()
    skill = SkillField(required=False)
    words = forms.CharField(widget=occupation_words(), required=False)


def sent(**data):
    return AskForm({key.replace("_", "-"): value for key, value in data.items()})


def test_a_chosen_code_is_held_while_its_words_stand():
    form = sent(job="Albañiles", job_code="7112", job_label="Albañiles")
    assert form.is_valid()
    assert form.cleaned_data["job"] == "7112"
    other = sent(job="Techadores", job_code="7112", job_label="Albañiles")
    assert other.is_valid()
    assert other.cleaned_data["job"] == "7121"


def test_without_scripts_the_likest_are_offered_and_one_is_picked():
    form = sent(job="pegar bloque y levantar pared de albañil")
    assert not form.is_valid()
    html = str(form["job"])
    assert 'type="radio"' in html
    assert 'value="7112"' in html
    assert sent(job="lo que sea", job_picked="7112").is_valid()
    assert not sent(job="lo que sea", job_picked="0000").is_valid()


def test_a_field_is_drawn_with_the_name_of_its_code():
    html = str(AskForm(initial={"job": "7112", "words": "albañil"})["job"])
    assert 'value="Albañiles"' in html
    assert 'name="job-code" value="7112"' in html
    assert "job-code" not in str(AskForm(initial={"words": "albañil"})["words"])


def test_nothing_like_it_says_so():
    form = sent(job="xqzw")
    assert not form.is_valid()
    assert "Nada se parece" in form.errors["job"][0]


def test_free_words_stay_as_they_are():
    form = sent(job="7112", words="baleadera de la esquina")
    assert form.is_valid()
    assert form.cleaned_data["words"] == "baleadera de la esquina"


def test_the_address_answers_as_one_types(desk, esco):
    answer = desk.get(reverse("desk:occupation-suggestions"), {"q": "alba"}).json()
    assert answer["found"][0]["code"] == "7112"
    assert "ESCO" in answer["foot"]
    skills = desk.get(reverse("desk:skill-suggestions"), {"q": "soldar"}).json()
    assert skills["found"][0]["code"].startswith("ruta:soldar")


def test_the_page_is_searched_and_walked(desk, esco):
    page = desk.get(reverse("desk:occupations"), {"q": "welder"}).content.decode()
    assert reverse("desk:occupation", args=["7212"]) in page
    assert "Comisión Europea" in page
    group = desk.get(reverse("desk:occupation", args=["7112"])).content.decode()
    assert "tejador de adobes" in group
    assert "pegar ladrillo y bloque" in group
    one = desk.get(reverse("desk:occupation", args=["7112.1"])).content.decode()
    assert "amasar barro colorado" in one
    assert desk.get(reverse("desk:occupation", args=["7"])).status_code == 200
    assert desk.get(reverse("desk:occupation", args=["9999.9"])).status_code == 404


def test_nobody_asks_without_signing_in(client):
    assert client.get(reverse("desk:occupation-suggestions"), {"q": "alba"}).status_code in {302, 403}
