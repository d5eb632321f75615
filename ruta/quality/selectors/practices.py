"""What did colleagues find out that works, and where else is it done?"""

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from ruta.base.context import Actor
from ruta.base.errors import NotFound
from ruta.base.holding import holding
from ruta.quality.models import Practice, Replica


def practices(actor: Actor) -> QuerySet[Practice]:
    """Those of the own institution, and what others recommend; with how many do it elsewhere, as far as one may know."""
    rows = Practice.objects.filter(Q(owner_institution=actor.institution_id or 0) | Q(state="accepted"))
    return rows.select_related("office", "owner_institution").annotate(
        times=Count("replicas"), works=Count("replicas", filter=Q(replicas__state="works"))
    )


def found_practices(rows: QuerySet[Practice], text: str) -> QuerySet[Practice]:
    """Those whose title or words hold every word of a text."""
    return rows.filter(holding(text, "title", "problem", "what"))


def practice_of(actor: Actor, practice_id: int) -> Practice:
    """One of them."""
    found = practices(actor).filter(pk=practice_id).first()
    if found is None:
        raise NotFound(_("Esa práctica no está a la vista de su institución. Vuelva a la lista."))
    return found


def can_review_anew(practice: Practice) -> bool:
    """Whether its review may still be said, or said otherwise: nobody does it elsewhere on the strength of it."""
    return not Replica.objects.filter(practice=practice).exists()


def replicas_of(practice: Practice) -> QuerySet[Replica]:
    """Where it is done too."""
    return Replica.objects.filter(practice=practice).select_related("office__institution").order_by("begun_on", "pk")
