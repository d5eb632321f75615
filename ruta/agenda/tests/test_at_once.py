"""What happens when two take the last place at the same moment? One has it, the other hears which are next."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import IntegrityError, OperationalError, connections, transaction

from ruta.agenda.models import Appointment
from ruta.agenda.tests.making import agenda_of, free, give
from ruta.base.context import acting_as
from ruta.base.errors import Conflict
from ruta.cases.tests.making import register, staff

MANY = 6


@pytest.fixture
def world(committed):
    chief = staff("SPS", "office_coordinator")
    officers = [staff("SPS") for _ in range(MANY)]
    people = [register(chief, given=f"Persona {number}") for number in range(MANY)]
    return chief, officers, people


def together(*verbs):
    """Run each verb in its own connection, beginning at the same moment; gives what each said."""
    gate = Barrier(len(verbs))

    def run(verb):
        try:
            gate.wait()
            verb()
        except Conflict as error:
            return str(error.message)
        except (IntegrityError, OperationalError):  # two that wait for each other: the server ends one of them
            return "refused by the database"
        else:
            return "ok"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(verbs)) as pool:
        return list(pool.map(run, verbs))


def standing(actor):
    with acting_as(actor), transaction.atomic():
        return Appointment.objects.filter(state="booked").count()


def test_of_many_who_take_one_place_exactly_one_has_it(world):
    chief, officers, people = world
    agenda = agenda_of(chief)
    start = free(chief, agenda)[0].starts_at
    said = together(
        *(lambda who=who, person=person: give(who, person, agenda, start) for who, person in zip(officers, people, strict=True))
    )
    assert said.count("ok") == 1, said
    assert all("Los que siguen:" in each for each in said if each != "ok"), said
    assert standing(chief) == 1


def test_a_session_takes_exactly_as_many_as_fit(world):
    chief, officers, people = world
    agenda = agenda_of(chief, capacity=4)
    start = free(chief, agenda)[0].starts_at
    said = together(
        *(lambda who=who, person=person: give(who, person, agenda, start) for who, person in zip(officers, people, strict=True))
    )
    assert (said.count("ok"), standing(chief)) == (4, 4), said


def test_one_person_two_agendas_one_appointment(world):
    chief, officers, people = world
    agendas = [agenda_of(chief, name=name) for name in "ABCD"]
    start = free(chief, agendas[0])[0].starts_at
    said = together(
        *(lambda who=who, agenda=agenda: give(who, people[0], agenda, start) for who, agenda in zip(officers, agendas, strict=False))
    )
    assert (said.count("ok"), standing(chief)) == (1, 1), said


def test_one_officer_in_two_agendas_is_taken_once(world):
    chief, officers, people = world
    agendas = [agenda_of(chief, name=name, officer_id=officers[0].user_id) for name in "ABCD"]
    start = free(chief, agendas[0])[0].starts_at
    verbs = (lambda one=one: give(chief, one[0], one[1], start) for one in zip(people, agendas, strict=False))
    assert (together(*verbs).count("ok"), standing(chief)) == (1, 1)


def test_without_any_lock_of_ours_the_database_lets_one_through(world):
    chief, _officers, people = world
    agenda = agenda_of(chief)
    start = free(chief, agenda)[0].starts_at

    def straight(person):
        with acting_as(chief), transaction.atomic():
            Appointment.objects.create(
                owner_institution_id=chief.institution_id, host_id=chief.institution_id, office_id=agenda.office_id, person=person, agenda=agenda,
                seat=1, subject="x", starts_at=start, ends_at=start + timedelta(minutes=30),
            )  # fmt: skip

    said = together(*(lambda person=person: straight(person) for person in people[:2]))
    assert sorted(said) == ["ok", "refused by the database"]
