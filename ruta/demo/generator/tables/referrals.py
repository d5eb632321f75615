"""Which columns do referrals and their steps have?"""

from dataclasses import dataclass

from ruta.demo.generator.streams import Flag, Index, Text
from ruta.demo.generator.tables.columns import Table
from ruta.demo.generator.workdays import Moment


@dataclass(frozen=True)
class Referrals(Table):
    """Hand-overs to the service of another institution."""

    case_row: Index
    person_row: Index
    action_row: Index  # actions, -1: sent without a plan
    need_row: Index  # needs, -1
    service_id: Index  # ServiceRef.id
    service_type: Text
    sender_institution_id: Index
    sender_office_id: Index
    sender_officer_index: Index
    receiver_institution_id: Index
    receiver_office_id: Index  # -1: a national service
    receiver_officer_index: Index
    is_urgent: Flag
    state: Text  # stories.states.REFERRAL_STATES
    created_at: Moment
    sent_at: Moment  # NaT while a draft
    state_since: Moment
    waits_on: Text  # sender | receiver | person | nobody
    due_at: Moment  # of what the present state waits for, NaT when it waits for nothing
    acknowledge_due: Moment
    contact_due: Moment
    result_due: Moment
    scheduled_for: Moment
    outcome: Text  # catalogue service_outcomes, once delivered
    reason: Text  # catalogue referral_reasons: why declined, rerouted, missed, expired, withdrawn or disputed
    closed_at: Moment


@dataclass(frozen=True)
class ReferralSteps(Table):
    """Every step of a referral after the draft, in order."""

    referral_row: Index
    position: Index  # 1 upwards: the draft is no step
    verb: Text  # send | acknowledge | accept …
    state: Text  # after the step
    at: Moment
    side: Text  # sender | receiver | person | system
    reason: Text
