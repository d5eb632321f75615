"""How is the structure of an office written, and approved by other eyes?"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Max
from django.utils.translation import gettext as _

from ruta.base.clock import now
from ruta.base.context import Actor
from ruta.base.errors import Conflict, Invalid, NotFound, NotOpen
from ruta.base.transactions import action
from ruta.staffing.enums import PaperState
from ruta.staffing.models import Post, Seat, Structure
from ruta.staffing.policies import demand_approving, demand_writing, own_office


@dataclass(frozen=True, kw_only=True)
class SeatTerms:
    """One line: how many of a post, and to whom they answer."""

    post_id: int
    count: int
    answers_to_id: int | None = None


@action
def save_structure(*, actor: Actor, office_id: int, processes: str, seats: Sequence[SeatTerms], revision: int | None = None) -> Structure:
    """Write how an office is made up; it waits until somebody else approves it."""
    office = own_office(actor, office_id)
    demand_writing(actor, office)
    _demand_sense(actor, seats)
    row = Structure.objects.select_for_update().filter(office=office, state=PaperState.DRAFT).first()
    if row is not None and row.revision != (revision or 0):
        raise Conflict(_("Alguien cambió esta estructura mientras usted escribía. Compare antes de guardar lo suyo."))
    if row is None:
        last = Structure.objects.filter(office=office).aggregate(last=Max("number"))["last"] or 0
        row = Structure(office=office, owner_institution_id=office.institution_id, number=last + 1, revision=0)
    row.processes, row.revision = processes.strip(), row.revision + 1
    row.written_at, row.written_by = now(), actor.user_id
    row.save()
    row.seats.all().delete()
    Seat.objects.bulk_create(
        Seat(owner_institution_id=row.owner_institution_id, structure=row, post_id=each.post_id, count=each.count, answers_to_id=each.answers_to_id)
        for each in seats
    )  # fmt: skip
    return row


@action
def approve_structure(*, actor: Actor, structure_id: int, revision: int) -> Structure:
    """Let a structure hold, as it was read."""
    Structure.objects.select_for_update().filter(pk=structure_id).first()  # an approved one is locked against everybody, and read below
    row = Structure.objects.filter(pk=structure_id).first()
    if row is None:
        raise NotFound(_("Esa estructura no existe. Vuelva a la oficina."))
    demand_approving(actor, row)
    if row.state != PaperState.DRAFT or row.revision != revision:
        raise NotOpen(_("Esta estructura cambió o ya está aprobada. Actualice la página."))
    _demand_approved_posts(row)
    row.state, row.approved_at, row.approved_by = PaperState.APPROVED, now(), actor.user_id
    row.save(update_fields=["state", "approved_at", "approved_by"])
    return row


@action
def discard_structure(*, actor: Actor, structure_id: int, revision: int) -> int:
    """Throw away a draft as it was read. Says of which office."""
    row = Structure.objects.select_for_update(of=("self",)).select_related("office").filter(pk=structure_id, state=PaperState.DRAFT).first()
    if row is None or row.revision != revision:
        raise NotOpen(_("Esta estructura cambió o ya está aprobada. Actualice la página."))
    demand_writing(actor, row.office)
    row.seats.all().delete()
    row.delete()
    return int(row.office_id)


def _demand_approved_posts(row: Structure) -> None:
    """The name of a post that nobody approved may still change: it would change inside what was approved."""
    used = {pk for pair in row.seats.values_list("post_id", "answers_to_id") for pk in pair if pk}
    unread = (
        Post.objects.filter(pk__in=used).exclude(versions__state=PaperState.APPROVED).order_by("sort_title").values_list("title", flat=True)
    )
    if names := ", ".join(unread):
        raise NotOpen(_("Apruebe antes estos puestos: %(names)s.") % {"names": names})


def _demand_sense(actor: Actor, seats: Sequence[SeatTerms]) -> None:
    posts = [each.post_id for each in seats]
    known = set(Post.objects.filter(owner_institution=actor.institution_id, pk__in=posts).values_list("pk", flat=True))
    if not seats:
        raise Invalid(_("Ponga al menos una plaza de un puesto."))
    if len(set(posts)) < len(posts) or set(posts) - known:
        raise Invalid(_("Cada puesto va una sola vez, y es de su institución."))
    if any(each.answers_to_id == each.post_id for each in seats):
        raise Invalid(_("Un puesto no depende de sí mismo."))
