"""Do the pages carry a course from its first line to a certificate that anybody checks, on a telephone too?"""

import re
import time
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.formats import date_format

from ruta.base.clock import HONDURAS, now, today
from ruta.cases.actions import open_case
from ruta.cases.models import PlanAction
from ruta.cases.tests.making import consent, planned, register, staff
from ruta.desk.vacancies.tests.test_screens import desk_of, sent
from ruta.training.actions import enrol_person, enrol_staff
from ruta.training.models import Award, Course, Edition, Enrolment, Session, TrainingNeed
from ruta.training.rules import room_code
from ruta.training.tests.conftest import coordinator, counsellor, course, edition, elsewhere, learners  # noqa: F401
from ruta.training.tests.test_training import finished, kept

pytestmark = pytest.mark.django_db
FIELDS = {
    "name": "Atención a personas retornadas", "kind": "staff", "hours": "8", "offered_by": "infop", "programme": "Atención", "least_attendance": "80", "least_grade": "70",
    "phases": "Enfoque, 60\nPráctica: 90 min", "is_certified": "on",
}  # fmt: skip


@pytest.fixture
def desk(coordinator):  # noqa: F811
    return desk_of(coordinator)


@pytest.fixture
def opened(desk, coordinator):  # noqa: F811
    """An edition for staff, with sittings that go on now."""
    made = sent(desk, "desk:course-new", **FIELDS)
    assert made.status_code == 302, made.content.decode()[:2000]
    course = kept(coordinator, Course.objects.get)
    assert course.phases == [["Enfoque", 60], ["Práctica", 90]]
    assert (course.offered_by, course.provider, course.offered) == ("infop", "", "INFOP")
    others = FIELDS | {"name": "Otro curso", "offered_by": "other", "programme": "  atencion "}
    assert sent(desk, "desk:course-new", **others).status_code == 422, "which other?"
    assert sent(desk, "desk:course-new", **others, provider="Cruz Roja").status_code == 302
    both = desk.get(reverse("desk:courses"), {"programa": course.programme_id}).content.decode()
    assert "Otro curso" in both and "Cruz Roja" in both and course.name in both
    assert sent(desk, "desk:course-new", **FIELDS | {"name": "Suelto", "programme": "", "provider": "No se guarda"}).status_code == 302
    assert "Suelto" not in desk.get(reverse("desk:courses"), {"programa": course.programme_id}).content.decode()
    alone = kept(coordinator, lambda: Course.objects.get(name="Suelto"))
    assert (alone.programme, alone.provider) == (None, "")
    fields = {"office": coordinator.office_id, "place": "Salón", "starts_on": today().isoformat(), "hour": "09:00", "places": "30"}
    assert sent(desk, "desk:course", course.pk, **fields).status_code == 302
    edition = kept(coordinator, Edition.objects.get)
    begin = (now() - timedelta(minutes=5)).astimezone(HONDURAS)
    for one in kept(coordinator, lambda: list(Session.objects.order_by("pk"))):
        moved = sent(
            desk, "desk:session-move", one.pk, title=one.title, day=begin.date().isoformat(), hour=begin.strftime("%H:%M"), minutes="60"
        )
        assert moved.status_code == 302
    return edition


def test_a_course_is_given_and_its_certificate_is_checked_by_anybody(desk, coordinator, opened):  # noqa: F811
    lines = "Ana Prueba; ana@ejemplo.hn; INFOP; F; Técnica\nLuis Prueba\tluis@ejemplo.hn"
    assert sent(desk, "desk:edition-enrol", opened.pk, lines="Ana Prueba").status_code == 422
    assert sent(desk, "desk:edition-enrol", opened.pk, lines=lines).status_code == 302
    page = desk.get(reverse("desk:edition", args=[opened.pk])).content.decode()
    assert "Ana Prueba" in page
    assert "Técnica" in page
    rows = kept(coordinator, lambda: list(Enrolment.objects.order_by("pk")))
    sessions = kept(coordinator, lambda: list(Session.objects.order_by("position")))
    for one in sessions:
        assert sent(desk, "desk:session", one.pk, presente=[row.pk for row in rows]).status_code == 302
    assert desk.get(reverse("desk:session", args=[sessions[0].pk])).content.decode().count(" checked") == 2
    assert "<path" in desk.get(reverse("desk:session-room", args=[sessions[0].pk])).content.decode()
    assert desk.get(reverse("desk:edition-badges", args=[opened.pk])).content[:5] == b"%PDF-"
    assert sent(desk, "desk:edition-grades", opened.pk, **{f"nota-{rows[0].pk}": "101"}).status_code == 422
    said = {"place": "Salón 2", "places": "1", "teacher": "Marta Luz"}
    assert "Ya hay 2 personas inscritas" in sent(desk, "desk:edition-correct", opened.pk, **said).content.decode()
    assert sent(desk, "desk:edition-correct", opened.pk, **said | {"places": "40"}).status_code == 302
    moved = desk.get(reverse("desk:edition", args=[opened.pk])).content.decode()
    assert "Salón 2" in moved and "de 40 lugares" in moved and "Marta Luz" in moved
    lost = sent(desk, "desk:edition-grades", opened.pk, **{f"nota-{rows[0].pk}": "8x", f"nota-{rows[1].pk}": "77"}).content.decode()
    assert "«8x» no es una nota" in lost and 'value="8x"' in lost and 'value="77"' in lost
    assert "2 personas no tienen nota" in desk.get(reverse("desk:edition", args=[opened.pk])).content.decode()
    assert sent(desk, "desk:edition-grades", opened.pk, **{f"nota-{rows[0].pk}": "95", f"nota-{rows[1].pk}": ""}).status_code == 302
    assert "Hay personas sin nota" in sent(desk, "desk:edition-finish", opened.pk).content.decode()
    assert sent(desk, "desk:edition-finish", opened.pk, **{"sin-nota": "on"}).status_code == 302
    award = kept(coordinator, Award.objects.get)
    assert desk.get(reverse("desk:award", args=[award.pk])).content[:5] == b"%PDF-"
    anybody, code = Client(), award_code(award)
    public = anybody.get(reverse("portal:badge", args=[code])).content.decode()
    assert "Esta constancia vale" in public
    assert "Ana Prueba" not in public
    assert "Coincide" in anybody.post(reverse("portal:badge", args=[code]), {"name": "ANA PRUEBA"}).content.decode()
    signed = anybody.get(reverse("portal:badge_credential", args=[code]))
    assert signed["Content-Type"] == "application/vc+jwt"
    checked = anybody.post(reverse("portal:badge_compare"), {"token": signed.content.decode()})
    assert "nadie lo cambió" in checked.content.decode()
    assert anybody.post(reverse("portal:badge_compare"), {"token": "a.b.c"}).status_code == 422
    assert anybody.get(reverse("portal:certificates"), {"codigo": code}).status_code == 302
    assert anybody.get(reverse("portal:badge", args=["CAP-2026-00001.AAAAAAAAAAAAAAAA"])).status_code == 404
    assert sent(desk, "desk:award-revoke", award.pk, why="Suplantó a otra persona.").status_code == 302
    assert "fue revocada" in anybody.get(reverse("portal:badge", args=[code])).content.decode()
    assert "1" in desk.get(reverse("desk:training-board")).content.decode()


def award_code(award):
    from ruta.base.codes import code_of

    return code_of(award.number, settings.CERTIFICATE_KEY)


def test_whoever_is_in_the_room_says_so_with_a_telephone(desk, coordinator, opened):  # noqa: F811
    sent(desk, "desk:edition-enrol", opened.pk, lines="Ana Prueba; ana@ejemplo.hn\nLuis Prueba; luis@ejemplo.hn")
    ana, luis = kept(coordinator, lambda: list(Enrolment.objects.order_by("pk")))
    session = kept(coordinator, lambda: Session.objects.order_by("position").first())
    code = room_code(session.owner_institution_id, session.pk, time.time(), settings.CERTIFICATE_KEY)
    telephone, address = Client(), reverse("portal:attend", args=[code])
    assert telephone.get(address).status_code == 200
    assert telephone.post(address, {"badge": "ZZZZ ZZZZ"}).status_code == 422
    for _ in range(2):
        assert "Quedó anotado" in telephone.post(address, {"badge": ana.badge}).content.decode()
    assert telephone.get(reverse("portal:attend", args=["1-1-1-AAAAAAAAAAAAAAAA"])).status_code == 409
    assert "Está presente" in desk.get(reverse("desk:badge", args=[luis.badge])).content.decode()
    assert kept(coordinator, session.attendances.count) == 1
    assert sent(desk, "desk:badge", luis.badge).status_code == 302
    assert kept(coordinator, session.attendances.count) == 2
    page = desk.get(reverse("desk:session", args=[session.pk])).content.decode()
    assert "Código de la sala" in page
    assert "Gafete" in page


def test_what_they_say_of_it_is_asked_on_a_telephone_and_told_when_it_ended(desk, coordinator, opened):  # noqa: F811
    lines = "\n".join(f"Persona {at}; p{at}@ejemplo.hn" for at in range(6))
    sent(desk, "desk:edition-enrol", opened.pk, lines=lines)
    rows = kept(coordinator, lambda: list(Enrolment.objects.order_by("pk")))
    for one in kept(coordinator, lambda: list(Session.objects.order_by("pk"))):
        sent(desk, "desk:session", one.pk, presente=[row.pk for row in rows])
    page = desk.get(reverse("desk:edition", args=[opened.pk])).content.decode()
    address = re.search(r"/cursos/evaluar/[\w-]+/", page)[0]
    telephone, said = Client(), {"content": "5", "teaching": "4", "use": "5", "wish": "Más tiempo."}
    asked = telephone.get(address)
    assert "No se guarda quién contestó" in asked.content.decode()
    assert asked["X-Robots-Tag"] == "noindex, nofollow"
    assert {telephone.get(address).status_code for _ in range(70)} == {200}, "a whole room comes from one address"
    assert telephone.post(address, said | {"badge": "ZZZZZZZZ"}).status_code == 422
    assert "Elija de 1 a 5" in telephone.post(address, {"badge": rows[0].badge}).content.decode()
    for row in rows[:5]:
        assert telephone.post(address, said | {"badge": row.badge}).status_code == 200
    assert telephone.post(address, said | {"badge": rows[0].badge}).status_code == 409
    assert telephone.get(address.replace("evaluar/", "evaluar/9")).status_code == 409
    before = desk.get(reverse("desk:edition", args=[opened.pk])).content.decode()
    assert "Han contestado 5 personas" in before
    assert "Más tiempo." not in before
    typed = {f"nota-{row.pk}": "90" for row in rows} | {f"antes-{row.pk}": "40" for row in rows}
    assert sent(desk, "desk:edition-grades", opened.pk, **typed).status_code == 302
    assert sent(desk, "desk:edition-finish", opened.pk).status_code == 302
    page = " ".join(desk.get(reverse("desk:edition", args=[opened.pk])).content.decode().split())
    for words in ("4.0 de 5", "100 %", "Más tiempo.", "De 40 puntos al entrar a 90"):
        assert words in page, words
    assert "4.0 de 5" in desk.get(reverse("desk:course", args=[opened.course_id])).content.decode()
    assert b"4.7" in b"".join(desk.get(reverse("desk:training"), {"formato": "csv"}).streaming_content)
    assert telephone.get(address).status_code == 409


def test_persons_are_found_in_the_register_and_seen_by_who_gives_workshops(coordinator, counsellor):  # noqa: F811
    desk = desk_of(counsellor)
    workshop = FIELDS | {"name": "Buscar empleo", "kind": "workshop", "service_type": "job_search_workshop", "least_grade": ""}
    assert sent(desk, "desk:course-new", **workshop).status_code == 302
    course = kept(counsellor, Course.objects.get)
    fields = {"office": counsellor.office_id, "place": "Salón", "starts_on": today().isoformat(), "hour": "09:00", "places": "1"}
    assert sent(desk, "desk:course", course.pk, **fields).status_code == 302
    edition = kept(counsellor, Edition.objects.get)
    person = register(counsellor, given="Reina Isabel", surnames="Cáceres Prueba")
    found = sent(desk, "desk:edition-find", edition.pk, q="Reina Isabel Cáceres Prueba").content.decode()
    assert "Reina Isabel" in found
    consent(counsellor, person)
    case = open_case(actor=counsellor, person_id=person.pk, entry_point="si_empleo_office", modality="returned")
    planned(counsellor, case, 5, 9)
    assert sent(desk, "desk:edition-seat", edition.pk, person.pk).status_code == 302
    step = kept(counsellor, lambda: PlanAction.objects.get(service_type="job_search_workshop"))
    assert kept(counsellor, lambda: Enrolment.objects.get().plan_action_id) == step.pk, "whoever is found by name has it in the plan too"
    other = register(counsellor, given="Otra", surnames="Persona Prueba")
    assert sent(desk, "desk:edition-seat", edition.pk, other.pk).status_code == 302
    assert kept(counsellor, Enrolment.objects.count) == 1
    for name in ("desk:training", "desk:courses"):
        assert "Buscar empleo" in desk.get(reverse(name)).content.decode()
        assert b"Buscar empleo" in b"".join(desk.get(reverse(name), {"formato": "csv"}).streaming_content)


def test_a_workshop_of_a_reserved_service_is_there_for_protection_alone(counsellor):  # noqa: F811
    guardian = staff("SPS", "protection_officer")
    inside, desk = desk_of(guardian), desk_of(counsellor)
    reserved = FIELDS | {"name": "Grupo B", "kind": "workshop", "service_type": "gbv_integral_care", "least_grade": ""}
    kept_back = sent(desk, "desk:course-new", **reserved)
    assert kept_back.status_code == 422 and "Grupo B" in kept_back.content.decode(), "what was typed is there still"
    assert sent(inside, "desk:course-new", **reserved).status_code == 302
    course = kept(counsellor, Course.objects.get)
    fields = {"office": counsellor.office_id, "place": "Salón", "starts_on": today().isoformat(), "hour": "09:00", "places": "9"}
    assert sent(desk, "desk:course", course.pk, **fields).status_code == 404
    assert sent(inside, "desk:course", course.pk, **fields).status_code == 302
    edition = kept(counsellor, Edition.objects.get)
    person = register(counsellor, given="Reina Isabel", surnames="Cáceres Prueba")
    assert sent(inside, "desk:edition-seat", edition.pk, person.pk).status_code == 302
    assert "Reina Isabel" in inside.get(reverse("desk:edition", args=[edition.pk])).content.decode()
    for role in ("counsellor", "office_coordinator", "central_coordination", "auditor"):
        client = desk_of(staff("SPS", role))
        for name in ("desk:training", "desk:courses"):
            assert "Grupo B" not in client.get(reverse(name)).content.decode()
            assert b"Grupo B" not in b"".join(client.get(reverse(name), {"formato": "csv"}).streaming_content)
        assert client.get(reverse("desk:course", args=[course.pk])).status_code == 404
        assert client.get(reverse("desk:edition", args=[edition.pk])).status_code == 404
    assert "Grupo B" in inside.get(reverse("desk:training")).content.decode()
    session = kept(counsellor, lambda: Session.objects.order_by("pk").first())
    badge = kept(counsellor, Enrolment.objects.get).badge
    for name, of, closed in (("desk:session", session.pk, 404), ("desk:edition-badges", edition.pk, 404), ("desk:badge", badge, 403)):
        assert desk.get(reverse(name, args=[of])).status_code == closed, name
        assert inside.get(reverse(name, args=[of])).status_code == 200, name


def test_a_person_with_a_common_name_is_found_by_it_at_the_door(counsellor, settings, monkeypatch, tmp_path):  # noqa: F811
    settings.LINKAGE_FOLDER = tmp_path  # a copy of the register of its own: other tests took theirs back
    monkeypatch.setattr("ruta.people.selectors.scanning._held", {})
    desk = desk_of(counsellor)
    register(counsellor, given="José", surnames="Mejía López")
    assert sent(desk, "desk:course-new", **FIELDS | {"kind": "workshop", "least_grade": ""}).status_code == 302
    fields = {"office": counsellor.office_id, "place": "Salón", "starts_on": today().isoformat(), "hour": "09:00", "places": "9"}
    assert sent(desk, "desk:course", kept(counsellor, Course.objects.get).pk, **fields).status_code == 302
    edition = kept(counsellor, Edition.objects.get)
    for typed, is_found in (("jose mejia lopez", True), ("Mejía López", True), ("José Paz", False)):
        assert ("José Mejía López" in sent(desk, "desk:edition-find", edition.pk, q=typed).content.decode()) is is_found, typed


@pytest.mark.parametrize(("role", "staff_too"), [("counsellor", False), ("protection_officer", False), ("office_coordinator", True)])
def test_a_course_is_offered_only_in_the_kinds_that_one_may_give(role, staff_too):
    page = desk_of(staff("SPS", role)).get(reverse("desk:course-new")).content.decode()
    assert ('value="staff"' in page) is staff_too and 'value="workshop"' in page
    assert ("gbv_integral_care" in page) is (role == "protection_officer")


def test_needs_of_offices_are_answered_by_a_course(desk, coordinator, elsewhere, opened):  # noqa: F811
    fields = {"office": coordinator.office_id, "topic": "Entrevista con enfoque de género", "persons": "6", "why": ""}
    assert sent(desk, "desk:training-needs", **fields).status_code == 302
    from ruta.training.models import TrainingNeed

    need = kept(coordinator, TrainingNeed.objects.get)
    assert desk.post(reverse("desk:training-need", args=[need.pk]), {"course": opened.course_id}).status_code == 302
    assert kept(coordinator, lambda: TrainingNeed.objects.get().course_id) == opened.course_id
    assert desk_of(elsewhere).get(reverse("desk:edition", args=[opened.pk])).status_code == 404


def test_what_came_of_a_reserved_workshop_is_told_to_protection_alone(counsellor):  # noqa: F811
    guardian = staff("SPS", "protection_officer")
    made = edition(guardian, course(guardian, kind="workshop", name="Grupo B", service_type="gbv_integral_care", least_grade=None))
    enrol_person(actor=guardian, edition_id=made.pk, person_id=register(counsellor).pk)
    finished(guardian, made, [None])
    assert "Grupo B" in desk_of(guardian).get(reverse("desk:courses")).content.decode().split("Qué resultó en")[-1]
    for role in ("counsellor", "office_coordinator", "auditor"):
        assert "Grupo B" not in desk_of(staff("SPS", role)).get(reverse("desk:courses")).content.decode(), role


def test_the_same_edition_is_opened_once(desk, coordinator, opened):  # noqa: F811
    fields = {"office": coordinator.office_id, "place": "Salón 9", "starts_on": today().isoformat(), "hour": "09:00", "places": "30"}
    assert sent(desk, "desk:course", opened.course_id, **fields).status_code == 302
    again = sent(desk, "desk:course", opened.course_id, **fields)
    assert again.status_code == 422 and "ya está abierta" in again.content.decode()
    for other in ({"hour": "14:00"}, {"place": "Salón 8"}, {"starts_on": (today() + timedelta(days=30)).isoformat()}):
        assert sent(desk, "desk:course", opened.course_id, **fields | other).status_code == 302, other
    first = kept(coordinator, lambda: Edition.objects.filter(place="Salón 9").order_by("pk").first())
    assert sent(desk, "desk:edition-cancel", first.pk).status_code == 302
    assert sent(desk, "desk:course", opened.course_id, **fields).status_code == 302, "one that was called off stands in nobody's way"
    for year in ("2000-01-01", "2100-01-01"):
        assert "Revise el año" in sent(desk, "desk:course", opened.course_id, **fields | {"starts_on": year}).content.decode()


def test_who_is_seated_is_told_from_another_of_the_same_name(counsellor, settings, monkeypatch, tmp_path):  # noqa: F811
    settings.LINKAGE_FOLDER = tmp_path
    monkeypatch.setattr("ruta.people.selectors.scanning._held", {})
    desk, made = desk_of(counsellor), edition(counsellor, course(counsellor, kind="workshop", name="Buscar", least_grade=None))
    person = register(counsellor, given="Reina Isabel", surnames="Cáceres Prueba")
    found = sent(desk, "desk:edition-find", made.pk, q="Reina Isabel Cáceres Prueba").content.decode()
    assert f"nació el {date_format(date.fromisoformat(str(person.birth_date)), 'SHORT_DATE_FORMAT')}" in found


def test_whoever_changes_a_course_second_sees_what_the_first_kept(desk, coordinator, opened):  # noqa: F811
    course_now = kept(coordinator, lambda: Course.objects.get(pk=opened.course_id))
    seen = str(course_now.version)
    assert sent(desk, "desk:course-edit", course_now.pk, **FIELDS | {"hours": "10"}, version=seen).status_code == 302
    refused = sent(desk, "desk:course-edit", course_now.pk, **FIELDS | {"aims": "Lo mío"}, version=seen)
    told = refused.content.decode()
    assert refused.status_code == 409 and "Lo que guardó otra persona" in told and "Lo mío" in told
    beside = told.split("Lo que guardó otra persona")[-1].split("<form")[0]
    assert "Horas" in beside and "10" in beside and "Nota mínima" not in beside
    assert (
        sent(desk, "desk:course-edit", course_now.pk, **FIELDS | {"aims": "Lo mío"}, version=str(course_now.version + 1)).status_code == 302
    )


def test_what_is_lacking_no_more_goes_and_the_course_says_for_whom_it_is(desk, coordinator, elsewhere, opened):  # noqa: F811
    fields = {"office": coordinator.office_id, "topic": "Entrevista con enfoque de género", "persons": "6", "why": ""}
    assert sent(desk, "desk:training-needs", **fields).status_code == 302
    again = sent(desk, "desk:training-needs", **fields | {"topic": "Entrevista con enfoque de  GÉNERO"})
    assert again.status_code == 422 and "Ya está anotado" in again.content.decode()
    need = kept(coordinator, TrainingNeed.objects.get)
    desk.post(reverse("desk:training-need", args=[need.pk]), {"course": opened.course_id})
    assert "Entrevista con enfoque" in desk.get(reverse("desk:course", args=[opened.course_id])).content.decode()
    assert "0 personas lo aprobaron" in desk.get(reverse("desk:training-needs")).content.decode()
    enrol_staff(actor=coordinator, edition_id=opened.pk, terms=learners(2))
    finished(coordinator, opened, [90, 10])
    assert "1 persona lo aprobó" in desk.get(reverse("desk:training-needs")).content.decode()
    assert desk_of(elsewhere).post(reverse("desk:training-need-drop", args=[need.pk])).status_code == 404
    assert desk.post(reverse("desk:training-need-drop", args=[need.pk])).status_code == 302
    assert not kept(coordinator, TrainingNeed.objects.exists)


def test_an_edition_called_off_by_mistake_is_opened_again_on_its_page(desk, opened):
    assert sent(desk, "desk:edition-cancel", opened.pk).status_code == 302
    assert "Deshacer la cancelación" in desk.get(reverse("desk:edition", args=[opened.pk])).content.decode()
    assert sent(desk, "desk:edition-reopen", opened.pk).status_code == 302
    page = desk.get(reverse("desk:edition", args=[opened.pk])).content.decode()
    assert "Deshacer la cancelación" not in page and "Inscribir personal" in page
    assert sent(desk, "desk:edition-reopen", opened.pk).status_code == 409


def test_a_programme_of_reserved_courses_alone_is_named_to_protection_alone(counsellor):  # noqa: F811
    guardian = staff("SPS", "protection_officer")
    for name, service, programme in (("Grupo B", "gbv_integral_care", "Vivir sin miedo"), ("Buscar", "job_search_workshop", "Empleo")):
        course(guardian, kind="workshop", name=name, service_type=service, programme=programme, least_grade=None)
    for address in (reverse("desk:courses"), reverse("desk:course-new")):
        told = desk_of(counsellor).get(address).content.decode()
        assert "Vivir sin miedo" not in told and "Empleo" in told
        assert "Vivir sin miedo" in desk_of(guardian).get(address).content.decode()
    course(guardian, kind="workshop", name="Abierto", service_type="job_search_workshop", programme="Vivir sin miedo", least_grade=None)
    assert "Vivir sin miedo" in desk_of(counsellor).get(reverse("desk:courses")).content.decode()
