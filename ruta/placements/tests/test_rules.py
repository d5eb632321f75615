"""Do answers draw a sound draft, and does a profile say what it lacks?"""

from ruta.placements.rules import (
    Heard,
    LanguageKnown,
    OccupationDone,
    ProfileDraft,
    SkillHeld,
    changed_parts,
    drafted,
    missing_parts,
    problems_of,
)

ANSWERS = {
    "main_occupation": "7112", "years_experience": "over_5", "abroad_occupation": "5120", "abroad_years": "y1_3", "can_do": ["cooking", "none"],
    "english_level": "conversation", "licences": ["light", "none"], "availability": "full_time", "wage_expected": 12000,
    "education_level": "secondary", "paths": ["job", "work_abroad"],
}  # fmt: skip


def draft(**changed):
    heard = Heard(answers=ANSWERS | changed, languages=["es"], municipality="0501")
    return drafted(heard, lambda said: said if said.isdecimal() else "", lambda said: [f"ruta:{said}"])


def parts(**said):
    return {each.part for each in problems_of(ProfileDraft(**said))}


def test_answers_become_a_draft():
    found = draft()
    assert found.occupations == (OccupationDone("7112", 6, "here"), OccupationDone("5120", 2, "abroad"))
    assert found.skills == (SkillHeld("ruta:cooking", 2, "own"),)
    assert found.languages == (LanguageKnown("es", "native"), LanguageKnown("en", "conversation"))
    assert (found.education, found.licences, found.availability) == ("MEDIA_BCH", ("light",), "full_time")
    assert (found.places, found.goes_abroad, found.wage_min) == (("05",), True, 12000)
    assert not problems_of(found)
    assert not missing_parts(found)


def test_the_same_trade_here_and_abroad_is_one_line():
    assert draft(abroad_occupation="7112").occupations == (OccupationDone("7112", 6, "both"),)


def test_who_can_hardly_travel_is_looked_for_near_home():
    assert draft(transport="very_hard").places == ("0501",)
    assert draft(transport="costly_far").places == ("05",)


def test_what_nobody_understood_is_left_to_the_person():
    found = draft(main_occupation="haciendo de todo")
    assert [each.code for each in found.occupations] == ["5120"]


def test_no_answers_make_an_empty_draft():
    found = drafted(Heard(answers={}), lambda said: said, lambda _said: [])
    assert found == ProfileDraft()
    assert missing_parts(found) == ["occupations", "availability", "places"]


def test_what_cannot_be_kept_is_named_by_its_part():
    assert parts(occupations=(OccupationDone("albañil"),)) == {"occupations"}
    assert parts(occupations=(OccupationDone("7112"), OccupationDone("7112"))) == {"occupations"}
    assert parts(occupations=(OccupationDone("7112", 61),)) == {"occupations"}
    assert not parts(occupations=(OccupationDone("7112.1.2", 3),))
    assert parts(skills=(SkillHeld("x", 4),)) == {"skills"}
    assert parts(languages=(LanguageKnown("en"), LanguageKnown("en"))) == {"languages"}
    assert parts(places=("5",), availability="siempre", licences=("avión",), shows=("dni",)) == {
        "places",
        "availability",
        "licences",
        "shows",
    }
    assert parts(wage_min=0, about="x" * 601) == {"wage_min", "about"}


def test_a_change_keeps_what_stood_there():
    before, after = ProfileDraft(wage_min=9000), ProfileDraft(wage_min=11000)
    assert changed_parts(before, after) == {"wage_min": 9000}
    assert changed_parts(after, after) == {}
