"""What does staff learn in a demonstration, and what do persons? A few invented courses: ended, going on and ahead."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from django.db import transaction

from ruta.base.clock import HONDURAS, now, today
from ruta.base.context import Actor, acting_as, system
from ruta.cases.models import Case
from ruta.directory.models import Institution, Office
from ruta.training.actions import (
    CourseTerms,
    EditionTerms,
    LearnerTerms,
    Said,
    enrol_person,
    enrol_staff,
    finish_edition,
    grade_enrolments,
    keep_appraisal,
    mark_list,
    note_need,
    open_edition,
    save_course,
)
from ruta.training.enums import Audience
from ruta.training.models import Course, Edition, Enrolment, Session
from ruta.training.selectors import asking_code_of

GIVEN = ("Ana", "Luis", "Rosa", "Óscar", "Karla", "Mario", "Nely", "Julio", "Iris", "Denis", "Sonia", "Marvin", "Lesly", "Franklin")
SURNAMES = ("Prueba", "Ejemplo", "Muestra")
WORK_FOR = ("SETRASS-DGE", "INFOP", "SENPRENDE", "SRECI", "INM", "SEDESOL")
STAFF_PROGRAMME = "Atención a personas migrantes"
STAFF = CourseTerms(
    name="Atención integral a personas migrantes retornadas", kind="staff", programme=STAFF_PROGRAMME, offered_by="oim", hours=16, least_grade=70,
    aims="Acoger, orientar y derivar sin volver a preguntar lo que ya se dijo.", method="Casos en parejas, con el sistema abierto.",
    phases=(("Acogida y protección", 240), ("Del perfil al itinerario", 240), ("Derivar y cerrar el aro", 240), ("Práctica evaluada", 240)),
)  # fmt: skip
DATA = CourseTerms(
    name="Protección de datos personales", kind="staff", programme=STAFF_PROGRAMME, offered_by="flacso", hours=4, least_grade=70, aims="Pedir, guardar y mostrar solo lo necesario.",
    phases=(("Permisos y secreto", 120), ("Casos difíciles", 120)),
)  # fmt: skip
WORKSHOP = CourseTerms(
    name="Taller de búsqueda de empleo", kind="workshop", hours=6, least_attendance=66, service_type="job_search_workshop",
    aims="Salir con hoja de vida, tres ofertas vistas y una entrevista ensayada.", method="Grupo de hasta 20, tres mañanas seguidas.",
    phases=(("Lo que sé hacer y mi hoja de vida", 120), ("Dónde y cómo buscar", 120), ("La entrevista", 120)),
)  # fmt: skip
ACTIVATION = CourseTerms(
    name="Activación para jóvenes retornados", kind="activation", offered_by="infop", hours=20, service_type="activation_programme", is_certified=True, least_attendance=80,
    phases=(("Diagnóstico", 240), ("Oficio de prueba", 480), ("Plan de tres meses", 240)),
)  # fmt: skip
FORMAL = CourseTerms(
    name="Formalización de pequeños comercios", kind="formalisation", offered_by="other", provider="SENPRENDE y la municipalidad", hours=8, service_type="formalisation_programme", is_certified=True, least_attendance=75, sector="G",
    aims="Salir con RTN, permiso de operación y una cuenta separada.", phases=(("Costos y precios", 120), ("Registro y permisos", 120), ("Seguridad social", 120), ("Mi plan", 120)),
)  # fmt: skip
WISHES = {1: "Más tiempo para practicar.", 4: "Que se repita por la tarde.", 6: "Llevar casos de nuestro municipio."}
NEEDS = (
    ("SPS", "Entrevista con enfoque de género", 6, ""),
    ("TGU", "Lengua de señas hondureña, nivel básico", 3, "Llegan personas sordas y nadie las atiende."),
)


def make_training(*, actor: Actor) -> int:
    """Write them once; says how many editions."""
    office = Office.objects.filter(code="SPS", is_active=True).first()
    central = Office.objects.filter(code="DGE", is_active=True).first()
    if office is None or central is None:
        return 0
    machine = system(office.institution_id, actor.reason or "demo")
    with acting_as(machine), transaction.atomic():
        if Course.objects.filter(owner_institution_id=office.institution_id).exists():
            return 0
        staff, data, workshop, active, formal = (
            save_course(actor=machine, terms=each) for each in (STAFF, DATA, WORKSHOP, ACTIVATION, FORMAL)
        )
        _train(machine, _opened(machine, staff, central, today() - timedelta(days=60)), _learners(24), is_over=True)
        _train(machine, _opened(machine, data, central, today() + timedelta(days=6)), _learners(9), is_over=False)
        _teach(machine, _opened(machine, workshop, office, today() - timedelta(days=30)), 9, is_over=True)
        _teach(machine, _opened(machine, active, office, today() - timedelta(days=45)), 14, is_over=True)
        _teach(machine, _opened(machine, formal, office, today() - timedelta(days=20)), 8, is_over=True)
        _teach(machine, _opened(machine, workshop, office, today() + timedelta(days=3)), 6, is_over=False)
        _needs(machine)
        return Edition.objects.count()


def _opened(machine: Actor, course: Course, office: Office, begin: date) -> Edition:
    teacher = "Equipo de formación" if course.audience == Audience.STAFF else "Orientación laboral"
    terms = EditionTerms(
        office_id=office.pk, place="Salón de usos múltiples", starts_on=begin, hour=time(8, 30), places=25, teacher=teacher
    )
    return open_edition(actor=machine, course_id=course.pk, terms=terms)


def _learners(count: int) -> Sequence[LearnerTerms]:
    known = set(Institution.objects.filter(code__in=WORK_FOR).order_by("pk").values_list("code", flat=True))
    codes = [code for code in WORK_FOR if code in known]
    return [
        LearnerTerms(
            full_name=f"{GIVEN[at % len(GIVEN)]} {SURNAMES[at // len(GIVEN) % len(SURNAMES)]} {at + 1}", email=f"personal{at + 1}@ejemplo.hn",
            institution=codes[at % len(codes)] if codes else "", sex="woman" if at % 2 == 0 else "man", post="Gestión" if at % 3 else "Coordinación",
        )
        for at in range(count)
    ]  # fmt: skip


def _train(machine: Actor, edition: Edition, learners: Sequence[LearnerTerms], *, is_over: bool) -> None:
    enrol_staff(actor=machine, edition_id=edition.pk, terms=learners)
    if is_over:
        _held(machine, edition, with_grades=True)


def _teach(machine: Actor, edition: Edition, count: int, *, is_over: bool) -> None:
    cases = Case.objects.filter(owner_institution=edition.owner_institution_id, office=edition.office_id, closed_at=None, linked_to=None)
    skipped = count if not is_over else 0
    for case in cases.filter(state="in_service").order_by("pk")[skipped : skipped + count]:
        enrol_person(actor=machine, edition_id=edition.pk, person_id=case.person_id)
    if is_over and edition.enrolments.exists():
        _held(machine, edition, with_grades=False)


def _held(machine: Actor, edition: Edition, *, with_grades: bool) -> None:
    """All but every seventh came always; one of them came once."""
    rows = list(Enrolment.objects.filter(edition=edition).order_by("pk").values_list("pk", flat=True))
    for place, session in enumerate(Session.objects.filter(edition=edition).order_by("position")):
        present = [pk for at, pk in enumerate(rows) if at % 7 or place == 0]
        mark_list(actor=machine, session_id=session.pk, present=present)
    if with_grades:
        grades = {pk: 62 + 7 * (at % 6) for at, pk in enumerate(rows)}
        before = {pk: 38 + 5 * (at % 7) for at, pk in enumerate(rows) if at % 5}
        grade_enrolments(actor=machine, edition_id=edition.pk, grades=grades, before=before)
    _appraise(machine, edition)
    if datetime.combine(edition.ends_on, time(23), HONDURAS) < now():
        finish_edition(actor=machine, edition_id=edition.pk)


def _appraise(machine: Actor, edition: Edition) -> None:
    """Most of those who came say what it was worth; whoever never came is not asked."""
    code = asking_code_of(edition)
    badges = Enrolment.objects.filter(edition=edition, attendances__isnull=False).order_by("pk").values_list("badge", flat=True).distinct()
    for at, badge in enumerate(badges):
        if at % 4 != 3:
            said = Said(content=4 + at % 2, teaching=5 - at % 3, use=5 - (at % 5) // 2, wish=WISHES.get(at, ""))
            keep_appraisal(actor=machine, code=code, badge=badge, said=said)


def _needs(machine: Actor) -> None:
    offices = dict(Office.objects.filter(code__in=[code for code, *_rest in NEEDS]).order_by("pk").values_list("code", "pk"))
    for code, topic, persons, why in NEEDS:
        if code in offices:
            note_need(actor=machine, office_id=offices[code], topic=topic, persons=persons, why=why)
