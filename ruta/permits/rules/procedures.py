"""What does a procedure say of itself: steps with their days, requirements, payments, reasons, and how long its certificate lasts?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ruta.permits.enums import Needed, Stage


@dataclass(frozen=True, slots=True)
class Item:
    """One requirement, payment, fact or reason, as the data name it."""

    code: str
    label_es: str
    label_en: str
    help_es: str = ""
    help_en: str = ""
    required: bool = True
    kind: str = "text"  # of a fact: text | number | choice | country | occupation
    amount: int | None = None  # of a payment, whole lempiras; none: the receipt says it
    options: tuple["Item", ...] = ()
    of: str = ""  # of a reason: denial | suspension | revocation

    def label(self, language: str = "es") -> str:
        """The name for a reader."""
        return self.label_en if language.startswith("en") else self.label_es

    def help(self, language: str = "es") -> str:
        """The sentence that explains it."""
        return self.help_en if language.startswith("en") else self.help_es


@dataclass(frozen=True, slots=True)
class StageRule:
    """One step: how many working days it may take, and what must be there to leave it."""

    stage: Stage
    days: int
    needs: tuple[Needed, ...] = ()


@dataclass(frozen=True, slots=True)
class Procedure:
    """One version of one procedure. A dossier keeps the version that it began with."""

    code: str
    version: str
    prefix: str
    label_es: str
    label_en: str
    paper_es: str
    paper_en: str
    basis_es: str
    is_provisional: bool
    is_public: bool  # whoever holds the certificate stands in the public register
    four_eyes: bool
    holder_documents: tuple[str, ...]
    validity_months: int
    renewal_days: int
    observed_days: int
    appeal_days: int
    appeal_answer_days: int
    steps: tuple[StageRule, ...]
    facts: tuple[Item, ...]
    requirements: tuple[Item, ...]
    payments: tuple[Item, ...]
    reasons: tuple[Item, ...]

    def label(self, language: str = "es") -> str:
        """The name of the procedure."""
        return self.label_en if language.startswith("en") else self.label_es

    def paper(self, language: str = "es") -> str:
        """The name of the certificate that it ends in."""
        return self.paper_en if language.startswith("en") else self.paper_es

    def step(self, stage: str) -> StageRule | None:
        """The rule of a step, if the procedure has it."""
        return next((each for each in self.steps if each.stage == stage), None)

    def after(self, stage: str) -> Stage:
        """The step that follows; the last one stays."""
        order = [each.stage for each in self.steps]
        place = order.index(Stage(stage))
        return order[min(place + 1, len(order) - 1)]

    def days_of(self, stage: str) -> int | None:
        """Working days that a stage may take; nothing where no clock runs."""
        step = self.step(stage)
        if step is not None:
            return step.days
        own = {Stage.OBSERVED: self.observed_days, Stage.DENIED: self.appeal_days, Stage.APPEALED: self.appeal_answer_days}
        return own.get(Stage(stage))

    def reasons_of(self, of: str) -> list[Item]:
        """The reasons for a denial, a suspension or a revocation."""
        return [each for each in self.reasons if each.of == of]


def procedure_from(content: Mapping[str, Any]) -> Procedure:
    """Read the content of a file that its schema has checked."""
    plain = {name: content[name] for name in ("code", "version", "prefix", "label_es", "label_en", "paper_es", "paper_en", "basis_es")}
    return Procedure(
        **plain, validity_months=content["validity_months"], renewal_days=content["renewal_days"], observed_days=content["observed_days"],
        appeal_days=content["appeal_days"], appeal_answer_days=content["appeal_answer_days"],
        is_provisional=content["provisional"], is_public=content["public_register"], four_eyes=content["four_eyes"],
        holder_documents=tuple(content["holder_documents"]),
        steps=tuple(_step(row) for row in content["steps"]),
        facts=_items(content["facts"]), requirements=_items(content["requirements"]), payments=_items(content["payments"]),
        reasons=_items(content["reasons"]),
    )  # fmt: skip


def _step(row: Mapping[str, Any]) -> StageRule:
    return StageRule(Stage(row["stage"]), row["days"], tuple(Needed(need) for need in row.get("needs", ())))


def _items(rows: Sequence[Mapping[str, Any]]) -> tuple[Item, ...]:
    return tuple(Item(**{**row, "options": _items(row.get("options", ()))}) for row in rows)
