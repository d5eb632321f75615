"""Which version of the charter and of the code of ethics is in force, and who of the staff signed it?"""

from collections.abc import Mapping
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from ruta.accounts.enums import Role
from ruta.accounts.selectors import live_members
from ruta.base.context import Actor
from ruta.base.holding import holding
from ruta.quality.enums import Document
from ruta.quality.models import Pledge
from ruta.taxonomy.selectors import catalogue


def version_of(document: str) -> str:
    """The version that is signed now."""
    return str(catalogue(document).version)


def own_pledges(actor: Actor) -> Mapping[str, Pledge]:
    """What the actor signed of the versions in force, by document."""
    now_valid = Q()
    for document in Document.values:
        now_valid |= Q(document=document, document_version=version_of(document))
    rows = Pledge.objects.filter(now_valid, owner_institution=actor.institution_id or 0, user_id=actor.user_id or 0)
    return {row.document: row for row in rows.order_by("pk")}


def unsigned(actor: Actor) -> list[str]:
    """Which documents wait for the actor's signature."""
    known = own_pledges(actor)
    return [document for document in Document.values if document not in known]


def staff_and_signatures(actor: Actor) -> QuerySet[Any]:
    """One row for each person and office of the institution (of the own office for who coordinates it), with what they signed."""
    rows = live_members().filter(office__institution=actor.institution_id or 0, office__is_active=True)
    if actor.role == Role.OFFICE_COORDINATOR:
        rows = rows.filter(office=actor.office_id or 0)
    earlier = rows.filter(user=OuterRef("user"), office=OuterRef("office"), pk__lt=OuterRef("pk"))
    rows = rows.filter(~Exists(earlier)).select_related("user", "office")
    return rows.annotate(
        sort_name=F("user__full_name"),
        has_charter=_signed(actor, Document.CHARTER),
        has_ethics=_signed(actor, Document.ETHICS),
    )


def found_staff(rows: QuerySet[Any], text: str) -> QuerySet[Any]:
    """Those whose name, mailbox or office hold every word of a text."""
    return rows.filter(holding(text, "user__full_name", "user__email", "office__name"))


def _signed(actor: Actor, document: Document) -> Exists:
    rows = Pledge.objects.filter(owner_institution=actor.institution_id or 0, document=document, document_version=version_of(document))
    return Exists(rows.filter(user_id=OuterRef("user_id")))
