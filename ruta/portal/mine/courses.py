"""In which courses has this person a place, when do they meet, and what do they hold of those that they passed?"""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ruta.base.clock import now, today
from ruta.base.errors import NotFound
from ruta.portal.mine.doors import Inside, inside
from ruta.training.enums import EditionState, EnrolmentState
from ruta.training.models import Award, Session
from ruta.training.selectors import (
    address_of_award,
    award_pdf,
    awards_of_person,
    credential_of_award,
    is_quiet,
    name_for_person,
    own_enrolments,
)


@require_safe
@inside
def courses(request: Inside) -> HttpResponse:
    """What is ahead, what was, and the certificates; of a delicate one neither name nor place."""
    rows = list(own_enrolments())
    going = [row for row in rows if row.state == EnrolmentState.ENROLLED and row.edition.state != EditionState.CANCELLED]
    off = [row for row in rows if row.state == EnrolmentState.ENROLLED and row not in going and row.edition.ends_on >= today()]
    ahead = Session.objects.filter(edition__in=[row.edition_id for row in going], ends_at__gte=now()).order_by("starts_at", "pk")
    context = {
        "tab": "home",
        "going": [(row, name_for_person(row.edition.course), is_quiet(row.edition.course), [each for each in ahead if each.edition_id == row.edition_id]) for row in going],
        "off": [name_for_person(row.edition.course) for row in off],
        "past": [(name_for_person(row.edition.course), row.standing) for row in rows if row not in going and row not in off],
        "awards": [(row, address_of_award(row)) for row in awards_of_person()],
    }  # fmt: skip
    return render(request, "portal/mine/courses.html", context)


@require_safe
@inside
def award(request: Inside, award_id: int) -> HttpResponse:
    """The paper."""
    del request
    row = _own(award_id)
    headers = {"Content-Disposition": f'attachment; filename="{row.number}.pdf"'}
    return HttpResponse(award_pdf(row), content_type="application/pdf", headers=headers)


@require_safe
@inside
def badge(request: Inside, award_id: int) -> HttpResponse:
    """The file for a wallet."""
    del request
    row = _own(award_id)
    headers = {"Content-Disposition": f'attachment; filename="{row.number}.jwt"'}
    return HttpResponse(credential_of_award(row), content_type="application/vc+jwt", headers=headers)


def _own(award_id: int) -> Award:
    found = awards_of_person().filter(pk=award_id).first()
    if found is None:
        raise NotFound(_("Esa constancia no está en su página. Vuelva al inicio."))
    return found
