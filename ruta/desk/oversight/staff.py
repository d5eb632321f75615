"""Who works here, in which office and role, and how does somebody join or leave?"""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ruta.accounts.actions import create_user, end_membership, grant_membership
from ruta.accounts.enums import Role
from ruta.accounts.models import Membership, User
from ruta.accounts.selectors import users
from ruta.base.access import log_access
from ruta.base.errors import RutaError
from ruta.base.listing import exported, listed
from ruta.base.numbers import read_number
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.oversight.forms import MembershipForm, NewUserForm
from ruta.desk.oversight.lists import STAFF


@require_safe
@roles({Role.ADMINISTRATOR})
def staff_page(request: DeskRequest) -> Any:
    """Accounts by name, e-mail or role."""
    text = request.GET.get("texto", "").strip()
    rows = users(text=text)
    if request.GET.get("formato"):
        log_access(request.actor, "export", scope=STAFF.name, format=request.GET["formato"])
        return exported(STAFF, rows, request.GET, request.actor) or redirect("desk:staff")
    page = listed(STAFF, rows, request.GET, kept={"texto": text} if text else None)
    return render(request, "desk/oversight/staff.html", {"page": page, "text": text})


@require_http_methods(["GET", "HEAD", "POST"])
@roles({Role.ADMINISTRATOR})
def new_user(request: DeskRequest) -> HttpResponse:
    """Make an account with its first role; what was typed stays when something is wrong."""
    form = NewUserForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            user = create_user(
                actor=request.actor,
                email=given["email"],
                full_name=given["full_name"],
                office_code=given["office"].code,
                role=given["role"],
                password=given["password"],
            )
        except RutaError as error:
            form.add_error(next(iter(error.fields), None) if set(error.fields) <= set(form.fields) else None, str(error.message))
        else:
            messages.success(request, _("%(name)s ya puede entrar.") % {"name": user.full_name})
            return redirect("desk:user", user.pk)
    return render(request, "desk/oversight/new_user.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@roles({Role.ADMINISTRATOR})
def user_page(request: DeskRequest, pk: int) -> HttpResponse:
    """The roles of one person; give another, or end one."""
    user = get_object_or_404(User, pk=pk)
    form = MembershipForm(request.POST if "add" in request.POST else None)
    if request.method == "POST" and "end" in request.POST:
        end_membership(actor=request.actor, membership=_membership(user, request.POST["end"]))
        return redirect("desk:user", pk)
    if request.method == "POST" and form.is_valid():
        grant_membership(actor=request.actor, user=user, office=form.cleaned_data["office"], role=form.cleaned_data["role"])
        return redirect("desk:user", pk)
    memberships = user.memberships.select_related("office__institution").order_by("-is_active", "pk")
    return render(request, "desk/oversight/user.html", {"person": user, "form": form, "memberships": memberships})


def _membership(user: User, text: str) -> Membership:
    """The membership that a button named; anything else is not there."""
    return get_object_or_404(user.memberships, pk=read_number(text))
