"""Which posts are there, what does each do and ask, and who approved it?"""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ruta.desk.beside import beside, is_behind
from ruta.desk.cases.answering import attempt
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.listing import answered
from ruta.desk.staffing.forms import PostForm, of_version
from ruta.desk.staffing.lists import POSTS
from ruta.people.selectors import user_names
from ruta.staffing.actions import approve_post, discard_post, save_post
from ruta.staffing.models import Post
from ruta.staffing.policies import READER_ROLES, WRITER_ROLES, can_approve, can_write
from ruta.staffing.selectors import found_posts, post_of, post_version_of, posts, versions_of


@require_http_methods(["GET", "HEAD", "POST"])
@roles(READER_ROLES)
def listing(request: DeskRequest) -> Any:
    """The posts of the institution."""
    return answered(
        request, POSTS, lambda text: found_posts(posts(), text), "desk/staffing/posts.html", lambda _page: {"may": can_write(request.actor)}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@roles(WRITER_ROLES)
def new(request: DeskRequest) -> HttpResponse:
    """A post that is not there yet."""
    return _edited(request, None, PostForm(request.POST or None))


@require_http_methods(["GET", "HEAD", "POST"])
@roles(WRITER_ROLES)
def edit(request: DeskRequest, post_id: int) -> HttpResponse:
    """The draft of a post, or one more version of what was approved."""
    row = post_of(post_id)
    versions = versions_of(row)
    return _edited(request, row, PostForm(request.POST or None, initial=of_version(row, versions[0] if versions else None)))


@require_safe
@roles(READER_ROLES)
def post(request: DeskRequest, post_id: int) -> HttpResponse:
    """One post with its versions."""
    return _page(request, post_of(post_id))


@require_POST
@roles(WRITER_ROLES)
def approve(request: DeskRequest, version_id: int) -> HttpResponse:
    """Let a version hold, as it was read."""
    row, form = post_version_of(version_id), forms.Form(request.POST)
    said = request.POST.get("revision", "")
    run = lambda: approve_post(actor=request.actor, version_id=row.pk, revision=int(said) if said.isdecimal() else 0).pk  # noqa: E731
    done, status = attempt(request, form, f"post.approve {row.pk}", run)
    if done is None:
        return _page(request, row.post, status=status, problem=form)
    messages.success(request, _("Aprobada."))
    return redirect("desk:post", row.post_id)


@require_POST
@roles(WRITER_ROLES)
def discard(request: DeskRequest, version_id: int) -> HttpResponse:
    """Throw a draft away, and a post that has nothing else with it."""
    row, form = post_version_of(version_id), forms.Form(request.POST)
    said = request.POST.get("revision", "")
    run = lambda: discard_post(actor=request.actor, version_id=row.pk, revision=int(said) if said.isdecimal() else 0)  # noqa: E731
    is_there, status = attempt(request, form, f"post.discard {row.pk}", run)
    if is_there is None:
        return _page(request, row.post, status=status, problem=form)
    messages.success(request, _("Borrador descartado."))
    return redirect("desk:post", row.post_id) if is_there else redirect("desk:posts")


def _edited(request: DeskRequest, row: Post | None, form: PostForm) -> HttpResponse:
    status = 200
    if request.method == "POST":

        def run() -> int:
            said = form.cleaned_data
            made = save_post(
                actor=request.actor, title=said["title"], role=said["role"], terms=form.terms(), post_id=row.pk if row else None, revision=said["revision"]
            )  # fmt: skip
            return made.post_id

        done, status = attempt(request, form, f"post.save {row.pk if row else 'new'}", run)
        if done is not None:
            messages.success(request, _("Guardado. Lo aprueba otra persona."))
            return redirect("desk:post", done)
    context = {"form": form, "post": row, "beside": _meanwhile(form, row) if row and is_behind(form) else None}
    return render(request, "desk/staffing/post_edit.html", context, status=status)


def _meanwhile(form: PostForm, row: Post) -> list[tuple[Any, str]]:
    """The draft as another kept it, and its revision in the form: whoever saves again has read it."""
    latest = next(iter(versions_of(row)), None)
    first = of_version(row, latest)
    return beside(form, first, revision=first["revision"] or "")


def _page(request: DeskRequest, row: Post, *, status: int = 200, **given: Any) -> HttpResponse:
    versions = versions_of(row)
    context = {
        "post": row, "versions": [(each, can_approve(request.actor, each)) for each in versions], "may": can_write(request.actor), "problem": None,
        "users": user_names({pk for each in versions for pk in (each.written_by, each.approved_by) if pk}),
    }  # fmt: skip
    return render(request, "desk/staffing/post.html", context | given, status=status)
