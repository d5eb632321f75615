"""Who may bring persons from a file, how many files, and what does a file tell of other institutions?"""

from datetime import timedelta

from django.utils.translation import gettext as _

from ruta.accounts.enums import Role
from ruta.accounts.policies import has_role
from ruta.base.clock import now
from ruta.base.context import Actor
from ruta.base.errors import Refused, TooMany
from ruta.base.models import AccessLog

FILES = 20
WINDOW = timedelta(minutes=10)
LEAST_TOLD = 5
IMPORT_ROLES = frozenset({Role.OFFICE_COORDINATOR, Role.DATA_STEWARD, Role.COUNSELLOR})


def can_import(actor: Actor | None) -> bool:
    """Those who register persons, those who care for the data, and the command line."""
    return has_role(actor, IMPORT_ROLES) or (actor is not None and actor.kind == "system" and actor.institution_id is not None)


def demand_import(actor: Actor | None) -> None:
    """Refuse with a sentence."""
    if not can_import(actor):
        raise Refused(
            _("Traer personas de un archivo corresponde a coordinación, a quien cuida los datos o a orientación. Pídalo a quien coordina.")
        )


def demand_few_files(actor: Actor, batch_id: int) -> None:
    """Many small files would be searches without the patience of a search. The machine reads on behalf of who was asked already."""
    if actor.kind != "staff":
        return
    read = AccessLog.objects.filter(user_id=actor.user_id, kind="import", at__gt=now() - WINDOW).exclude(object_id=batch_id)
    if read.order_by().values("object_id").distinct().count() >= FILES:
        raise TooMany(_("Leyó 20 archivos en 10 minutos. Espere unos minutos, o junte las filas en un solo archivo."))


def elsewhere_told(count: int) -> int:
    """How many persons of a file other institutions probably know; fewer than five are not told, so that nobody is recognised."""
    return count if count >= LEAST_TOLD else 0
