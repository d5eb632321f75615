"""What happened to an appointment or to the waiting list? Ids only."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OfAppointment:
    """What every event of an appointment names: the referral that it answers, the step of a plan that it serves."""

    appointment_id: int
    referral_ref: int | None
    plan_action_ref: int | None = None


@dataclass(frozen=True, slots=True)
class AppointmentBooked(OfAppointment):
    """A person is expected."""


@dataclass(frozen=True, slots=True)
class AppointmentMoved(OfAppointment):
    """The person is expected at another time; the time before is free again."""


@dataclass(frozen=True, slots=True)
class AppointmentSeen(OfAppointment):
    """The person came and was served."""


@dataclass(frozen=True, slots=True)
class AppointmentMissed(OfAppointment):
    """The person did not come."""


@dataclass(frozen=True, slots=True)
class AppointmentExcused(OfAppointment):
    """The person said beforehand that they cannot come."""


@dataclass(frozen=True, slots=True)
class AppointmentCancelled(OfAppointment):
    """The appointment fell away."""


@dataclass(frozen=True, slots=True)
class AppointmentReopened(OfAppointment):
    """What was said of the appointment was a slip: it stands again."""


@dataclass(frozen=True, slots=True)
class PlaceOffered:
    """A place that came free is held for somebody who waits."""

    entry_id: int
    appointment_id: int
