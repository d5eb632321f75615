"""What do people say of the service in a demonstration? A few dozen opinions over the last year, some of which somebody has to look into."""

from datetime import timedelta
from random import Random
from typing import Any

from django.db import transaction

from ruta.base.clock import now
from ruta.base.context import Actor, acting_as, system
from ruta.cases.instruments import Alert, assess
from ruta.directory.models import Institution, Office
from ruta.employers.models import Employer
from ruta.quality.enums import Respondent, Way
from ruta.quality.models import Opinion, OpinionAlert
from ruta.quality.selectors import asked_under, surveys

LIKED = (5, 5, 4, 4, 4, 3, 5, 4, 2, 4, 5, 1)
OFFICES, PER_OFFICE, EMPLOYERS, PARTNERS = 6, 12, 10, 8
WITHIN = timedelta(days=60)


def make_opinions(*, actor: Actor, seed: int) -> int:
    """Write them once for the institution of the employment offices; says how many."""
    offices = list(Office.objects.filter(kind="si_empleo", is_active=True).order_by("pk")[:OFFICES])
    if not offices:
        return 0
    own, chance = offices[0].institution_id, Random(f"opinions {seed}")  # noqa: S311 (a demonstration)
    with acting_as(system(own, actor.reason or "demo")), transaction.atomic():
        if Opinion.objects.exists():
            return 0
        employers = Employer.objects.filter(owner_institution_id=own).order_by("pk")[:EMPLOYERS]
        partners = Institution.objects.exclude(pk=own).order_by("pk")[:PARTNERS]
        about: list[tuple[str, dict[str, Any]]] = [
            *((Respondent.PERSON, {"office_id": office.pk}) for office in offices for _place in range(PER_OFFICE)),
            *((Respondent.EMPLOYER, {"employer_id": row.pk}) for row in employers),
            *((Respondent.PARTNER, {"partner_id": row.pk}) for row in partners),
        ]
        return sum(_made(own, who, of_whom, chance) for who, of_whom in about)


def _made(own: int, who: str, of_whom: dict[str, Any], chance: Random) -> int:
    tool, liked = asked_under(surveys(who)[0].code), chance.choice(LIKED)
    read = assess(
        tool,
        {"csat": liked}
        | (
            {"respect": "yes" if liked > 1 else "no", "effort": min(5, liked + 1), "recommend": 2 * liked}
            if who == Respondent.PERSON
            else {}
        ),
        {},
    )
    given_at = now() - timedelta(days=chance.randrange(1, 330), minutes=chance.randrange(600))
    row = Opinion.objects.create(
        owner_institution_id=own, respondent=who, instrument=tool.code, instrument_version=tool.version, way=chance.choice(Way.values),
        answers=dict(read.answers), satisfaction=liked, scores={code: score.value for code, score in read.scores.items()}, given_at=given_at,
        **of_whom,
    )  # fmt: skip
    told = [_told(row, each) for each in read.alerts]
    OpinionAlert.objects.bulk_create(told)
    return 1


def _told(row: Opinion, alert: Alert) -> OpinionAlert:
    """Waiting while it is fresh; what is older was looked into."""
    is_old = row.given_at < now() - WITHIN
    return OpinionAlert(
        owner_institution_id=row.owner_institution_id, opinion=row, code=alert.code, severity=str(alert.severity),
        notify_roles=list(alert.notify_roles), due_at=now() + timedelta(hours=alert.within_hours or 0) if not is_old else row.given_at,
        attended_at=row.given_at + timedelta(days=1) if is_old else None, note="Se habló con la oficina." if is_old else "",
    )  # fmt: skip
