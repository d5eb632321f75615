"""How does it go for whoever was hired?"""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ruta.base.errors import NotFound
from ruta.cases.selectors.labels import SUBJECTS, worded
from ruta.desk.cases.answering import attempt, say
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.placements.forms import ContactForm
from ruta.placements.actions import record_contact
from ruta.placements.policies import SEEKER_ROLES
from ruta.placements.selectors import application_page, employer_words


@require_http_methods(["GET", "HEAD", "POST"])
@roles(SEEKER_ROLES)
def contact(request: DeskRequest, application_id: int, follow_up_id: int) -> HttpResponse:
    """What the person said of the job; a contact that was made already leads back."""
    page = application_page(request.actor, application_id)
    due = next((each for each in page.follow_ups if each.pk == follow_up_id), None)
    if due is None:
        raise NotFound(_("Ese seguimiento no existe o no lo lleva su institución."))
    form, status = ContactForm(request.POST or None), 200
    if request.method == "POST":

        def run() -> int:
            return record_contact(actor=request.actor, application_id=application_id, follow_up_id=follow_up_id, **form.cleaned_data).pk

        done, status = attempt(request, form, "placement_contact", run)
        if done is not None:
            say(request, _("Anotado."))
            return redirect("desk:application", application_id)
    context = {
        "row": page.row,
        "due": due,
        "subject": worded(SUBJECTS, due.subject),
        "form": form,
        "word": employer_words([page.row.pk]).get(page.row.pk),
    }
    return render(request, "desk/placements/contact.html", context, status=status)
