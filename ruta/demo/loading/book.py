"""What does every table need to know of the others? Identities, officers and what was reckoned over the whole population."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from django.db import connections, models

from ruta.cases.models import Assessment, Case, Goal, Need, PersonalPlan, PlanAction, ServiceDelivery
from ruta.demo.generator import OfficeRef, Population
from ruta.demo.generator.streams import Flag, Index, Text, label, one_of
from ruta.demo.loading.numbers import allot
from ruta.demo.loading.parts import Part
from ruta.demo.loading.staff import Staff
from ruta.demo.loading.terms import Terms
from ruta.people.models import Consent, Person
from ruta.referrals.models import Referral, ReferralStep

if TYPE_CHECKING:
    from ruta.demo.loading.assessments import Readings

# Tables whose rows others name, or that are written in two goes and read in order; the rest take identities as they are written.
NAMED: dict[str, type[models.Model]] = {
    "persons": Person, "consents": Consent, "cases": Case, "assessments": Assessment, "needs": Need, "plans": PersonalPlan, "goals": Goal,
    "actions": PlanAction, "deliveries": ServiceDelivery, "referrals": Referral, "referral_steps": ReferralStep,
}  # fmt: skip
GOES_ON = ("send", "acknowledge", "accept", "schedule", "attend", "deliver", "confirm")  # an earlier reason is history from then on
LIVE = ("open", "in_progress")
OPENS_UTC = np.timedelta64(14, "h")  # 08:00 in Honduras


@dataclass(frozen=True)
class Book:
    """The population with what was added to it on the way to the tables; arrays follow the rows of the population."""

    people: Population
    today: date
    offices: list[OfficeRef]
    staff: Staff
    first: dict[str, int]  # table → the identity of its first row
    case_number: Text
    referral_number: Text
    terms: Terms
    appointment_of: Index  # identities, -1 where a referral keeps none
    readings: "Readings"
    strategies: dict[str, str]
    adds: bool = False  # to persons who are there already

    @property
    def morning(self) -> np.datetime64:
        """Eight o'clock of the day on which the population stands."""
        return morning_of(self.today)

    def ids(self, table: str, rows: Index) -> Index:
        """The identities of rows of a table; a missing row (-1) has none."""
        return np.where(rows >= 0, rows + self.first[table], -1)

    def of_person(self, part: Part, persons: Index) -> dict[str, Any]:
        """What every row about a person carries."""
        return {"owner_institution_id": part.institution_id, "person_id": self.ids("persons", persons)}

    def of_case(self, part: Part, cases: Index) -> dict[str, Any]:
        """What every row of a case carries."""
        return {**self.of_person(part, self.people.cases.person_row[cases]), "case_id": self.ids("cases", cases)}

    # ---- cases and plans

    @cached_property
    def segments(self) -> Text:
        """The segment of each case, '' where nobody was assessed."""
        found = label(len(self.people.cases), "")
        found[self.people.assessments.case_row] = self.people.assessments.segment
        return found

    @cached_property
    def last_activity(self) -> np.ndarray:
        """When something last happened in each case."""
        last = self.people.cases.opened_at.astype(np.int64)
        for table, at in ((self.people.case_steps, self.people.case_steps.at), (self.people.follow_ups, self.people.follow_ups.done_at)):
            known = ~np.isnat(at)
            np.maximum.at(last, table.case_row[known], at[known].astype(np.int64))  # type: ignore[attr-defined]
        return last.astype("datetime64[s]")

    @cached_property
    def first_action(self) -> Index:
        """The first step of each plan."""
        return np.searchsorted(self.people.actions.plan_row, np.arange(len(self.people.plans)))

    @cached_property
    def has_live_action(self) -> Flag:
        """Which plans have a step left."""
        every = self.people.actions
        return np.bincount(every.plan_row[one_of(every.state, *LIVE)], minlength=len(self.people.plans)) > 0

    @cached_property
    def goal_state(self) -> Text:
        """How each goal stands, by the steps in it."""
        every, size = self.people.actions, len(self.people.goals)
        live, done = (
            np.bincount(every.goal_row[holds], minlength=size) > 0 for holds in (one_of(every.state, *LIVE), every.state == "done")
        )
        return label(size, "dropped", (live, "open"), (done, "reached"))

    def home_of(self, institution: Index) -> Index:
        """The first office of each institution, -1 where it has none."""
        homes: dict[int, int] = {}
        for office in self.offices:
            homes.setdefault(office.institution_id, office.id)
        return np.array([homes.get(each, -1) for each in institution.tolist()], dtype=np.int64)

    # ---- referrals

    @cached_property
    def consent_of(self) -> Index:
        """The permission that each referral stands on, -1 for a draft."""
        return self._back("consents")

    @cached_property
    def delivery_of(self) -> Index:
        """The service that each referral led to, -1 where there is none yet."""
        return self._back("deliveries")

    def _back(self, table: str) -> Index:
        found, source = np.full(len(self.people.referrals), -1), getattr(self.people, table).referral_row
        rows = np.flatnonzero(source >= 0)
        found[source[rows]] = rows
        return found

    @cached_property
    def state_before(self) -> Text:
        """For each step of a referral, the state before it."""
        steps = self.people.referral_steps
        before = np.roll(steps.state, 1)
        before[np.flatnonzero(steps.position == 1)] = "draft"
        return before

    @cached_property
    def reason_stands(self) -> Flag:
        """Which referrals have not gone on since their last reason."""
        steps, size = self.people.referral_steps, len(self.people.referrals)
        last = np.full((2, size), -1)
        for line, holds in enumerate((steps.reason != "", one_of(steps.verb, *GOES_ON))):
            rows = np.flatnonzero(holds)
            last[line][steps.referral_row[rows]] = rows
        return last[0] > last[1]

    def need_of(self, referral: Index) -> Index:
        """The need that a referral answers, -1 where there is no referral or no need."""
        if not len(self.people.referrals):
            return np.full(len(referral), -1)
        return np.where(referral >= 0, self.people.referrals.need_row[referral], -1)

    def has_strict_need(self, need: Index) -> Flag:
        """Which rows answer a need that named roles alone may read."""
        return (need >= 0) & (self.people.needs.sensitivity[need] == "strict")

    @cached_property
    def last_return(self) -> Index:
        """The last return of each person, -1 for whoever never left."""
        found = np.full(len(self.people.persons), -1)
        found[self.people.returns.person_row] = np.arange(len(self.people.returns))
        return found


Build = Callable[[Book, Part], dict[str, Any]]


def morning_of(day: date) -> np.datetime64:
    """Eight o'clock in Honduras, in UTC."""
    return np.datetime64(day, "s") + OPENS_UTC


def blocks_for(population: Population, *, hands: int) -> dict[str, int]:
    """Take identities for every row that others name; millions are taken by several hands side by side, each a table at a time."""
    wanted = [(table, model, len(getattr(population, table))) for table, model in NAMED.items()]
    if hands == 1:
        return {table: allot(model, count) for table, model, count in wanted}
    with ThreadPoolExecutor(hands) as crew:
        found = crew.map(lambda each: _allot_and_close(*each[1:]), wanted)
        return {table: first for (table, _model, _count), first in zip(wanted, found, strict=True)}


def _allot_and_close(model: type[models.Model], count: int) -> int:
    try:
        return allot(model, count)
    finally:
        connections["default"].close()
