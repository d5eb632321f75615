"""What is in the library of materials, in which versions, and what may anybody take along?"""

from typing import Any

from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from ruta.base.context import Actor
from ruta.base.errors import NotFound
from ruta.base.holding import holding
from ruta.communication.enums import VersionState
from ruta.communication.models import Material, MaterialVersion
from ruta.communication.quiet import plain


def _with_versions(rows: QuerySet[Material]) -> QuerySet[Any]:
    of_it = MaterialVersion.objects.filter(material=OuterRef("pk"))
    return rows.select_related("institution").annotate(
        last_number=Max("versions__number"), has_approved=Exists(of_it.filter(state=VersionState.APPROVED)),
        waits=Exists(of_it.filter(state=VersionState.SUBMITTED)),
    )  # fmt: skip


def materials(actor: Actor) -> QuerySet[Any]:
    """Those of the own institution, and what others approved."""
    approved = MaterialVersion.objects.filter(material=OuterRef("pk"), state=VersionState.APPROVED)
    return _with_versions(Material.objects.filter(Q(institution=actor.institution_id or 0) | Exists(approved)))


def public_materials() -> QuerySet[Any]:
    """What anybody may take along: published and approved now."""
    return plain(_offered(), "title", "purpose")


def _offered() -> QuerySet[Any]:
    return _with_versions(Material.objects.filter(is_public=True, institution__is_active=True)).filter(has_approved=True)


def found_materials(rows: QuerySet[Any], text: str) -> QuerySet[Any]:
    """Those whose title or purpose hold every word of a text."""
    return rows.filter(holding(text, "title", "purpose"))


def material_of(actor: Actor, material_id: int) -> Material:
    """One of them."""
    found: Material | None = materials(actor).filter(pk=material_id).first()
    if found is None:
        raise NotFound(_("Ese material no está a la vista de su institución. Vuelva a la lista."))
    return found


def versions_of(actor: Actor, material: Material) -> QuerySet[MaterialVersion]:
    """Every version in the own institution, also a withdrawn one; of others, the approved one. Without the files."""
    rows = MaterialVersion.objects.filter(material=material).defer("content").order_by("-number")
    return rows if material.institution_id == actor.institution_id else rows.filter(state=VersionState.APPROVED)


def version_of(actor: Actor, material_id: int, number: int) -> MaterialVersion:
    """One version with its file."""
    found = versions_of(actor, material_of(actor, material_id)).defer(None).filter(number=number).first()
    if found is None:
        raise NotFound(_("Esa versión no está a su vista. Vuelva al material."))
    return found


def approved_of(material: Material) -> MaterialVersion | None:
    """The version that holds now, without its file."""
    return MaterialVersion.objects.filter(material=material, state=VersionState.APPROVED).defer("content").first()


def is_in_use(material: Material) -> bool:
    """Whether a version of it is approved now."""
    return MaterialVersion.objects.filter(material=material, state=VersionState.APPROVED).exists()


def public_version(material_id: int) -> MaterialVersion | None:
    """The file that anybody may take along."""
    offered = plain(_offered().filter(pk=material_id), "title", "purpose")
    rows = MaterialVersion.objects.filter(material__in=offered.values("pk"), state=VersionState.APPROVED)
    return rows.select_related("material").first()
