"""Which dossiers stand behind the figures of procedures: granted in a year, certified on a day, a plan carried out?"""

from datetime import date

from django.db.models import Count, F, Max, Q, QuerySet

from ruta.permits.enums import CertificateState, MeasureKind, Stage
from ruta.permits.models import Certificate, Dossier

AGENTS, AUTHORISATIONS = "agent_certification", "work_authorisation"
ENDED = (CertificateState.SUSPENDED, CertificateState.REVOKED, CertificateState.REPLACED)


def granted_between(rows: QuerySet[Dossier], since: date, until: date) -> QuerySet[Dossier]:
    """Those that were granted in these days, both included."""
    return rows.filter(stage=Stage.GRANTED, closed_at__date__gte=since, closed_at__date__lte=until)


def certified_on(rows: QuerySet[Dossier], day: date) -> QuerySet[Dossier]:
    """Those whose certificate was in force on a day: not before, not after, and neither suspended, revoked nor replaced by then."""
    held = Certificate.objects.filter(valid_from__lte=day, valid_until__gte=day)
    return rows.filter(pk__in=held.exclude(state__in=ENDED, state_since__date__lte=day).values("dossier"))


def plans_carried_out(rows: QuerySet[Dossier], since: date, until: date) -> QuerySet[Dossier]:
    """Those whose commitments were all closed, the last of them in these days."""
    of_plan = Q(measures__kind=MeasureKind.IMPROVEMENT)
    counted = rows.annotate(
        agreed=Count("measures", filter=of_plan, distinct=True),
        closed=Count("measures", filter=of_plan & Q(measures__done_at__isnull=False), distinct=True),
        last=Max("measures__done_at__date", filter=of_plan),
    )
    return counted.filter(agreed__gt=0, closed=F("agreed"), last__gte=since, last__lte=until)
