"""Which visits to communities were announced, which come near a place, and was each announced day kept?"""

from datetime import timedelta

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from ruta.agenda.enums import Fate, VisitState
from ruta.agenda.models import ItinerantVisit
from ruta.base.clock import now, today
from ruta.base.context import Actor
from ruta.base.errors import NotFound
from ruta.base.holding import holding
from ruta.base.spelling import folded
from ruta.directory.models import Service
from ruta.taxonomy.selectors import is_reserved, service_type
from ruta.territory.selectors import distances_from

NEAR_KM = 40
YEAR = timedelta(days=365)
TAKEN_BACK_WITHIN = timedelta(days=7)


def told_visits() -> QuerySet[ItinerantVisit]:
    """Every announced day, as anybody may read it."""
    return ItinerantVisit.objects.filter(owner_institution__is_active=True).select_related(
        "office", "owner_institution", "municipality__department", "moved_to"
    )


def coming_visits() -> QuerySet[ItinerantVisit]:
    """The days that are still ahead, the next first; one that was called off or moved stays, for somebody may have read it."""
    return told_visits().filter(day__gte=today()).order_by("day", "starts_at", "pk")


def past_visits() -> QuerySet[ItinerantVisit]:
    """The announced days of twelve months that are over: what the promise is measured by."""
    return told_visits().filter(day__lt=today(), day__gte=today() - YEAR)


def near(rows: QuerySet[ItinerantVisit], municipality_code: str, km: int = NEAR_KM) -> QuerySet[ItinerantVisit]:
    """Those in a municipality or within so many kilometres of it, from point to point."""
    codes = [code for code, away in distances_from(municipality_code).items() if away <= km]
    return rows.filter(municipality__in=[municipality_code, *codes])


def next_near(municipality_code: str) -> ItinerantVisit | None:
    """The next one that stands as announced in a municipality or near it."""
    return near(coming_visits().filter(state=VisitState.ANNOUNCED), municipality_code).first()


def visits(actor: Actor) -> QuerySet[ItinerantVisit]:
    """Those of the actor's institution."""
    return ItinerantVisit.objects.filter(owner_institution=actor.institution_id or 0).select_related(
        "office", "municipality__department", "moved_to", "instead_of"
    )


def visit_of(actor: Actor, visit_id: int) -> ItinerantVisit:
    """One of them."""
    found = visits(actor).filter(pk=visit_id).first()
    if found is None:
        raise NotFound(_("Esa visita no es de su institución. Vuelva a la lista."))
    return found


def can_unsay(row: ItinerantVisit) -> bool:
    """Whether what was told of its day may still be taken back; the database holds to the same week."""
    return row.state in {VisitState.HELD, VisitState.CALLED_OFF} and row.told_at is not None and row.told_at >= now() - TAKEN_BACK_WITHIN


def found_visits(rows: QuerySet[ItinerantVisit], text: str) -> QuerySet[ItinerantVisit]:
    """Those whose place, municipality or office hold every word of a text."""
    return rows.filter(holding(text, "place", "municipality__name", "office__name"))


def fate(row: ItinerantVisit) -> Fate:
    """How an announced day stands: kept only by coming on it. Until it is over, what was called off or moved counts nowhere yet."""
    if row.state == VisitState.HELD:
        return Fate.KEPT if row.held_on == row.day else Fate.BROKEN
    if row.day >= today():
        return Fate.AHEAD
    return Fate.SILENT if row.state == VisitState.ANNOUNCED else Fate.BROKEN


def of_fate(rows: QuerySet[ItinerantVisit], wanted: str) -> QuerySet[ItinerantVisit]:
    """The same, asked of the database."""
    day = today()
    held, over = Q(state=VisitState.HELD), ~Q(state=VisitState.HELD) & Q(day__lt=day)
    asked = {
        Fate.KEPT: held & Q(held_on=F("day")),
        Fate.BROKEN: (held & ~Q(held_on=F("day"))) | (over & ~Q(state=VisitState.ANNOUNCED)),
        Fate.SILENT: over & Q(state=VisitState.ANNOUNCED),
        Fate.AHEAD: ~held & Q(day__gte=day),
    }
    return rows.filter(asked[Fate(wanted)])


def services_brought(institution_id: int | None) -> list[tuple[str, str]]:
    """What an institution gives and may name in public, by its name."""
    given = Service.objects.filter(institution=institution_id or 0, is_active=True).order_by().values_list("service_type", flat=True)
    plain = [(code, service_type(code).label()) for code in given.distinct() if not is_reserved(code)]
    return sorted(plain, key=lambda each: folded(each[1]))


def named_services(row: ItinerantVisit) -> list[str]:
    """What it brings, in words."""
    return sorted((service_type(code).label() for code in row.services), key=folded)
