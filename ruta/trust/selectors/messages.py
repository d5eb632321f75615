"""What was asked and answered, who asked about a person, and is the log still what was written?"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, QuerySet

from ruta.base.audit import Book
from ruta.directory.models import Institution
from ruta.people.selectors import category_labels, is_quiet, purpose_label
from ruta.trust.models import Anchor, Message, MessageSeal

BOOK = Book(MessageSeal, "SELECT id, leaf FROM ruta_message_leaves(%s, %s, %s)")
"""The log of messages, sealed like the audit."""
MOST_USES = 200


@dataclass(frozen=True, slots=True)
class Use:
    """A time when another institution was given data of a person over the exchange, as that person reads it."""

    at: datetime
    institution_id: int
    institution: str
    purpose: str
    data: str
    service: str
    is_quiet: bool = False
    """Of a purpose that is asked apart, or of strict data: told on no screen that somebody else may look at."""


def messages() -> QuerySet[Message]:
    """What row security shows: of an institution that asked, of whose record it was, of the person."""
    return Message.objects.all()


def uses_of(person_id: int) -> list[Use]:
    """Who was given data of a person, for what and which, the newest first (GovStack: `myPersonalDataUsage`). Two queries."""
    rows = list(Message.objects.filter(person_id=person_id).order_by("-pk")[:MOST_USES])
    names = dict(Institution.objects.filter(pk__in={row.institution_id for row in rows}).values_list("pk", "short_name"))
    return [
        Use(
            row.at,
            row.institution_id,
            names.get(row.institution_id, ""),
            purpose_label(row.purpose),
            ". ".join(category_labels(row.categories)),
            row.service,
            is_quiet(row.purpose, row.categories),
        )
        for row in rows
    ]


def seals(count: int = 10) -> list[MessageSeal]:
    """The last sealed batches with their stamps, without their leaves."""
    stamped = MessageSeal.objects.annotate(stamped_at=F("anchor__stamped_at"))
    return list(stamped.defer("ids", "leaves").order_by("-pk")[:count])


def anchors() -> QuerySet[Anchor]:
    """Every time stamp, the oldest first."""
    return Anchor.objects.select_related("seal").defer("seal__ids", "seal__leaves").order_by("seal")


def unanchored() -> MessageSeal | None:
    """The last seal, when no authority has stamped it: a stamp over it holds for all before it."""
    last = MessageSeal.objects.defer("ids", "leaves").order_by("-pk").first()
    return None if last is None or Anchor.objects.filter(seal=last).exists() else last
