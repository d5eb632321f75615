"""Which vacancies are there: at the desk of an institution, for everybody, and behind an employer's link?"""

from datetime import timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from ruta.base.clock import today
from ruta.base.context import Actor
from ruta.base.errors import NotFound
from ruta.base.spelling import folded
from ruta.employers.enums import VacancyState
from ruta.employers.models import Vacancy, VacancyStep
from ruta.employers.models.vacancies import SHOWN
from ruta.employers.rules import OPEN

OWN_PAUSES = ("lapse", "ended")  # not the institution's
LIKE_DAYS = 90  # how long after its end a vacancy is still taken for the same one


def vacancies(actor: Actor) -> QuerySet[Vacancy]:
    """The vacancies that the actor carries: of its institution, or of the employer behind its link."""
    if actor.kind == "employer":
        return Vacancy.objects.filter(employer_id=actor.employer_id or 0)
    return Vacancy.objects.filter(owner_institution_id=actor.institution_id or 0)


def vacancy_of(actor: Actor, vacancy_id: int) -> Vacancy:
    """One of them, with its employer."""
    found = vacancies(actor).select_related("employer").filter(pk=vacancy_id).first()
    if found is None:
        if actor.kind == "employer":
            raise NotFound(_("Esa vacante no es de su empresa. Vuelva a abrir su enlace y elíjala de la lista."))
        raise NotFound(_("Esa vacante no es de su institución. Búsquela otra vez."))
    return found


def published_vacancies() -> QuerySet[Vacancy]:
    """What can be applied for now, of every institution: published, with openings left, before its last day. Nobody needs to act."""
    in_time = Q(apply_until=None) | Q(apply_until__gte=today())
    return Vacancy.objects.filter(in_time, state=VacancyState.PUBLISHED, filled__lt=F("openings"))


def public_vacancies(text: str = "", occupation: str = "") -> QuerySet[Vacancy]:
    """The same, where every typed word stands in its title, occupation, place or employer; or whose occupation is the one chosen."""
    typed = Q()
    for word in folded(text).split()[:8]:
        typed &= Q(found_by__contains=word)
    if occupation[:4].isdigit():
        typed |= Q(occupation__begins=occupation[:4])
    return published_vacancies().filter(typed)


def public_vacancy(vacancy_id: int) -> Vacancy | None:
    """One that is or was public; nothing of a draft, whoever asks."""
    return Vacancy.objects.filter(pk=vacancy_id, state__in=SHOWN).exclude(published_at=None).first()


def steps_of(vacancy: Vacancy) -> QuerySet[VacancyStep]:
    """What was done with a vacancy, the newest first."""
    return VacancyStep.objects.filter(vacancy=vacancy).order_by("-at", "-pk")


def may_confirm(vacancy: Vacancy) -> bool:
    """Whether its employer's word keeps it open: while it is published, or when it paused because nobody said anything, or the employer itself said it was over."""
    pauses = VacancyStep.objects.filter(vacancy=vacancy, verb__in=("pause", *OWN_PAUSES)).order_by("-at", "-pk")
    return vacancy.state != VacancyState.PAUSED or pauses.values_list("verb", flat=True).first() in OWN_PAUSES


def said_over(rows: QuerySet[Vacancy]) -> QuerySet[Vacancy]:
    """Those whose employer said that they are over, and that nobody closed since."""
    return rows.filter(Exists(VacancyStep.objects.filter(vacancy=OuterRef("pk"), verb="ended")), state=VacancyState.PAUSED)


def vacancies_like(institution_id: int, employer_id: int, occupation: str, municipality: str) -> QuerySet[Vacancy]:
    """What may be the same vacancy: same employer, occupation group and place, open or ended a short while ago."""
    recent = Q(state__in=sorted(OPEN)) | Q(closed_at__date__gte=today() - timedelta(days=LIKE_DAYS))
    return Vacancy.objects.filter(
        recent,
        owner_institution_id=institution_id,
        employer_id=employer_id,
        occupation__startswith=occupation[:4],
        municipality=municipality,
    ).order_by("-changed_at", "-pk")
