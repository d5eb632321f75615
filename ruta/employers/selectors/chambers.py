"""Which chambers does an institution know, who belongs to them, and whom does one call?"""

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from ruta.base.context import Actor
from ruta.base.errors import NotFound
from ruta.employers.models import Chamber, ChamberContact, ChamberMember, Employer


def chambers(actor: Actor) -> QuerySet[Chamber]:
    """The chambers that the actor's institution knows, with how many members of each."""
    return Chamber.objects.filter(owner_institution_id=actor.institution_id or 0).annotate(count=Count("members"))


def chamber_of(actor: Actor, chamber_id: int) -> Chamber:
    """One of them."""
    found = chambers(actor).filter(pk=chamber_id).first()
    if found is None:
        raise NotFound(_("Esa cámara no es de su institución. Búsquela otra vez."))
    return found


def chamber_contacts(chamber: Chamber) -> QuerySet[ChamberContact]:
    """Whom one calls there."""
    return ChamberContact.objects.filter(chamber=chamber).order_by("name", "pk")


def members_of(chamber: Chamber) -> QuerySet[ChamberMember]:
    """The employers that belong to it."""
    return ChamberMember.objects.filter(chamber=chamber).select_related("employer").order_by("employer__sort_name", "pk")


def chambers_of(employer: Employer) -> QuerySet[ChamberMember]:
    """The chambers that an employer belongs to."""
    return ChamberMember.objects.filter(employer=employer).select_related("chamber").order_by("chamber__sort_name", "pk")


def chamber_choices(actor: Actor, employer: Employer) -> list[tuple[str, str]]:
    """The chambers that it could still join."""
    rows = chambers(actor).exclude(members__employer=employer).order_by("sort_name", "pk")
    return [("", _("Elija una opción")), *((str(row.pk), row.name) for row in rows)]
