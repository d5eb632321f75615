"""By when must each open referral move, and how far is its delay escalated? Asked of the product's own rules and calendar."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

import numpy as np

from ruta.base.clock import HONDURAS
from ruta.base.workdays import work_calendar
from ruta.demo.generator import Population
from ruta.demo.generator.streams import Index, Text, texts
from ruta.directory.models import Service
from ruta.directory.selectors import clocks_of
from ruta.referrals.clocks import AGREED, ServiceClocks, Term, deadline_of
from ruta.referrals.enums import ReferralState
from ruta.referrals.escalation import Waiting, due_escalations
from ruta.referrals.rules import reached, waits_on
from ruta.taxonomy.selectors import service_type

NOBODY = "nobody"


@dataclass(frozen=True)
class Terms:
    """For each referral: until when, which rung of the escalation, how far round the ring, and for whom it waits."""

    due_at: np.ndarray
    escalation: Index
    position: Index
    waits_on: Text


def terms_of(population: Population, morning: np.datetime64) -> Terms:
    """Reckon the clocks of the open referrals as they stand in the morning."""
    every = population.referrals
    due = np.full(len(every), np.datetime64("NaT", "s"))
    rung = np.zeros(len(every), dtype=np.int64)
    now = _moment(morning)
    for row in np.flatnonzero(np.isnat(every.closed_at)).tolist():
        due[row], rung[row] = _term(population, row, now)
    sides = {str(state): (str(wait.side) if (wait := waits_on(state)) else NOBODY) for state in ReferralState}
    return Terms(due, rung, _positions(population), texts([sides[state] for state in every.state.tolist()]))


def _term(population: Population, row: int, now: datetime) -> tuple[np.datetime64, int]:
    every = population.referrals
    state, since = ReferralState(every.state[row]), _moment(every.state_since[row])
    sent = None if np.isnat(every.sent_at[row]) else _moment(every.sent_at[row])
    meets = None if np.isnat(every.scheduled_for[row]) else _moment(every.scheduled_for[row])
    urgent = bool(every.is_urgent[row])
    found = deadline_of(Term(state, since, sent, clocks_for(int(every.service_id[row])), urgent, meets), work_calendar())
    if found is None:
        return np.datetime64("NaT", "s"), 0
    wait = waits_on(state)
    started = sent or since if wait and wait.clock in AGREED else since
    due = due_escalations(Waiting(state, started, found), now, work_calendar())
    return np.datetime64(int(found.due.timestamp()), "s"), max((int(each.rung) for each in due), default=0)


@lru_cache(maxsize=4096)
def clocks_for(service_id: int) -> ServiceClocks:
    """The terms of a service, as agreed with its institution or as its type has them."""
    service = Service.objects.get(pk=service_id)
    days, urgent = clocks_of(service), service_type(service.service_type).urgent_hours
    hours = {"acknowledge": urgent.acknowledge, "contact": urgent.contact} if urgent else {}
    return ServiceClocks(days.acknowledge, days.contact, days.result, hours)


def _positions(population: Population) -> Index:
    """How far round the ring of six each referral came: that of its last step with a place of its own."""
    steps = population.referral_steps
    places = {str(state): reached(-1, state) for state in ReferralState}
    place = np.array([places[state] for state in steps.state.tolist()], dtype=np.int64)
    told = np.flatnonzero(place >= 0)
    position = np.zeros(len(population.referrals), dtype=np.int64)
    position[steps.referral_row[told]] = place[told]  # steps stand in order: the last one stays
    return position


def _moment(value: np.datetime64) -> datetime:
    return datetime.fromtimestamp(int(value.astype("datetime64[s]").astype(np.int64)), HONDURAS)
