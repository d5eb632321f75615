"""Which jobs can anybody look for, and what does one of them say?"""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from ruta.base.context import ANYBODY
from ruta.base.listing import Filter, Listing, Sort, exported, listed
from ruta.employers.enums import Schedule
from ruta.employers.models import Vacancy
from ruta.employers.selectors import coded_education, language_names, public_vacancies, public_vacancy
from ruta.employers.selectors.posting import path_of, posting_of
from ruta.portal.vacancies.files import JOB_COLUMNS
from ruta.taxonomy.selectors import country_name, occupation_label, skill_labels
from ruta.territory.models import Municipality
from ruta.territory.selectors import departments

GONE = 410
ENDED = {"closed", "withdrawn"}
LONGEST_SEARCH = 80


def _departments() -> list[tuple[str, str]]:
    return [(row.code, row.name) for row in departments()]


JOBS = Listing(
    name="trabajos",
    order="-fecha",
    page_size=20,
    sorts=[Sort("fecha", ("published_at", "id"))],
    filters=[
        Filter("lugar", _("¿Dónde?"), lambda rows, value: rows.filter(department=value), _departments),
        Filter(
            "horario",
            _("Horario"),
            lambda rows, value: rows.filter(schedule=value),
            lambda: [(code, str(word)) for code, word in Schedule.choices],
        ),
        Filter("afuera", _("En otro país"), lambda rows, _value: rows.exclude(country="HN")),
    ],
    columns=JOB_COLUMNS,
)


@require_safe
def jobs(request: HttpRequest) -> HttpResponseBase:
    """The jobs of today, newest first, or the same list as a file; nobody has to sign in to look."""
    text = " ".join(request.GET.get("q", "").split())[:LONGEST_SEARCH]
    code = (
        request.GET.get("q-code", "") if request.GET.get("q-label") == text else ""
    )  # chosen among the suggestions, and its words still stand
    kept = {"q": text, **({"q-code": code, "q-label": text} if code else {})} if text else None
    found = public_vacancies(text, code)
    file = exported(JOBS, found, request.GET, ANYBODY)
    if file is not None:
        return file
    page = listed(JOBS, found, request.GET, kept=kept)
    places = _places(page.rows)
    rows = [(row, places.get(row.municipality), path_of(row, places.get(row.municipality))) for row in page.rows]
    return render(request, "portal/vacancies/list.html", {"page": page, "rows": rows, "text": text, "code": code, "address": request.path})


@require_safe
def job_number(request: HttpRequest, vacancy_id: int) -> HttpResponse:
    """The number alone leads to the one address of a vacancy."""
    vacancy = public_vacancy(vacancy_id)
    if vacancy is None:
        return render(request, "portal/vacancies/gone.html", {"vacancy": None}, status=404)
    if vacancy.state in ENDED:
        return _ended(request, vacancy)
    return HttpResponsePermanentRedirect(path_of(vacancy, _places([vacancy]).get(vacancy.municipality)))


@require_safe
def job(request: HttpRequest, vacancy_id: int, slug: str) -> HttpResponse:
    """One job. An old address leads to the new one; one that ended says so and is gone for search engines."""
    del slug  # the path below says which words it has now
    vacancy = public_vacancy(vacancy_id)
    if vacancy is None:
        return render(request, "portal/vacancies/gone.html", {"vacancy": None}, status=404)
    if vacancy.state in ENDED:
        return _ended(request, vacancy)
    place = _places([vacancy]).get(vacancy.municipality)
    path = path_of(vacancy, place)
    if request.path != path:
        return HttpResponsePermanentRedirect(path)
    return render(request, "portal/vacancies/job.html", _told(vacancy, place))


def _ended(request: HttpRequest, vacancy: Vacancy) -> HttpResponse:
    """One that ended, by its title; one that was taken back may have been changed since a second person read it, so nothing of it is said."""
    return render(request, "portal/vacancies/gone.html", {"vacancy": vacancy, "is_read": vacancy.state == "closed"}, status=GONE)


def _told(vacancy: Vacancy, place: Municipality | None) -> dict[str, Any]:
    is_open = vacancy.state == "published" and vacancy.left > 0
    skills = list(skill_labels(vacancy.skills_essential).values())
    return {
        "vacancy": vacancy, "place": place, "is_open": is_open, "posting": posting_of(vacancy, place, skills) if is_open else None,
        "occupation": occupation_label(vacancy.occupation), "education": coded_education(vacancy.education),
        "skills": skills, "wished": list(skill_labels(vacancy.skills_optional).values()), "languages": language_names(vacancy.languages),
        "country": country_name(vacancy.country),
    }  # fmt: skip


def _places(rows: list[Vacancy]) -> dict[str, Municipality]:
    codes = {row.municipality for row in rows if row.municipality}
    return {row.code: row for row in Municipality.objects.filter(pk__in=codes).select_related("department")} if codes else {}
