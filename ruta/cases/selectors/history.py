"""What stands in the line of a case: every hand, assessment, need, service, contact and move, newest first?"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import groupby

from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ruta.base.clock import now
from ruta.base.days import short_day
from ruta.cases.enums import ASSIGN, CaseVerb
from ruta.cases.models import Assessment, CaseStep, FollowUp, Need
from ruta.cases.rules.custody import Tenure, Turn, tenures
from ruta.cases.selectors.assessing import case_instrument
from ruta.cases.selectors.labels import RESULTS, SUBJECTS, coded, said, worded
from ruta.cases.selectors.rows import CaseRows
from ruta.cases.timeline import Entry, contributed, source_labels
from ruta.directory.models import Office
from ruta.taxonomy.errors import UnknownCode
from ruta.taxonomy.selectors import in_language

A_DAY = timedelta(days=1)


def case_timeline(rows: CaseRows, only: str = "") -> list[Entry]:
    """The whole line, or what one source told, the newest first."""
    own = [
        *_steps(rows), *_assessments(rows), *_needs(rows), *_services(rows), *_plans(rows), *_contacts(rows), *_alerts(rows),
    ]  # fmt: skip
    every = [*own, *contributed(rows.actor, rows.case)]
    return sorted((each for each in every if only in ("", each.source)), key=lambda each: each.at, reverse=True)


def timeline_sources() -> dict[str, str]:
    """The words of the filter of the line."""
    own = {
        "hands": _("Cambios de manos"), "assessments": _("Valoraciones"), "needs": _("Necesidades"), "plan": _("Itinerario"),
        "services": _("Atenciones"), "contacts": _("Seguimientos"),
    }  # fmt: skip
    return own | {name: str(label) for name, label in source_labels().items()}


def hands_of(rows: CaseRows) -> list[Tenure]:
    """Who had the case, in order."""
    turns = [Turn(step.at, step.verb, step.office_id, step.officer_id) for step in rows.steps]
    return tenures(turns, now())


def office_title(office: Office) -> str:
    """An office as colleagues call it: `SI EMPLEO San Pedro Sula`, `UMAR San Pedro Sula`."""
    return office.name if office.kind == "si_empleo" else office.short_name


def spelled(length: timedelta) -> str:
    """A length of time as one says it: 3 horas, 7 días."""
    if length < A_DAY:
        hours = round(length / timedelta(hours=1))
        if hours < 1:
            return _("menos de 1 hora")
        return ngettext("%(count)s hora", "%(count)s horas", hours) % {"count": hours}
    days = length // A_DAY
    return ngettext("%(count)s día", "%(count)s días", days) % {"count": localize(days)}


def _steps(rows: CaseRows) -> Iterator[Entry]:
    before: CaseStep | None = None
    offered: CaseStep | None = None
    for step in rows.steps:
        told = _hand(step, before, offered) or _event(rows, step)
        if told:
            title, note = told
            kind = "hand" if step.verb in (CaseVerb.OPEN, CaseVerb.ACCEPT_TRANSFER) else "event"
            who = _("Cambio de manos") if kind == "hand" else _name(rows, step.actor_user_id, step.office)
            yield Entry(at=step.at, source="hands", who=who, title=title, note=note, kind=kind)
        offered = step if step.verb == CaseVerb.OFFER_TRANSFER else offered
        before = step


def _hand(step: CaseStep, before: CaseStep | None, offered: CaseStep | None) -> tuple[str, str] | None:
    here = office_title(step.office)
    if step.verb == CaseVerb.OPEN:
        return _("El caso empezó en %(office)s") % {"office": here}, step.note
    if step.verb == CaseVerb.ACCEPT_TRANSFER and before is not None:
        way = step.at - offered.at if offered else timedelta()
        note = _("%(time)s en el camino") % {"time": spelled(way)} if way >= A_DAY else ""
        return _("%(giver)s entregó a %(receiver)s") % {"giver": office_title(before.office), "receiver": here}, note
    return None


def _event(rows: CaseRows, step: CaseStep) -> tuple[str, str] | None:
    values = {
        "office": office_title(step.to_office) if step.to_office else "",
        "officer": rows.names.get(step.officer_id or 0, ""),
        "reason": coded("case_closing", step.reason) if _may_read_reason(rows, step) else _("razón reservada"),
    }
    sentences = {
        CaseVerb.OFFER_TRANSFER: _("Ofreció el caso a %(office)s."),
        CaseVerb.DECLINE_TRANSFER: _("No pudo recibir el caso."),
        ASSIGN: _("Lo lleva %(officer)s."),
        CaseVerb.PAUSE: _("Puso el caso en pausa."),
        CaseVerb.RESUME: _("Retomó el caso."),
        CaseVerb.FOLLOW_UP: _("Pasó el caso a seguimiento."),
        CaseVerb.RETURN_TO_SERVICE: _("Volvió a dar servicios."),
        CaseVerb.SERVE_URGENTLY: _("Atendió algo urgente."),
        CaseVerb.CLOSE: _("Cerró el caso: %(reason)s."),
        CaseVerb.REOPEN: _("Reabrió el caso."),
        CaseVerb.JOIN: _("Se unió a otro expediente de la misma persona."),
        CaseVerb.PART: _("Se separó otra vez: eran dos personas."),
    }
    told = sentences.get(step.verb)
    return (told % values, step.note) if told else None


def _may_read_reason(rows: CaseRows, step: CaseStep) -> bool:
    from ruta.cases.selectors.facts import closing_reason

    try:
        is_sensitive = bool(step.reason) and closing_reason(step.reason).sensitive
    except UnknownCode:
        is_sensitive = False
    return not is_sensitive or rows.actor.sees_strict or rows.actor.user_id in (step.actor_user_id, rows.case.officer_id)


def _assessments(rows: CaseRows) -> Iterator[Entry]:
    for each in rows.assessments:
        if each.state != "done":
            continue
        instrument = case_instrument(each.instrument, each.instrument_version)
        told = each.reading.get("segment") or {}
        is_protected = each.data_category == "protection" and not rows.actor.sees_strict
        who = _name(rows, each.assessed_by_id)
        note = in_language(each.instrument, each.instrument_version, str(told.get("reason", "")))
        title = _("Valoración: %(instrument)s.") % {"instrument": said(instrument, "label")}
        yield Entry(at=each.assessed_at, source="assessments", who=who, title=title, note=note, is_protected=is_protected)
        if each.overridden_at:
            yield _override(rows, each)


def _override(rows: CaseRows, each: Assessment) -> Entry:
    segments = {one.code: said(one, "label") for one in case_instrument(each.instrument, each.instrument_version).segments}
    new, old = (segments.get(code, code.upper()) for code in (each.override_segment, each.segment))
    title = _("Segmento: %(new)s, en lugar de %(old)s.") % {"new": new, "old": old}
    note = _("Motivo: %(note)s") % {"note": each.override_note}
    is_protected = each.data_category == "protection" and not rows.actor.sees_strict
    at = each.overridden_at or each.assessed_at
    who = _name(rows, each.overridden_by_id)
    return Entry(at=at, source="assessments", who=who, title=title, note=note, is_protected=is_protected)


def _needs(rows: CaseRows) -> Iterator[Entry]:
    hidden = {need.pk for need in rows.protected_needs()}
    shown = [need for need in rows.needs if need.pk not in hidden]
    for _minute, together in groupby(shown, key=lambda need: need.identified_at.replace(second=0, microsecond=0)):
        yield _raised(list(together))
    for need in rows.needs:
        if need.pk in hidden:
            yield Entry(at=need.identified_at, source="needs", who=_("Necesidad protegida"), title="", is_protected=True)
        elif need.met_at:
            title = _("Resuelta: %(need)s.") % {"need": coded("needs", need.code)}
            yield Entry(at=need.met_at, source="needs", who=_("Necesidad"), title=title)


def _raised(needs: list[Need]) -> Entry:
    names = ", ".join(coded("needs", need.code) for need in needs)
    title = ngettext("Se abrió una necesidad.", "Se abrieron %(count)s necesidades.", len(needs)) % {"count": len(needs)}
    return Entry(at=needs[0].identified_at, source="needs", who=_("Necesidades"), title=title, note=names)


def _services(rows: CaseRows) -> Iterator[Entry]:
    for each in rows.deliveries:
        if not rows.shows(each.data_category):
            yield Entry(at=each.recorded_at, source="services", who=_("Atención protegida"), title="", is_protected=True)
            continue
        title = _("Recibió: %(service)s.") % {"service": coded("service_types", each.service_type)}
        note = coded("service_outcomes", each.outcome)
        yield Entry(at=each.recorded_at, source="services", who=office_title(each.office), title=title, note=note)


def _plans(rows: CaseRows) -> Iterator[Entry]:
    for plan in rows.plans:
        who = _("Itinerario")
        yield Entry(at=plan.created_at, source="plan", who=who, title=_("Acordó su itinerario."), note=plan.title)
    for action in rows.actions:
        if action.done_at and rows.shows(action.data_category):
            title = _("Hecho: %(action)s.") % {"action": action.label}
            yield Entry(at=action.done_at, source="plan", who=_("Itinerario"), title=title, note=action.note)


def _contacts(rows: CaseRows) -> Iterator[Entry]:
    for each in rows.follow_ups:
        if each.done_at and each.result != "cancelled":
            yield Entry(
                at=each.done_at, source="contacts", who=_name(rows, each.officer_id), title=_contact(each), note=each.note
            )  # fmt: skip


def _contact(each: FollowUp) -> str:
    return _("%(subject)s: %(result)s.") % {"subject": worded(SUBJECTS, each.subject), "result": worded(RESULTS, each.result).lower()}


def _alerts(rows: CaseRows) -> Iterator[Entry]:
    for alert in rows.alerts:
        if alert.resolved_at:
            who = _name(rows, alert.resolved_by_id)
            yield Entry(at=alert.resolved_at, source="assessments", who=who, title=_("Resolvió una alerta."), note=alert.note)


def _name(rows: CaseRows, user_id: int | None, office: Office | None = None) -> str:
    return rows.names.get(user_id or 0, "") or (office_title(office) if office else _("Ruta"))


def day_of(moment: datetime) -> str:
    """A day as staff read it in a track: 5 feb, and 5 feb 2024 when it is of another year."""
    return short_day(moment)
