"""Which employers does an institution know, and which of them never used it?"""

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ruta.base.clock import now
from ruta.base.context import Actor
from ruta.base.errors import NotFound
from ruta.employers.models import Employer, EmployerContact, EmployerLink, EmployerPlace
from ruta.taxonomy.models import Sector

NON_USER_AFTER = timedelta(days=365)  # whoever offered nothing for so long is no user of the service


def employers(actor: Actor) -> QuerySet[Employer]:
    """The employers of the actor's institution."""
    return Employer.objects.filter(owner_institution_id=actor.institution_id or 0)


def employer_of(actor: Actor, employer_id: int) -> Employer:
    """One employer of the actor's institution, or the one behind the actor's link."""
    mine = employers(actor) if actor.kind != "employer" else Employer.objects.filter(pk=actor.employer_id or 0)
    found = mine.filter(pk=employer_id).first()
    if found is None:
        raise NotFound(_("Ese empleador no es de su institución. Búsquelo otra vez."))
    return found


def employer_with_rtn(institution_id: int, rtn: str) -> Employer | None:
    """The employer that has this RTN already."""
    return Employer.objects.filter(owner_institution_id=institution_id, rtn=rtn).first() if rtn else None


def contacts_of(employer: Employer) -> QuerySet[EmployerContact]:
    """Whom one calls, the main one first."""
    return EmployerContact.objects.filter(employer=employer, is_active=True).order_by("-is_main", "name", "pk")


def places_of(employer: Employer) -> QuerySet[EmployerPlace]:
    """Where else it has work."""
    return EmployerPlace.objects.filter(employer=employer).order_by("municipality", "name", "pk")


def link_of(employer: Employer) -> EmployerLink | None:
    """The link of an employer that still opens."""
    return EmployerLink.objects.filter(employer=employer, revoked_at=None, expires_at__gt=now()).first()


def sector_names(codes: Iterable[str]) -> dict[str, str]:
    """The names of some sectors, by code."""
    return dict(Sector.objects.filter(pk__in=set(codes)).order_by("pk").values_list("code", "name_es"))
