"""How did each case go, from the door to its closing?"""

from dataclasses import dataclass
from datetime import date

import numpy as np

from ruta.demo.generator.persons import years_between
from ruta.demo.generator.placement import Map
from ruta.demo.generator.register import Register
from ruta.demo.generator.stories.states import CASE_STATES, CASE_VERBS
from ruta.demo.generator.streams import Flag, Index, Real, Text, chance, pick, stream, texts
from ruta.demo.generator.tables.cases import Cases, CaseSteps
from ruta.demo.generator.tables.people import Persons
from ruta.demo.generator.workdays import EPOCH, OFFICE_SECONDS, OPENING_UTC, to_moment, workday

NEVER = np.inf
INTAKE, ASSESSED, PLANNED, IN_SERVICE, FOLLOW_UP, CLOSED, PAUSED = range(7)
# All guesses: mean working days in each stage, who stays in it for good, who leaves from it.
STAGE_DAYS = (5.0, 5.0, 6.0, 75.0, 90.0)
SAME_DAY_ASSESSMENT = 0.18
STUCK = (0.02, 0.02, 0.02, 0.03, 0.02)
LEAVES = (0.38, 0.08, 0.10, 0.20, 0.08)  # more than a third are helped at the door and go home
LEAVING_DAYS = 35.0
PAUSED_SHARE, PAUSED_AFTER = 0.5, 15.0  # of those who stay in a stage for good, after intake
WITHOUT_CASE, WITHOUT_CASE_SHOWN, SHOWN = (
    0.45,
    0.15,
    20_000,
)  # most ask for nothing after the reception centre; a small demonstration shows cases
COMES_BACK, BACK_AFTER = 0.20, 70.0
OFFICERS = (0.30, 0.24, 0.18, 0.13, 0.09, 0.06)  # load of the officers of an office
HANDED_OVER = 0.12
POSITIVE = (
    ("placed_kept_180", 0.28), ("placed_other_means", 0.17), ("self_employed_sustained", 0.15), ("plan_goals_met", 0.27),
    ("in_studies", 0.07), ("regular_work_abroad", 0.03), ("needs_met_no_plan", 0.03),
)  # fmt: skip
LEFT = (
    ("lost_contact", 0.36), ("person_withdrew", 0.24), ("left_country", 0.12), ("needs_met_no_plan", 0.12), ("transferred_institution", 0.06),
    ("not_eligible", 0.04), ("no_service_available", 0.04), ("closed_for_safety", 0.01), ("deceased", 0.01),
)  # fmt: skip
ENTRY_POINTS = {  # guess: how people reach each kind of office; other kinds: their own door
    "si_empleo": (("si_empleo_office", 0.52), ("camr", 0.14), ("partner_referral", 0.12), ("itinerant_unit", 0.05), ("job_fair", 0.06), ("portal", 0.07), ("messaging", 0.04)),
    "camr": (("camr", 0.97), ("conmigho", 0.03)),
    "child_protection_office": (("senaf", 1.0),),
    "camr_children_families": (("canfm_belen", 1.0),),
}  # fmt: skip


@dataclass(frozen=True)
class Course:
    """The cases as the stories need them: times in working days, `NEVER` for what has not happened."""

    person: Index
    times: Real  # cases × 7: when each state of CASE_STATES began
    left_early: Flag
    officer: Index
    new_officer: Index
    handed_over: Index  # position in CASE_STATES from which the new officer has the case
    age: Index  # at the opening
    now: float

    def __len__(self) -> int:
        """Return the number of cases."""
        return len(self.person)

    @property
    def state(self) -> Index:
        """Return the position of the present state in CASE_STATES."""
        reached = np.isfinite(self.times)
        working = reached[:, :CLOSED].sum(axis=1) - 1
        return np.select([reached[:, CLOSED], reached[:, PAUSED]], [CLOSED, PAUSED], working)

    @property
    def end(self) -> Real:
        """Return when the case closed, or now."""
        return np.minimum(self.times[:, CLOSED], self.now)

    def officer_at(self, state: int) -> Index:
        """Return the officer who has the cases in a state."""
        return np.where(self.handed_over <= state, self.new_officer, self.officer)


def run_cases(register: Register, seed: int, today: date) -> Course:
    """Open cases for the persons of the register and let them go on until `today`."""
    rng, now = stream(seed, "cases"), workday(today)
    persons = register.persons
    everyone = np.flatnonzero(~chance(rng, WITHOUT_CASE if len(persons) > SHOWN else WITHOUT_CASE_SHOWN, len(persons)))
    rounds, opened = [], from_moments(persons)[everyone]
    while len(everyone):
        times, left = _times(rng, opened, now)
        rounds.append((everyone, times, left))
        again = np.isfinite(times[:, CLOSED]) & chance(rng, COMES_BACK, len(everyone))
        opened = times[again, CLOSED] + 3 + rng.exponential(BACK_AFTER, int(again.sum()))
        everyone = everyone[again][opened < now]
        opened = opened[opened < now]
    person, times, left = (np.concatenate(parts) for parts in zip(*rounds, strict=True))
    order = np.lexsort((person, times[:, INTAKE]))
    return _with_officers(rng, persons, person[order], times[order], left[order], now)


def from_moments(persons: Persons) -> Real:
    """Return the working day (with its part) on which each person registered."""
    days = persons.registered_at.astype("datetime64[D]")
    seconds = (persons.registered_at - days).astype(np.int64)
    return np.busday_count(EPOCH, days) + (seconds - OPENING_UTC) / OFFICE_SECONDS


def _times(rng: np.random.Generator, opened: Real, now: float) -> tuple[Real, Flag]:
    """Draw the stages one after the other; a case may stay in one for good or be closed from it."""
    size = len(opened)
    lags = np.stack([rng.gamma(1.6, days / 1.6, size) for days in STAGE_DAYS], axis=1) + 0.02
    lags[chance(rng, SAME_DAY_ASSESSMENT, size), 0] = 0.05
    times = np.concatenate([opened[:, None], opened[:, None] + np.cumsum(lags, axis=1)], axis=1)
    leaves, stuck = (rng.random((size, 5)) < np.array(shares) for shares in (LEAVES, STUCK))
    stops = leaves | stuck
    stage = np.where(stops.any(axis=1), stops.argmax(axis=1), CLOSED)
    left = leaves[np.arange(size), np.minimum(stage, 4)] & (stage < CLOSED)
    closing = times[np.arange(size), stage] + rng.exponential(LEAVING_DAYS, size) + 0.1
    pausing = np.where((stage > INTAKE) & (stage < CLOSED) & ~left & chance(rng, PAUSED_SHARE, size), closing, NEVER)
    times[np.arange(6) > stage[:, None]] = NEVER
    times[left, CLOSED] = closing[left]
    times = np.column_stack([times, pausing])
    times[times >= now] = NEVER
    return times, left & np.isfinite(times[:, CLOSED])


def _with_officers(rng: np.random.Generator, persons: Persons, person: Index, times: Real, left: Flag, now: float) -> Course:
    size = len(person)
    first, second = (pick(rng, OFFICERS, size) for _ in range(2))
    handed = np.where(chance(rng, HANDED_OVER, size), rng.integers(ASSESSED, CLOSED, size), PAUSED + 1)
    opened = to_moment(times[:, INTAKE]).astype("datetime64[D]")
    age = years_between(persons.birth_date[person], opened)
    return Course(person, times, left, first, second, handed, age, now)


def case_table(course: Course, register: Register, seed: int) -> Cases:
    """Return the columns of the cases."""
    rng, persons = stream(seed, "case table"), register.persons
    office = persons.office_id[course.person]
    state = course.state
    return Cases(
        person_row=course.person,
        owner_institution_id=persons.owner_institution_id[course.person],
        office_id=office,
        officer_index=np.where(course.handed_over <= state, course.new_officer, course.officer),
        entry_point=_entry_points(rng, register.places, office),
        modality=persons.modality[course.person],
        state=texts(CASE_STATES)[state],
        opened_at=to_moment(course.times[:, INTAKE]),
        closed_at=to_moment(course.times[:, CLOSED]),
        closing_reason=_closing_reasons(rng, course),
    )


def _closing_reasons(rng: np.random.Generator, course: Course) -> Text:
    size = len(course)
    good, left = (texts([c for c, _ in o])[pick(rng, [w for _, w in o], size)] for o in (POSITIVE, LEFT))
    with np.errstate(invalid="ignore"):
        too_soon = course.times[:, CLOSED] - course.times[:, IN_SERVICE] < 128  # 180 calendar days
    good = np.where((good == "placed_kept_180") & too_soon, "placed_other_means", good)
    reason = np.where(course.left_early, left, good)
    reason = np.where((course.age < 18) & (reason != "in_studies"), "transferred_institution", reason)
    return np.where(np.isfinite(course.times[:, CLOSED]), reason, "")


def _entry_points(rng: np.random.Generator, places: Map, office: Index) -> Text:
    kinds = places.kind[np.argsort(places.id)][np.searchsorted(np.sort(places.id), office)]
    entry = kinds.copy()
    for kind, doors in ENTRY_POINTS.items():
        mine = np.flatnonzero(kinds == kind)
        entry[mine] = texts([code for code, _ in doors])[pick(rng, [share for _, share in doors], len(mine))]
    return entry


def case_steps(course: Course, cases: Cases) -> CaseSteps:
    """Return every change of state, case by case."""
    row, state = np.nonzero(np.isfinite(course.times))
    officer = np.where(course.handed_over[row] <= state, course.new_officer[row], course.officer[row])
    return CaseSteps(
        row, texts(CASE_VERBS)[state], texts(CASE_STATES)[state], to_moment(course.times[row, state]), cases.office_id[row], officer
    )
