"""Which columns do the referrals and their steps have in the end?"""

from collections.abc import Sequence

import numpy as np

from ruta.demo.generator.catalogue import catalogue
from ruta.demo.generator.placement import ServiceRef
from ruta.demo.generator.register import Register
from ruta.demo.generator.stories.reasons import last_reasons, step_reasons
from ruta.demo.generator.stories.referrals import SERVICE_TYPES, ReferralRows
from ruta.demo.generator.stories.routes import Small
from ruta.demo.generator.stories.states import FINAL, REFERRAL_STATES, REFUSED, STATE, UNCONFIRMED, VERBS, WAITS
from ruta.demo.generator.stories.timeline import Course
from ruta.demo.generator.streams import Flag, Real, Text, one_of, pick, stream, texts
from ruta.demo.generator.tables.referrals import Referrals, ReferralSteps
from ruta.demo.generator.workdays import Moment, closing, to_moment

OUTCOMES = (
    ("delivered_full", 0.70),
    ("delivered_partial", 0.11),
    ("completed_certified", 0.10),
    ("information_only", 0.05),
    ("referred_onward", 0.04),
)  # guess


def referral_table(
    course: Course, register: Register, rows: ReferralRows, steps: ReferralSteps, services: Sequence[ServiceRef], seed: int
) -> Referrals:
    """Return the columns of the referrals."""
    person, every = course.person[rows.case], np.arange(len(rows))
    sent = _known(rows.walks.time_of("sent"))
    last = rows.walks.last
    state, since = rows.walks.states[every, last], rows.walks.times[every, last]
    names = texts(REFERRAL_STATES)[state]
    appointment = _appointments(rows, seed)
    terms = {name: _term(rows, sent, name) for name in ("acknowledge", "contact", "result")}
    terms["appointment"] = closing(appointment, 1)
    institutions = np.array([s.institution_id for s in services], dtype=np.int64)
    places = np.array([-1 if s.office_id is None else s.office_id for s in services], dtype=np.int64)
    return Referrals(
        case_row=rows.case,
        person_row=person,
        action_row=rows.action,
        need_row=rows.need,
        service_id=np.array([s.id for s in services], dtype=np.int64)[rows.service],
        service_type=texts(SERVICE_TYPES)[rows.type],
        sender_institution_id=register.persons.owner_institution_id[person],
        sender_office_id=register.persons.office_id[person],
        sender_officer_index=rows.officers[0],
        receiver_institution_id=institutions[rows.service],
        receiver_office_id=places[rows.service],
        receiver_officer_index=rows.officers[1],
        is_urgent=rows.urgent,
        state=names,
        created_at=to_moment(rows.created),
        sent_at=to_moment(sent),
        state_since=to_moment(since),
        waits_on=texts([WAITS.get(s, ("nobody", 0))[0] for s in REFERRAL_STATES])[state],
        due_at=_due(state, since, terms),
        acknowledge_due=terms["acknowledge"],
        contact_due=terms["contact"],
        result_due=terms["result"],
        scheduled_for=to_moment(appointment),
        outcome=_outcomes(rows, seed),
        reason=last_reasons(len(rows), steps.referral_row, steps.reason),
        closed_at=to_moment(np.where(one_of(names, *FINAL), since, np.inf)),
    )


def step_table(rows: ReferralRows, seed: int) -> ReferralSteps:
    """Return every step of every referral after the draft, in order."""
    row, step = np.nonzero(rows.walks.states[:, 1:] >= 0)
    step += 1
    state, before = rows.walks.states[row, step], rows.walks.states[row, step - 1]
    verb, side = (texts(["", *[VERBS[name][part] for name in REFERRAL_STATES[1:]]])[state] for part in (0, 1))
    refused = (state == STATE["declined"]) & rows.walks.by_person[row]
    unconfirmed = (state == STATE["closed"]) & (before == STATE["delivered"])
    for mine, (what, who) in ((refused, REFUSED), (unconfirmed, UNCONFIRMED)):
        verb[mine], side[mine] = what, who
    return ReferralSteps(
        referral_row=row,
        position=step,
        verb=verb,
        state=texts(REFERRAL_STATES)[state],
        at=to_moment(rows.walks.times[row, step]),
        side=side,
        reason=step_reasons(rows.walks, row, step, seed),
    )


def delivered_at(rows: ReferralRows) -> Real:
    """Return when each referral was delivered, in working days; infinite where it was not."""
    return _known(rows.walks.time_of("delivered"))


def is_confirmed(rows: ReferralRows) -> Flag:
    """Return which referrals the person confirmed."""
    return (rows.walks.states == STATE["confirmed"]).any(axis=1)


def _known(when: Real) -> Real:
    return np.where(np.isfinite(when), when, np.inf)


def _term(rows: ReferralRows, sent: Real, name: str) -> Moment:
    """Return the end of an agreed term: the closing of its last working day, or running hours where they are shorter."""
    items = list(catalogue().services.values())
    days = np.array([item["clocks"][name] for item in items])[rows.type]
    hours = np.array([item["urgent_hours"].get(name, 10_000) for item in items])[rows.type]
    usual, quick = closing(sent, days), to_moment(sent) + hours.astype("timedelta64[h]")
    return np.where(rows.urgent, np.minimum(usual, quick), usual)


def _due(state: Small, since: Real, terms: dict[str, Moment]) -> Moment:
    """Return by when the present state must be left."""
    due = np.full(len(state), np.datetime64("NaT", "s"))
    for name, (_, term) in WAITS.items():
        mine = state == STATE[name]
        due[mine] = terms[term][mine] if isinstance(term, str) else closing(since[mine], term)
    return due


def _appointments(rows: ReferralRows, seed: int) -> Real:
    """Return the appointment: when the person came or did not, and for those still scheduled some day around now."""
    rng = stream(seed, "appointments")
    walks, every = rows.walks, np.arange(len(rows))
    scheduled = walks.time_of("scheduled")
    came = np.maximum(walks.time_of("attended"), walks.time_of("no_show"))
    ahead = scheduled + 0.5 + rng.gamma(2.0, 2.5, len(every))
    return np.where(np.isfinite(came), came, _known(np.where(np.isfinite(scheduled), ahead, np.inf)))


def _outcomes(rows: ReferralRows, seed: int) -> Text:
    drawn = pick(stream(seed, "outcomes"), [share for _, share in OUTCOMES], len(rows))
    sensitive = np.array([item["sensitive"] for item in catalogue().services.values()])[rows.type]
    outcome = np.where(sensitive, "attended_confidential", texts([code for code, _ in OUTCOMES])[drawn])
    return np.where(np.isfinite(delivered_at(rows)), outcome, "")
