"""Which states, verbs and guards does a case know?"""

from enum import StrEnum


class CaseState(StrEnum):
    """Where a case stands."""

    INTAKE = "intake"
    ASSESSED = "assessed"
    PLANNED = "planned"
    IN_SERVICE = "in_service"
    FOLLOW_UP = "follow_up"
    PAUSED = "paused"
    CLOSED = "closed"


class CaseVerb(StrEnum):
    """What can be done to a case. A verb that keeps the state is still a step of its history."""

    OPEN = "open"
    SERVE_URGENTLY = "serve_urgently"
    SAFEGUARD = "safeguard"
    ASSESS = "assess"
    PLAN = "plan"
    SERVE = "serve"
    FOLLOW_UP = "follow_up"
    RETURN_TO_SERVICE = "return_to_service"
    PAUSE = "pause"
    RESUME = "resume"
    OFFER_TRANSFER = "offer_transfer"
    ACCEPT_TRANSFER = "accept_transfer"
    DECLINE_TRANSFER = "decline_transfer"
    CLOSE = "close"
    REOPEN = "reopen"
    JOIN = "join"  # its person turned out to be one with another, and work goes on in the other case
    PART = "part"  # they are two persons after all: as it was before


class CaseGuard(StrEnum):
    """What must be true before a verb opens."""

    CONSENT_GIVEN = "consent_given"
    AUTHORITY_KNOWN = "authority_known"
    CHILD_ASSENTED = "child_assented"
    BEST_INTEREST_WRITTEN = "best_interest_written"
    CHILD_RISK_ASSESSED = "child_risk_assessed"
    INTAKE_NOT_BLOCKED = "intake_not_blocked"
    PLAN_NOT_BLOCKED = "plan_not_blocked"
    ASKED_BEFORE_PLAN = "asked_before_plan"
    CLOSING_NOT_BLOCKED = "closing_not_blocked"
    HAS_ASSESSMENT = "has_assessment"
    HAS_PLAN = "has_plan"
    NEXT_STEPS_DATED = "next_steps_dated"
    NO_OPEN_REFERRALS = "no_open_referrals"
    CONTACT_PLANNED = "contact_planned"
    NO_TRANSFER_OFFERED = "no_transfer_offered"
    TRANSFER_OFFERED = "transfer_offered"
    RECEIVES_TRANSFER = "receives_transfer"
    MAY_REOPEN = "may_reopen"


class CaseField(StrEnum):
    """What must come with a verb."""

    REASON = "reason"
    REVIEW_DATE = "review_date"
    OFFICE = "office"
    NOTE = "note"


class ClosingRequirement(StrEnum):
    """What a reason for closing can ask for (codes of the catalogue `case_closing`)."""

    PLACEMENT_CONFIRMED = "placement_confirmed"
    ALL_GOALS_RESOLVED = "all_goals_resolved"
    CONTRACT_CHECKLIST_PASSED = "contract_checklist_passed"
    TRANSFER_ACCEPTED = "transfer_accepted"
    CONTACT_ATTEMPTS_5 = "contact_attempts_5"
    REASON_TEXT = "reason_text"
    GAP_RECORDED = "gap_recorded"
    PROTECTION_OFFICER_APPROVAL = "protection_officer_approval"
    NO_DELIVERIES = "no_deliveries"


class NeedState(StrEnum):
    """Where a need stands."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    MET = "met"
    DROPPED = "dropped"


class ActionState(StrEnum):
    """Where a step of the plan stands."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    DROPPED = "dropped"


class ContactResult(StrEnum):
    """What came of a contact."""

    REACHED = "reached"
    NOT_REACHED = "not_reached"
    DECLINED = "declined"
    CANCELLED = "cancelled"


LIVE_NEEDS = (NeedState.OPEN, NeedState.IN_PROGRESS)
LIVE_ACTIONS = (ActionState.OPEN, ActionState.IN_PROGRESS)
# A step of the history that changes hands, not the state; the fold leaves it out.
ASSIGN = "assign"
