"""Which surveys are there for whom, how do the answers stand over time, and what waits to be looked into?"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Avg, Count, FloatField, Q, QuerySet
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, TruncQuarter
from django.utils.translation import gettext as _

from ruta.base.clock import HONDURAS, today
from ruta.base.context import Actor
from ruta.base.errors import NotFound
from ruta.cases.instruments import Instrument, load
from ruta.cases.selectors.labels import told_of
from ruta.employers.models import Vacancy
from ruta.quality.models import Opinion, OpinionAlert
from ruta.quality.policies import may_attend, may_read
from ruta.referrals.models import Referral
from ruta.taxonomy.errors import UnknownCode
from ruta.taxonomy.selectors import CatalogueContent
from ruta.taxonomy.selectors import instrument as published
from ruta.taxonomy.selectors import instruments as all_published

# After what whoever was served is asked. Fairs ask for themselves.
OCCASIONS = {
    "person": frozenset({"service_delivered", "referral_delivered", "appointment_seen", "placement_30_days"}),
    "employer": frozenset({"vacancy_closed", "technical_selection_received", "placement_90_days"}),
    "partner": frozenset({"quarterly", "agreement_review"}),
}
FEW = 5  # fewer answers are not shown as a figure
HAPPY = 4
PROMOTER, DETRACTOR = 9, 6
QUARTERS, LATEST = 4, 30


@dataclass(frozen=True, slots=True)
class Figure:
    """How a group answered; nothing but that they are few, when they are."""

    label: Any
    count: int
    mean: float | None
    happy: int | None  # of 100

    @property
    def is_few(self) -> bool:
        """Whether one could guess who said what."""
        return self.count < FEW


@dataclass(frozen=True, slots=True)
class Response:
    """How many answered of those who were asked, none of them known by name (I48)."""

    answered: int
    asked: int

    @property
    def rate(self) -> float | None:
        """The share in hundredths; nothing where one could guess who was silent."""
        return None if self.answered < FEW or self.asked < FEW else min(100.0, 100 * self.answered / self.asked)


@dataclass(frozen=True, slots=True)
class Loyalty:
    """How easy it was (CES, 1 to 5), and those who would recommend less those who would not (NPS); nothing of few answers (I49)."""

    ease: float | None
    promoters: int | None


@dataclass(frozen=True, slots=True)
class Standing:
    """One survey: the last year in one figure, by quarter and by office."""

    survey: CatalogueContent
    year: Figure
    quarters: list[Figure]
    offices: list[Figure]


def surveys(respondent: str) -> list[CatalogueContent]:
    """What this kind of respondent answers by itself after being served; a survey published later joins by its data alone."""
    found = (each for each in all_published() if each["respondent"] == respondent and not each["administered_by"])
    return [each for each in found if OCCASIONS[respondent] & frozenset(each["applies_to"].get("events", ()))]


def survey_of(respondent: str, code: str) -> Instrument:
    """A survey of this respondent, ready to ask."""
    if code not in {each.code for each in surveys(respondent)}:
        raise NotFound(_("Esa encuesta ya no está publicada. Vuelva a abrirla desde su página."))
    return asked_under(code)


def asked_under(code: str, version: str | None = None) -> Instrument:
    """One version of a survey; each opinion is read under its own."""
    return load(published(code, version).plain())


def readable(actor: Actor) -> list[CatalogueContent]:
    """The surveys whose answers the role may read."""
    return [each for respondent in OCCASIONS for each in surveys(respondent) if may_read(actor, each)]


def year_begins() -> date:
    """The first day of this month a year ago: figures of a year count whole months, so that what was asked can be set beside."""
    return today().replace(year=today().year - 1, day=1)


def response_of(actor: Actor, survey: CatalogueContent, served: int) -> Response:
    """Who answered, of those asked; `served` are the attentions of the year. Whom anybody asked is kept nowhere.

    Persons are asked after each attention; employers that published a vacancy and institutions that got a referral once a quarter, and count once.
    """
    rows, since = _of(actor, survey.code).filter(given_at__gte=_moment(year_begins())), _moment(year_begins())
    if survey["respondent"] == "employer":
        own = Vacancy.objects.filter(owner_institution=actor.institution_id or 0, published_at__gte=since)
        return Response(_distinct(rows, "employer"), _distinct(own, "employer"))
    if survey["respondent"] == "partner":
        sent = Referral.objects.filter(owner_institution=actor.institution_id or 0, sent_at__gte=since)
        return Response(_distinct(rows, "partner"), _distinct(sent, "receiver"))
    return Response(rows.count(), served)


def loyalty_of(actor: Actor, survey: CatalogueContent) -> Loyalty:
    """Ease and recommendation over the last year, where the survey asks for them."""
    told = (
        _of(actor, survey.code).filter(given_at__gte=_moment(year_begins())).annotate(ease=_number("effort"), likely=_number("recommend"))
    )
    found = told.aggregate(
        mean=Avg("ease"), eased=Count("ease"), asked=Count("likely"),
        yes=Count("pk", filter=Q(likely__gte=PROMOTER)), no=Count("pk", filter=Q(likely__lte=DETRACTOR)),
    )  # fmt: skip
    likely = round(100 * (found["yes"] - found["no"]) / found["asked"]) if found["asked"] >= FEW else None
    return Loyalty(found["mean"] if found["eased"] >= FEW else None, likely)


def standing_of(actor: Actor, survey: CatalogueContent) -> Standing:
    """How one survey stands in the actor's institution over the last year."""
    rows = _of(actor, survey.code).filter(given_at__gte=_moment(year_begins()))
    quarters = (
        rows.annotate(quarter=TruncQuarter("given_at", tzinfo=HONDURAS)).values("quarter").annotate(**_measures()).order_by("quarter")
    )
    offices = rows.filter(office__isnull=False).values("office__short_name").annotate(**_measures()).order_by("office__short_name")
    return Standing(
        survey, _figure("", rows.aggregate(**_measures())), [_figure(_day(row["quarter"]), row) for row in list(quarters)[-QUARTERS:]],
        [_figure(row["office__short_name"], row) for row in offices],
    )  # fmt: skip


def said_by_partners(actor: Actor, institutions: Collection[int]) -> Figure | None:
    """What some institutions answered over the last year in the surveys that ask partners and that this role reads; nothing for other roles."""
    codes = [each.code for each in surveys("partner") if may_read(actor, each)]
    if not codes:
        return None
    rows = Opinion.objects.filter(owner_institution=actor.institution_id or 0, instrument__in=codes, partner__in=institutions)
    return _figure("", rows.filter(given_at__gte=_moment(year_begins())).aggregate(**_measures()))


def latest(actor: Actor, survey: CatalogueContent) -> QuerySet[Opinion]:
    """The newest opinions, which those named by the survey read one by one."""
    return _of(actor, survey.code).select_related("office", "employer", "partner").order_by("-given_at", "-pk")[:LATEST]


def opinion_for(actor: Actor, opinion_id: int) -> Opinion:
    """One opinion that the actor may read."""
    found = Opinion.objects.filter(pk=opinion_id, owner_institution=actor.institution_id or 0).first()
    if found is None or not _may_read_one(actor, found):
        raise NotFound(_("Esa opinión no existe o no la lee su rol."))
    return found


def open_alerts(actor: Actor) -> list[OpinionAlert]:
    """What in the opinions waits for this role, the most urgent first."""
    rows = OpinionAlert.objects.filter(owner_institution=actor.institution_id or 0, attended_at=None)
    rows = rows.select_related("opinion__office", "opinion__employer", "opinion__partner")
    return [row for row in rows.order_by("due_at", "pk") if may_attend(actor, row)]


def alert_for(actor: Actor, alert_id: int) -> OpinionAlert:
    """One alert, for the roles that it names."""
    found = OpinionAlert.objects.select_related("opinion__office").filter(pk=alert_id, owner_institution=actor.institution_id or 0).first()
    if found is None or not may_attend(actor, found):
        raise NotFound(_("Ese aviso no existe o no lo atiende su rol."))
    return found


def told_alert(row: OpinionAlert) -> str:
    """What an alert says, in the reader's language."""
    found = (each for each in published(row.opinion.instrument, row.opinion.instrument_version)["alerts"] if each["code"] == row.code)
    return str(told_of(next(found, {}), "message")) or row.code


def was_given(once_sha256: str) -> bool:
    """Whether what a link asks was answered already."""
    return Opinion.objects.filter(once_sha256=once_sha256).exists()


def _may_read_one(actor: Actor, found: Opinion) -> bool:
    try:
        return may_read(actor, published(found.instrument, found.instrument_version))
    except UnknownCode:
        return False


def _of(actor: Actor, code: str) -> QuerySet[Opinion]:
    return Opinion.objects.filter(owner_institution=actor.institution_id or 0, instrument=code)


def _measures() -> dict[str, Any]:
    return {
        "count": Count("satisfaction"), "mean": Avg("satisfaction"), "happy": Count("pk", filter=Q(satisfaction__gte=HAPPY)),
    }  # fmt: skip


def _figure(label: Any, row: Mapping[str, Any]) -> Figure:
    if row["count"] < FEW:
        return Figure(label, row["count"], None, None)
    return Figure(label, row["count"], row["mean"], round(100 * row["happy"] / row["count"]))


def _number(question: str) -> Cast:
    return Cast(KT(f"answers__{question}"), FloatField())


def _distinct(rows: QuerySet[Any], key: str) -> int:
    return rows.order_by().values(key).distinct().count()


def _moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=HONDURAS)


def _day(moment: Any) -> date:
    found: date = moment.astimezone(HONDURAS).date()
    return found
