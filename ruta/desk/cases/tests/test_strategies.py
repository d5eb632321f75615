"""Do segment and needs choose strategy and plan, and does whoever coordinates read each change of segment?"""

import pytest
from django.urls import reverse

from ruta.accounts.models import User
from ruta.base.context import acting_as
from ruta.cases.actions import add_need, override_segment
from ruta.cases.models import Assessment, Case, Need
from ruta.cases.selectors import override_figures, plan_for, proposals_for, strategy_named
from ruta.cases.tests.making import assessed, in_days
from ruta.desk.cases.tests.test_screens import html

pytestmark = pytest.mark.django_db


@pytest.fixture
def done(desk, case):
    return assessed(desk.actor, case)


def changed(desk, done) -> Assessment:
    to = next(code for code in "abc" if code != done.segment)
    return override_segment(actor=desk.actor, assessment_id=done.pk, segment=to, reason="urgent_situation", note="Duerme en la terminal.")


def test_the_segment_chooses_the_strategy_with_its_services(desk, case, done):
    with acting_as(desk.actor):
        case = Case.objects.get(pk=case.pk)
        strategy = strategy_named(case.strategy)
        first = proposals_for(case, done)[0]
    assert first.code in strategy.templates and first.reason
    text = html(desk.get(reverse("desk:assessment", args=[done.pk])))
    assert "Estrategia de servicio" in text and strategy.label in text and f"Contacto cada {strategy.contact_every_days} días" in text
    assert strategy.label in html(desk.get(reverse("desk:case-plan", args=[case.pk])))


def test_a_changed_segment_changes_the_strategy(desk, case, done):
    with acting_as(desk.actor):
        before = Case.objects.get(pk=case.pk).strategy
        changed(desk, done)
        assert Case.objects.get(pk=case.pk).strategy not in ("", before)


def test_open_needs_become_steps_of_the_proposed_plan(desk, case, done):
    add_need(actor=desk.actor, case_id=case.pk, code="national_id", due_on=in_days(5))
    text = html(desk.get(reverse("desk:case-plan", args=[case.pk]), {"plantilla": "quick_placement"}))
    assert "Resolver lo que necesita" in text and "Hacer la hoja de vida" in text
    with acting_as(desk.actor):
        plan = plan_for(Case.objects.get(pk=case.pk), "quick_placement", Need.objects.filter(case=case))
    step = plan.goals[0].actions[0]
    assert (step.kind, step.due_on) == ("referral", in_days(5)) and step.service_type and step.need_id


def test_a_protected_need_is_not_told_by_the_proposed_plan(desk, protection, case, done):
    from ruta.taxonomy.selectors import needs

    strict = next(need for need in needs() if need.sensitivity == "strict")
    add_need(actor=desk.actor, case_id=case.pk, code=strict.code)
    url = reverse("desk:case-plan", args=[case.pk]) + "?plantilla=quick_placement"
    assert strict.label() not in html(desk.get(url))
    assert strict.label() in html(protection.get(url))


def test_each_change_is_reported_to_whoever_coordinates(desk, coordinator, protection, elsewhere, case, done):
    changed(desk, done)
    url = reverse("desk:segment-overrides")
    text = html(coordinator.get(url))
    for words in ("Situación urgente", "Duerme en la terminal.", case.number, "100.0 % de ellas"):
        assert words in text
    assert reverse("desk:segment-overrides") in html(coordinator.get(reverse("desk:cases")))
    assert html(coordinator.get(url, {"motivo": "person_preference"})).count("Duerme en la terminal.") == 0
    assert coordinator.get(url, {"formato": "csv"}).status_code == 200
    assert desk.get(url).status_code == 403
    with acting_as(elsewhere.actor):
        assert override_figures(elsewhere.actor).assessed == 0


def test_a_change_is_found_by_the_number_of_the_case_or_who_made_it_and_never_by_the_person(desk, coordinator, case, done):
    changed(desk, done)
    url = reverse("desk:segment-overrides")
    with acting_as(desk.actor):
        person, who = Case.objects.get(pk=case.pk).person, User.objects.get(pk=desk.actor.user_id).full_name
    for typed, is_found in (
        (case.number, True), (case.number.lower().replace("-", " ")[:8], True), (who.upper(), True), ("%_", False), ("2019", False), ("nadie", False),
        (person.surnames, False), (person.given_names, False),
    ):  # fmt: skip
        assert ("Duerme en la terminal." in html(coordinator.post(url, {"q": typed}, follow=True))) is is_found, typed
    sent = coordinator.post(url, {"q": case.number})["Location"]
    assert "busca=" in sent and case.number not in sent


def test_a_change_in_protection_is_not_in_the_report(desk, coordinator, case, done):
    changed(desk, done)
    with acting_as(desk.actor):
        Assessment.objects.update(data_category="protection")
    assert "Duerme en la terminal." not in html(coordinator.get(reverse("desk:segment-overrides")))
