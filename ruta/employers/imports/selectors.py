"""Which files did boards send, and which of their rows wait?"""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ruta.base.context import Actor
from ruta.base.errors import NotFound
from ruta.employers.models import BoardLoad, BoardRow


def loads(actor: Actor) -> QuerySet[BoardLoad]:
    """The files of the institution, the newest first."""
    return BoardLoad.objects.filter(owner_institution_id=actor.institution_id or 0).order_by("-made_at", "-pk")


def load_of(actor: Actor, load_id: int) -> BoardLoad:
    """One of them."""
    found = loads(actor).filter(pk=load_id).first()
    if found is None:
        raise NotFound(_("Esa carga no es de su institución."))
    return found


def staged_rows(load: BoardLoad) -> QuerySet[BoardRow]:
    """Rows that may be a vacancy that is here already and wait for somebody."""
    return BoardRow.objects.filter(load=load, problem="", decision="").select_related("like__employer").order_by("number", "pk")


def refused_rows(load: BoardLoad) -> QuerySet[BoardRow]:
    """Rows that could not be read, with what to correct."""
    return BoardRow.objects.filter(load=load).exclude(problem="").order_by("number", "pk")
