"""Which occupations and skills does free text mean, as somebody types it?

The names are held in memory, per process, from the first question on; another edition of a classification makes them be read again.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from threading import Lock
from time import monotonic
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from ruta.base.spelling import folded
from ruta.taxonomy.models import Edition, EscoOccupation, LocalName, Occupation, Skill
from ruta.taxonomy.selectors.skills import GROUP
from ruta.taxonomy.titles import Meant, Name, Typed

LOOK_AGAIN_AFTER = 5.0  # seconds
ESCO = "esco"
Editions = tuple[tuple[str, str], ...]
"""Code and digest of each classification that was loaded."""
MOST = 8


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An occupation or a skill that may be meant: its name, the name by which it was found if another, and what it is part of."""

    code: str
    label: str
    said: str
    within: str
    likeness: float


@dataclass(frozen=True, slots=True)
class _Held:
    """The names as they stood in these editions."""

    editions: Editions
    names: Typed
    labels: dict[str, tuple[str, str]]
    local: dict[str, str]


class _Memory:
    """One kind of names, read when first asked for and again when an edition changed."""

    def __init__(self, read: Callable[[Editions], _Held]) -> None:
        self._read, self._lock = read, Lock()
        self._held: _Held | None = None
        self._seen_at = 0.0

    def held(self) -> _Held:
        """What is in memory, not older than a few seconds."""
        held = self._held
        if held is None or monotonic() - self._seen_at > LOOK_AGAIN_AFTER:
            editions = tuple(Edition.objects.order_by("code").values_list("code", "sha256"))
            with self._lock:
                held = self._held
                if held is None or held.editions != editions:
                    held = self._held = self._read(editions)
                self._seen_at = monotonic()
        return held

    def knows(self, classification: str) -> bool:
        """Whether names of this classification are among those in memory."""
        return self._held is not None and any(code == classification for code, _sha256 in self._held.editions)

    def forget(self) -> None:
        """Look at the editions again next time."""
        self._seen_at = 0.0


def suggested_occupations(typed: str, most: int = MOST, lang: str | None = None) -> list[Suggestion]:
    """The occupations that may be meant, the likest first."""
    held = _occupations.held()
    return [_shown(held, each, lang, within=each.code[:GROUP] if "." in each.code else "") for each in held.names.mean(typed, most)]


def suggested_skills(typed: str, most: int = MOST, lang: str | None = None) -> list[Suggestion]:
    """The skills that may be meant, the likest first."""
    held = _skills.held()
    return [_shown(held, each, lang, within="") for each in held.names.mean(typed, most)]


def told_suggestions(found: Sequence[Suggestion]) -> dict[str, Any]:
    """Suggestions as a field that is being typed in reads them, with how many there are in words and the attribution that ESCO asks for."""
    rows = [
        {"code": each.code, "label": each.label, "note": " · ".join(part for part in (each.said, each.within) if part)} for each in found
    ]
    told = ngettext("%(count)s sugerencia", "%(count)s sugerencias", len(found)) % {"count": len(found)}
    may_be_esco = _occupations.knows(ESCO) or _skills.knows(ESCO)  # asked on each key: the memory that gave them says it
    foot = _("Este servicio utiliza la clasificación ESCO de la Comisión Europea.") if may_be_esco else ""
    return {"found": rows, "told": told, "foot": foot}


def named_occupation(text: str) -> str | None:
    """The one occupation that a whole name, one of here too, or a code says beyond doubt, or nothing."""
    held = _occupations.held()
    return _named(held, text) or held.local.get(folded(text))


def named_skill(text: str) -> str | None:
    """The one skill that a whole name (or a code) says beyond doubt, or nothing."""
    return _named(_skills.held(), text)


def forget_suggestions() -> None:
    """After a load, and between tests."""
    _occupations.forget()
    _skills.forget()


def has_esco() -> bool:
    """Whether labels of ESCO may be shown, which asks for its sentence of attribution."""
    return Edition.objects.filter(pk=ESCO).exists()


def _named(held: _Held, text: str) -> str | None:
    wanted = text.strip()
    if wanted in held.labels:
        return wanted
    folded = wanted.casefold()
    found = {code for code, labels in held.labels.items() if folded in {label.casefold() for label in labels}}
    return found.pop() if len(found) == 1 else None


def _shown(held: _Held, meant: Meant, lang: str | None, within: str) -> Suggestion:
    label = _label(held, meant.code, lang)
    said = "" if meant.said.casefold() in label.casefold() else meant.said
    return Suggestion(meant.code, label, said, _label(held, within, lang) if within else "", meant.likeness)


def _label(held: _Held, code: str, lang: str | None) -> str:
    es, en = held.labels.get(code, (code, ""))
    return (en if (lang or get_language() or "es").startswith("en") else "") or es or en


def _read_occupations(editions: Editions) -> _Held:
    groups = list(Occupation.objects.filter(level=GROUP).order_by("code").values_list("code", "name_es", "name_en"))
    esco = list(EscoOccupation.objects.filter(is_retired=False).order_by("code").values_list("code", "name_es", "name_en"))
    labels = {code: (es, en) for code, es, en in [*groups, *esco]}
    names = Typed(list(_occupation_names(labels)))
    return _Held(editions, names, labels, {folded(name.text): name.code for name in names if name.is_local})


def _occupation_names(labels: dict[str, tuple[str, str]]) -> Iterator[Name]:
    for text, code in LocalName.objects.order_by("text", "occupation_code").values_list("text", "occupation_code"):
        if code in labels:
            yield Name(code, text, is_local=True)
    yield from _labels(labels)
    others = EscoOccupation.objects.filter(is_retired=False).order_by("code").values_list("code", "other_names_es", "other_names_en")
    for code, es, en in others.iterator():
        yield from (Name(code, text) for text in dict.fromkeys([*es, *en]))


def _read_skills(editions: Editions) -> _Held:
    rows = list(Skill.objects.filter(is_retired=False).order_by("code").values_list("code", "name_es", "name_en", "other_names_es"))
    labels = {code: (es, en) for code, es, en, _others in rows}
    others = (Name(code, text, is_local=code.startswith("ruta:")) for code, _es, _en, names in rows for text in names)
    return _Held(editions, Typed([*_labels(labels), *others]), labels, {})


def _labels(labels: dict[str, tuple[str, str]]) -> Iterator[Name]:
    for code, both in labels.items():
        yield from (Name(code, text, is_local=code.startswith("ruta:")) for text in dict.fromkeys(both) if text)


_occupations, _skills = _Memory(_read_occupations), _Memory(_read_skills)
