"""How are owners asked every 90 days whether their services are still the same, and what does their answer change?"""

import secrets
from collections.abc import Mapping
from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from ruta.base.clock import now, today
from ruta.base.context import Actor
from ruta.base.errors import Invalid, NotOpen
from ruta.base.events import publish
from ruta.base.transactions import action
from ruta.directory.actions.indexing import describe
from ruta.directory.actions.services import note_step
from ruta.directory.enums import OwnerAnswer
from ruta.directory.events import OwnerAsked
from ruta.directory.models import FocalPoint, OwnerQuestion, Service
from ruta.directory.selectors.asking import due_services, token_hash

TOKEN_BYTES = 16  # 128 bits
AGAIN = timedelta(days=30)
"""Who did not answer is asked again, but not every day."""
LIFE = timedelta(days=21)


@action
def ask_owners(*, actor: Actor) -> int:
    """Ask each focal point of an institution that has stale services, in one message for all of them; says how many are asked."""
    asked = 0
    recent = OwnerQuestion.objects.filter(institution=actor.institution_id or 0, asked_at__gt=now() - AGAIN).values("focal_point")
    points = FocalPoint.objects.filter(owner_institution=actor.institution_id or 0, is_active=True).exclude(pk__in=recent)
    for point in points.order_by("pk"):
        due = list(due_services(point.pk))
        if not due:
            continue
        made = OwnerQuestion.objects.create(
            institution_id=point.owner_institution_id, focal_point=point, asked_at=now(), expires_at=now() + LIFE
        )
        for service in due:
            note_step(actor, service, "asked")
        publish(OwnerAsked(question_id=made.pk))
        asked += 1
    return asked


@action
def mint_owner_link(*, actor: Actor, question_id: int) -> str:
    """Make the link of a question when its message leaves; only the hash stays."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    live = OwnerQuestion.objects.filter(pk=question_id, institution=actor.institution_id or 0, answered_at=None)
    live.update(token_sha256=token_hash(token))
    return settings.PUBLIC_ADDRESS + reverse("portal:service_confirm", args=[token])


@action
def answer_owner_question(*, actor: Actor, question_id: int, answers: Mapping[int, str], note: str = "") -> int:
    """What the owner says of each service: the same, no longer given, or different; the link is used up. Says how many were answered."""
    asked = OwnerQuestion.objects.select_for_update().filter(pk=question_id, answered_at=None, expires_at__gt=now()).first()
    if asked is None:
        raise NotOpen(_("Este enlace ya se usó o venció."))
    due = {row.pk: row for row in due_services(asked.focal_point_id).select_for_update(of=("self",))}
    said = {pk: answer for pk, answer in answers.items() if pk in due and answer in OwnerAnswer.values}
    if not said:
        raise Invalid(_("Diga algo de al menos un servicio."))
    for pk, answer in said.items():
        _answered(actor, due[pk], answer, note)
    asked.answered_at = now()
    asked.save(update_fields=["answered_at"])
    return len(said)


def _answered(actor: Actor, row: Service, answer: str, note: str) -> None:
    if answer == OwnerAnswer.CHANGED:
        note_step(actor, row, "remarked", note=note)
        return
    row.verified_on, row.is_reference, row.is_active = today(), False, answer == OwnerAnswer.SAME
    describe([row])
    row.save(update_fields=["verified_on", "is_reference", "is_active", "quality"])
    note_step(actor, row, "verified" if answer == OwnerAnswer.SAME else "ended", note=note)
