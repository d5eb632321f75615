"""How do an institution's programmes and focal points come into the directory?"""

from django.utils.translation import gettext as _

from ruta.base.constraints import demand_constraints
from ruta.base.context import Actor
from ruta.base.errors import Invalid
from ruta.base.transactions import action
from ruta.directory.models import FocalPoint, Programme
from ruta.directory.policies import demand_editing


@action
def save_focal_point(  # noqa: PLR0913 (keywords only)
    *, actor: Actor, institution_id: int, name: str, position: str = "", phone: str = "", email: str = "", focal_point_id: int | None = None
) -> FocalPoint:
    """Name who answers for services or agreements of an institution."""
    demand_editing(actor, institution_id)
    row = FocalPoint.objects.get(pk=focal_point_id, owner_institution=institution_id) if focal_point_id else FocalPoint()
    row.owner_institution_id = institution_id
    row.name, row.position, row.phone, row.email = name.strip(), position.strip(), phone.strip(), email.strip()
    if not row.phone and not row.email:
        sentence = _("Escriba un teléfono o un correo.")
        raise Invalid(sentence, fields={"email": sentence})
    row.save()
    return row


@action
def save_programme(*, actor: Actor, institution_id: int, name: str, description: str = "", website: str = "") -> Programme:
    """Put several services of an institution under one name."""
    demand_editing(actor, institution_id)
    row = Programme(institution_id=institution_id, name=name.strip(), description=description.strip(), website=website.strip())
    demand_constraints(row, field="name")
    row.save()
    return row
