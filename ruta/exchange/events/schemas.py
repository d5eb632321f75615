"""What do events look like on the way in and out?"""

from typing import Annotated

from ninja import Schema
from pydantic import Field

Short = Annotated[str, Field(min_length=1, max_length=200)]


class CloudEvent(Schema):
    """CloudEvents 1.0, structured; ids only."""

    specversion: Annotated[str, Field(pattern="^1\\.0$")]
    id: Short
    source: Short
    type: Short
    subject: Annotated[str, Field(min_length=1, max_length=80, pattern="^[A-Za-z]+/[A-Za-z0-9.-]+$")]
    time: Annotated[str, Field(max_length=40)] = ""


class Queue(Schema):
    """Events in their order; `next` is the place of the last one."""

    events: list[CloudEvent]
    next: str | None


class Taken(Schema):
    """Up to which place the other system has them."""

    upto: Annotated[str, Field(min_length=1, max_length=60, pattern="^[A-Za-z0-9_-]+$")]


class Count(Schema):
    """How many it were."""

    taken: int


class Heard(Schema):
    """Whether it was new; a doubled one is thanked for alike."""

    is_new: bool
