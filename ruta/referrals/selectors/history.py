"""What do referrals add to the line of a case: every step of either side, and the appointment that lies ahead?"""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from ruta.accounts.models import User
from ruta.base.clock import now
from ruta.base.compiled import asked_of
from ruta.base.context import Actor
from ruta.cases.models import Case
from ruta.cases.timeline import Entry
from ruta.directory.models import Institution
from ruta.referrals.models import Referral, ReferralStep
from ruta.referrals.policies import can_open
from ruta.referrals.selectors.words import outcome_label, reason_label, service_label, step_label

SOURCE = "referrals"


def case_entries(actor: Actor, case: Case) -> list[Entry]:
    """Two queries for the rows, two for the names. A protected referral tells only that something happened."""
    referrals = {row.pk: row for row in asked_of(_of_case, case.pk)}
    steps = asked_of(_steps_of_case, case.pk) if referrals else []
    institutions, users = _names(steps)
    told = [_entry(actor, referrals[step.referral_id], step, institutions, users) for step in steps]
    ahead = [_ahead(actor, row) for row in referrals.values() if _is_ahead(row)]
    return [*told, *ahead]


def _of_case(case: int) -> QuerySet[Referral]:
    return Referral.objects.filter(case=case).select_related("receiver", "appointment").order_by("pk")


def _steps_of_case(case: int) -> QuerySet[ReferralStep]:
    return ReferralStep.objects.filter(referral__case=case).order_by("pk")


def _entry(  # a line needs its step, its referral and the names around them
    actor: Actor, referral: Referral, step: ReferralStep, institutions: dict[int, str], users: dict[int, str]
) -> Entry:
    is_protected = not can_open(actor, referral)
    own = step.actor_institution_id == actor.institution_id
    who = users.get(step.actor_user_id or 0, "") if own else institutions.get(step.actor_institution_id or 0, "")
    said = {"person": _("La persona"), "system": _("El sistema")}.get(step.side) or who or referral.receiver.short_name
    about = [service_label(referral.service_type), str(reason_label(step.reason)), outcome_label(str(step.facts.get("outcome", "")))]
    return Entry(
        at=step.at, source=SOURCE, who="" if is_protected else said, title="" if is_protected else str(step_label(step.verb, step.facts)),
        note="" if is_protected else ". ".join(text for text in about if text), url="" if is_protected else _url(referral),
        is_protected=is_protected,
    )  # fmt: skip


def _ahead(actor: Actor, referral: Referral) -> Entry:
    is_protected = not can_open(actor, referral)
    at = referral.appointment.starts_at if referral.appointment else now()
    return Entry(
        at=at, source=SOURCE, who="" if is_protected else referral.receiver.short_name, kind="ahead", is_protected=is_protected,
        title="" if is_protected else _("Tiene cita"), note="" if is_protected else service_label(referral.service_type),
        place="" if is_protected else referral.receiver.short_name, url="" if is_protected else _url(referral),
    )  # fmt: skip


def _is_ahead(referral: Referral) -> bool:
    return referral.state == "scheduled" and referral.appointment is not None and referral.appointment.starts_at > now()


def _url(referral: Referral) -> str:
    return reverse("desk:referral", args=[referral.pk])


def _names(steps: Iterable[ReferralStep]) -> tuple[dict[int, str], dict[int, str]]:
    rows = list(steps)
    institutions = Institution.objects.filter(pk__in={row.actor_institution_id for row in rows if row.actor_institution_id})
    users = User.objects.filter(pk__in={row.actor_user_id for row in rows if row.actor_user_id})
    return dict(institutions.values_list("pk", "short_name")), dict(users.values_list("pk", "full_name"))
