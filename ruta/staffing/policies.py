"""Who writes posts and structures, who approves them, and who reads how many are lacking?"""

from django.utils.translation import gettext as _

from ruta.accounts.enums import SEES_STRICT, Role
from ruta.accounts.policies import has_role
from ruta.base.context import Actor
from ruta.base.errors import NotFound, Refused
from ruta.directory.models import Office
from ruta.staffing.models import Versioned

CENTRAL_ROLES = frozenset({Role.CENTRAL_COORDINATION, Role.ADMINISTRATOR})
WRITER_ROLES = CENTRAL_ROLES | {Role.OFFICE_COORDINATOR, Role.PARTNER_OFFICER}
READER_ROLES = WRITER_ROLES | {Role.ME_FOCAL_POINT, Role.AUDITOR, Role.OBSERVATORY_ANALYST, Role.TERRITORIAL_OFFICER} | SEES_STRICT
DIRECT_ROLES = (
    Role.COUNSELLOR, Role.BROKER, Role.TERRITORIAL_OFFICER, Role.PROTECTION_OFFICER, Role.CHILD_PROTECTION_OFFICER, Role.OFFICE_COORDINATOR,
    Role.PARTNER_OFFICER,
)  # fmt: skip
"""Who serves; they are the people that are there."""


def can_write(actor: Actor | None, office: Office | None = None) -> bool:
    """Coordination of the institution; whoever coordinates one office, of that office."""
    if actor is None or not has_role(actor, WRITER_ROLES):
        return False
    if office is None or has_role(actor, CENTRAL_ROLES):
        return office is None or office.institution_id == actor.institution_id
    return office.pk == actor.office_id


def can_suppose(actor: Actor | None, office: Office | None) -> bool:
    """Of the whole institution, central coordination or the officer of a partner; of one office, whoever writes there."""
    return can_write(actor, office) and (office is not None or has_role(actor, CENTRAL_ROLES | {Role.PARTNER_OFFICER}))


def can_approve(actor: Actor | None, row: Versioned) -> bool:
    """Somebody who writes too, and did not write this."""
    return row.state == "draft" and has_role(actor, WRITER_ROLES) and actor is not None and row.written_by != actor.user_id


def demand_writing(actor: Actor, office: Office | None = None) -> None:
    """Refuse whoever does not coordinate; the machine may on behalf of its institution."""
    if actor.kind != "system" and not can_write(actor, office):
        raise Refused(_("Lo escribe la coordinación de esa oficina, o coordinación central de su institución."))


def demand_supposing(actor: Actor, office: Office | None) -> None:
    """Refuse whoever speaks of more than their office."""
    if actor.kind != "system" and not can_suppose(actor, office):
        raise Refused(_("De toda la institución lo dice coordinación central. Elija su oficina, o pídaselo."))


def demand_approving(actor: Actor, row: Versioned) -> None:
    """Refuse whoever wrote it, or does not coordinate."""
    if not has_role(actor, WRITER_ROLES):
        raise Refused(_("Lo aprueba la coordinación de su institución."))
    if row.written_by == actor.user_id:
        raise Refused(_("Lo aprueba otra persona, no quien lo escribió."))


def own_office(actor: Actor, office_id: int) -> Office:
    """An open office of the actor's institution."""
    rows = Office.objects.select_related("institution", "municipality")
    found = rows.filter(pk=office_id, institution_id=actor.institution_id or 0, is_active=True).first()
    if found is None:
        raise NotFound(_("Esa oficina no es de su institución. Elija una de la lista."))
    return found
