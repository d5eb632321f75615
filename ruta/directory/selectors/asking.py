"""Which services wait for their owner's word, and who stands behind the link of a question?"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from django.db.models import Q, QuerySet

from ruta.base.clock import now, today
from ruta.base.context import Actor
from ruta.directory.models import OwnerQuestion, Service
from ruta.directory.rules import FRESH_DAYS


@dataclass(frozen=True, slots=True)
class OwnerDoor:
    """A question that exists, and whether its link still answers."""

    question_id: int
    focal_point_id: int
    institution_id: int
    status: str  # live | answered | expired
    ended_at: datetime  # when it was answered, or when it ends

    @property
    def actor(self) -> Actor:
        """Whoever answers: bound to nothing but the question."""
        return Actor(kind="partner", reason=f"directory question {self.question_id}")


def token_hash(token: str) -> str:
    """What is kept of a token."""
    return sha256(token.encode()).hexdigest()


def due_services(focal_point_id: int) -> QuerySet[Service]:
    """The active services of a focal point that nobody has confirmed for 90 days."""
    late = Q(verified_on=None) | Q(verified_on__lt=today() - timedelta(days=FRESH_DAYS))
    return Service.objects.filter(late, focal_point=focal_point_id, is_active=True).order_by("sort_name", "pk")


def owner_question_of(token: str) -> OwnerDoor | None:
    """The question of a token, found by its hash; nothing of a forged one is kept or said."""
    row = OwnerQuestion.objects.filter(token_sha256=token_hash(token)).first() if token else None
    if row is None:
        return None
    status = "answered" if row.answered_at else "expired" if row.expires_at <= now() else "live"
    return OwnerDoor(row.pk, row.focal_point_id, row.institution_id, status, row.answered_at or row.expires_at)
