"""What can this person do, which vacancies fit and why, and how do their applications go?"""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ruta.base.context import acting_as, system
from ruta.base.errors import NotFound, RutaError
from ruta.base.idempotency import once
from ruta.base.numbers import read_number
from ruta.employers.models import Vacancy
from ruta.placements.actions import apply_alone
from ruta.placements.enums import Party
from ruta.placements.models import Application, SeekerProfile
from ruta.placements.rules import ProfileDraft
from ruta.placements.rules.applications import open_verbs
from ruta.placements.selectors import curriculum, curriculum_pdf, may_propose
from ruta.placements.selectors.words import told
from ruta.portal.mine.doors import Inside, inside
from ruta.portal.mine.words import APPLIED
from ruta.portal.placements.forms import NoForm
from ruta.portal.placements.openings import rows_for
from ruta.portal.placements.views import answered, how_it_goes, of_application
from ruta.subjects.selectors import self_of

WRONG = 422
SAID = {"postulado", "contestado"}


@require_safe
@inside
def work(request: Inside) -> HttpResponse:
    """The profile in words, the curriculum, and where each application stands."""
    profile = _profile(request)
    rows = list(Application.objects.filter(person=request.visiting.person_id).order_by("-pk")[:50])
    titles = _titles(request, {each.vacancy_id for each in rows})
    said = request.GET.get("listo", "")
    context = {
        "tab": "work", "profile": profile, "words": told(ProfileDraft.of(profile)) if profile else None, "said": said if said in SAID else "",
        "applications": [
            (each, titles.get(each.vacancy_id, _("Un puesto que ya no está publicado")), APPLIED[each.state]) for each in rows
        ],
    }  # fmt: skip
    return render(request, "portal/mine/work.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@inside
def openings(request: Inside) -> HttpResponse:
    """The vacancies that fit best, with their reasons; one touch applies, where they allowed to be proposed."""
    problem, person_id, owner_id = "", request.visiting.person_id, request.visiting.owner_institution_id
    if request.method == "POST":
        problem = _asked_for(request)
        if not problem:
            return redirect(f"{reverse('portal:my_work')}?listo=postulado")
    with acting_as(system(owner_id, f"visit {request.visiting.visit_id}")):
        context = {
            "tab": "work", "rows": rows_for(person_id, owner_id), "may_apply": bool(may_propose(owner_id, [person_id])), "problem": problem,
        }  # fmt: skip
        return render(request, "portal/mine/openings.html", context, status=WRONG if problem else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@inside
def application(request: Inside, application_id: int) -> HttpResponse:
    """One application: what the job offers, and a yes or a no."""
    row = Application.objects.select_related("vacancy").filter(pk=application_id, person=request.visiting.person_id).first()
    if row is None:
        raise NotFound(_("Esa postulación no está en su página, o la oficina está revisando el puesto. Vuelva mañana."))
    verbs = [str(verb) for verb in open_verbs(row.state, Party.PERSON)]
    form, actor = NoForm(request.POST if request.POST.get("do") in ("refuse", "withdraw") else None), request.visiting.actor
    if request.method == "POST" and (how_it_goes(request, actor, row) or answered(request, actor, row, form, verbs)):
        return redirect(f"{reverse('portal:my_work')}?listo=contestado")
    problem = getattr(request, "problem", "")
    context = of_application(row, verbs, form) | {"tab": "work", "problem": problem, "state": APPLIED[row.state]}
    return render(request, "portal/mine/application.html", context, status=WRONG if form.errors or problem else 200)


@require_safe
@inside
def curriculum_file(request: Inside) -> HttpResponse:
    """The curriculum as a tagged PDF, the same that the office prints."""
    profile = _profile(request)
    if profile is None:
        raise NotFound(_("Todavía no hay hoja de vida. Hágala con quien le orienta en la oficina."))
    made = curriculum(profile, self_of(request.visiting.actor))
    name = f"hoja-de-vida-{slugify(made.name)}.pdf"
    return HttpResponse(
        curriculum_pdf(made), content_type="application/pdf", headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _profile(request: Inside) -> SeekerProfile | None:
    return SeekerProfile.objects.filter(person=request.visiting.person_id).order_by("pk").first()


def _titles(request: Inside, ids: set[int]) -> dict[int, str]:
    with acting_as(system(request.visiting.owner_institution_id, f"visit {request.visiting.visit_id}")):
        return dict(Vacancy.objects.filter(pk__in=ids).order_by("pk").values_list("pk", "title"))


def _asked_for(request: Inside) -> str:
    """Why it could not be; nothing when it is done."""
    actor, owner_id = request.visiting.actor, request.visiting.owner_institution_id
    wanted = read_number(request.POST.get("vacancy", ""))
    try:
        once(
            actor=actor, key=request.POST.get("idempotency_key", ""), verb="own_apply",
            run=lambda: apply_alone(actor=actor, owner_institution_id=owner_id, vacancy_id=wanted).pk,
        )  # fmt: skip
    except RutaError as error:
        return str(error.message)
    return ""
