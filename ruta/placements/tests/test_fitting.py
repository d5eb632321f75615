"""Who is listed for a vacancy: only whom consent opens, in the order of the engine, and not twice?"""

from random import Random

import pytest
from django.db import transaction

from ruta.base.clock import now
from ruta.base.context import acting_as
from ruta.cases.tests.making import consent, register
from ruta.people.actions import withdraw_consent
from ruta.people.models import Consent, Person
from ruta.placements.actions import draft_profile, save_profile
from ruta.placements.matching import Standing, default_weights
from ruta.placements.matching.encode import Encoder
from ruta.placements.matching.market import market_of
from ruta.placements.matching.ranking import ranked
from ruta.placements.matching.tables import table_of_profiles, table_of_vacancies
from ruta.placements.models import SeekerProfile
from ruta.placements.rules import OccupationDone, ProfileDraft
from ruta.placements.selectors import fits_of
from ruta.placements.selectors.engine import as_profile, as_vacancy, education_steps, essentials_for
from ruta.placements.selectors.exporting import market_files

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


def test_the_best_of_many_are_those_of_a_whole_run(dunia, broker, publish_one):
    """Farther trades, skills without a trade, who did not allow it: the twenty of the page are the first of everybody allowed."""
    mason = publish_one(occupation="7112", skills_essential=["ruta:pegar-bloque", "ruta:leer-planos"])
    dice, made = Random(5), []
    with acting_as(dunia), transaction.atomic():
        for at in range(150):
            someone = Person.objects.create(
                owner_institution_id=dunia.institution_id, office_id=dunia.office_id, given_names=f"Ana {at}", surnames="Paz", sort_name="paz",
                municipality_id=dice.choice(("0501", "0801", None)),
            )  # fmt: skip
            trades = dice.sample(("7112", "7111", "7114", "7212", "2310", "9313"), dice.choice((0, 1, 1, 2)))
            skills = dice.sample(mason.skills_essential, dice.randint(0, len(mason.skills_essential)))
            complete = dice.random() < 0.3
            made.append(SeekerProfile(
                owner_institution_id=dunia.institution_id, person=someone, places=dice.choice((["05"], ["0501"], ["HN"], ["0801", "0501"], [])),
                occupations=[{"code": code, "years": dice.choice((0, 0.5, 3)), "where": "here", "note": ""} for code in trades],
                skills=[{"code": code, "level": 2, "evidence": "own"} for code in skills], education=dice.choice(("", "BASICA_III")),
                availability=dice.choice(("", "full_time", "part_time")), shifts=dice.choice(([], ["day"], ["night"])),
                wage_min=dice.choice((None, 12_000, 20_000)), state="complete" if complete else "draft", completed_at=now() if complete else None,
            ))  # fmt: skip
        SeekerProfile.objects.bulk_create(made)
    allowed = [row for row in made if row.person_id % 3]
    for row in allowed:
        consent(dunia, row.person, purpose="job_matching", categories=["identity"])
    with acting_as(broker, read_only=True), transaction.atomic():
        shown = [fit.profile.pk for fit in fits_of(broker, mason).shown]
        told = fits_of(broker, mason)
        people = table_of_profiles(as_profile(row, "HN", 0, education_steps()) for row in allowed if row.availability != "part_time")
        jobs = table_of_vacancies([as_vacancy(mason, education_steps())])
        whole = market_of(people, jobs, Encoder(default_weights()), essentials_for(mason))
        wanted = [int(people["id"][row].as_py()) for row in ranked(whole)[0][:20].tolist()]
    assert shown == wanted
    assert len(shown) == 20
    assert told.is_full
    for fit in told.shown:
        assert fit.scored.hindrance is None


def test_the_files_of_an_export_hold_numbers_and_groups_only_for_an_audit(broker, dunia, allowed, mason, person):
    another(dunia, "7112", is_allowed=False)
    with acting_as(broker, read_only=True), transaction.atomic():
        plain, audited = market_files(broker.institution_id), market_files(broker.institution_id, for_audit=True)
    assert plain.profiles["id"].to_pylist() == [str(allowed.pk)]
    assert not {"person", "sex", "modality"} & set(plain.profiles.column_names)
    assert audited.profiles.select(["sex", "modality"]).to_pylist() == [{"sex": "woman", "modality": "returned"}]
    assert plain.vacancies["id"].to_pylist() == [str(mason.pk)]
