"""How do photographs of papers come in, and who looks at them?"""

from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ruta.base.access import log_access
from ruta.base.errors import Invalid, NotFound
from ruta.base.numbers import read_number
from ruta.cases.selectors import case_for
from ruta.desk.field.views.api import raw_of, spoken
from ruta.desk.gate import DeskRequest, roles
from ruta.field.actions import content_of, receive_piece
from ruta.field.policies import FIELD_ROLES
from ruta.field.selectors import arrived_of, photo_for, photos_of


@require_http_methods(["GET", "HEAD", "POST"])
@spoken
@roles(FIELD_ROLES)
def bring(request: DeskRequest, key: UUID) -> HttpResponse:
    """How far a photograph has come; a POST brings the next piece."""
    if request.method != "POST":
        return JsonResponse({"bytes": arrived_of(request.actor, key)})
    start, whole = request.headers.get("X-From", ""), read_number(request.headers.get("X-Whole"))
    if not (start.isdecimal() and whole):
        raise Invalid(_("El aparato envió algo que no se entiende. Actualice la aplicación."))
    arrived = receive_piece(actor=request.actor, key=key, start=read_number(start), whole=whole, piece=raw_of(request))
    return JsonResponse({"bytes": arrived})


@require_safe
@roles(FIELD_ROLES)
def of_case(request: DeskRequest, case_id: int) -> HttpResponse:
    """The photographs of the papers of one case."""
    case = case_for(request.actor, case_id)
    return render(request, "desk/field/photos.html", {"case": case, "photos": photos_of(request.actor, case)})


@require_safe
@roles(FIELD_ROLES)
def picture(request: DeskRequest, photo_id: int) -> HttpResponse:
    """One photograph; each look is in the log."""
    photo = photo_for(request.actor, photo_id)
    if photo.case is None:
        raise NotFound(_("Esa fotografía no está en ningún caso."))
    log_access(
        request.actor, "open_photo", person_id=photo.case.person_id, object_id=photo.pk, owner_institution_id=photo.owner_institution_id
    )
    return HttpResponse(content_of(photo), content_type="image/jpeg")
