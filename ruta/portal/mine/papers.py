"""Which papers are there of this person, and what exactly was sent about them?"""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ruta.base.context import acting_as
from ruta.base.errors import NotFound
from ruta.placements.models import SeekerProfile
from ruta.portal.mine.doors import Inside, inside
from ruta.portal.mine.home import names_of, title_of
from ruta.referrals.selectors import page_of
from ruta.subjects.selectors import own_referral, own_referrals


@require_safe
@inside
def papers(request: Inside) -> HttpResponse:
    """The curriculum, the copy of everything, and what travelled with each referral."""
    own = own_referrals()
    names = names_of(each.receiver_id for each in own)
    context = {
        "tab": "data", "has_profile": SeekerProfile.objects.filter(person=request.visiting.person_id).exists(),
        "sent": [(each, title_of(each), names.get(each.receiver_id or 0, "")) for each in own if not each.is_delicate],
    }  # fmt: skip
    return render(request, "portal/mine/papers.html", context)


@require_safe
@inside
def packet(request: Inside, referral_id: int) -> HttpResponse:
    """What travelled, datum by datum; of a delicate one nothing on a telephone."""
    own = own_referral(referral_id)
    if own.is_delicate:
        raise NotFound(_("Eso no se muestra en el teléfono. Pregunte en la oficina."))
    actor = request.visiting.of_referral(referral_id)
    with acting_as(actor):
        page = page_of(actor, referral_id)
        return render(request, "portal/mine/packet.html", {"tab": "data", "page": page, "title": title_of(own)})
