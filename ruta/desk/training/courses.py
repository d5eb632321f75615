"""Which courses are there, what does each ask, when was it given, and what do offices still have to learn?"""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ruta.base.clock import today
from ruta.base.numbers import read_number
from ruta.desk.beside import beside, is_behind
from ruta.desk.cases.answering import attempt
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.listing import answered
from ruta.desk.training.forms import CourseForm, EditionForm, NeedForm, of_course
from ruta.desk.training.lists import COURSES, may_train_staff, tone_of
from ruta.taxonomy.selectors import label
from ruta.training.actions import answer_need, drop_need, note_need, open_edition, save_course
from ruta.training.enums import Audience
from ruta.training.models import Course
from ruta.training.policies import KEEPER_ROLES, READER_ROLES, STAFF_ROLES, can_keep, demand_keeping
from ruta.training.selectors import appraised_course, course_of, courses, editions, found_courses, needs, results_by_course
from ruta.training.selectors.courses import choices_of_sectors


@require_http_methods(["GET", "HEAD", "POST"])
@roles(READER_ROLES)
def listing(request: DeskRequest) -> Any:
    """The courses of the institution, and what came of each this year."""

    def told(_page: Any) -> dict[str, Any]:
        year = today().year
        return {
            "may_keep": request.actor.role in KEEPER_ROLES,
            "may_train_staff": may_train_staff(request),
            "results": results_by_course(request.actor, year),
            "year": str(year),
        }

    return answered(request, COURSES, lambda text: found_courses(courses(request.actor), text), "desk/training/courses.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(KEEPER_ROLES)
def new(request: DeskRequest) -> HttpResponse:
    """Write a course."""
    return _asked(request, CourseForm(request.POST or None, actor=request.actor), None)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(KEEPER_ROLES)
def edit(request: DeskRequest, course_id: int) -> HttpResponse:
    """Change it; what was certified keeps its words."""
    row = course_of(request.actor, course_id)
    demand_keeping(request.actor, row.audience, row.service_type)
    return _asked(request, CourseForm(request.POST or None, actor=request.actor, initial=of_course(row)), row)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(READER_ROLES)
def course(request: DeskRequest, course_id: int) -> HttpResponse:
    """One course: what it asks, when it was given, and the next time."""
    row = course_of(request.actor, course_id)
    may_keep = can_keep(request.actor, row.audience, row.service_type)
    form = EditionForm(
        request.POST or None, institution_id=request.actor.institution_id, initial={"office": request.actor.office_id, "places": 25}
    )
    status = 200
    if request.method == "POST":
        demand_keeping(request.actor, row.audience, row.service_type)
        done, status = attempt(
            request, form, f"edition.open {row.pk}", lambda: open_edition(actor=request.actor, course_id=row.pk, terms=form.terms()).pk
        )
        if done is not None:
            messages.success(request, _("Edición abierta. Ya puede inscribir."))
            return redirect("desk:edition", done)
    context = {
        "course": row, "form": form, "may_keep": may_keep, "service": label("service_types", row.service_type) if row.service_type else "",
        "needs": list(needs(request.actor).filter(course=row)) if row.audience == Audience.STAFF and may_train_staff(request) else [],
        "sector": dict(choices_of_sectors()).get(row.sector, ""), "said": appraised_course(row),
        "editions": [(each, tone_of(each.state)) for each in editions(request.actor).filter(course=row).order_by("-starts_on", "-pk")[:50]],
    }  # fmt: skip
    return render(request, "desk/training/course.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(STAFF_ROLES)
def needed(request: DeskRequest) -> HttpResponse:
    """What staff still has to learn, and which course answers it."""
    form = NeedForm(request.POST or None, institution_id=request.actor.institution_id, initial={"office": request.actor.office_id})
    status = 200
    if request.method == "POST":

        def run() -> int:
            said = dict(form.cleaned_data)
            return note_need(actor=request.actor, office_id=int(said.pop("office")), **said).pk

        done, status = attempt(request, form, "training.need", run)
        if done is not None:
            messages.success(request, _("Anotado."))
            return redirect("desk:training-needs")
    offered = courses(request.actor).filter(audience=Audience.STAFF).order_by("sort_name", "pk")
    return render(
        request,
        "desk/training/needs.html",
        {"may_train_staff": True, "rows": list(needs(request.actor)[:200]), "form": form, "offered": offered},
        status=status,
    )


@require_POST
@roles(STAFF_ROLES)
def answered_by(request: DeskRequest, need_id: int) -> HttpResponse:
    """Say which course answers one."""
    answer_need(actor=request.actor, need_id=need_id, course_id=read_number(request.POST.get("course", "")))
    messages.success(request, _("Anotado."))
    return redirect("desk:training-needs")


@require_POST
@roles(STAFF_ROLES)
def dropped(request: DeskRequest, need_id: int) -> HttpResponse:
    """It is not lacking any more, or was written wrongly."""
    drop_need(actor=request.actor, need_id=need_id)
    messages.success(request, _("Quitado."))
    return redirect("desk:training-needs")


def _asked(request: DeskRequest, form: CourseForm, row: Course | None) -> HttpResponse:
    status = 200
    if request.method == "POST":

        def run() -> int:
            version = read_number(request.POST.get("version", ""))
            return save_course(
                actor=request.actor, terms=form.terms(), course_id=row.pk if row else None, version=version if row else None
            ).pk

        done, status = attempt(request, form, f"course.save {row.pk if row else 'new'}", run)
        if done is not None:
            messages.success(request, _("Curso guardado."))
            return redirect("desk:course", done)
    told = beside(form, of_course(row)) if row and is_behind(form) else None
    return render(request, "desk/training/course_edit.html", {"form": form, "course": row, "beside": told}, status=status)
