"""What can this person do, what do they want, and what does their curriculum say?"""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ruta.base.access import log_access
from ruta.base.errors import NotFound
from ruta.desk.gate import DeskRequest, roles
from ruta.people.models import Person
from ruta.people.policies import OPEN_ROLES
from ruta.people.policies import can_open as can_open_person
from ruta.placements.actions import draft_profile
from ruta.placements.models import SeekerProfile
from ruta.placements.policies import SEEKER_ROLES, can_keep_profiles
from ruta.placements.rules import ProfileDraft, missing_parts
from ruta.placements.selectors import consent_to_propose, curriculum, curriculum_pdf, history_of, profile_for, profile_of, told

MOST = 8


@require_http_methods(["GET", "HEAD", "POST"])
@roles(SEEKER_ROLES)
def of_person(request: DeskRequest, person_id: int) -> HttpResponse:
    """The profile of a person; where there is none, one click drafts it."""
    person = Person.objects.filter(pk=person_id, merged_into=None).first()
    if person is None:
        raise NotFound(_("Esta persona no existe o su institución no la lleva. Búsquela otra vez."))
    if request.method == "POST":
        return redirect("desk:seeker-edit", draft_profile(actor=request.actor, person_id=person_id).pk)
    found = profile_of(person_id, person.owner_institution_id)
    if found is not None:
        return redirect("desk:seeker", found.pk)
    return render(
        request, "desk/seekers/none.html", {"person": person, "is_ours": person.owner_institution_id == request.actor.institution_id}
    )


@require_safe
@roles(SEEKER_ROLES)
def profile(request: DeskRequest, profile_id: int) -> HttpResponse:
    """What it says, what it lacks, whether the person may be proposed, and what changed."""
    found = profile_for(request.actor, profile_id)
    _log(request, found, "open_profile")
    draft = ProfileDraft.of(found)
    is_ours = found.owner_institution_id == request.actor.institution_id
    history = history_of(found) if is_ours else []
    context = {
        "profile": found, "person": found.person, "words": told(draft, missing_parts(draft)), "draft": draft, "history": history[:MOST],
        "consent": consent_to_propose(found), "may_change": is_ours and can_keep_profiles(request.actor),
        "may_open_person": can_open_person(request.actor), "may_ask": request.actor.role in OPEN_ROLES,
    }  # fmt: skip
    return render(request, "desk/seekers/profile.html", context)


@require_safe
@roles(SEEKER_ROLES)
def curriculum_page(request: DeskRequest, profile_id: int) -> HttpResponse:
    """The curriculum as the person will have it, to go through together and to print."""
    found = profile_for(request.actor, profile_id)
    _log(request, found, "open_profile")
    return render(request, "desk/seekers/cv.html", {"profile": found, "cv": curriculum(found, found.person)})


@require_safe
@roles(SEEKER_ROLES)
def curriculum_file(request: DeskRequest, profile_id: int) -> HttpResponse:
    """The same as a tagged PDF."""
    found = profile_for(request.actor, profile_id)
    _log(request, found, "export_cv")
    made = curriculum(found, found.person)
    name = f"hoja-de-vida-{slugify(made.name)}.pdf"
    return HttpResponse(curriculum_pdf(made), content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'})


def _log(request: DeskRequest, found: SeekerProfile, kind: str) -> None:
    log_access(request.actor, kind, person_id=found.person_id, object_id=found.pk, owner_institution_id=found.owner_institution_id)
