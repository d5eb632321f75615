"""Which words of a vacancy shut somebody out without need, why may they not, and what can stand there instead?

Patterns are data: regular expressions over folded text (no accents, lower case). `except` names words that make a match harmless.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ruta.base.spelling import folded

AROUND = 40  # letters each side in which an exception may stand, never beyond the sentence
END = re.compile(r"[.;!?](?:\s|$)")


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way to exclude somebody: its ground, how it is recognised, why it may not stand, what to write instead."""

    code: str
    ground: str
    matches: tuple[str, ...]
    exceptions: tuple[str, ...]
    why: str
    instead: str

    @classmethod
    def of(cls, row: Mapping[str, Any], *, why: str, instead: str) -> "Pattern":
        """From a row of the catalogue and its words in the language of the reader."""
        return cls(row["code"], row["ground"], tuple(row["matches"]), tuple(row.get("except", ())), why, instead)


@dataclass(frozen=True, slots=True)
class Finding:
    """All the words of a field that match a pattern, so that nobody corrects one and is sent back for the next."""

    field: str
    words: str
    pattern: Pattern


def excluding_words(texts: Mapping[str, str], patterns: Iterable[Pattern]) -> list[Finding]:
    """What shuts somebody out in these texts, field by field in their order; the words as their author wrote them."""
    rows = list(patterns)
    return [found for field, text in texts.items() for found in _in_text(field, text, rows)]


def _in_text(field: str, text: str, patterns: list[Pattern]) -> list[Finding]:
    spaced = " ".join(text.split())
    plain = folded(spaced)
    findings = []
    for pattern in patterns:
        words = [
            _as_written(spaced, plain, match) for match in _compiled(pattern.matches).finditer(plain) if _shuts_out(plain, match, pattern)
        ]
        findings += [Finding(field, "», «".join(dict.fromkeys(words)), pattern)] if words else []
    return findings


def _shuts_out(plain: str, match: "re.Match[str]", pattern: Pattern) -> bool:
    return not (pattern.exceptions and _compiled(pattern.exceptions).search(_around(plain, match)))


def _around(plain: str, match: "re.Match[str]") -> str:
    """The words beside a match that belong to its sentence: what the next one says does not forgive it."""
    before = END.split(plain[max(0, match.start() - AROUND) : match.start()])[-1]
    after = END.split(plain[match.end() : match.end() + AROUND])[0]
    return before + match.group() + after


def _as_written(text: str, plain: str, match: "re.Match[str]") -> str:
    """Folding keeps the length of nearly every text; where it does not, the folded words do."""
    return text[match.start() : match.end()] if len(text) == len(plain) else match.group()


@lru_cache(maxsize=256)
def _compiled(parts: tuple[str, ...]) -> "re.Pattern[str]":
    return re.compile("|".join(rf"(?:{part})" for part in parts))
