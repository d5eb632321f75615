"""How does a photograph of a paper arrive piece by piece over a line that breaks, and come to lie with its case?"""

from hashlib import sha256
from uuid import UUID

from django.db.models.functions import Now
from django.utils.translation import gettext as _

from ruta.base.context import Actor
from ruta.base.errors import Conflict, Invalid, NotFound, TooLarge
from ruta.base.sealed import lock
from ruta.base.transactions import action
from ruta.cases.models import Case
from ruta.field.errors import NotYet
from ruta.field.models import Photo, PhotoPiece
from ruta.field.policies import demand_field

MOST = 600_000
JPEG = b"\xff\xd8\xff"


@action
def keep_piece(*, actor: Actor, key: UUID, start: int, whole: int, piece: bytes) -> int:
    """Keep the next piece, sealed; a piece that came before is passed over. Gives how many bytes are here."""
    demand_field(actor)
    if not 0 < whole <= MOST or not piece or start + len(piece) > whole:
        raise TooLarge(_("La fotografía es demasiado grande. Tómela otra vez más de lejos."))
    photo, _is_new = Photo.objects.get_or_create(
        owner_institution_id=actor.institution_id, user_id=actor.user_id or 0, key=key, defaults={"office_id": actor.office_id or 0, "whole": whole}
    )  # fmt: skip
    photo = Photo.objects.select_for_update().get(pk=photo.pk)
    if photo.whole != whole:
        raise Conflict(_("Esa fotografía ya llegó con otro tamaño. Tómela otra vez."))
    if start > photo.arrived:
        raise Invalid(_("Falta una parte anterior de la fotografía. Envíe otra vez."))
    if start < photo.arrived:
        return photo.arrived
    PhotoPiece.objects.create(owner_institution_id=photo.owner_institution_id, photo=photo, start=start, sealed=lock().encrypt(piece))
    photo.arrived = start + len(piece)
    photo.save(update_fields=["arrived"])
    return photo.arrived


@action
def file_photo(*, actor: Actor, key: UUID, case_id: int, kind: str, digest: str) -> Photo:
    """Lay a photograph that is whole with its case; one that is not waits."""
    photo = Photo.objects.select_for_update().filter(user_id=actor.user_id or 0, owner_institution=actor.institution_id, key=key).first()
    if photo is None or photo.arrived < photo.whole:
        raise NotYet(_("Espera: la fotografía todavía no llegó entera."))
    content = content_of(photo)
    if sha256(content).hexdigest() != digest or not content.startswith(JPEG):
        raise Invalid(_("La fotografía llegó dañada. Tómela otra vez."))
    case = Case.objects.filter(pk=case_id, owner_institution=actor.institution_id).first()
    if case is None:
        raise NotFound(_("Este caso no existe o su institución no lo lleva. Busque a la persona otra vez."))
    photo.case, photo.kind, photo.digest, photo.filed_at = case, kind[:60], digest, Now()
    photo.save(update_fields=["case", "kind", "digest", "filed_at"])
    return photo


def content_of(photo: Photo) -> bytes:
    """The picture, opened."""
    key = lock()
    return b"".join(key.decrypt(bytes(piece.sealed)) for piece in PhotoPiece.objects.filter(photo=photo).order_by("start"))
