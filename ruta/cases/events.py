"""What happened to a case, told to whoever listens above? Ids and codes only, never personal data."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OfCaseEvent:
    """What every event of a case names."""

    case_id: int
    person_id: int


@dataclass(frozen=True, slots=True)
class CaseOpened(OfCaseEvent):
    """A case began in an office."""

    office_id: int


@dataclass(frozen=True, slots=True)
class CaseAssessed(OfCaseEvent):
    """An instrument was answered and read."""

    assessment_id: int
    instrument: str
    segment: str


@dataclass(frozen=True, slots=True)
class SegmentOverridden(OfCaseEvent):
    """A person decided otherwise than the instrument."""

    assessment_id: int
    segment: str


@dataclass(frozen=True, slots=True)
class AlertRaised(OfCaseEvent):
    """An assessment warned of something that named roles must answer."""

    alert_id: int
    code: str


@dataclass(frozen=True, slots=True)
class AlertResolved(OfCaseEvent):
    """A notified role resolved an alert with a note."""

    alert_id: int


@dataclass(frozen=True, slots=True)
class NeedRaised(OfCaseEvent):
    """A need was opened, by a person or by an instrument."""

    need_id: int


@dataclass(frozen=True, slots=True)
class NeedWantsReferral(OfCaseEvent):
    """A need cannot wait until somebody thinks of it: it is referred to whoever answers it."""

    need_id: int


@dataclass(frozen=True, slots=True)
class NeedMoved(OfCaseEvent):
    """A need changed state or terms."""

    need_id: int
    state: str


@dataclass(frozen=True, slots=True)
class PlanAgreed(OfCaseEvent):
    """The person agreed to a plan."""

    plan_id: int


@dataclass(frozen=True, slots=True)
class PlanActionMoved(OfCaseEvent):
    """A step of the plan changed state."""

    plan_action_id: int
    state: str


@dataclass(frozen=True, slots=True)
class ServiceDelivered(OfCaseEvent):
    """A service was received; `by_other` means that another institution gave it."""

    delivery_id: int
    by_other: bool


@dataclass(frozen=True, slots=True)
class FollowUpScheduled(OfCaseEvent):
    """A contact is due."""

    follow_up_id: int


@dataclass(frozen=True, slots=True)
class FollowUpRecorded(OfCaseEvent):
    """A contact was tried: reached, not reached or declined."""

    follow_up_id: int
    result: str


@dataclass(frozen=True, slots=True)
class OfficerAssigned(OfCaseEvent):
    """Somebody carries the case from now on."""

    officer_id: int


@dataclass(frozen=True, slots=True)
class TransferOffered(OfCaseEvent):
    """Another office, of this institution or another, is asked to carry the case."""

    to_office_id: int
    to_institution_id: int


@dataclass(frozen=True, slots=True)
class TransferDeclined(OfCaseEvent):
    """The asked office said no; the case stays."""

    office_id: int


@dataclass(frozen=True, slots=True)
class CaseTransferred(OfCaseEvent):
    """Another office of the institution carries the case."""

    from_office_id: int
    office_id: int


@dataclass(frozen=True, slots=True)
class CaseHandedOver(OfCaseEvent):
    """Another institution carries the case and owns the person's record."""

    from_institution_id: int
    office_id: int


@dataclass(frozen=True, slots=True)
class CasePaused(OfCaseEvent):
    """The case rests until its review."""


@dataclass(frozen=True, slots=True)
class CaseResumed(OfCaseEvent):
    """The case goes on."""


@dataclass(frozen=True, slots=True)
class CaseClosed(OfCaseEvent):
    """The case ended with a reason."""

    reason: str


@dataclass(frozen=True, slots=True)
class CaseReopened(OfCaseEvent):
    """Whoever came back begins at the door again."""
