"""Which posts are there, which version of each holds, and how is an office made up?"""

from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from ruta.base.errors import NotFound
from ruta.base.spelling import folded
from ruta.directory.models import Office
from ruta.staffing.enums import PaperState
from ruta.staffing.models import Post, PostVersion, Structure


def posts() -> QuerySet[Post]:
    """The posts of the institution, each with the version that holds and whether one waits."""
    waiting = PostVersion.objects.filter(post=OuterRef("pk"), state=PaperState.DRAFT)
    approved = Q(versions__state=PaperState.APPROVED)
    return Post.objects.annotate(
        in_force=Max("versions__number", filter=approved), since=Max("versions__approved_at", filter=approved), waits=Exists(waiting)
    )


def found_posts(rows: QuerySet[Post], text: str) -> QuerySet[Post]:
    """Those whose name holds every word of a text."""
    for word in folded(text).split()[:8]:
        rows = rows.filter(sort_title__contains=word)
    return rows


def post_of(post_id: int) -> Post:
    """One post."""
    found = Post.objects.filter(pk=post_id).first()
    if found is None:
        raise NotFound(_("Ese puesto no existe. Elija uno de la lista."))
    return found


def post_version_of(version_id: int) -> PostVersion:
    """One version."""
    found = PostVersion.objects.select_related("post").filter(pk=version_id).first()
    if found is None:
        raise NotFound(_("Esa versión no existe. Vuelva al puesto."))
    return found


def versions_of(post: Post) -> list[PostVersion]:
    """The versions of a post, the newest first."""
    return list(PostVersion.objects.filter(post=post).order_by("-number"))


def structures_of(office: Office) -> list[Structure]:
    """The structures of an office with their seats, the newest first."""
    return list(Structure.objects.filter(office=office).prefetch_related("seats__post", "seats__answers_to").order_by("-number"))


def structure_in_force(office: Office) -> Structure | None:
    """The one that was approved last."""
    return next((each for each in structures_of(office) if each.state == PaperState.APPROVED), None)
