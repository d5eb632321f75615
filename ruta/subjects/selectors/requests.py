"""What did persons ask about their data, and what still waits for an answer?"""

from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.utils.translation import gettext as _

from ruta.base.context import Actor
from ruta.base.errors import NotFound
from ruta.subjects.enums import RequestState
from ruta.subjects.models import DataRequest
from ruta.subjects.policies import can_answer

OPEN_FIRST = Case(When(state=RequestState.OPEN, then=Value(0)), default=Value(1), output_field=IntegerField())


def data_requests(actor: Actor) -> QuerySet[DataRequest]:
    """What persons of the actor's institution asked, what waits first."""
    if not can_answer(actor):
        return DataRequest.objects.none()
    rows = DataRequest.objects.filter(owner_institution=actor.institution_id or 0)
    return rows.select_related("person").annotate(rank=OPEN_FIRST)


def data_request_for(actor: Actor, request_id: int) -> DataRequest:
    """One of them."""
    row = data_requests(actor).filter(pk=request_id).first()
    if row is None:
        raise NotFound(_("Ese pedido no existe o no es de su institución. Vuelva a la lista."))
    return row


def due_data_requests(actor: Actor) -> QuerySet[DataRequest]:
    """What waits for an answer, the first due first."""
    return data_requests(actor).filter(state=RequestState.OPEN).order_by("due_on", "pk")


def data_requests_of(person_id: int) -> QuerySet[DataRequest]:
    """What one person asked, the newest first."""
    return DataRequest.objects.filter(person=person_id).order_by("-asked_at", "-pk")
