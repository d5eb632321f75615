"""How does somebody read without consent when the law allows it, and who judges it afterwards?"""

from django.db import connection
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from ruta.base.access import log_access
from ruta.base.context import Actor
from ruta.base.errors import Invalid, NotFound, NotOpen, Refused
from ruta.base.events import publish
from ruta.base.transactions import action
from ruta.people import policies
from ruta.people.enums import Verdict
from ruta.people.events import OverrideOpened, OverrideReviewed
from ruta.people.models import Access, Override
from ruta.people.selectors import can_open_reserved, lawful_bases, person_for
from ruta.taxonomy.selectors import catalogue

OPEN_RESERVED = "SELECT ruta_open_strict(%s, %s, %s)"
OPEN = "SELECT ruta_open_override(%s, %s, %s, %s::text[])"


@action
def open_override(*, actor: Actor, person_id: int, lawful_basis: str, reason: str, categories: tuple[str, ...]) -> int:
    """Open some categories for a few hours; the owner's coordination is told and reviews it within days."""
    if not policies.can_override(actor):
        raise Refused(_("Su rol no puede abrir datos sin permiso. Hable con protección o con quien coordina su oficina."))
    _demand_grounds(actor, lawful_basis, reason, categories)
    with connection.cursor() as cursor:
        cursor.execute(OPEN, [person_id, lawful_basis, reason.strip(), list(categories)])
        override = Override.objects.get(pk=cursor.fetchone()[0])
    log_access(
        actor, "override", person_id=person_id, object_id=override.pk, owner_institution_id=override.owner_institution_id,
        reason=reason.strip(), basis=lawful_basis, categories=list(categories),
    )  # fmt: skip
    event = OverrideOpened(override.pk, person_id, override.institution_id, override.review_due.isoformat())
    publish(event, institution_id=override.owner_institution_id)
    return override.pk


@action
def open_reserved(*, actor: Actor, person_id: int, lawful_basis: str, reason: str) -> int:
    """Read for three hours what is reserved of a person of the own institution; the coordination is told and reviews it."""
    if not can_open_reserved(actor):
        raise Refused(_("Su rol no puede abrir lo reservado. Hable con protección."))
    policies.demand_owner(actor, person_for(person_id))
    _demand_grounds(actor, lawful_basis, reason, ("identity",))
    with connection.cursor() as cursor:
        cursor.execute(OPEN_RESERVED, [person_id, lawful_basis, reason.strip()])
        override = Override.objects.get(pk=cursor.fetchone()[0])
    log_access(
        actor, "override", person_id=person_id, object_id=override.pk, owner_institution_id=override.owner_institution_id,
        reason=reason.strip(), basis=lawful_basis, categories=override.categories,
    )  # fmt: skip
    publish(OverrideOpened(override.pk, person_id, override.institution_id, override.review_due.isoformat()))
    return override.pk


@action
def review_override(*, actor: Actor, override_id: int, verdict: str, note: str = "") -> int:
    """Judge a reading without consent; what was not justified ends now."""
    override = Override.objects.select_for_update().filter(pk=override_id).first()
    if override is None:
        raise NotFound(_("Esa revisión no está entre las suyas. Recargue la lista."))
    policies.demand_reviewer(actor, override)
    if override.reviewed_at is not None:
        raise NotOpen(_("Ya se revisó. Recargue la lista para ver el resultado."))
    if verdict not in Verdict.values:
        raise Invalid(_("Diga si estuvo justificado."), fields={"verdict": _("Diga si estuvo justificado.")})
    if verdict == Verdict.UNJUSTIFIED and not note.strip():
        raise Invalid(_("Escriba qué no estuvo bien."), fields={"note": _("Escriba qué no estuvo bien.")})
    Override.objects.filter(pk=override.pk).update(
        reviewed_at=Now(), reviewed_by_id=actor.user_id, verdict=verdict, review_note=note.strip()
    )
    if verdict == Verdict.UNJUSTIFIED:
        Access.objects.filter(override=override, revoked_at=None).update(revoked_at=Now())
    publish(OverrideReviewed(override.pk, override.person_id, override.institution_id, verdict), institution_id=override.institution_id)
    return override.person_id


def _demand_grounds(actor: Actor, lawful_basis: str, reason: str, categories: tuple[str, ...]) -> None:
    problems: dict[str, str] = {}
    least = catalogue("consent_notices")["override"]["reason_min_characters"]
    if lawful_basis not in dict(lawful_bases()):
        problems["lawful_basis"] = _("Elija la base legal.")
    if len(reason.strip()) < least:
        problems["reason"] = _("Explique qué pasa y por qué no se puede esperar: al menos %(count)s letras.") % {"count": least}
    if not categories:
        problems["categories"] = _("Marque qué necesita ver, y nada más.")
    elif not set(categories) <= set(policies.overridable_categories(actor)):
        raise Refused(_("Su rol no puede abrir esos datos sin permiso. Hable con protección."))
    if problems:
        raise Invalid(next(iter(problems.values())), fields=problems)
