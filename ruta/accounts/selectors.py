"""Who is behind this request, and which memberships can they switch between?"""

from collections.abc import Collection
from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, Q, QuerySet

from ruta.accounts.enums import SEES_STRICT
from ruta.accounts.models import Membership, User
from ruta.base.clock import today
from ruta.base.compiled import asked_of
from ruta.base.context import Actor
from ruta.base.holding import holding

SESSION_KEY = "membership"
# Recovery codes stand in for a factor and are none.
SECOND_FACTORS = Authenticator.objects.filter(type__in=(Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN))


def live_members() -> QuerySet[Membership]:
    """Everybody's memberships that count today."""
    live = Q(valid_until=None) | Q(valid_until__gte=today())
    return Membership.objects.filter(live, is_active=True, user__is_active=True)


def working_in(institution_id: int) -> set[tuple[int, int]]:
    """Who works where in an institution today: user and office."""
    rows = live_members().filter(office__institution=institution_id)
    return set(rows.order_by().values_list("user_id", "office_id"))


def live_memberships(user: Any) -> QuerySet[Membership]:
    """The memberships that a user may act in today, the oldest first."""
    rows = live_members().filter(user=user, office__is_active=True, office__institution__is_active=True)
    return rows.select_related("office__institution").order_by("pk")


def memberships_of(request: Any) -> list[Membership]:
    """The live memberships of who signed in, each with whether they have a second factor; asked once a request."""
    if not request.user.is_authenticated:
        return []
    rows = asked_of(_with_factor, request.user.pk)
    for row in rows:
        row.user = request.user
    return rows


def _with_factor(user: int) -> QuerySet[Membership]:
    return live_memberships(user).annotate(has_second_factor=Exists(SECOND_FACTORS.filter(user=OuterRef("user"))))


def current_membership(request: Any) -> Membership | None:
    """The membership chosen in the session, or the first live one."""
    rows = request.memberships = memberships_of(request)
    chosen = request.session.get(SESSION_KEY) if rows else None
    return next((row for row in rows if str(row.pk) == str(chosen)), rows[0] if rows else None)


def has_second_factor(request: Any) -> bool:
    """Whether who signed in has a second factor now; it comes with the membership, so that no session remembers what is gone."""
    membership = request.membership
    if membership is None:
        return bool(SECOND_FACTORS.filter(user=request.user).exists())
    return bool(membership.has_second_factor)


def actor_of(request: Any) -> Actor | None:
    """The actor of a request; nobody without a live membership. Runs before the transaction, on unprotected tables."""
    membership = request.membership = current_membership(request)
    if membership is None:
        return None
    return actor_in(membership)


def actor_in(membership: Membership) -> Actor:
    """The actor that a membership stands for."""
    return Actor(
        kind="staff",
        institution_id=membership.office.institution_id,
        user_id=membership.user_id,
        membership_id=membership.pk,
        office_id=membership.office_id,
        role=membership.role,
        sees_strict=membership.role in SEES_STRICT,
    )


def has_staff(institution_id: int, roles: Collection[str], *, but: int | None = None) -> bool:
    """Whether somebody of an institution, other than the user named, can sign in with one of these roles."""
    rows = live_members().filter(office__institution=institution_id, role__in=roles)
    return (rows.exclude(user=but) if but else rows).exists()


def users(*, text: str = "") -> QuerySet[User]:
    """Accounts by name or e-mail, with their memberships."""
    rows = User.objects.filter(holding(text, "full_name", "email"))
    return rows.prefetch_related("memberships__office")
