"""What happened to an appointment? Ids only."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OfAppointment:
    """What every event of an appointment names; `referral_ref` when it answers a referral."""

    appointment_id: int
    referral_ref: int | None


@dataclass(frozen=True, slots=True)
class AppointmentBooked(OfAppointment):
    """A person is expected."""


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
