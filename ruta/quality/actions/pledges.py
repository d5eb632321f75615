"""How does somebody of the staff sign what the service promises?"""

from django.utils.translation import gettext as _

from ruta.base.clock import now
from ruta.base.context import Actor
from ruta.base.errors import Invalid, NotOpen, Refused
from ruta.base.transactions import action
from ruta.quality.enums import Document
from ruta.quality.models import Pledge
from ruta.quality.selectors.pledges import version_of


@action
def sign_document(*, actor: Actor, document: str, version: str) -> Pledge:
    """Sign the version that one has read: not another, and once."""
    if actor.kind != "staff" or actor.user_id is None:
        raise Refused(_("Firma quien trabaja aquí, con su propia cuenta."))
    if document not in Document.values:
        raise Invalid(_("Elija una opción de la lista."))
    if version != version_of(document):
        raise NotOpen(_("Hay una versión más nueva. Léala antes de firmar."))
    row, is_new = Pledge.objects.get_or_create(
        owner_institution_id=actor.institution_id or 0, document=document, document_version=version, user_id=actor.user_id,
        defaults={"office_id": actor.office_id, "signed_at": now()},
    )  # fmt: skip
    if not is_new:
        raise NotOpen(_("Usted ya firmó esta versión."))
    return row
