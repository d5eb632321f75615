"""Who is listed for a vacancy: only whom consent opens, in the order of the engine, and not twice?"""

import pytest

from ruta.base.context import acting_as
from ruta.cases.tests.making import consent, register
from ruta.people.actions import withdraw_consent
from ruta.people.models import Consent
from ruta.placements.actions import draft_profile, save_profile
from ruta.placements.matching import Standing
from ruta.placements.rules import OccupationDone, ProfileDraft
from ruta.placements.selectors import fits_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def mason(publish_one):
    return publish_one(occupation="7112")


def names(actor, vacancy):
    with acting_as(actor, read_only=True):
        return [fit.profile.person_id for fit in fits_of(actor, vacancy).shown]


def another(dunia, code, *, is_allowed=True):
    found = register(dunia, "Rosa Elena", "Paz Luna", municipality_id="0501")
    consent(dunia, found)
    if is_allowed:
        consent(dunia, found, purpose="job_matching", categories=["identity", "contact", "education_work"])
    profile = draft_profile(actor=dunia, person_id=found.pk)
    said = ProfileDraft(occupations=(OccupationDone(code, 3),), availability="full_time", places=("05",))
    save_profile(actor=dunia, profile_id=profile.pk, wanted=said, version=profile.version, with_person=True)
    return found


def test_who_fits_is_listed_with_reasons(broker, allowed, mason, person):
    with acting_as(broker, read_only=True):
        (fit,) = fits_of(broker, mason).shown
    assert fit.profile.person_id == person.pk
    told = {fact.name: fact.standing for fact in fit.scored.facts}
    assert told["occupation"] == Standing.MET
    assert 0 < fit.points <= 100


def test_nearer_occupations_come_first_and_strangers_not_at_all(dunia, broker, allowed, mason, person):
    neighbour = another(dunia, "7114")
    other = another(dunia, "2310")
    listed = names(broker, mason)
    assert listed[0] == person.pk
    assert neighbour.pk in listed
    assert other.pk not in listed


def test_without_permission_nobody_is_listed(dunia, broker, mason):
    hidden = another(dunia, "7112", is_allowed=False)
    assert hidden.pk not in names(broker, mason)


def test_a_withdrawal_acts_at_once(dunia, broker, allowed, mason, person):
    with acting_as(dunia):
        given = Consent.objects.get(person=person, purpose="job_matching")
    withdraw_consent(actor=dunia, consent_id=given.pk)
    assert names(broker, mason) == []


def test_who_is_on_the_way_is_not_proposed_again(broker, allowed, mason, lead):
    lead(mason)
    assert names(broker, mason) == []


def test_another_institution_lists_nobody_of_ours(elsewhere, allowed, mason):
    assert names(elsewhere, mason) == []
