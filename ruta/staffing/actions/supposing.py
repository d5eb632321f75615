"""How is what is supposed written with its source, and what is programmed?"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from ruta.base.clock import now, today
from ruta.base.constraints import demand_constraints
from ruta.base.context import Actor
from ruta.base.days import wrong_year
from ruta.base.errors import Invalid, NotFound, NotOpen
from ruta.base.transactions import action
from ruta.staffing.enums import Supposed
from ruta.staffing.models import Assumption, Dedication, Programmed
from ruta.staffing.policies import demand_supposing, demand_writing, own_office
from ruta.staffing.selectors.serving import serving
from ruta.staffing.selectors.supposed import supposable

MOST = {Supposed.MINUTES: 2400, Supposed.HOURS_DAY: 12, Supposed.DAYS_YEAR: 366, Supposed.DIRECT: 100, Supposed.GROWTH: 300}


@dataclass(frozen=True, kw_only=True)
class ActionTerms:
    """Something programmed."""

    title: str
    hours: Decimal
    starts_on: date
    ends_on: date
    source: str
    activity_id: int | None = None


@action
def suppose(*, actor: Actor, kind: str, value: Decimal, source: str, code: str = "", office_id: int | None = None) -> Assumption:
    """Say what holds from now on, and where it comes from; what held before stays to be read."""
    office = own_office(actor, office_id) if office_id else None
    demand_supposing(actor, office)
    if kind not in Supposed.values or (kind == Supposed.MINUTES) != (code in supposable()):
        raise Invalid(_("Diga de qué es."), fields={"code": _("Diga de qué es.")})
    if not 0 <= value <= MOST[Supposed(kind)] or (value == 0 and kind != Supposed.GROWTH):
        sentence = _("Revise el valor: va de 1 a %(most)s.") % {"most": MOST[Supposed(kind)]}
        raise Invalid(sentence, fields={"value": sentence})
    if not source.strip():
        raise Invalid(_("Diga de dónde sale."), fields={"source": _("Diga de dónde sale.")})
    return Assumption.objects.create(
        owner_institution_id=actor.institution_id or 0, kind=kind, code=code, office=office, value=value, source=source.strip(), said_at=now(),
        said_by=actor.user_id,
    )  # fmt: skip


@action
def program_action(*, actor: Actor, office_id: int, terms: ActionTerms) -> Programmed:
    """Add work that an office has before it."""
    office = own_office(actor, office_id)
    demand_writing(actor, office)
    row = Programmed(
        owner_institution_id=office.institution_id, office=office, title=terms.title.strip(), activity_id=terms.activity_id, hours=terms.hours,
        starts_on=terms.starts_on, ends_on=terms.ends_on, source=terms.source.strip(), said_at=now(), said_by=actor.user_id,
    )  # fmt: skip
    if faults := _faults_of_days(terms):
        raise Invalid(_("Revise las fechas."), fields=faults)
    same = Programmed.objects.filter(office=office, title=row.title, hours=terms.hours, starts_on=terms.starts_on, ends_on=terms.ends_on)
    if same.filter(dropped_at=None).exists():
        raise Invalid(
            _("Esa acción ya está programada."), fields={"title": _("Esa acción ya está programada, con los mismos días y horas.")}
        )
    demand_constraints(row, field="hours")
    row.save()
    return row


def _faults_of_days(terms: ActionTerms) -> dict[str, str]:
    """What is over is in no hour ahead: it would be kept and shown nowhere."""
    if terms.ends_on < terms.starts_on:
        return {"ends_on": _("Termina antes de empezar. Revise las dos fechas.")}
    if terms.ends_on < today():
        return {"ends_on": _("Ya pasó: aquí va lo que falta por hacer.")}
    said = {"starts_on": wrong_year(terms.starts_on), "ends_on": wrong_year(terms.ends_on, ahead=5)}
    return {name: sentence for name, sentence in said.items() if sentence}


@action
def drop_programmed(*, actor: Actor, programmed_id: int, why: str) -> Programmed:
    """It will not be done, or was written wrongly; it stays with its reason."""
    row = Programmed.objects.select_for_update(of=("self",)).select_related("office").filter(pk=programmed_id).first()
    if row is None:
        raise NotFound(_("Esa acción no existe. Vuelva a la oficina."))
    demand_writing(actor, row.office)
    if row.dropped_at is not None:
        raise NotOpen(_("Esa acción ya se quitó. Actualice la página."))
    if not why.strip():
        raise Invalid(_("Diga por qué."), fields={"why": _("Diga por qué.")})
    row.dropped_at, row.why_dropped = now(), why.strip()
    row.save(update_fields=["dropped_at", "why_dropped"])
    return row


@action
def dedicate(*, actor: Actor, office_id: int, user_id: int, share: int) -> Dedication:
    """Say how much of a whole day somebody gives to an office, from now on; what was said before stays to be read."""
    office = own_office(actor, office_id)
    demand_writing(actor, office)
    if user_id not in {each.user_id for each in serving(office)}:
        raise Invalid(_("Elija a quien hoy atiende en esa oficina."), fields={"user": _("Elija una opción de la lista.")})
    row = Dedication(
        owner_institution_id=office.institution_id, office=office, user_id=user_id, share=share, said_at=now(), said_by=actor.user_id
    )
    demand_constraints(row, field="share")
    row.save()
    return row
