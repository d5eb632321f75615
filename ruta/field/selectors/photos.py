"""Which photographs of papers are here, and how far has one come?"""

from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ruta.base.context import Actor
from ruta.base.errors import NotFound
from ruta.cases.models import Case
from ruta.field.models import Photo


def arrived_of(actor: Actor, key: UUID) -> int:
    """How many bytes of one's own photograph are here."""
    mine = Photo.objects.filter(owner_institution_id=actor.institution_id, user_id=actor.user_id or 0, key=key)
    return mine.values_list("arrived", flat=True).first() or 0


def photos_of(actor: Actor, case: Case) -> QuerySet[Photo]:
    """The photographs that lie with a case of the own institution."""
    return Photo.objects.filter(owner_institution_id=actor.institution_id, case=case).order_by("-filed_at", "-pk")


def photo_for(actor: Actor, photo_id: int) -> Photo:
    """One of them."""
    photo = Photo.objects.select_related("case").filter(pk=photo_id, owner_institution_id=actor.institution_id).first()
    if photo is None:
        raise NotFound(_("Esa fotografía no está entre las de su institución."))
    return photo
