"""What do offices lack, how far is it, and which of them were improved?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, Min, OuterRef, Prefetch, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from ruta.base.clock import today
from ruta.base.context import Actor
from ruta.base.errors import NotFound
from ruta.base.holding import holding
from ruta.directory.models import Office
from ruta.facilities.enums import Stage, State
from ruta.facilities.models import Evidence, Found, FoundPhoto, Requirement, Survey
from ruta.facilities.rules import OPEN, UNBOUGHT, UNBUDGETED
from ruta.taxonomy.selectors import items


@dataclass(frozen=True, slots=True)
class Improved:
    """An office where works or equipment were received with evidence, and since when."""

    office: Office
    since: date


@dataclass(frozen=True, slots=True)
class OfficeTally:
    """How far things are in one office."""

    office: Office
    counts: Mapping[str, int]
    late: int
    budget: int
    paid: int


def requirements() -> QuerySet[Requirement]:
    """Everything that offices lack or lacked."""
    return Requirement.objects.select_related("office__institution")


def seen_by(actor: Actor, rows: QuerySet[Requirement]) -> QuerySet[Requirement]:
    """Those of offices whose place is not reserved, or of the own institution."""
    kinds = [each.code for each in items("office_kinds") if each.get("address_confidential")]
    return rows.exclude(~Q(office__institution=actor.institution_id or 0), office__kind__in=kinds)


def found_requirements(rows: QuerySet[Requirement], text: str) -> QuerySet[Requirement]:
    """Those whose words or office hold every word of a text."""
    return rows.filter(holding(text, "what", "office__name"))


def requirement_of(requirement_id: int) -> Requirement:
    """One of them."""
    found = requirements().filter(pk=requirement_id).first()
    if found is None:
        raise NotFound(_("Ese requerimiento no existe. Vuelva a la lista."))
    return found


def can_take_back(requirement: Requirement) -> bool:
    """Whether nothing stands on its delivery yet: no upkeep, no other photograph of it or later one, and its rest untouched."""
    if requirement.state != State.RECEIVED or requirement.upkeeps.exists():
        return False
    stages = list(requirement.evidence.order_by("pk").values_list("stage", flat=True))
    rest = Requirement.objects.filter(rest_of=requirement).first()
    is_whole = (requirement.received or 0) >= requirement.quantity
    is_untouched = rest.state == State.PURCHASED and rest.version == 1 and not rest.evidence.exists() if rest else is_whole
    return stages.count(Stage.DELIVERY) == 1 and stages[-1] == Stage.DELIVERY and is_untouched


def evidence_of(requirement: Requirement, evidence_id: int) -> Evidence:
    """A photograph or paper of it."""
    found = requirement.evidence.filter(pk=evidence_id).first()
    if found is None:
        raise NotFound(_("Esa foto o documento ya no está. Vuelva a abrir el requerimiento."))
    return found


def office_named(office_id: int) -> Office:
    """An office that is open."""
    found = Office.objects.select_related("institution", "municipality").filter(pk=office_id, is_active=True).first()
    if found is None:
        raise NotFound(_("Esa oficina no está en el directorio."))
    return found


def surveys_of(office: Office) -> QuerySet[Survey]:
    """The looks at an office, the latest first."""
    lines = Found.objects.annotate(photo_id=F("photo__pk")).order_by("pk")  # never the picture itself
    return Survey.objects.filter(office=office).prefetch_related(Prefetch("lines", lines)).order_by("-made_on", "-pk")


def photo_of(line_id: int) -> FoundPhoto:
    """The photograph of a line."""
    found = FoundPhoto.objects.filter(line=line_id).first()
    if found is None:
        raise NotFound(_("Ese renglón no tiene foto. Vuelva a abrir la oficina."))
    return found


def line_of(office: Office, line_id: int) -> Found:
    """One line of a look at an office."""
    found = Found.objects.filter(pk=line_id, survey__office=office).first()
    if found is None:
        raise NotFound(_("Ese renglón ya no está. Vuelva a abrir la oficina."))
    return found


def late_upkeep(rows: QuerySet[Requirement]) -> QuerySet[Requirement]:
    """What should have been kept up by now."""
    return rows.filter(state=State.RECEIVED, upkeep_on__lt=today())


def improved_offices(until: date) -> list[Improved]:
    """The offices that count for I09, in the order in which they came."""
    shown = Evidence.objects.filter(requirement=OuterRef("pk"), stage=Stage.DELIVERY)
    rows = Requirement.objects.filter(Exists(shown), state=State.RECEIVED, received_on__lte=until)
    first = dict(rows.order_by().values_list("office").annotate(Min("received_on")))
    offices = Office.objects.select_related("institution", "municipality").filter(pk__in=first).order_by("pk")
    return sorted((Improved(each, first[each.pk]) for each in offices), key=lambda each: (each.since, each.office.name))


def tallies() -> list[OfficeTally]:
    """Every office of which something is known, by name; of a step that is written anew the money counts when it is written."""
    budget, paid = (Sum(name, filter=~Q(state__in=before)) for name, before in (("budget", UNBUDGETED), ("paid", UNBOUGHT)))
    rows = Requirement.objects.order_by().values("office", "state").annotate(n=Count("pk"), budget=budget, paid=paid)
    late = dict(late_upkeep(Requirement.objects.all()).order_by().values_list("office").annotate(Count("pk")))
    found: dict[int, dict[str, int]] = {}
    money: dict[int, list[int]] = {}
    for row in rows:
        found.setdefault(row["office"], {})[row["state"]] = row["n"]
        spent = money.setdefault(row["office"], [0, 0])
        spent[0] += row["budget"] or 0
        spent[1] += row["paid"] or 0
    offices = Office.objects.select_related("institution").filter(pk__in=found).order_by("name", "pk")
    return [OfficeTally(each, found[each.pk], late.get(each.pk, 0), *money[each.pk]) for each in offices]


def on_its_way(office: Office) -> dict[str, int]:
    """Of each kind, how many are noted already and did not come yet."""
    rows = Requirement.objects.filter(office=office, state__in=OPEN).order_by().values_list("kind")
    return dict(rows.annotate(Sum("quantity")))
