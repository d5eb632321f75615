"""Does a curriculum say what the person agreed to, and nothing of who they are?"""

from dataclasses import replace
from datetime import date

from django.db import transaction

from ruta.base.context import acting_as
from ruta.people.models import Contact
from ruta.placements.actions import draft_profile, save_profile
from ruta.placements.selectors import curriculum, curriculum_pdf
from ruta.placements.tests.test_seekers import SAID


def cv_of(actor, person, **said):
    profile = draft_profile(actor=actor, person_id=person.pk)
    profile = save_profile(actor=actor, profile_id=profile.pk, wanted=replace(SAID, **said), version=profile.version)
    with acting_as(actor), transaction.atomic():
        return curriculum(profile, person)


def spoken(found) -> str:
    return repr(found)


def test_it_says_work_and_neither_sex_nor_age_nor_return(dunia, case, person):
    said = spoken(cv_of(dunia, person))
    assert person.full_name in said
    assert "Houston" in said
    for hidden in ("Mujer", "1996", "años de edad", "returned", "retorn", "otro país", "9748"):
        assert hidden not in said


def test_it_says_more_only_where_the_person_asked(dunia, case, person):
    with acting_as(dunia), transaction.atomic():
        for value, safety in (("9748-2206", "safe"), ("9999-0000", "unsafe")):
            Contact.objects.create(
                owner_institution_id=dunia.institution_id, person=person, kind="phone", value=value, safety=safety, is_main=safety == "safe"
            )
    person.birth_date = date(1996, 4, 8)
    said = spoken(cv_of(dunia, person, shows=("phone", "municipality", "age", "sex")))
    assert "9748-2206" in said
    assert "San Pedro Sula" in said
    assert "años de edad" in said
    assert "Mujer" in said
    assert "9999-0000" not in said
    assert "otro país" in spoken(cv_of(dunia, person, shows=("return",))).lower()


def test_a_number_marked_as_unsafe_once_is_not_said_however_it_is_written(dunia, case, person):
    with acting_as(dunia), transaction.atomic():
        for value, safety in (("+504 9748-2206", "unsafe"), ("97482206", "safe")):
            Contact.objects.create(owner_institution_id=dunia.institution_id, person=person, kind="phone", value=value, safety=safety)
    said = spoken(cv_of(dunia, person, shows=("phone",)))
    assert "9748" not in said


def test_the_file_is_tagged_and_what_is_written_is_no_markup(dunia, case, person):
    found = cv_of(dunia, person, about='#eval("1") *fuerte* [x] $y$ \\ <z>')
    made = curriculum_pdf(found)
    assert made.startswith(b"%PDF-1.7")
    assert b"/StructTreeRoot" in made
    assert b"/Lang" in made
