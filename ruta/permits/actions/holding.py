"""How does a verb take hold of a dossier, and leave a step behind?"""

from django.db import connection
from django.utils.translation import gettext as _

from ruta.base.clock import now
from ruta.base.context import Actor
from ruta.base.errors import Conflict, NotFound
from ruta.permits.enums import Party
from ruta.permits.models import Dossier, DossierStep
from ruta.permits.selectors import dossier_for

NEXT = "SELECT nextval(pg_get_serial_sequence(%s, 'id'))"


def hold(actor: Actor, dossier_id: int, version: int | None = None) -> Dossier:
    """The dossier, locked until the end of the transaction, in the version that was seen."""
    found = dossier_for(actor, dossier_id)
    dossier = Dossier.objects.select_for_update(of=("self",)).filter(pk=found.pk).first()
    if dossier is None:
        raise NotFound(_("Este trámite no existe o no lo lleva su institución. Vuelva a la lista."))
    if version is not None and version != dossier.version:
        raise Conflict(
            _("Otra persona cambió este trámite mientras usted lo tenía abierto. Revise cómo quedó y repita si hace falta."),
            theirs=dossier.version, yours=version,
        )  # fmt: skip
    return dossier


def leave_step(actor: Actor, dossier: Dossier, verb: str, *, note: str = "", reason: str = "", is_told: bool = True) -> DossierStep:
    """Write one line of the history."""
    return DossierStep.objects.create(
        owner_institution_id=dossier.owner_institution_id, dossier=dossier, verb=str(verb), stage=dossier.stage, note=note.strip(), reason=reason,
        party=Party.APPLICANT if actor.kind == "applicant" else Party.DESK, is_told=is_told, actor_user_id=actor.user_id, at=now(),
    )  # fmt: skip


def next_id(table: str) -> int:
    """An identity taken before its row is written, because the number of the row says it."""
    with connection.cursor() as cursor:
        cursor.execute(NEXT, [table])
        return int(cursor.fetchone()[0])
