"""What is the whole synthetic population? One call makes every table."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date

import numpy as np

from ruta.demo.generator.placement import OfficeRef, ServiceRef
from ruta.demo.generator.register import build_register
from ruta.demo.generator.stories.assessments import assess
from ruta.demo.generator.stories.consents import consent_table
from ruta.demo.generator.stories.deliveries import deliver
from ruta.demo.generator.stories.follow_ups import follow_up_table
from ruta.demo.generator.stories.needs import NeedRows, find_needs, need_table
from ruta.demo.generator.stories.plans import PlanRows, action_table, agree_plans, goal_table, plan_table
from ruta.demo.generator.stories.referral_tables import delivered_at, is_confirmed, referral_table, step_table
from ruta.demo.generator.stories.referrals import ReferralRows, refer
from ruta.demo.generator.stories.timeline import Course, case_steps, case_table, run_cases
from ruta.demo.generator.streams import Index
from ruta.demo.generator.tables.cases import Actions, Assessments, Cases, CaseSteps, Consents, Deliveries, FollowUps, Goals, Needs, Plans
from ruta.demo.generator.tables.columns import Table
from ruta.demo.generator.tables.people import AnswerKey, Households, Identifiers, Members, Persons, Returns
from ruta.demo.generator.tables.referrals import Referrals, ReferralSteps


@dataclass(frozen=True)
class Population:
    """Every table of the population; see `tables` for the columns."""

    persons: Persons
    identifiers: Identifiers
    returns: Returns
    households: Households
    members: Members
    answer_key: AnswerKey
    cases: Cases
    case_steps: CaseSteps
    assessments: Assessments
    needs: Needs
    plans: Plans
    goals: Goals
    actions: Actions
    referrals: Referrals
    referral_steps: ReferralSteps
    deliveries: Deliveries
    follow_ups: FollowUps
    consents: Consents

    def tables(self) -> dict[str, Table]:
        """Return the tables by name, parents before children."""
        return {f.name: getattr(self, f.name) for f in fields(self)}

    def counts(self) -> dict[str, int]:
        """Return the number of rows of each table."""
        return {name: len(table) for name, table in self.tables().items()}


def generate(persons: int, seed: int, today: date, offices: Sequence[OfficeRef], services: Sequence[ServiceRef]) -> Population:
    """Return a population of `persons` registrations (3 % of them duplicates) as it stands on the morning of `today`.

    The same arguments give the same bytes. Columns are arrays of equal length: text and codes as object arrays of
    `str` ('' is NULL), references as int64 rows of other tables (-1 is NULL), dates as datetime64[D] and times as
    datetime64[s] in UTC (NaT is NULL). Nothing happens on or after `today`, save what is due or planned.
    """
    register = build_register(persons, seed, today, offices)
    course = run_cases(register, seed, today)
    profiles = assess(course, register, seed)
    needs = find_needs(course, register, profiles, seed)
    plans = agree_plans(course, profiles, seed)
    rows = refer(course, register, plans, needs, (offices, services), seed)
    steps = step_table(rows, seed)
    referrals = referral_table(course, register, rows, steps, services, seed)
    actions = _actions(course, plans, (rows, referrals), seed)
    tables: dict[str, Table] = {f.name: getattr(register, f.name) for f in fields(register) if f.name != "places"}
    tables |= {"plans": plan_table(course, plans), "goals": goal_table(course, plans, actions), "actions": actions}
    tables |= {"needs": need_table(course, needs, _met(needs, rows), seed), "assessments": profiles.table}
    assessed = profiles.case
    del plans, needs, profiles  # what is only on the way would fill memory at 350,000 persons
    tables |= {"referrals": referrals, "referral_steps": steps}
    cases = case_table(course, register, seed)
    tables |= {"cases": cases, "case_steps": case_steps(course, cases)}
    tables["deliveries"] = deliver(course, register, assessed, actions, (rows, referrals), seed)
    tables["follow_ups"] = follow_up_table(course, cases, seed)
    tables["consents"] = consent_table(course, register, (rows, referrals), offices, seed)
    return Population(**tables)  # type: ignore[arg-type]


def _actions(course: Course, plans: PlanRows, referred: tuple[ReferralRows, Referrals], seed: int) -> Actions:
    """Return the actions, each with its referral: the referral moves the action."""
    rows, referrals = referred
    referral: Index = np.full(len(plans.actions.plan), -1)
    planned = np.flatnonzero(rows.action >= 0)
    referral[rows.action[planned]] = planned
    helped, ended = np.full((2, len(referral)), np.inf)
    helped[rows.action[planned]] = delivered_at(rows)[planned]
    ended[rows.action[planned]] = np.where(np.isnat(referrals.closed_at[planned]), np.inf, 0.0)
    return action_table(course, plans, referral, helped, ended, seed)


def _met(needs: NeedRows, rows: ReferralRows) -> np.ndarray:
    """Return which needs a confirmed referral met."""
    met = np.zeros(len(needs.case), dtype=bool)
    met[rows.need[is_confirmed(rows) & (rows.need >= 0)]] = True
    return met
