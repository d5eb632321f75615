"""What happened to a referral, told to whoever listens? Ids and codes only; its listeners act as the sender's system."""

from dataclasses import dataclass

from ruta.referrals.enums import ReferralVerb


@dataclass(frozen=True, slots=True)
class OfReferral:
    """What every event of a referral names. `step_id` is the line of its history."""

    referral_id: int
    case_id: int
    person_id: int
    receiver_id: int
    step_id: int


@dataclass(frozen=True, slots=True)
class ReferralSent(OfReferral):
    """A sealed packet left for an institution's service, for the first time or again."""


@dataclass(frozen=True, slots=True)
class ReferralReceived(OfReferral):
    """The institution acknowledged receipt."""


@dataclass(frozen=True, slots=True)
class ReferralAccepted(OfReferral):
    """The institution will serve the person."""


@dataclass(frozen=True, slots=True)
class ReferralScheduled(OfReferral):
    """There is a day, a time and a place."""


@dataclass(frozen=True, slots=True)
class DateCalledOff(OfReferral):
    """The receiver cannot on that day and owes another."""


@dataclass(frozen=True, slots=True)
class OtherDateAsked(OfReferral):
    """The person cannot come that day."""


@dataclass(frozen=True, slots=True)
class ReferralDeclined(OfReferral):
    """The institution cannot serve the person."""


@dataclass(frozen=True, slots=True)
class ReferralRefused(OfReferral):
    """The person does not want the service."""


@dataclass(frozen=True, slots=True)
class ReferralRerouted(OfReferral):
    """Another service has to follow."""


@dataclass(frozen=True, slots=True)
class ReferralAttended(OfReferral):
    """The person came."""


@dataclass(frozen=True, slots=True)
class ReferralMissed(OfReferral):
    """The person did not come, or was not served."""


@dataclass(frozen=True, slots=True)
class ReferralProgressed(OfReferral):
    """The service goes on until a review date."""


@dataclass(frozen=True, slots=True)
class ReferralDelivered(OfReferral):
    """The institution recorded a result; the person has not spoken yet."""


@dataclass(frozen=True, slots=True)
class ReferralConfirmed(OfReferral):
    """The person says that it was so: the ring is whole."""


@dataclass(frozen=True, slots=True)
class ReferralDisputed(OfReferral):
    """The person says that it was not so."""


@dataclass(frozen=True, slots=True)
class ReferralClosed(OfReferral):
    """Nothing more is waited for."""


@dataclass(frozen=True, slots=True)
class ReferralWithdrawn(OfReferral):
    """The sender took it back."""


@dataclass(frozen=True, slots=True)
class ReferralExpired(OfReferral):
    """The clock ended it."""


@dataclass(frozen=True, slots=True)
class ReferralEscalated(OfReferral):
    """A late answer climbed one rung."""

    rung: int


V = ReferralVerb
OF_VERB: dict[ReferralVerb, type[OfReferral]] = {
    V.SEND: ReferralSent,
    V.RESEND: ReferralSent,
    V.ACKNOWLEDGE: ReferralReceived,
    V.ACCEPT: ReferralAccepted,
    V.SCHEDULE: ReferralScheduled,
    V.ASK_OTHER_DATE: OtherDateAsked,
    V.CALL_OFF: DateCalledOff,
    V.DECLINE: ReferralDeclined,
    V.REFUSE: ReferralRefused,
    V.REROUTE: ReferralRerouted,
    V.ATTEND: ReferralAttended,
    V.MISS: ReferralMissed,
    V.REPORT_PROGRESS: ReferralProgressed,
    V.DELIVER: ReferralDelivered,
    V.CONFIRM: ReferralConfirmed,
    V.DISPUTE: ReferralDisputed,
    V.CLOSE: ReferralClosed,
    V.CLOSE_UNCONFIRMED: ReferralClosed,
    V.HAND_ON: ReferralClosed,
    V.WITHDRAW: ReferralWithdrawn,
    V.EXPIRE: ReferralExpired,
}
