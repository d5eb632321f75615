"""Is somebody seated once, counted once, certified when they pass, and checked from outside?"""

import hashlib
import time
from datetime import date, timedelta
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import transaction
from django.db.utils import ProgrammingError
from django.test import Client
from django.urls import reverse

from ruta.base.clock import now, today
from ruta.base.codes import code_of
from ruta.base.context import acting_as, system
from ruta.base.errors import Invalid, NotFound, NotOpen, Refused
from ruta.cases.actions import add_need, open_case
from ruta.cases.models import Case, Need, PlanAction, ServiceDelivery
from ruta.cases.selectors import plan_for
from ruta.cases.tests.making import consent, planned, register, staff
from ruta.desk.rounds.tests.test_screens import desk_of
from ruta.taxonomy.models import StrictWord
from ruta.taxonomy.selectors import service_types
from ruta.training.actions import (
    cancel_edition,
    enrol_person,
    enrol_staff,
    finish_edition,
    free_step,
    grade_enrolments,
    keep_delivery,
    mark_by_badge,
    mark_in_room,
    mark_list,
    move_session,
    reissue_award,
    reopen_edition,
    revoke_award,
    take_step,
    withdraw_enrolment,
)
from ruta.training.actions.enrolling import LearnerTerms
from ruta.training.badges import is_of_holder
from ruta.training.models import Attendance, Award, Course, Edition, Enrolment
from ruta.training.rules import room_code
from ruta.training.selectors import (
    checked_award,
    credential_of_award,
    editions_for,
    enrolments_for,
    newly_trained,
    read_credential,
    revoked_credentials,
    tally_of,
    taught_here,
    trained_staff,
)
from ruta.training.selectors.awards import certified_name
from ruta.training.tests.conftest import course, edition, held, learners
from ruta.trust.actions.signing import read_own_claims

pytestmark = pytest.mark.django_db


def kept(actor, question):
    with acting_as(actor), transaction.atomic():
        return question()


def rows_of(actor, made):
    return kept(actor, lambda: list(Enrolment.objects.filter(edition=made).select_related("learner", "person").order_by("pk")))


def finished(actor, made, grades):
    """Everybody was in every session; grades in the order of enrolment."""
    rows = rows_of(actor, made)
    for session in held(actor, made):
        mark_list(actor=actor, session_id=session.pk, present=[row.pk for row in rows])
    grade_enrolments(actor=actor, edition_id=made.pk, grades={row.pk: grade for row, grade in zip(rows, grades, strict=True)})
    return finish_edition(actor=actor, edition_id=made.pk)


def test_a_list_seats_each_once_and_says_which_line_is_wrong(coordinator, seated):
    assert enrol_staff(actor=coordinator, edition_id=seated.pk, terms=learners(6)) == 2
    assert len(rows_of(coordinator, seated)) == 6
    broken = [*learners(1, 50), learners(1)[0].__class__(full_name="Sin correo", email="nada")]
    with pytest.raises(Invalid, match="Línea 2"):
        enrol_staff(actor=coordinator, edition_id=seated.pk, terms=broken)
    with pytest.raises(NotOpen, match="No caben"):
        enrol_staff(actor=coordinator, edition_id=seated.pk, terms=learners(40, 100))


def test_a_second_list_says_less_and_takes_nothing_away_and_who_gave_up_comes_back(coordinator, seated):
    one = LearnerTerms(full_name="Ana Luz", email="ana.luz@ejemplo.hn", institution="INFOP", sex="woman", post="Tutora")
    assert enrol_staff(actor=coordinator, edition_id=seated.pk, terms=[one]) == 1
    row = kept(coordinator, lambda: Enrolment.objects.select_related("learner__institution").get(learner__email=one.email))
    withdraw_enrolment(actor=coordinator, enrolment_id=row.pk)
    assert enrol_staff(actor=coordinator, edition_id=seated.pk, terms=[LearnerTerms(full_name="Ana Luz Paz", email=one.email)]) == 1
    assert enrol_staff(actor=coordinator, edition_id=seated.pk, terms=[one]) == 0
    again = kept(coordinator, lambda: Enrolment.objects.select_related("learner__institution").get(pk=row.pk))
    assert again.state == "enrolled" and again.decided_at is None and again.badge == row.badge
    said = again.learner
    assert (said.institution.code, said.sex, said.post) == (row.learner.institution.code, "woman", "Tutora")


def test_attendance_by_room_badge_and_hand_is_one_row(coordinator, seated):
    first, second, *_rest = rows_of(coordinator, seated)
    session = held(coordinator, seated)[0]
    code = room_code(session.owner_institution_id, session.pk, time.time(), settings.CERTIFICATE_KEY)
    machine = system(session.owner_institution_id, "attendance")
    for _ in range(2):
        with acting_as(machine):
            mark_in_room(actor=machine, code=code, badge=f"{first.badge[:4]} {first.badge[4:].lower()}")
    mark_by_badge(actor=coordinator, session_id=session.pk, badge=second.badge)
    assert mark_list(actor=coordinator, session_id=session.pk, present=[first.pk, second.pk]) == 2
    found = kept(coordinator, lambda: dict(Attendance.objects.filter(session=session).order_by("pk").values_list("enrolment_id", "way")))
    assert found == {first.pk: "screen", second.pk: "badge"}
    assert mark_list(actor=coordinator, session_id=session.pk, present=[second.pk]) == 2  # who came in since the list was read stays
    assert mark_list(actor=coordinator, session_id=session.pk, present=[second.pk], seen=[first.pk, second.pk]) == 1
    with pytest.raises(Invalid):
        mark_by_badge(actor=coordinator, session_id=session.pk, badge="AAAAAAAA")
    old = room_code(session.owner_institution_id, session.pk, time.time() - 900, settings.CERTIFICATE_KEY)
    with acting_as(machine), pytest.raises(NotOpen):
        mark_in_room(actor=machine, code=old, badge=first.badge)


def test_who_passes_holds_a_badge_that_tells_no_name_and_is_revoked_at_once(coordinator, seated):
    finished(coordinator, seated, [90, 70, 69, None])
    states = [row.state for row in rows_of(coordinator, seated)]
    assert states == ["passed", "passed", "failed", "failed"]
    awards = kept(coordinator, lambda: list(Award.objects.select_related("owner_institution").order_by("pk")))
    assert len(awards) == 2
    claims = read_own_claims(awards[0].credential)
    assert claims is not None
    assert "Persona 0" not in str(claims)
    assert "ejemplo.hn" not in str(claims)
    assert is_of_holder(claims, "persona  0")
    assert not is_of_holder(claims, "Persona 1")
    told = claims["credentialSubject"]["identifier"][0]
    plain = f"{awards[0].holder}{told['salt']}".encode()
    assert told["identityHash"] == f"sha256${hashlib.sha256(plain).hexdigest()}", "as any verifier of the standard compares it"
    code = claims["jti"].rstrip("/").rsplit("/", 1)[1]
    assert checked_award(code, "Persona 0").matches
    assert not checked_award(code, "Persona 1").matches
    assert read_credential(awards[0].credential)[1].revoked_at is None
    assert read_credential(awards[0].credential[:-4] + "AAAA") is None
    revoke_award(actor=coordinator, award_id=awards[0].pk, why="Copió el examen.")
    assert checked_award(code).revoked_at is not None
    assert [each["id"] for each in revoked_credentials(awards[0].owner_institution)["revokedCredential"]] == [claims["jti"]]
    with pytest.raises(NotOpen):
        revoke_award(actor=coordinator, award_id=awards[0].pk, why="Otra vez.")
    with pytest.raises(NotFound):
        revoke_award(actor=staff("INFOP-SPS", "office_coordinator"), award_id=awards[1].pk, why="No es mía.")


def test_a_certificate_of_a_person_never_says_what_is_reserved():
    strict = StrictWord.objects.order_by("word").first().word
    sensitive = next(each.code for each in service_types() if each.sensitive)
    plain = Course(audience="persons", name="Taller de búsqueda de empleo", service_type="job_search_workshop")
    assert certified_name(plain) == plain.name
    for told in (
        Course(audience="persons", name=f"Taller: {strict.capitalize()} y trabajo"),
        Course(audience="persons", name="Taller de los martes", aims=f"Acompañar: {strict}"),
        Course(audience="persons", name="Taller de los martes", service_type=sensitive),
    ):
        assert certified_name(told) == "Curso de formación"
    of_staff = Course(audience="staff", name=f"Cómo atender: {strict}")
    assert certified_name(of_staff) == of_staff.name, "whoever teaches it to colleagues says nothing of anybody"


TELLING = (
    "Vivir con VIH", "Taller para mujeres víctimas de violencia", "Apoyo a sobrevivientes de trata de personas", "Apoyo psicológico grupal",
    "Solicitar asilo y refugio paso a paso",
)  # fmt: skip
PLAIN = "Tratamiento de agua y contratación de obras"


@pytest.mark.parametrize("service", ["", "job_search_workshop", "inm_refugee_procedure", "psychosocial_care"])
@pytest.mark.parametrize("name", [*TELLING, PLAIN])
def test_a_course_is_named_where_its_service_is_open_and_no_word_says_why_somebody_came(name, service):
    is_told = name == PLAIN and service == "job_search_workshop"
    assert (certified_name(Course(audience="persons", name=name, service_type=service)) == name) is is_told
    of_aims = Course(audience="persons", name="Taller de los martes", aims=name, service_type=service)
    assert (certified_name(of_aims) == of_aims.name) is is_told


def awarded(counsellor, name, **fields):
    """The certificate of a person, its public page and its signed badge."""
    made = edition(counsellor, course(counsellor, kind="workshop", name=name, least_grade=None, **fields))
    enrol_person(actor=counsellor, edition_id=made.pk, person_id=register(counsellor).pk)
    finished(counsellor, made, [None])
    return kept(counsellor, Award.objects.get)


def told_of(award):
    """What anybody reads: the page with what it certifies, and the badge with its signature."""
    code, anybody = code_of(award.number, settings.CERTIFICATE_KEY), Client()
    claims = read_own_claims(anybody.get(reverse("portal:badge_credential", args=[code])).content.decode())
    assert claims["jti"].rstrip("/").endswith(code)
    assert is_of_holder(claims, award.holder)
    achieved = anybody.get(urlsplit(claims["credentialSubject"]["achievement"]["id"]).path)
    assert achieved.status_code == 200
    return anybody.get(reverse("portal:badge", args=[code])).content.decode() + achieved.content.decode(), str(claims)


@pytest.mark.parametrize("name", TELLING)
def test_neither_page_nor_badge_says_why_a_person_came(counsellor, name):
    for told in told_of(awarded(counsellor, name, aims=f"Para quien lo necesita: {name}")):
        assert "Curso de formación" in told
        assert name not in told


def test_page_and_badge_name_a_course_of_an_open_service_with_its_aims(counsellor):
    page, claims = told_of(awarded(counsellor, PLAIN, aims="Medir y clorar.", service_type="job_search_workshop"))
    assert page.count("Medir y clorar.") == 1, "the achievement says what is learnt"
    assert PLAIN in page and PLAIN in claims and "Medir y clorar." in claims


@pytest.mark.parametrize("version", [0, 2, 2**40])
def test_what_no_badge_was_signed_for_is_no_achievement(counsellor, version):
    claims = read_own_claims(awarded(counsellor, PLAIN, service_type="job_search_workshop").credential)
    address = urlsplit(claims["credentialSubject"]["achievement"]["id"]).path.rpartition("-")[0]
    assert Client().get(f"{address}-{version}").status_code == 404


def test_a_course_that_bears_the_common_name_tells_no_aims(counsellor):
    _page, claims = told_of(awarded(counsellor, "Curso de formación", aims="Vivir con VIH"))
    assert "VIH" not in claims


@pytest.mark.parametrize("name", TELLING)
def test_a_certificate_from_before_the_rule_is_told_by_it(counsellor, monkeypatch, name):
    with monkeypatch.context() as before:
        before.setattr("ruta.training.selectors.awards._is_told", lambda _course: True)
        award = awarded(counsellor, name, aims="Reunirse cada martes.")
    assert name in award.course_name and name in str(read_own_claims(award.credential))
    page, claims = told_of(award)
    assert name not in page and "puede ser otro en el papel" in page
    assert name not in claims and "Reunirse" not in claims
    assert name not in str(read_own_claims(credential_of_award(award)))
    checked = Client().post(reverse("portal:badge_compare"), {"token": award.credential}).content.decode()
    assert "nadie lo cambió" in checked and name not in checked


def test_a_person_of_the_staff_counts_once_of_whoever_trains_them(coordinator, elsewhere, seated):
    finished(coordinator, seated, [90, 80, 80, 10])
    again = edition(elsewhere, course(elsewhere, name="Otro curso", least_grade=None))
    enrol_staff(actor=elsewhere, edition_id=again.pk, terms=learners(2, 2))
    finished(elsewhere, again, [None, None])
    found = kept(coordinator, lambda: trained_staff(date(2000, 1, 1), today()))
    assert found.total == 4
    assert kept(coordinator, lambda: newly_trained(today(), today())) == 4
    award = kept(coordinator, lambda: Award.objects.order_by("pk").first())
    revoke_award(actor=coordinator, award_id=award.pk, why="Copió el examen.")
    assert kept(coordinator, lambda: newly_trained(today(), today())) == 3
    assert kept(coordinator, lambda: newly_trained(today() + timedelta(days=1), today() + timedelta(days=9))) == 0
    assert found.by_institution[elsewhere.institution_id] == {"woman": 1, "man": 1, "unknown": 0}
    assert sum(found.by_institution[coordinator.institution_id].values()) == 2


def test_a_workshop_answers_the_step_of_a_plan_and_counts_as_an_attention(counsellor):
    person = register(counsellor)
    consent(counsellor, person)
    case = open_case(actor=counsellor, person_id=person.pk, entry_point="si_empleo_office", modality="returned")
    planned(counsellor, case, 5, 9)
    step = kept(counsellor, lambda: PlanAction.objects.order_by("pk").first())
    made = edition(
        counsellor, course(counsellor, kind="workshop", name="Buscar empleo", service_type="job_search_workshop", least_grade=None)
    )
    row = enrol_person(actor=counsellor, edition_id=made.pk, person_id=person.pk, plan_action_id=step.pk)
    assert enrol_person(actor=counsellor, edition_id=made.pk, person_id=person.pk).pk == row.pk
    assert kept(counsellor, lambda: PlanAction.objects.get(pk=step.pk).state) == "in_progress"
    finished(counsellor, made, [None])
    assert keep_delivery(actor=system(counsellor.institution_id, "test"), enrolment_id=row.pk)
    assert not keep_delivery(actor=system(counsellor.institution_id, "test"), enrolment_id=row.pk)
    given = kept(counsellor, ServiceDelivery.objects.get)
    assert (given.service_type, given.counts_as_attention, given.plan_action_id) == ("job_search_workshop", True, step.pk)
    assert kept(counsellor, lambda: PlanAction.objects.get(pk=step.pk).state) == "done"


@pytest.mark.parametrize(
    ("kind", "service", "more"), [("activation", "activation_programme", {}), ("formalisation", "formalisation_programme", {"sector": "G"})]
)
def test_a_programme_writes_its_step_in_the_plan_and_advances_it(counsellor, kind, service, more):
    person = register(counsellor)
    consent(counsellor, person)
    case = open_case(actor=counsellor, person_id=person.pk, entry_point="si_empleo_office", modality="returned")
    programme = course(counsellor, kind=kind, name="Programa", service_type=service, least_grade=None, **more)
    without_plan = enrol_person(actor=counsellor, edition_id=edition(counsellor, programme).pk, person_id=person.pk)
    assert without_plan.plan_action_id is None
    planned(counsellor, case, 5, 9)
    made = edition(counsellor, programme)
    row = enrol_person(actor=counsellor, edition_id=made.pk, person_id=person.pk)
    step = kept(counsellor, lambda: PlanAction.objects.get(service_type=service))
    assert (row.plan_action_id, step.kind, step.label, step.state) == (step.pk, "course", "Programa", "in_progress")
    finished(counsellor, made, [None])
    assert keep_delivery(actor=system(counsellor.institution_id, "test"), enrolment_id=row.pk)
    given = kept(counsellor, ServiceDelivery.objects.get)
    assert (given.service_type, given.counts_as_attention, given.plan_action_id) == (service, True, step.pk)
    assert kept(counsellor, lambda: PlanAction.objects.get(pk=step.pk).state) == "done"


def test_nobody_advances_the_plan_of_somebody_else(counsellor):
    programme = course(counsellor, kind="activation", name="Programa", service_type="activation_programme", least_grade=None)
    made, persons = edition(counsellor, programme), []
    for name in ("Ana Uno", "Berta Dos"):
        persons.append(register(counsellor, name))
        consent(counsellor, persons[-1])
        planned(
            counsellor, open_case(actor=counsellor, person_id=persons[-1].pk, entry_point="si_empleo_office", modality="returned"), 5, 9
        )
    rows = [enrol_person(actor=counsellor, edition_id=made.pk, person_id=each.pk) for each in persons]
    assert kept(counsellor, lambda: [PlanAction.objects.get(pk=row.plan_action_id).person_id for row in rows]) == [
        each.pk for each in persons
    ]
    named = enrol_person(
        actor=counsellor, edition_id=edition(counsellor, programme).pk, person_id=persons[1].pk, plan_action_id=rows[0].plan_action_id
    )
    assert named.plan_action_id is None


def proposed(counsellor, case, template="quick_placement"):
    """The steps that a plan proposes beyond those of its template."""
    with acting_as(counsellor), transaction.atomic():
        open_needs = list(Need.objects.filter(case=case))
        plan = plan_for(Case.objects.get(pk=case.pk), template, open_needs, taught=taught_here(counsellor.institution_id))
    return {step.service_type: step for goal in plan.goals for step in goal.actions if step.kind == "course"}


def test_a_plan_proposes_the_programmes_given_here_that_a_need_asks_for(counsellor):
    person = register(counsellor)
    consent(counsellor, person)
    case = open_case(actor=counsellor, person_id=person.pk, entry_point="si_empleo_office", modality="returned")
    activation = course(counsellor, kind="activation", name="Activación", service_type="activation_programme", least_grade=None)
    course(counsellor, kind="formalisation", name="Formalización", service_type="formalisation_programme", least_grade=None, sector="G")
    assert proposed(counsellor, case) == {}, "nothing asks for it"
    guidance = add_need(actor=counsellor, case_id=case.pk, code="first_work_experience")
    step = proposed(counsellor, case)["activation_programme"]
    assert (step.label, step.who, step.need_id) == ("Activación", "person", guidance.pk)
    add_need(actor=counsellor, case_id=case.pk, code="start_business")
    assert set(proposed(counsellor, case)) == {"activation_programme", "formalisation_programme"}
    full = edition(counsellor, activation, places=1)
    enrol_person(actor=counsellor, edition_id=full.pk, person_id=person.pk)
    assert proposed(counsellor, case)["activation_programme"].label == "Activación", "there is no place in that one"
    edition(counsellor, activation)
    step = proposed(counsellor, case)["activation_programme"]
    assert step.label.startswith("Activación, desde el ") and step.due_on == today()
    assert taught_here_of(staff("INFOP-SPS")) == []


def taught_here_of(actor):
    return kept(actor, lambda: taught_here(actor.institution_id))


def test_the_form_of_a_plan_offers_the_programme(counsellor):
    person = register(counsellor)
    consent(counsellor, person)
    case = open_case(actor=counsellor, person_id=person.pk, entry_point="si_empleo_office", modality="returned")
    course(counsellor, kind="formalisation", name="Formalizar", service_type="formalisation_programme", least_grade=None, sector="G")
    add_need(actor=counsellor, case_id=case.pk, code="strengthen_business")
    html = desk_of(counsellor).get(reverse("desk:case-plan", args=[case.pk]), {"plantilla": "self_employment_senprende"}).content.decode()
    assert "Participar en lo que se da aquí" in html and 'value="Formalizar"' in html and 'value="formalisation_programme"' in html


def in_a_plan(counsellor, made):
    """A person whose first step is to sit in an edition."""
    person = register(counsellor)
    consent(counsellor, person)
    case = open_case(actor=counsellor, person_id=person.pk, entry_point="si_empleo_office", modality="returned")
    planned(counsellor, case, 5, 9)
    step = kept(counsellor, lambda: PlanAction.objects.order_by("pk").first())
    row = enrol_person(actor=counsellor, edition_id=made.pk, person_id=person.pk, plan_action_id=step.pk)
    return row, lambda: kept(counsellor, lambda: PlanAction.objects.get(pk=step.pk).state)


def test_the_step_of_a_plan_waits_again_when_nothing_came_of_it(counsellor):
    workshop = course(counsellor, kind="workshop", name="Buscar empleo", service_type="job_search_workshop", least_grade=None)
    machine = system(counsellor.institution_id, "test")
    first = edition(counsellor, workshop)
    row, state = in_a_plan(counsellor, first)
    assert not free_step(actor=machine, enrolment_id=row.pk)
    assert state() == "in_progress"
    left = withdraw_enrolment(actor=counsellor, enrolment_id=row.pk)
    assert left.decided_at > row.enrolled_at
    assert free_step(actor=machine, enrolment_id=row.pk)
    assert state() == "open"
    back = enrol_person(actor=counsellor, edition_id=first.pk, person_id=row.person_id, plan_action_id=row.plan_action_id)
    assert (back.pk, back.decided_at, back.enrolled_at > left.decided_at) == (row.pk, None, True)
    assert state() == "in_progress"
    finish_edition(actor=counsellor, edition_id=first.pk)  # nobody came
    assert free_step(actor=machine, enrolment_id=row.pk)
    second = edition(counsellor, workshop)
    again = enrol_person(actor=counsellor, edition_id=second.pk, person_id=row.person_id, plan_action_id=row.plan_action_id)
    assert not free_step(actor=machine, enrolment_id=row.pk), "they sit in another one for it"
    cancel_edition(actor=counsellor, edition_id=second.pk)
    assert free_step(actor=machine, enrolment_id=again.pk)
    assert state() == "open"


def test_a_step_of_a_plan_knows_where_it_may_be_done_and_where_it_is(counsellor):
    workshop = course(counsellor, kind="workshop", name="Buscar empleo", service_type="cv_interview_support", least_grade=None)
    full, free = edition(counsellor, workshop, places=1), edition(counsellor, workshop)
    row, _state = in_a_plan(counsellor, full)
    step = kept(counsellor, lambda: PlanAction.objects.get(pk=row.plan_action_id))
    assert [(each.pk, each.came, each.held) for each in kept(counsellor, lambda: enrolments_for(step))] == [(row.pk, 0, 2)]
    assert kept(counsellor, lambda: editions_for(step)) == []
    withdraw_enrolment(actor=counsellor, enrolment_id=row.pk)
    with acting_as(counsellor):
        PlanAction.objects.filter(pk=step.pk).update(service_type="cv_interview_support")
    step = kept(counsellor, lambda: PlanAction.objects.get(pk=row.plan_action_id))
    assert {each.pk for each in kept(counsellor, lambda: editions_for(step))} == {full.pk, free.pk}
    html = desk_of(counsellor).get(reverse("desk:plan-action", args=[step.pk])).content.decode()
    assert reverse("desk:edition-seat", args=[free.pk, step.person_id]) in html
    assert "Se retiró" in html


def test_an_agreement_and_a_sector_are_named(counsellor):
    with pytest.raises(Invalid, match="convenio"):
        course(counsellor, kind="agreement", name="Con la cámara", least_grade=None)
    with pytest.raises(Invalid, match="sector"):
        course(counsellor, kind="formalisation", name="Comercios", least_grade=None)
    assert course(counsellor, kind="formalisation", name="Comercios", least_grade=None, sector="G").sector == "G"


def test_each_keeps_to_its_own(coordinator, counsellor, elsewhere, seated):
    with pytest.raises(Refused):
        enrol_staff(actor=counsellor, edition_id=seated.pk, terms=learners(1, 9))
    with pytest.raises(NotFound):
        finish_edition(actor=elsewhere, edition_id=seated.pk)
    with pytest.raises(NotOpen):
        enrol_person(actor=coordinator, edition_id=seated.pk, person_id=1)
    first = rows_of(coordinator, seated)[0]
    withdraw_enrolment(actor=coordinator, enrolment_id=first.pk)
    session = held(coordinator, seated)[0]
    with pytest.raises(Invalid):
        mark_by_badge(actor=coordinator, session_id=session.pk, badge=first.badge)


def test_what_was_certified_is_never_rewritten(coordinator, seated):
    finished(coordinator, seated, [90, 90, 90, 90])
    with pytest.raises(ProgrammingError, match="permission denied"):
        kept(coordinator, lambda: Award.objects.update(holder="Otra persona"))


def test_a_mailbox_is_of_one_person(coordinator, seated):
    def line(name, email="oficina@ejemplo.hn"):
        return LearnerTerms(full_name=name, email=email)

    with pytest.raises(Invalid, match="Línea 3: ese correo ya lo lleva la línea 1"):
        enrol_staff(actor=coordinator, edition_id=seated.pk, terms=[line("Ana Luz"), line("Otra", "otra@ejemplo.hn"), line("Marta Paz")])
    assert enrol_staff(actor=coordinator, edition_id=seated.pk, terms=[line("Ana Luz"), line("ana  luz")]) == 1, "said twice, seated once"
    with pytest.raises(Invalid, match="Línea 1: ese correo es de"):
        enrol_staff(actor=coordinator, edition_id=seated.pk, terms=[line("Marta Paz")])
    assert enrol_staff(actor=coordinator, edition_id=seated.pk, terms=[line("Ana Luz Mejía")]) == 0, "a name is written better"
    assert "Ana Luz Mejía" in {row.learner.full_name for row in rows_of(coordinator, seated)}


def test_no_more_came_than_could(coordinator, seated):
    first, second = held(coordinator, seated)
    move_session(actor=coordinator, session_id=second.pk, starts_at=now() + timedelta(minutes=30), minutes=60)
    everybody = [row.pk for row in rows_of(coordinator, seated)]
    for each in (first, second):
        mark_list(actor=coordinator, session_id=each.pk, present=everybody)
    assert kept(coordinator, lambda: tally_of(seated)).share == 100


def test_a_certificate_with_a_wrong_name_is_replaced_and_the_former_is_worth_nothing(coordinator, elsewhere, seated):
    finished(coordinator, seated, [90, 90, 90, 10])
    first = kept(coordinator, lambda: Award.objects.order_by("pk").first())
    with pytest.raises(NotOpen, match="El nombre es el que ya dice"):
        reissue_award(actor=coordinator, award_id=first.pk)
    with pytest.raises(Invalid, match="otra persona"):
        reissue_award(actor=coordinator, award_id=first.pk, name="Marta Paz")
    with pytest.raises(NotFound):
        reissue_award(actor=elsewhere, award_id=first.pk, name="Persona Cero")
    second = reissue_award(actor=coordinator, award_id=first.pk, name="Persona  Cero")
    assert (second.holder, second.number) == ("Persona Cero", first.number.replace("CAP-", "CAPB-"))
    told = {each.number: checked_award(code_of(each.number, settings.CERTIFICATE_KEY), "persona cero") for each in (first, second)}
    assert told[first.number].revoked_at is not None and "Se sustituyó" in told[first.number].why_revoked
    assert told[second.number].revoked_at is None and told[second.number].matches
    assert kept(coordinator, lambda: newly_trained(today(), today())) == 3, "who holds a good one is trained"
    with pytest.raises(NotOpen, match="ya se sustituyó"):
        reissue_award(actor=coordinator, award_id=first.pk, name="Persona Uno")
    revoke_award(actor=coordinator, award_id=second.pk, why="Se apretó por error.")
    assert kept(coordinator, lambda: newly_trained(today(), today())) == 2
    third = reissue_award(actor=coordinator, award_id=second.pk)
    assert third.number.startswith("CAPC-") and read_credential(third.credential)[1].revoked_at is None
    assert kept(coordinator, lambda: newly_trained(today(), today())) == 3


def test_what_was_called_off_by_mistake_is_given_with_who_had_a_place(counsellor, coordinator):
    made = edition(
        counsellor, course(counsellor, kind="workshop", name="Buscar empleo", service_type="job_search_workshop", least_grade=None)
    )
    row, state = in_a_plan(counsellor, made)
    machine = system(row.owner_institution_id, "training")
    with pytest.raises(NotOpen):
        reopen_edition(actor=counsellor, edition_id=made.pk)
    cancel_edition(actor=counsellor, edition_id=made.pk)
    assert free_step(actor=machine, enrolment_id=row.pk) and state() == "open"
    assert not take_step(actor=machine, enrolment_id=row.pk), "it is not given"
    with pytest.raises(NotFound):
        reopen_edition(actor=staff("INFOP-SPS", "office_coordinator"), edition_id=made.pk)
    assert reopen_edition(actor=counsellor, edition_id=made.pk).closed_at is None
    assert take_step(actor=machine, enrolment_id=row.pk) and state() == "in_progress"
    cancel_edition(actor=counsellor, edition_id=made.pk)
    with acting_as(counsellor), transaction.atomic():
        Edition.objects.filter(pk=made.pk).update(closed_at=now() - timedelta(days=8))
    with pytest.raises(NotOpen, match="una semana"):
        reopen_edition(actor=counsellor, edition_id=made.pk)
