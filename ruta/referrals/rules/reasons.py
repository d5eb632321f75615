"""What does each reason ask for, and which tasks does it open, for whom and by when?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ruta.referrals.enums import ReasonKind, Side
from ruta.referrals.rules.table import Transition

PROVIDER = "provider"


@dataclass(frozen=True, slots=True)
class NextStep:
    """A task that opens: who owes it, and in how many working days. A `role` belongs to the sender's institution."""

    code: str
    label_es: str
    label_en: str
    side: Side
    role: str
    due_wd: int


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason of the catalogue. `counts_against` is empty, or says that the fault is the institution's."""

    code: str
    kind: ReasonKind
    label_es: str
    label_en: str
    help_es: str
    next_steps: tuple[NextStep, ...]
    asks_text: bool = False
    asks_date: bool = False
    min_attempts: int = 0
    restricted: bool = False
    incident: bool = False
    update_directory: bool = False
    adds_need: str = ""
    counts_against: str = ""


@dataclass(frozen=True, slots=True)
class ReasonBook:
    """The catalogue `referral_reasons`, read once."""

    reasons: Mapping[str, Reason]

    @classmethod
    def of(cls, catalogue: Mapping[str, Any]) -> "ReasonBook":
        """Read the content of the catalogue."""
        steps = {row["code"]: _step(row) for row in catalogue["next_steps"]}
        return cls({row["code"]: _reason(row, steps) for row in catalogue["items"]})

    def get(self, code: str) -> Reason | None:
        """Find a reason by its code."""
        return self.reasons.get(code)

    def for_line(self, line: Transition) -> Sequence[Reason]:
        """List the reasons that may accompany a transition, in the order of the catalogue."""
        return [reason for reason in self.reasons.values() if fits(reason, line)]

    def next_steps(self, code: str) -> tuple[NextStep, ...]:
        """List the tasks a reason opens; a wrong card in the directory is one of them."""
        reason = self.reasons[code]
        return reason.next_steps


def fits(reason: Reason, line: Transition) -> bool:
    """Tell whether a reason may accompany a transition."""
    if line.only_reasons:
        return reason.code in line.only_reasons
    # Silence of the person closes a referral as unconfirmed; it never expires one that is under way.
    return reason.kind is line.reason_kind and reason.code != "exp_not_confirmed"


def _step(row: Mapping[str, Any]) -> NextStep:
    owner = str(row["owner"])
    sides = {PROVIDER: Side.RECEIVER, "sender": Side.SENDER, "system": Side.SYSTEM}
    role = "" if owner in sides else owner
    return NextStep(row["code"], row["label_es"], row["label_en"], sides.get(owner, Side.SENDER), role, int(row["due_wd"]))


def _reason(row: Mapping[str, Any], steps: Mapping[str, NextStep]) -> Reason:
    codes = list(row["next_steps"])
    if row.get("update_directory") and "update_directory" not in codes:
        codes.append("update_directory")
    plain = ("asks_text", "asks_date", "min_attempts", "restricted", "incident", "update_directory", "adds_need", "counts_against")
    return Reason(
        code=row["code"],
        kind=ReasonKind(row["kind"]),
        label_es=row["label_es"],
        label_en=row["label_en"],
        help_es=row.get("help_es", ""),
        next_steps=tuple(steps[code] for code in codes),
        **{name: row[name] for name in plain if name in row},
    )
