"""What does a message of DCI look like: signature, header and message? Names are the standard's (spdci 1.0.0)."""

from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field

Short = Annotated[str, Field(max_length=200)]
Name = Annotated[str, Field(min_length=1, max_length=99)]
MOST = 100


class Header(Schema):
    """Who sends what to whom."""

    version: Short = "1.0.0"
    message_id: Name
    message_ts: Short
    action: Short
    sender_id: Short
    sender_uri: Annotated[str, Field(max_length=500)] = ""
    receiver_id: Short = ""
    total_count: int
    is_msg_encrypted: bool = False
    meta: dict[str, Any] = {}


class Purpose(Schema):
    """What for, as a code of the catalogue of purposes."""

    code: Short
    text: Short = ""


class Consent(Schema):
    """On what the asker believes to be entitled; what counts is the permission that the person gave here."""

    purpose: Purpose
    id: Short = ""
    ts: Short = ""


class Criteria(Schema):
    """One question: a document, by kind and number. Registers are not searched by names or ranges."""

    version: Short = "1.0.0"
    reg_type: Short = ""
    reg_event_type: Short = ""
    query_type: Short
    query: dict[str, Any] | list[dict[str, Any]]
    sort: list[dict[str, Any]] = []
    pagination: dict[str, Any] | None = None
    consent: Consent | None = None
    authorize: dict[str, Any] | None = None


class SearchItem(Schema):
    """A question of a batch."""

    reference_id: Name
    timestamp: Short
    search_criteria: Criteria
    locale: Short = "spa"


class SearchMessage(Schema):
    """A batch of questions."""

    transaction_id: Name
    search_request: Annotated[list[SearchItem], Field(min_length=1, max_length=MOST)]


class Search(Schema):
    """A search."""

    signature: Annotated[str, Field(max_length=4000)] = ""
    header: Header
    message: SearchMessage


class EnrolmentMessage(Schema):
    """Whether one person is served."""

    transaction_id: Name
    reference_id: Annotated[str, Field(max_length=99)] = ""
    enrolled_criteria: Criteria


class Enrolment(Schema):
    """A check of enrolment."""

    signature: Annotated[str, Field(max_length=4000)] = ""
    header: Header
    message: EnrolmentMessage


class StatusRequest(Schema):
    """Which transaction."""

    reference_id: Name
    txn_type: Literal["search", "subscribe"]
    attribute_type: Literal["transaction_id", "reference_id_list", "correlation_id"]
    attribute_value: Name | Annotated[list[Name], Field(min_length=1, max_length=MOST)]
    locale: Short = "spa"


class StatusMessage(Schema):
    """How far it is."""

    transaction_id: Name
    txnstatus_request: StatusRequest


class Status(Schema):
    """A question about a transaction."""

    signature: Annotated[str, Field(max_length=4000)] = ""
    header: Header
    message: StatusMessage


class SubscriptionCriteria(Schema):
    """Of what, about whom: a kind of event and a document. What is told is what a search would tell at that moment."""

    version: Short = "1.0.0"
    reg_type: Short = ""
    reg_event_type: Short
    filter_type: Short = "idtype-value"
    filter: dict[str, Any] | list[dict[str, Any]]
    notify_record_type: Short
    frequency: dict[str, Any] | None = None
    consent: Consent | None = None
    authorize: dict[str, Any] | None = None


class SubscribeItem(Schema):
    """One wish of a batch."""

    reference_id: Name
    timestamp: Short
    subscribe_criteria: SubscriptionCriteria
    locale: Short = "spa"


class SubscribeMessage(Schema):
    """A batch of wishes."""

    transaction_id: Name
    subscribe_request: Annotated[list[SubscribeItem], Field(min_length=1, max_length=MOST)]


class Subscribe(Schema):
    """A wish to hear."""

    signature: Annotated[str, Field(max_length=4000)] = ""
    header: Header
    message: SubscribeMessage


class UnsubscribeMessage(Schema):
    """Which subscriptions end."""

    transaction_id: Name
    timestamp: Short
    subscription_codes: Annotated[list[Name], Field(min_length=1, max_length=MOST)]


class Unsubscribe(Schema):
    """Enough was heard."""

    signature: Annotated[str, Field(max_length=4000)] = ""
    header: Header
    message: UnsubscribeMessage


class Answer(Schema):
    """An answer: our signature over header and message."""

    signature: str
    header: dict[str, Any]
    message: dict[str, Any]


class Acknowledged(Schema):
    """ACK, or ERR with its code."""

    message: dict[str, Any]
