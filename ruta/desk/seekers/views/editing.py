"""How is a profile completed with the person?"""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ruta.base.access import log_access
from ruta.base.errors import Conflict
from ruta.desk.cases.answering import attempt, say
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.seekers.forms import LINES, ProfileForm, initial_of, sent_shape, shape_of
from ruta.placements.actions import save_profile
from ruta.placements.models import SeekerProfile
from ruta.placements.policies import SEEKER_ROLES, demand_keeping
from ruta.placements.rules import ProfileDraft
from ruta.placements.selectors import profile_for, skills_missing

COMPLETE = "complete"
# Names of the actions' parts that have lines of their own in the form: their sentences stand at the first line.
AT_LINE = {"occupations": "occupation-0-code", "skills": "skill-0-code", "languages": "language-0-code", "places": "departments"}


@require_http_methods(["GET", "HEAD", "POST"])
@roles(SEEKER_ROLES)
def edit(request: DeskRequest, profile_id: int) -> HttpResponse:
    """One page; "another line" redraws what was typed, "save" keeps it, "complete" says that the person went through it."""
    found = profile_for(request.actor, profile_id)
    demand_keeping(request.actor, found.owner_institution_id)
    held = ProfileDraft.of(found)
    if request.method != "POST":
        log_access(
            request.actor, "open_profile", person_id=found.person_id, object_id=found.pk, owner_institution_id=found.owner_institution_id
        )
        return _page(request, found, ProfileForm(initial=initial_of(held, found.version), shape=shape_of(held), held=held), held)
    what = request.POST.get("do", "save")
    shape = sent_shape(request.POST)
    if what in LINES:
        return _another_line(request, found, held, what)
    form = ProfileForm(request.POST, shape=shape, held=held)
    status = _save(request, found, form, with_person=what == COMPLETE)
    if status == 200:
        say(request, _("Perfil terminado con la persona.") if what == COMPLETE else _("Perfil guardado."))
        return redirect("desk:seeker", found.pk)
    return _page(request, found, form, held, status)


def _save(request: DeskRequest, found: SeekerProfile, form: ProfileForm, *, with_person: bool) -> int:
    def run() -> int:
        version = form.cleaned_data["version"] or 0
        return save_profile(actor=request.actor, profile_id=found.pk, wanted=form.draft(), version=version, with_person=with_person).pk

    _done, status = attempt(request, form, "save_profile", run)
    return status


def _another_line(request: DeskRequest, found: SeekerProfile, held: ProfileDraft, part: str) -> HttpResponse:
    """The same words with one line more."""
    shape = sent_shape(request.POST)
    shape[part] += 1
    typed = {name: request.POST.getlist(name) if name in MANY else request.POST[name] for name in request.POST}
    return _page(request, found, ProfileForm(initial=typed, shape=shape, held=held), held)


def _page(request: DeskRequest, found: SeekerProfile, form: ProfileForm, held: ProfileDraft, status: int = 200) -> HttpResponse:
    context = {
        "profile": found, "person": found.person, "form": form, "lines": {part: form.lines(part) for part in LINES},
        "asked": skills_missing(held), "is_conflict": status == Conflict.status,
    }  # fmt: skip
    return render(request, "desk/seekers/edit.html", context, status=status)


MANY = frozenset({"licences", "departments", "shows"})
