"""How does a person choose by which way, and at which hours, we write to them?"""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from ruta.base.errors import Invalid
from ruta.base.idempotency import once
from ruta.communication.selectors import preference_of
from ruta.portal.links.views import blame
from ruta.portal.mine.doors import Inside, inside
from ruta.portal.mine.forms import WaysForm
from ruta.subjects.actions import choose_messages

WRONG = 422


@require_http_methods(["GET", "HEAD", "POST"])
@inside
def ways(request: Inside) -> HttpResponse:
    """SMS or WhatsApp, and hours of rest of their own."""
    own = preference_of(request.visiting.person_id)
    said = {"channel": own.channel, "quiet_from": own.quiet_from, "quiet_to": own.quiet_to} if own else None
    form = WaysForm(request.POST or None, initial=said)
    if request.method == "POST" and form.is_valid() and _kept(request, form):
        return redirect(f"{reverse('portal:my_messages')}?listo=avisos")
    return render(request, "portal/mine/ways.html", {"tab": "home", "form": form}, status=WRONG if form.errors else 200)


def _kept(request: Inside, form: WaysForm) -> bool:
    actor = request.visiting.actor
    try:
        once(
            actor=actor, key=request.POST.get("idempotency_key", ""), verb="own_ways",
            run=lambda: choose_messages(actor=actor, **form.cleaned_data).pk,
        )  # fmt: skip
    except Invalid as error:
        blame(form, error)
        return False
    return True
