"""How is a case opened for somebody who is registered already?"""

from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ruta.accounts.enums import CASE_ROLES
from ruta.cases.actions import open_case
from ruta.cases.models import Case
from ruta.desk.cases.answering import attempt, say
from ruta.desk.cases.forms.working import OpenForm
from ruta.desk.gate import DeskRequest, roles
from ruta.people.selectors import person_for


@require_http_methods(["GET", "HEAD", "POST"])
@roles(CASE_ROLES)
def open_for(request: DeskRequest, person_id: int) -> HttpResponse:
    """Modality and entry point; a person with an open case is sent to it."""
    person = person_for(person_id)
    actor = request.actor
    present = (
        Case.objects.filter(person=person, owner_institution_id=actor.institution_id, closed_at=None)
        .order_by(F("linked_to").asc(nulls_first=True))
        .first()
    )
    if present and request.method != "POST":
        return redirect("desk:case", present.pk)
    form = OpenForm(request.POST or None, initial={"modality": "returned"})
    status = 200
    if request.method == "POST":
        done, status = attempt(request, form, "open_case", lambda: open_case(actor=actor, person_id=person_id, **form.cleaned_data).pk)
        if done is not None:
            say(request, _("Caso abierto."))
            return redirect("desk:case", done)
    return render(request, "desk/cases/open.html", {"person": person, "form": form}, status=status)
