"""Is a population configuration alone? Two are walked from register to plan; one of them is written here, as data, and nothing else."""

from datetime import datetime
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from ruta.base.clock import HONDURAS, today
from ruta.base.context import acting_as, system
from ruta.cases.instruments.tests.samples import least_answers
from ruta.cases.models import Assessment, Case, Need, PersonalPlan
from ruta.cases.selectors import askable, case_instrument, person_facts, proposals_for, service_for
from ruta.desk.cases.tests.configuring import third_population
from ruta.desk.cases.tests.test_instruments import sent
from ruta.desk.cases.tests.test_screens import html
from ruta.desk.people.tests.test_registering import REGISTER, typed
from ruta.insights.actions import refresh_cubes
from ruta.insights.selectors import attentions_by_office
from ruta.insights.selectors.cells import months_of
from ruta.people.models import Person
from ruta.taxonomy.selectors import forget_cached_catalogues, label, need, population

pytestmark = pytest.mark.django_db
NO_RETURN = {"returned_on": "", "return_country": "", "return_entry": "", "return_kind": ""}
DISPLACED = "internally_displaced"
HARVEST = {
    "population": "seasonal_workers",
    "instruments": [
        {
            "code": "needs_of_return",
            "order": 1,
            "label_es": "Necesidades de la temporada",
            "hide_questions": ["left_abroad"],
            "due_days": 2,
        },
        {"code": "employability_profile", "order": 2, "hide_questions": ["worked_abroad"], "due_days": 5},
    ],
    "needs_overrides": [{"need": "national_id", "priority": "critical", "deadline_days": 4}],
    "needs_hidden": ["job_now"],
    "services_preferred": ["rnp_identity_document"],
    "plan_templates": ["regular_work_abroad"],
    "indicators": {"min_cell": 12},
}


@pytest.fixture(autouse=True)
def forgetful():
    forget_cached_catalogues()
    yield
    forget_cached_catalogues()


@pytest.fixture
def seasonal(tmp_path, db):
    """A third population, loaded out of the files of two catalogues: data only."""
    third_population(tmp_path, HARVEST)


def registered(desk, modality: str) -> Case:
    """Through the screen where persons are registered."""
    response = desk.post(REGISTER, typed(modality=modality, entry_point="si_empleo_office", **NO_RETURN))
    assert response.status_code == 302, html(response)
    with acting_as(desk.actor):
        return Case.objects.get(person=Person.objects.get())


def assessed(desk, case, code, **chosen) -> Assessment:
    """Through the screen where questions are asked."""
    with acting_as(desk.actor):
        facts = person_facts(case)
        answers = least_answers(case_instrument(code, None, case.population), facts, **chosen)
    response = desk.post(reverse("desk:case-answer", args=[case.pk, code]), sent(answers))
    assert response.status_code == 302, html(response)
    with acting_as(desk.actor):
        return Assessment.objects.get(instrument=code)


def opened_needs(desk, done) -> dict[str, Need]:
    codes = [row["code"] for row in done.reading["needs"]]
    desk.post(reverse("desk:assessment-needs", args=[done.pk]), {"need": codes, "idempotency_key": str(uuid4())})
    with acting_as(desk.actor):
        return {each.code: each for each in Need.objects.filter(case=done.case_id)}


def planned(desk, case, template: str) -> PersonalPlan:
    """Through the screen where the plan is agreed, as it was proposed."""
    url = reverse("desk:case-plan", args=[case.pk])
    form = desk.get(url, {"plantilla": template}).context["form"]
    data = {name: value for name in form.fields if (value := form[name].value()) not in (None, "", False)}
    response = desk.post(url, data | {"do": "agree", "idempotency_key": str(uuid4())})
    assert response.status_code == 302, html(response)
    with acting_as(desk.actor):
        return PersonalPlan.objects.get(case=case, state="active")


def test_persons_displaced_inside_the_country_are_served_by_their_own_rules(desk, protection):
    case = registered(desk, DISPLACED)
    rules = population(case.population)
    assert case.population == "internally_displaced_persons" and rules.label_es == "Personas desplazadas dentro del país"
    with acting_as(desk.actor):
        order = [each.instrument.code for each in askable(desk.actor, case) if not each.is_occasional]
    assert order == ["needs_of_return", "employability_profile", "reintegration_survey_v0"]
    text = html(desk.get(reverse("desk:case-answer", args=[case.pk, "needs_of_return"])))
    assert "Necesidades tras el desplazamiento" in text and "p-left_abroad" not in text and "p-want_certify" not in text
    done = assessed(desk, case, "needs_of_return", id_status="lost_expired", housing="none")
    found = opened_needs(desk, done)
    terms = {code: (rule.priority, rule.deadline_days) for code, rule in rules.needs.items() if code in found}
    assert terms
    for code, (priority, days) in terms.items():
        usual = need(code)
        assert found[code].priority in (priority, "critical") and (found[code].due_on - today()).days <= max(days, usual.deadline_days)
    assessed(desk, case, "employability_profile")
    with acting_as(desk.actor):
        case.refresh_from_db()
        first = proposals_for(case, None)[: len(rules.plan_templates) + 2]
    assert {each.code for each in first} & set(rules.plan_templates)
    refused = html(desk.get(reverse("desk:case", args=[case.pk])))
    assert "Antes del itinerario falta un cuestionario que esta población necesita" in refused
    assessed(protection, case, "protection_screening")
    assert "Antes del itinerario falta" not in html(desk.get(reverse("desk:case", args=[case.pk])))
    assert planned(desk, case, "integral_support_path").template == "integral_support_path"
    with acting_as(desk.actor):
        assert Case.objects.get(pk=case.pk).state == "planned"


def test_protection_comes_first_for_persons_displaced_inside_the_country(desk, protection):
    case = registered(desk, DISPLACED)
    with acting_as(protection.actor):
        assert askable(protection.actor, case)[0].instrument.code == "protection_screening"


def test_a_need_that_a_population_does_not_have_is_not_offered(desk):
    case = registered(desk, DISPLACED)
    text = html(desk.get(reverse("desk:case-needs", args=[case.pk])))
    hidden = population(case.population).needs_hidden
    assert hidden and not any(f'value="{code}"' in text for code in hidden)
    assert 'value="national_id"' in text


def test_a_third_population_written_as_data_alone_is_walked_from_the_register_to_the_figures(seasonal, desk):
    case = registered(desk, "seasonal_worker")
    assert case.population == "seasonal_workers"
    page = html(desk.get(reverse("desk:case", args=[case.pk])))
    assert "Persona trabajadora de temporada" in page and "Necesidades de la temporada" in page
    assert "Encuesta de reintegración" not in page
    done = assessed(desk, case, "needs_of_return", id_status="lost_expired", want_job="now")
    assert "job_now" not in [row["code"] for row in done.reading["needs"]]
    found = opened_needs(desk, done)
    assert (found["national_id"].priority, (found["national_id"].due_on - today()).days) == ("critical", 4)
    with acting_as(desk.actor):
        assert service_for(case, "national_id").code == "rnp_identity_document"
        assert proposals_for(Case.objects.get(pk=case.pk), None)[0].code == "regular_work_abroad"
    profile = assessed(desk, case, "employability_profile")
    assert "worked_abroad" not in profile.answers and profile.segment
    plan = planned(desk, case, "regular_work_abroad")
    with acting_as(desk.actor):
        labels = list(plan.actions.values_list("label", flat=True))
    assert any(label("service_types", "rnp_identity_document") in each for each in labels)
    served = desk.post(
        reverse("desk:case-verb", args=[case.pk, "atencion"]),
        {
            "service_type": "cv_interview_support", "outcome": "delivered_full", "channel": "in_person",
            "need": str(found["national_id"].pk), "idempotency_key": str(uuid4()),
        },
    )  # fmt: skip
    assert served.status_code == 302, html(served)
    refresh_cubes(actor=system(None))
    day = today()
    assert months_of("I01", day.year)[day.month - 1] == 1
    with time_machine.travel(datetime(day.year + 1, 1, 15, 12, tzinfo=HONDURAS), tick=False):
        table = attentions_by_office(desk.actor, day.year, "modality")
    assert [code for code, _label in table.categories] == ["seasonal_worker"] and table.least == 12


def test_a_population_without_rows_of_its_own_has_those_of_its_base_or_the_common_ones():
    assert list(population("refugees_and_asylum_seekers").instruments) == ["reintegration_survey_v0"]
    assert population("persons_in_transit").instruments == {}
    assert population("general_job_seekers").instruments == {}
    assert population("nobody_wrote_this").needs == {}
    assert population("internally_displaced_persons").doors_hidden >= {"camr"}
