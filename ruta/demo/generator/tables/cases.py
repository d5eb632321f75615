"""Which columns do cases, assessments, needs, plans, services, follow-ups and consents have?"""

from dataclasses import dataclass

from ruta.demo.generator.streams import Flag, Index, Real, Text
from ruta.demo.generator.tables.columns import Table
from ruta.demo.generator.workdays import Day, Moment


@dataclass(frozen=True)
class Cases(Table):
    """One row for each case; a person may have several, one after the other."""

    person_row: Index
    owner_institution_id: Index
    office_id: Index
    officer_index: Index  # which of the officers of the office, 0 upwards: take it modulo the staff
    entry_point: Text  # catalogue entry_points
    modality: Text
    state: Text  # stories.states.CASE_STATES
    opened_at: Moment
    closed_at: Moment
    closing_reason: Text  # catalogue case_closing


@dataclass(frozen=True)
class CaseSteps(Table):
    """Every change of state of a case, in order."""

    case_row: Index
    verb: Text  # stories.states.CASE_VERBS
    state: Text  # after it
    at: Moment
    office_id: Index
    officer_index: Index


@dataclass(frozen=True)
class Assessments(Table):
    """Answers to `employability_profile` with the scores that its rules give (NaN: too little was answered)."""

    case_row: Index
    person_row: Index
    answered_at: Moment
    officer_index: Index
    answers: Text  # JSON object
    qualification: Real
    experience: Real
    search_readiness: Real
    access: Real
    employability: Real
    segment: Text  # a | b | c | unscored


@dataclass(frozen=True)
class Needs(Table):
    """Coded needs of a case."""

    case_row: Index
    person_row: Index
    code: Text  # catalogue needs
    priority: Text
    sensitivity: Text
    state: Text  # open | in_progress | met | dropped
    identified_at: Moment
    due_on: Day
    met_at: Moment


@dataclass(frozen=True)
class Plans(Table):
    """Personal plans, one for each case that reached planning."""

    case_row: Index
    person_row: Index
    template: Text  # catalogue plan_templates
    state: Text  # active | done | dropped
    agreed_at: Moment
    started_on: Day
    ends_on: Day


@dataclass(frozen=True)
class Goals(Table):
    """Goals of a plan, in order."""

    plan_row: Index
    code: Text
    position: Index
    due_on: Day
    state: Text  # open | reached | dropped


@dataclass(frozen=True)
class Actions(Table):
    """Actions of a goal; `referral_row` is the referral that moves the action by itself."""

    plan_row: Index
    goal_row: Index
    case_row: Index
    code: Text
    kind: Text
    who: Text
    service_type: Text
    due_on: Day
    state: Text  # open | in_progress | done | dropped
    done_at: Moment
    referral_row: Index


@dataclass(frozen=True)
class Deliveries(Table):
    """Services received; the owner is the institution of the case, the provider whoever gave the service."""

    case_row: Index
    person_row: Index
    owner_institution_id: Index
    provider_institution_id: Index
    office_id: Index  # of the provider, -1: none known
    officer_index: Index
    service_type: Text
    delivered_on: Day
    outcome: Text  # catalogue service_outcomes
    counts_as_attention: Flag
    action_row: Index
    referral_row: Index


@dataclass(frozen=True)
class FollowUps(Table):
    """Contacts with the person: those made, and the next one of each open case."""

    case_row: Index
    person_row: Index
    officer_index: Index
    subject: Text  # contact | placement_30 | closing_90 …
    due_on: Day
    done_at: Moment
    result: Text  # reached | not_reached | '' while it is due


@dataclass(frozen=True)
class Consents(Table):
    """What a person allowed to whom, for what, until when."""

    person_row: Index
    owner_institution_id: Index  # who asked
    grantee_institution_id: Index
    purpose: Text
    categories: Text  # joined by commas
    given_at: Moment
    valid_until: Moment
    given_by: Text  # person | guardian | senaf
    method: Text
    withdrawn_at: Moment
    referral_row: Index
