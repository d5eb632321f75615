"""Which facts stand in the warehouse, and of what type is each of their columns?"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pyarrow as pa

TEXT, DAY, FLAG, SMALL, KEY, AMOUNT = pa.string(), pa.date32(), pa.bool_(), pa.int32(), pa.int64(), pa.float64()


@dataclass(frozen=True, slots=True)
class Fact:
    """One kind of fact: its view in the database is `insights_fact_<name>`; `keys` are pseudonyms and not numbers of anybody."""

    name: str
    texts: tuple[str, ...]
    days: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    counts: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    amounts: tuple[str, ...] = ()
    schema: pa.Schema = field(init=False)

    def __post_init__(self) -> None:
        """`month` (2026-03) is where a row is filed; `day` is when it happened."""
        kinds = (
            (("month", *self.texts), TEXT),
            (("day", *self.days), DAY),
            (self.flags, FLAG),
            (self.counts, SMALL),
            (self.keys, KEY),
            (self.amounts, AMOUNT),
        )
        object.__setattr__(self, "schema", pa.schema([(name, kind) for names, kind in kinds for name in names]))

    @property
    def view(self) -> str:
        """Where the database gives it."""
        return f"insights_fact_{self.name}"


WHO = ("modality", "sex", "age_group")
FACTS: Mapping[str, Fact] = {
    fact.name: fact
    for fact in (
        Fact("attention", ("institution", "office", "department", "service_type", "channel", "outcome", *WHO), flags=("is_attention",), keys=("person",)),
        Fact("referral", ("sender", "receiver", "service_type", "state"), counts=("days_to_accept", "days_to_deliver", "days_to_confirm"), keys=("person",)),
        Fact(
            "vacancy",
            ("institution", "office", "department", "section", "occupation", "contract", "education", "state", "closing", "cause", "origin", "country", "skills"),
            days=("closed_day",), flags=("is_open_to_migrants",), counts=("openings", "filled", "wage_min", "experience_months"), keys=("vacancy",),
        ),
        Fact(
            "application",
            ("institution", "office", "department", "section", "occupation", "source", "state", "reason", "refused_by", *WHO),
            days=("started_day", "confirmed_day", "left_day", "kept_day"), keys=("vacancy", "person"),
        ),
        Fact(
            "seeker",
            ("institution", "availability", "education", "departments", "occupation", "occupations", "skills", *WHO),
            flags=("is_looking", "is_going_abroad"), keys=("person",),
        ),
        Fact("assessment", ("institution", "office", "instrument", "segment", *WHO), keys=("person",)),
        Fact("need", ("institution", "state", *WHO), days=("over_day", "met_day"), keys=("person",)),
        Fact("external", ("series", "category", "place", "registry", "unit", "source", "link"), days=("since", "until"), amounts=("value",)),
        Fact("exchange", ("client", "institution", "service", "purpose"), counts=("status",)),
    )
}  # fmt: skip
