"""What does staff learn in a demonstration, and what do persons? A few invented courses: ended, going on and ahead."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime, time, timedelta

from django.db import transaction

from ruta.base.clock import HONDURAS, now, today
from ruta.base.context import Actor, acting_as, system
from ruta.base.errors import RutaError
from ruta.cases.actions import record_delivery
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
from ruta.training.enums import Audience, EnrolmentState
from ruta.training.models import Course, Edition, Enrolment, Session
from ruta.training.selectors import asking_code_of, open_case_of

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
TAUGHT = 24
SERVED = ("planned", "in_service", "follow_up")
"""Whose case lets a service be noted."""
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
        for course, begun in ((workshop, (150, 30)), (active, (120, 45)), (formal, (100, 20))):
            for turn, days in enumerate(begun):
                _teach(machine, _opened(machine, course, office, today() - timedelta(days=days)), TAUGHT, turn=turn)
        _teach(machine, _opened(machine, workshop, office, today() + timedelta(days=3)), 6, turn=2 * TAUGHT // 6, is_over=False)
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


def _teach(machine: Actor, edition: Edition, count: int, *, turn: int, is_over: bool = True) -> None:
    """So many persons of the institution, others at each turn; enrolled in time at every other."""
    cases = Case.objects.filter(owner_institution=edition.owner_institution_id, linked_to=None, state__in=SERVED).order_by("pk")
    for case in cases[turn * count : (turn + 1) * count]:
        enrol_person(actor=machine, edition_id=edition.pk, person_id=case.person_id)
    if not is_over or not edition.enrolments.exists():
        return
    edition.enrolments.update(enrolled_at=datetime.combine(edition.starts_on, time(9), HONDURAS) - timedelta(days=(9, 40)[turn % 2]))
    _held(machine, edition, with_grades=False)
    if edition.course.kind == "formalisation":
        _formalise(machine, edition)


def _formalise(machine: Actor, edition: Edition) -> None:
    """Two of three of those who passed have the papers of their business, where their case lets it be noted."""
    passed = edition.enrolments.filter(state=EnrolmentState.PASSED).order_by("pk").values_list("person_id", flat=True)
    for at, person in enumerate(passed):
        case = open_case_of(person or 0, edition.owner_institution_id)
        if at % 3 and case is not None:
            with suppress(RutaError), transaction.atomic():
                record_delivery(
                    actor=machine, case_id=case.pk, service_type="senprende_formalisation", outcome="delivered_full",
                    delivered_on=min(today(), edition.ends_on + timedelta(days=15)),
                )  # fmt: skip


def _held(machine: Actor, edition: Edition, *, with_grades: bool) -> None:
    """Of staff all but every seventh came always, and these once; of persons one of eight never came, and one came once."""
    rows = list(Enrolment.objects.filter(edition=edition).order_by("pk").values_list("pk", flat=True))
    for place, session in enumerate(Session.objects.filter(edition=edition).order_by("position")):
        present = [
            pk
            for at, pk in enumerate(rows)
            if (at % 7 or place == 0 if with_grades else at % 8 not in (0, 4) or (at % 8 == 4 and place == 0))
        ]
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
