"""Is a profile drafted, completed with the person, kept with its history, and closed to whoever was not allowed?"""

from dataclasses import replace

import pytest
from django.db import connection, transaction

from ruta.base.context import acting_as, system
from ruta.base.errors import Conflict, Invalid, Refused
from ruta.base.models import Event
from ruta.cases.tests.making import assessed, consent, register, staff
from ruta.placements.actions import draft_profile, save_profile
from ruta.placements.listeners import draft_of_answers
from ruta.placements.models import SeekerChange, SeekerProfile
from ruta.placements.rules import OccupationDone, ProfileDraft
from ruta.placements.selectors import consent_to_propose, history_of, may_propose

BUILDER = OccupationDone("7112", 5, "both", "Obras en Houston y San Pedro Sula")
SAID = ProfileDraft(occupations=(BUILDER,), education="BASICA_III", availability="full_time", places=("05",), wage_min=12000)


def profile_of(actor, person) -> SeekerProfile:
    return draft_profile(actor=actor, person_id=person.pk)


def completed(actor, person) -> SeekerProfile:
    profile = profile_of(actor, person)
    return save_profile(actor=actor, profile_id=profile.pk, wanted=SAID, version=profile.version, with_person=True)


def seen_by(actor) -> int:
    """How many profiles raw SQL shows to an actor."""
    with acting_as(actor), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM placements_seekerprofile")
        return cursor.fetchone()[0]


def test_answers_draft_a_profile_by_themselves(dunia, case, person):
    with acting_as(dunia), transaction.atomic():
        found = assessed(dunia, case)
    with acting_as(system(case.owner_institution_id)), transaction.atomic():
        draft_of_answers(person_id=person.pk, instrument="employability_profile", case_id=case.pk, assessment_id=found.pk, segment="a")
        profile = SeekerProfile.objects.get(person=person)
    assert (profile.state, profile.availability, profile.education, profile.places) == ("draft", "full_time", "BASICA_III", ["05"])
    assert profile.languages == [{"code": "es", "level": "native"}]


def test_newer_answers_replace_only_what_nobody_touched(dunia, case, person):
    profile = profile_of(dunia, person)
    assert profile.availability == ""
    assessed(dunia, case)
    profile = profile_of(dunia, person)
    assert (profile.availability, profile.version) == ("full_time", 2)
    save_profile(actor=dunia, profile_id=profile.pk, wanted=SAID, version=2)
    assert profile_of(dunia, person).occupations[0]["code"] == "7112"


def test_two_at_once_make_one_profile(dunia, case, person):
    assert profile_of(dunia, person).pk == profile_of(dunia, person).pk


def test_without_permission_nobody_writes_it_down(dunia):
    stranger = register(dunia, given="Otra")
    with pytest.raises(Refused, match="permiso"):
        profile_of(dunia, stranger)


def test_it_is_completed_with_the_person_and_remembers(broker, dunia, case, person):
    profile = completed(broker, person)
    assert (profile.state, profile.version, profile.occupations[0]["where"]) == ("complete", 2, "both")
    with acting_as(dunia), transaction.atomic():
        (told,) = history_of(profile)
        assert told.with_person
        assert {"Oficios", "Disponibilidad", "Salario deseado"} <= set(told.parts)
        assert SeekerChange.objects.get().before["wage_min"] is None
    assert {"SeekerProfileChanged", "SeekerProfileCompleted"} <= set(Event.objects.values_list("name", flat=True))


def test_a_complete_profile_says_occupation_availability_and_place(dunia, case, person):
    profile = profile_of(dunia, person)
    with pytest.raises(Invalid) as refused:
        save_profile(actor=dunia, profile_id=profile.pk, wanted=ProfileDraft(), version=1, with_person=True)
    assert set(refused.value.fields) == {"occupations", "availability", "places"}


def test_codes_that_no_list_has_are_refused(dunia, case, person):
    profile = profile_of(dunia, person)
    wrong = replace(SAID, occupations=(OccupationDone("7999"),), places=("9999",), education="OTRA")
    with pytest.raises(Invalid) as refused:
        save_profile(actor=dunia, profile_id=profile.pk, wanted=wrong, version=1)
    assert set(refused.value.fields) == {"occupations", "places", "education"}


def test_who_saves_second_is_told(dunia, broker, case, person):
    profile = profile_of(dunia, person)
    save_profile(actor=broker, profile_id=profile.pk, wanted=SAID, version=1)
    with pytest.raises(Conflict):
        save_profile(actor=dunia, profile_id=profile.pk, wanted=replace(SAID, wage_min=1), version=1)


def test_other_roles_and_other_institutions_write_nothing(dunia, elsewhere, case, person):
    profile = completed(dunia, person)
    for actor in (staff("SPS", "receptionist"), elsewhere):
        with pytest.raises((Refused, Exception)):
            save_profile(actor=actor, profile_id=profile.pk, wanted=SAID, version=2)


def test_another_institution_sees_nothing_until_the_person_allows_it(dunia, elsewhere, case, person):
    completed(dunia, person)
    assert (seen_by(dunia), seen_by(elsewhere)) == (1, 0)
    given = consent(dunia, person, grantee_id=elsewhere.institution_id, purpose="shared_case", categories=["identity", "plan_services"])
    assert seen_by(elsewhere) == 0
    consent(dunia, person, grantee_id=elsewhere.institution_id, purpose="shared_case", categories=["education_work"])
    assert seen_by(elsewhere) == 1
    del given
    with acting_as(elsewhere), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE placements_seekerprofile SET wage_min = 1")
        assert cursor.rowcount == 0
        cursor.execute("SELECT count(*) FROM placements_seekerchange")
        assert cursor.fetchone()[0] == 0


def test_history_is_never_rewritten(dunia, case, person):
    completed(dunia, person)
    with pytest.raises(Exception, match="permission denied"), acting_as(dunia), transaction.atomic():
        SeekerChange.objects.update(before={})


def test_being_proposed_asks_for_its_own_permission(dunia, case, person):
    profile = completed(dunia, person)
    with acting_as(dunia), transaction.atomic():
        assert consent_to_propose(profile) is None
        assert may_propose(dunia.institution_id, [person.pk]) == set()
    consent(dunia, person, purpose="job_matching", categories=["identity", "contact", "education_work"])
    with acting_as(dunia), transaction.atomic():
        assert consent_to_propose(profile) is not None
        assert may_propose(dunia.institution_id, [person.pk]) == {person.pk}
