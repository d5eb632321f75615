"""How is a post written, and approved by other eyes?"""

from dataclasses import asdict, dataclass

from django.db.models import Max, Q
from django.utils.translation import gettext as _

from ruta.base.clock import now
from ruta.base.constraints import demand_constraints
from ruta.base.context import Actor
from ruta.base.errors import Conflict, NotOpen
from ruta.base.spelling import folded
from ruta.base.transactions import action
from ruta.staffing.enums import PaperState
from ruta.staffing.models import Post, PostVersion, Seat
from ruta.staffing.policies import demand_approving, demand_writing
from ruta.staffing.selectors.posts import post_of, post_version_of


@dataclass(frozen=True, kw_only=True)
class PostTerms:
    """What a version says."""

    process: str
    purpose: str
    functions: str
    competences: str
    requirements: str = ""


@action
def save_post(
    *, actor: Actor, title: str, role: str, terms: PostTerms, post_id: int | None = None, revision: int | None = None
) -> PostVersion:
    """Write a post: its first version, the draft that waits, or one more draft after what was approved."""
    demand_writing(actor)
    post = _kept(actor, title, role, post_id)
    row = PostVersion.objects.select_for_update().filter(post=post, state=PaperState.DRAFT).first()
    if row is not None and row.revision != (revision or 0):
        raise Conflict(_("Alguien cambió este puesto mientras usted escribía. Compare antes de guardar lo suyo."))
    if row is None:
        last = PostVersion.objects.filter(post=post).aggregate(last=Max("number"))["last"] or 0
        row = PostVersion(post=post, owner_institution_id=post.owner_institution_id, number=last + 1, revision=0)
    for name, value in asdict(terms).items():
        setattr(row, name, value.strip())
    row.revision += 1
    row.written_at, row.written_by = now(), actor.user_id
    row.save()
    return row


@action
def approve_post(*, actor: Actor, version_id: int, revision: int) -> PostVersion:
    """Let a version hold, as it was read."""
    Post.objects.select_for_update().filter(versions=version_id).first()  # whoever renames it meanwhile waits, and is refused
    PostVersion.objects.select_for_update().filter(pk=version_id).first()
    row = post_version_of(version_id)
    demand_approving(actor, row)
    if row.state != PaperState.DRAFT or row.revision != revision:
        raise NotOpen(_("Esta versión cambió o ya está aprobada. Actualice la página."))
    row.state, row.approved_at, row.approved_by = PaperState.APPROVED, now(), actor.user_id
    row.save(update_fields=["state", "approved_at", "approved_by"])
    return row


@action
def discard_post(*, actor: Actor, version_id: int, revision: int) -> bool:
    """Throw away a draft as it was read; a post that has no other version and that no structure names goes with it. Whether the post is there still."""
    demand_writing(actor)
    PostVersion.objects.select_for_update().filter(pk=version_id).first()
    row = post_version_of(version_id)
    if row.state != PaperState.DRAFT or row.revision != revision:
        raise NotOpen(_("Esta versión cambió o ya está aprobada. Actualice la página."))
    post = row.post
    row.delete()
    if post.versions.exists() or Seat.objects.filter(Q(post=post) | Q(answers_to=post)).exists():
        return True
    post.delete()
    return False


def _kept(actor: Actor, title: str, role: str, post_id: int | None) -> Post:
    Post.objects.select_for_update().filter(pk=post_id or 0).first()  # whoever approves it meanwhile comes first, and its name stands
    row = Post(owner_institution_id=actor.institution_id or 0, made_at=now()) if post_id is None else post_of(post_id)
    title = " ".join(title.split())
    if post_id is not None and (row.title, row.role) != (title, role) and _is_approved(row):
        raise NotOpen(_("El título y el rol de un puesto aprobado no cambian. Escriba un puesto nuevo."))
    row.title, row.sort_title, row.role = title, folded(title), role
    demand_constraints(row, field="title")
    row.save()
    return row


def _is_approved(row: Post) -> bool:
    """By a version of its own, or inside the approved structure of an office."""
    used = Q(post=row) | Q(answers_to=row)
    return (
        row.versions.filter(state=PaperState.APPROVED).exists() or Seat.objects.filter(used, structure__state=PaperState.APPROVED).exists()
    )
