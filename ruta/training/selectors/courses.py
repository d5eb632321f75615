"""Which courses are offered, when are they given, and what do offices still have to learn?"""

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from ruta.base.context import Actor, current_actor
from ruta.base.errors import NotFound
from ruta.base.spelling import folded
from ruta.directory.enums import AgreementState
from ruta.directory.selectors.agreed import agreements
from ruta.taxonomy.selectors import is_reserved, items, reserved_services, sectors
from ruta.training.enums import Kind, audience_of
from ruta.training.models import Course, Edition, Enrolment, Session, TrainingNeed, TrainingProgramme
from ruta.training.policies import can_keep, sees_reserved
from ruta.training.selectors.appraisals import with_marks

SEATED = ~Q(enrolments__state="withdrawn")


def courses(actor: Actor) -> QuerySet[Course]:
    """The courses of the actor's institution, and how often each was given; those of a reserved service only for protection."""
    rows = Course.objects.filter(owner_institution=actor.institution_id or 0).exclude(hidden(actor, "")).select_related("programme")
    return rows.annotate(times=Count("editions"))


def found_courses(rows: QuerySet[Course], text: str) -> QuerySet[Course]:
    """Those whose name holds every word of a text."""
    for word in folded(text).split()[:8]:
        rows = rows.filter(sort_name__contains=word)
    return rows


def course_of(actor: Actor, course_id: int) -> Course:
    """One of them."""
    found = courses(actor).filter(pk=course_id).first()
    if found is None:
        raise NotFound(_("Ese curso no es de su institución. Vuelva a la lista."))
    return found


def editions(actor: Actor) -> QuerySet[Edition]:
    """When courses are given, with how many sit in each and how many passed."""
    rows = (
        Edition.objects.filter(owner_institution=actor.institution_id or 0)
        .exclude(hidden(actor, "course__"))
        .select_related("course", "office")
    )
    rows = rows.annotate(seated=Count("enrolments", filter=SEATED), passed=Count("enrolments", filter=Q(enrolments__state="passed")))
    return with_marks(rows)


def found_editions(rows: QuerySet[Edition], text: str) -> QuerySet[Edition]:
    """Those of courses whose name holds every word of a text."""
    for word in folded(text).split()[:8]:
        rows = rows.filter(course__sort_name__contains=word)
    return rows


def edition_of(actor: Actor, edition_id: int) -> Edition:
    """One of them."""
    found = editions(actor).filter(pk=edition_id).first()
    if found is None:
        raise NotFound(_("Esa edición no es de su institución. Vuelva a la lista."))
    return found


def session_of(actor: Actor, session_id: int) -> Session:
    """One session of the actor's institution."""
    rows = Session.objects.filter(owner_institution=actor.institution_id or 0).exclude(hidden(actor, "edition__course__"))
    found = rows.select_related("edition__course", "edition__office").filter(pk=session_id).first()
    if found is None:
        raise NotFound(_("Esa sesión no es de su institución. Vuelva a la lista."))
    return found


def needs(actor: Actor) -> QuerySet[TrainingNeed]:
    """What staff of the institution still has to learn, the latest first, and how many of it passed the course that answers since it was noted."""
    done = Enrolment.objects.filter(
        edition__course=OuterRef("course"), state="passed", learner__institution=OuterRef("owner_institution"), decided_at__gte=OuterRef("noted_at")
    )  # fmt: skip
    passed = done.order_by().values("edition__course").annotate(n=Count("learner", distinct=True)).values("n")
    rows = TrainingNeed.objects.filter(owner_institution=actor.institution_id or 0).select_related("office", "course")
    return rows.annotate(passed=Subquery(passed)).order_by("-pk")


def hidden(actor: Actor, course: str) -> Q:
    """Which rows are not there for the actor: the name of such a course alone says why somebody came. `course` leads to the course."""
    return Q(pk=None) if sees_reserved(actor) else Q(**{f"{course}service_type__in": reserved_services()})


def choices_of_services(actor: Actor | None = None) -> list[tuple[str, str]]:
    """The services of the catalogue that a course may be; for an actor those that they may give."""
    may = actor is None or sees_reserved(actor)
    return [(each.code, each.label()) for each in items("service_types") if may or not is_reserved(each.code)]


def choices_of_kinds(actor: Actor) -> list[tuple[str, str]]:
    """The kinds of course that the actor may give."""
    return [(code, str(label)) for code, label in Kind.choices if can_keep(actor, audience_of(code))]


def choices_of_agreements() -> list[tuple[int, str]]:
    """The agreements in force that the institution reads, under which it may train with others."""
    return [(row.pk, row.title) for row in agreements().filter(state=AgreementState.IN_FORCE).order_by("sort_title", "pk")]


def programmes() -> list[tuple[int, str]]:
    """The programmes that the reader's institution has, under which courses stand; one of reserved courses alone only for protection."""
    rows, actor = TrainingProgramme.objects.order_by("sort_name", "pk"), current_actor()
    if actor is None or not sees_reserved(actor):
        within = Course.objects.filter(programme=OuterRef("pk"))
        rows = rows.filter(~Exists(within) | Exists(within.exclude(service_type__in=reserved_services())))
    return list(rows.values_list("pk", "name"))


def choices_of_sectors() -> list[tuple[str, str]]:
    """The sections of CIIU."""
    return [(row.code, row.name_es) for row in sectors(1).order_by("code")]
