"""How does somebody write an entry of the directory, and confirm what it says today?"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from django.utils.translation import gettext as _

from ruta.base import clock
from ruta.base.constraints import demand_constraints
from ruta.base.context import Actor
from ruta.base.errors import Conflict, Invalid, Refused
from ruta.base.transactions import action
from ruta.base.windows import UnreadableHours, Window, read_windows
from ruta.directory.actions.indexing import describe, learn_words
from ruta.directory.enums import Fact
from ruta.directory.models import FocalPoint, Office, OpeningHours, Programme, Service, ServiceStep
from ruta.directory.policies import can_verify_service, demand_editing
from ruta.directory.rules import NEVER_NOT_APPLICABLE
from ruta.directory.selectors.showing import hours_told
from ruta.taxonomy.errors import UnknownCode
from ruta.taxonomy.selectors import need, service_type

WEEK = range(7)


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceTerms:
    """All that a form says of a service, in values that JSON can hold."""

    service_type: str
    name: str = ""
    office_id: int | None = None
    programme_id: int | None = None
    focal_point_id: int | None = None
    description: str = ""
    needs: Sequence[str] = ()
    populations: Sequence[str] = ()
    eligibility: str = ""
    age_from: int | None = None
    age_to: int | None = None
    papers: str = ""
    cost: str = ""
    cost_amount: int | None = None
    cost_note: str = ""
    entry: Sequence[str] = ()
    entry_note: str = ""
    delivery: Sequence[str] = ()
    languages: Sequence[str] = ()
    accessibility: Sequence[str] = ()
    accessibility_note: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    hours_note: str = ""
    opens_holidays: bool = False
    capacity: int | None = None
    not_applicable: Sequence[str] = ()
    is_active: bool = True
    hours: Mapping[str, str] = field(default_factory=dict)  # {"0": "8:00-12:00, 13:00-16:00"}, Monday is 0

    @classmethod
    def of(cls, service: Service) -> "ServiceTerms":
        """What stands in an entry now."""
        return cls(**{name: getattr(service, name) for name in COLUMNS}, hours=hours_told(service))

    def changes(self, before: "ServiceTerms") -> dict[str, Any]:
        """The values that differ from another's."""
        mine, theirs = _plain(self), _plain(before)
        return {name: value for name, value in mine.items() if value != theirs[name]}


COLUMNS = tuple(each.name for each in fields(ServiceTerms) if each.name != "hours")


@action
def save_service(*, actor: Actor, institution_id: int, terms: ServiceTerms, service_id: int | None = None, version: int = 0) -> Service:
    """Write a new entry of an institution, or change one; what stood there is told in its steps."""
    demand_editing(actor, institution_id)
    week = _week(terms)
    _demand_sense(institution_id, terms)
    if service_id is None:
        row, changed = Service(institution_id=institution_id), list(COLUMNS)
    else:
        row = Service.objects.select_for_update().get(pk=service_id, institution=institution_id)
        if version and row.version != version:
            raise Conflict(_("Alguien cambió este servicio mientras usted lo editaba. Recargue y repita su cambio."))
        changed = sorted(terms.changes(ServiceTerms.of(row)))
    if service_id is None or changed:
        _write(row, terms, week)
        note_step(actor, row, "added" if service_id is None else "changed", fields=changed)
    return row


@action
def verify_service(*, actor: Actor, service: Service, is_active: bool = True, capacity: int | None = None) -> Service:
    """Record that the service was checked today; from then on the data files no longer change it."""
    if not can_verify_service(actor, service):
        raise Refused(_("Usted no puede verificar este servicio. Pídalo a la gestión territorial."))
    row = Service.objects.select_for_update().get(pk=service.pk)
    row.is_active, row.capacity = is_active, capacity
    row.verified_on, row.is_reference = clock.today(), False
    describe([row])
    row.save(update_fields=["is_active", "capacity", "verified_on", "is_reference", "quality"])
    note_step(actor, row, "verified")
    return row


def note_step(actor: Actor, service: Service, verb: str, *, note: str = "", fields: Sequence[str] = ()) -> None:
    """Keep what was done with an entry, by which institution and when."""
    ServiceStep.objects.create(
        service=service, verb=verb, note=note[:400], fields=list(fields), institution_id=actor.institution_id, user_id=actor.user_id,
        at=clock.now(),
    )  # fmt: skip


def _write(row: Service, terms: ServiceTerms, week: Mapping[int, Sequence[Window]]) -> None:
    for name in COLUMNS:
        value = getattr(terms, name)
        setattr(row, name, list(value) if isinstance(value, list | tuple) else value)
    row.version, row.changed_at, row.is_reference = row.version + 1 if row.pk else 1, clock.now(), False
    demand_constraints(row, exclude={"search"})
    row.save()
    row.hours.all().delete()
    OpeningHours.objects.bulk_create(
        OpeningHours(service=row, weekday=day, opens=one.opens, closes=one.closes) for day, windows in week.items() for one in windows
    )
    fresh = Service.objects.get(pk=row.pk)
    describe([fresh])
    fresh.save(update_fields=["sort_name", "found_by", "found_needs", "is_place_hidden", "quality"])
    learn_words([fresh])


def _week(terms: ServiceTerms) -> dict[int, Sequence[Window]]:
    found: dict[str, str] = {}
    week: dict[int, Sequence[Window]] = {}
    for day in WEEK:
        try:
            week[day] = read_windows(terms.hours.get(str(day), ""))
        except UnreadableHours:
            found[f"day_{day}"] = _("Escríbalo así: 8:00-12:00, 13:00-16:00")
    if found:
        raise Invalid(_("Hay un horario que no se entiende."), fields=found)
    return week


def _demand_sense(institution_id: int, terms: ServiceTerms) -> None:
    """What a form cannot know: that codes exist and that office, programme and focal point are of the same institution."""
    try:
        service_type(terms.service_type)
        for code in terms.needs:
            need(code)
    except UnknownCode as error:
        raise Invalid(_("Elija una opción de la lista."), fields={"service_type": _("Elija una opción de la lista.")}) from error
    own = ((Office, "institution", terms.office_id, "office"), (Programme, "institution", terms.programme_id, "programme"), (FocalPoint, "owner_institution", terms.focal_point_id, "focal_point"))  # fmt: skip
    for model, owner, pk, name in own:
        if pk is not None and not model._default_manager.filter(pk=pk, **{owner: institution_id}).exists():  # noqa: SLF001 (Django's own name)
            raise Invalid(_("Eso es de otra institución. Elija uno de la lista."), fields={name: _("Elija uno de la lista.")})
    if NEVER_NOT_APPLICABLE & set(terms.not_applicable):
        names = ", ".join(str(Fact(code).label) for code in sorted(NEVER_NOT_APPLICABLE & set(terms.not_applicable)))
        raise Invalid(
            _("Esto lo tiene todo servicio, no puede «no aplicar»: %(names)s.") % {"names": names}, fields={"not_applicable": names}
        )


def _plain(terms: ServiceTerms) -> dict[str, Any]:
    """As JSON keeps it, with one spelling for hours and lists."""
    told = {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(terms).items()}
    return told | {"hours": {day: text for day, text in sorted(terms.hours.items()) if text.strip()}}
