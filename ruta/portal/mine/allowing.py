"""How does a person say yes, without a counter, to being told of talks, fairs and news?"""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ruta.base.errors import NotFound, NotOpen
from ruta.base.idempotency import once
from ruta.people.models import Person
from ruta.people.selectors import Offer, live_consents, own_offers, rules_for
from ruta.portal.mine.doors import Inside, inside
from ruta.subjects.actions import allow_messages
from ruta.subjects.selectors import self_of


@require_http_methods(["GET", "HEAD", "POST"])
@inside
def allow(request: Inside, purpose: str) -> HttpResponse:
    """Read the words of one permission, and give it; looking gives nothing."""
    actor = request.visiting.actor
    offer = next((each for each in own_offers_of(self_of(actor)) if each.purpose == purpose), None)
    if offer is None:
        raise NotFound(_("Ese permiso se da en la oficina. Vuelva a sus datos."))
    problem = ""
    if request.method == "POST":
        try:
            once(
                actor=actor, key=request.POST.get("idempotency_key", ""), verb="own_allow",
                run=lambda: allow_messages(actor=actor, purpose=purpose),
            )  # fmt: skip
        except NotOpen as error:
            problem = str(error.message)
        else:
            return redirect(f"{reverse('portal:my_data')}?listo=dado")
    context = {"tab": "data", "offer": offer, "problem": problem}
    return render(request, "portal/mine/allow.html", context, status=NotOpen.status if problem else 200)


def own_offers_of(person: Person) -> list[Offer]:
    """What they may allow by their own word."""
    return own_offers(person, rules_for(person.pk))


def still_open(person: Person) -> list[Offer]:
    """Of that, what they did not allow."""
    given = set(live_consents(person.pk).filter(grantee=person.owner_institution_id).values_list("purpose", flat=True))
    return [offer for offer in own_offers_of(person) if offer.purpose not in given]
