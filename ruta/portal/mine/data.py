"""Who saw my data, who may, and how do I end it?"""

from collections.abc import Iterable, Sequence

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ruta.base.errors import NotFound, NotOpen
from ruta.base.idempotency import once
from ruta.directory.models import Institution
from ruta.people.actions import withdraw_consent
from ruta.people.models import Consent
from ruta.people.selectors import consents_of, is_quiet, is_quiet_kind, is_required
from ruta.people.selectors.consents import Permission
from ruta.portal.mine.allowing import still_open
from ruta.portal.mine.doors import Inside, inside
from ruta.portal.mine.words import Given, Told, trail_in_words
from ruta.subjects.selectors import data_requests_of, own_trail, self_of
from ruta.trust.selectors import Use, uses_of

FEW = 6
SAID = {"pedido", "retirado", "dado"}


@require_safe
@inside
def data(request: Inside) -> HttpResponse:
    """Who opened, who has a permission, what was asked, and what one can do."""
    person = self_of(request.visiting.actor)
    permissions = consents_of(person.pk)
    seen, told = trail_of(permissions, person.pk, person.owner_institution_id), told_permissions(permissions, person.owner_institution_id)
    is_whole, said = "todo" in request.GET, request.GET.get("listo", "")
    context = {
        "tab": "data", "person": person, "seen": seen if is_whole else seen[:FEW], "more": 0 if is_whole else len(seen) - FEW,
        "live": [each for each in told if each["is_live"]],
        "past": [each for each in told if not each["is_live"] and each["state"] != "renewed"],
        "open": still_open(person), "requests": data_requests_of(person.pk), "said": said if said in SAID else "",
    }  # fmt: skip
    return render(request, "portal/mine/data.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@inside
def withdraw(request: Inside, consent_id: int) -> HttpResponse:
    """Say what it means to take a permission back, and take it back at once."""
    row = Consent.objects.filter(pk=consent_id, person=request.visiting.person_id).first()
    if row is None:
        raise NotFound(_("Ese permiso no está en su página. Vuelva al inicio."))
    problem, actor = "", request.visiting.actor
    if request.method == "POST":
        try:
            once(
                actor=actor, key=request.POST.get("idempotency_key", ""), verb="own_withdraw",
                run=lambda: withdraw_consent(actor=actor, consent_id=row.pk, reason="person"),
            )  # fmt: skip
        except NotOpen as error:
            problem = str(error.message)
        else:
            return redirect(f"{reverse('portal:my_data')}?listo=retirado")
    told = next(each for each in told_permissions(consents_of(row.person_id), row.owner_institution_id) if each["pk"] == row.pk)
    is_own = row.grantee_id == row.owner_institution_id
    context = {
        "tab": "data", "told": told, "is_own": is_own, "is_needed": is_own and is_required(row.purpose), "problem": problem,
    }  # fmt: skip
    return render(request, "portal/mine/withdraw.html", context, status=NotOpen.status if problem else 200)


def trail_of(permissions: list[Permission], person_id: int, owner_id: int) -> list[Told]:
    """Who opened and changed, and whose system was given data, in words; what is delicate has neither name nor reason on a telephone."""
    given = [told_use(use) for use in uses_of(person_id)]
    rows = sorted([*own_trail(), *given], key=lambda row: row.at, reverse=True)
    names = _named({row.institution_id for row in rows if row.institution_id}, _holders(permissions), owner_id)
    return trail_in_words(rows, names, [each for each in permissions if each.consent.grantee_id in names], owner_id)


def told_use(use: Use) -> Given:
    """A delivery as its person reads it: of a delicate purpose, or with strict data, only that there was one, whoever received it."""
    if use.is_quiet:
        return Given(use.at, "given", None, "", "", "")
    return Given(use.at, "given", use.institution_id, "", use.purpose, use.data)


def _holders(permissions: Iterable[Permission]) -> set[int]:
    """Who holds a delicate permission, or held one."""
    return {each.consent.grantee_id for each in permissions if is_quiet(each.consent.purpose, each.consent.categories)}


def _named(ids: set[int], holders: set[int], owner_id: int) -> dict[int, str]:
    """The names that may stand there."""
    found = Institution.objects.filter(pk__in=ids).order_by("pk").values_list("pk", "short_name", "provider_kind")
    return {pk: name for pk, name, kind in found if pk == owner_id or not _is_nameless(pk, kind, holders)}


def _is_nameless(pk: int, kind: str, holders: set[int]) -> bool:
    """Whether it holds a delicate permission, or is only ever given data for what is delicate."""
    return pk in holders or is_quiet_kind(kind)


def told_permissions(permissions: Sequence[Permission], owner_id: int) -> list[dict[str, object]]:
    """Permissions as their giver reads them: a delicate one has neither institution nor purpose here, and whoever holds one has a name in none."""
    holders = _holders(permissions)
    return [_told(each, holders, owner_id) for each in permissions]


def _told(each: Permission, holders: set[int], owner_id: int) -> dict[str, object]:
    is_delicate, who = is_quiet(each.consent.purpose, each.consent.categories), each.consent.grantee
    is_named = not is_delicate and (who.pk == owner_id or not _is_nameless(who.pk, who.provider_kind, holders))
    return {
        "pk": each.consent.pk, "is_live": each.is_live, "state": each.state, "until": each.consent.valid_until, "ended": each.consent.withdrawn_at,
        "given": each.consent.given_at, "who": who.short_name if is_named else _("Una institución que usted conoce"),
        "what_for": _("Un permiso que usted dio aparte") if is_delicate else each.purpose_label, "data": "" if is_delicate else each.data_label,
    }  # fmt: skip
