"""Two plan the same visit, note the same chamber, or tell of the same fair at one moment: is it there once, and does nobody meet a fault?"""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connections, transaction

from ruta.base.clock import now, today
from ruta.base.context import acting_as
from ruta.base.errors import RutaError
from ruta.cases.tests.making import staff
from ruta.employers.actions import (
    ChamberTerms,
    EmployerTerms,
    FairTerms,
    Opinion,
    invite_employers,
    keep_opinion,
    plan_visits,
    register_employer,
    save_chamber,
    save_fair,
    step_fair,
)
from ruta.employers.models import Chamber, FairAnswer, Visit

MANY = 4


@pytest.fixture
def broker(committed):
    return staff("SPS", "broker")


@pytest.fixture
def employer(broker):
    return register_employer(actor=broker, terms=EmployerTerms(name="Constructora El Ocotal", sector="41", municipality="0501"))


def at_once(run):
    """What each of many heard who did the same at one moment."""
    gate = Barrier(MANY)

    def one(_number):
        try:
            gate.wait()
            return run()
        except RutaError as error:
            return str(error.message)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(MANY) as pool:
        return list(pool.map(one, range(MANY)))


def count(actor, model):
    with acting_as(actor), transaction.atomic():
        return model.objects.count()


def test_a_visit_is_planned_once(broker, employer):
    heard = at_once(lambda: plan_visits(actor=broker, employer_ids=[employer.pk], planned_on=today() + timedelta(days=3)))
    assert sorted(heard) == [0, 0, 0, 1]
    assert count(broker, Visit) == 1


def test_a_chamber_is_noted_once(broker):
    heard = at_once(lambda: save_chamber(actor=broker, terms=ChamberTerms(name="Cámara del Valle")).name)
    assert heard.count("Cámara del Valle") == 1
    assert all(each == "Cámara del Valle" or "Ya hay una cámara" in each for each in heard)
    assert count(broker, Chamber) == 1


def test_an_employer_tells_of_a_fair_once(broker, employer):
    begin = now() - timedelta(hours=1)
    fair = save_fair(
        actor=broker,
        terms=FairTerms(name="Feria", place="Parque", municipality="0501", starts_at=begin, ends_at=begin + timedelta(hours=5)),
    )
    invite_employers(actor=broker, fair_id=fair.pk, employer_ids=[employer.pk])
    step_fair(actor=broker, fair_id=fair.pk, verb="announce")
    said = Opinion(instrument="job_fair_employer", version="0.1.1", satisfaction=5, answers={"csat": 5})
    heard = at_once(lambda: keep_opinion(actor=broker, fair_id=fair.pk, opinion=said, employer_id=employer.pk).satisfaction)
    assert heard.count(5) == 1
    assert sum("ya dio su opinión" in str(each) for each in heard) == MANY - 1
    assert count(broker, FairAnswer) == 1
