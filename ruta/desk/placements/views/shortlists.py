"""Who is on the way to this vacancy, and what was sent to its employer?"""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ruta.base.errors import NotFound
from ruta.desk.cases.answering import attempt, say
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.placements.forms import ShortlistForm
from ruta.employers.models import Vacancy
from ruta.placements.actions import send_shortlist, take_back_shortlist
from ruta.placements.policies import SEEKER_ROLES
from ruta.placements.selectors import STATES, TONES, candidates_of, in_front_of, reason_label, shortlists_of

OK = 200


@require_http_methods(["GET", "HEAD", "POST"])
@roles(SEEKER_ROLES)
def vacancy(request: DeskRequest, vacancy_id: int) -> HttpResponse:
    """Everybody on the way, the shortlists, and a form for the next one; its address is shown once."""
    row = own_vacancy(request, vacancy_id)
    ready = [each for each in candidates_of(request.actor, vacancy_id) if each.state == "preselected"]
    standing = in_front_of(request.actor, [each.person_id for each in ready])
    form = ShortlistForm(request.POST or None, candidates=ready, standing=standing)
    address, status = "", OK
    if request.method == "POST":
        address, status = _sent(request, row, form)
        if status == OK and not address:
            return redirect("desk:vacancy-candidates", row.pk)
    candidates = [
        {"row": each, "state": STATES[each.state], "tone": TONES[each.state], "reason": reason_label(each.reason)}
        for each in candidates_of(request.actor, vacancy_id)
    ]
    context: dict[str, Any] = {
        "vacancy": row, "candidates": candidates, "shortlists": shortlists_of(request.actor, vacancy_id), "form": form, "ready": ready, "standing": standing,
        "address": address,
    }  # fmt: skip
    return render(request, "desk/placements/vacancy.html", context, status=status)


def own_vacancy(request: DeskRequest, vacancy_id: int) -> Vacancy:
    """A vacancy that the actor's institution carries."""
    row = Vacancy.objects.select_related("employer").filter(pk=vacancy_id, owner_institution_id=request.actor.institution_id).first()
    if row is None:
        raise NotFound(_("Esta vacante no existe o no la lleva su institución. Vuelva a la lista."))
    return row


@require_POST
@roles(SEEKER_ROLES)
def take_back(request: DeskRequest, shortlist_id: int) -> HttpResponse:
    """The employer reads it no more."""
    shortlist = take_back_shortlist(actor=request.actor, shortlist_id=shortlist_id)
    say(request, _("Terna retirada: el empleador ya no puede leerla."))
    return redirect("desk:vacancy-candidates", shortlist.vacancy_id)


def _sent(request: DeskRequest, row: Vacancy, form: ShortlistForm) -> tuple[str, int]:
    """The address of the shortlist, or the status of the refusal with its sentences on the form."""
    made: list[str] = []

    def run() -> int:
        typed = form.cleaned_data
        ids = [int(pk) for pk in typed["applications"]]
        shortlist, address = send_shortlist(actor=request.actor, vacancy_id=row.pk, application_ids=ids, note=typed["note"])
        made.append(address)
        return shortlist.pk

    _sent, status = attempt(request, form, f"shortlist {row.pk}", run)
    if status == OK and made == [""]:
        say(request, _("Terna enviada: al empleador le llega el enlace para leerla y firmar."))
    elif status == OK and not made:
        say(request, _("Esa terna ya se envió. Su enlace se muestra una sola vez: retírela y envíe otra si no lo copió."))
    return next(iter(made), ""), status
