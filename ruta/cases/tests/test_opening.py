"""Does a case begin once, with its number, its first step and its event?"""

import pytest

from ruta.base.context import acting_as
from ruta.base.errors import Invalid, NotFound, NotOpen, Refused
from ruta.base.models import Event
from ruta.cases.actions import open_case
from ruta.cases.models import Case, CaseStep
from ruta.cases.numbers import read_case_number
from ruta.cases.tests.making import register, staff

pytestmark = pytest.mark.django_db


def test_a_case_has_number_step_and_event(case, dunia, person):
    with acting_as(dunia):
        assert read_case_number(case.number).office == "SPS"
        step = CaseStep.objects.get(case=case)
        assert (step.verb, step.state, step.office_id, step.officer_id) == ("open", "intake", dunia.office_id, dunia.user_id)
        assert case.population == "returned_persons"
        assert Event.objects.get(name="CaseOpened").payload == {"case_id": case.pk, "person_id": person.pk, "office_id": dunia.office_id}


def test_numbers_follow_each_other_per_office(dunia):
    numbers = [
        open_case(actor=dunia, person_id=register(dunia, given=f"Ana {i}").pk, modality="returned", entry_point="si_empleo_office").number
        for i in range(3)
    ]
    last = [int(number.rsplit("-", 1)[1]) for number in numbers]
    assert last == [last[0], last[0] + 1, last[0] + 2]


def test_a_second_open_case_is_refused_and_nothing_is_left(case, dunia, person):
    with pytest.raises(NotOpen, match="ya tiene un caso abierto"):
        open_case(actor=dunia, person_id=person.pk, modality="returned", entry_point="si_empleo_office")
    with acting_as(dunia):
        assert Case.objects.count() == 1


def test_roles_that_carry_no_cases_are_refused(person):
    with pytest.raises(Refused, match="no abre casos"):
        open_case(actor=staff("SPS", "receptionist"), person_id=person.pk, modality="returned", entry_point="si_empleo_office")


def test_a_person_of_another_institution_is_not_found(person, elsewhere):
    with pytest.raises(NotFound):
        open_case(actor=elsewhere, person_id=person.pk, modality="returned", entry_point="si_empleo_office")


@pytest.mark.parametrize(("field", "values"), [("modality", {"modality": "x"}), ("entry_point", {"entry_point": "x"})])
def test_unknown_codes_name_their_field(dunia, person, field, values):
    with pytest.raises(Invalid) as error:
        open_case(actor=dunia, person_id=person.pk, **({"modality": "returned", "entry_point": "si_empleo_office"} | values))
    assert field in error.value.fields
