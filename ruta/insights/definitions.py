"""What does each indicator say, exactly how is it computed, and what can it not say? One definition each, for pages and documents."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).parent / "data" / "indicators.yaml"
LANGUAGES = ("es", "en")
PROFILE, SURVEY = "employability_profile", "reintegration_survey_v0"
USUAL = ("sex", "age_group", "modality", "office", "disability", "ethnicity")


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator; texts by language. `shown` names the page of its value; `arrives` what it waits for until it can be counted of rows."""

    code: str
    family: str
    label: Mapping[str, str]
    formula: Mapping[str, str]
    rows: Mapping[str, str]
    limits: Mapping[str, str]
    target: Mapping[str, str]
    unit: str
    by: tuple[str, ...]
    every: str
    role: str
    source: str
    shown: str = ""
    arrives: str = ""
    kind: str = "count"
    apart: tuple[str, ...] = ()
    is_snapshot: bool = False
    is_public: bool = False  # says nothing of anybody, so nothing of it is hidden
    is_reported: bool = False  # its value comes from validated rounds while there are no rows to count

    @property
    def is_computed(self) -> bool:
        """Whether its value is counted from rows today."""
        return bool(self.shown)

    @property
    def missing(self) -> tuple[str, ...]:
        """By what it should be taken apart and is not yet."""
        wanted = [each for code in self.by for each in (USUAL if code == "usual" else (code,))]
        return tuple(each for each in wanted if self.apart and each not in self.apart and not (each == "office" and self.kind == "count"))


@cache
def _content() -> dict[str, Any]:
    with FILE.open(encoding="utf-8") as file:
        return dict(yaml.safe_load(file))


@cache
def indicators() -> tuple[Indicator, ...]:
    """Every indicator in the order of its number."""
    return tuple(_read(item) for item in _content()["items"])


def indicator(code: str) -> Indicator | None:
    """The indicator of a code such as `I29`; nothing for another text."""
    return next((each for each in indicators() if each.code == code), None)


def word(section: str, code: str, language: str) -> str:
    """The words of a family, unit, period or breakdown."""
    item = next(each for each in _content()[section] if each["code"] == code)
    return str(item[f"label_{language}"])


def families(language: str) -> list[tuple[str, str]]:
    """Codes and words of the families, in their order."""
    return [(each["code"], each[f"label_{language}"]) for each in _content()["families"]]


def _read(item: dict[str, Any]) -> Indicator:
    texts: dict[str, Any] = {
        name: {language: item.get(f"{name}_{language}", "") for language in LANGUAGES}
        for name in ("label", "formula", "rows", "limits", "target")
    }
    plain: dict[str, Any] = {name: item.get(name, "") for name in ("code", "family", "unit", "every", "role", "source", "shown", "arrives")}
    flags: dict[str, Any] = {name: bool(item.get(name)) for name in ("is_snapshot", "is_public", "is_reported")}
    return Indicator(**texts, **plain, **flags, by=tuple(item["by"]), kind=item.get("kind", "count"), apart=tuple(item.get("apart", ())))
