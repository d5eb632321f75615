"""What does the pattern of a pair say? Levels out of 64 bits, and the reasons that they stand for."""

from functools import lru_cache
from typing import NamedTuple

from ruta.people.linkage.compare import BLANK
from ruta.people.linkage.levels import FIELDS, LEVELS, MOST_EXTRAS, SHIFTS, WORD
from ruta.people.linkage.names import AGREEING, DIFFERENT, PARTLY
from ruta.people.linkage.words import FIELDS as FIELD_WORDS
from ruta.people.linkage.words import REASONS

_WEAKEST_FIRST = WORD[1:6]


class Box(NamedTuple):
    """Given names or surnames: how many words agree at each level, how many have no answer, and whether none agrees."""

    counts: tuple[int, ...]
    clashes: int
    differ: bool
    is_missing: bool
    is_rare: bool = False

    @property
    def events(self) -> list[tuple[str, int]]:
        """Each level with how often it was seen."""
        seen = [(level, count) for level, count in zip(_WEAKEST_FIRST, self.counts, strict=True) if count]
        if self.differ:
            return [*seen, (DIFFERENT, 1)]
        return [*seen, (PARTLY, self.clashes)] if self.clashes else seen


class Seen(NamedTuple):
    """The levels of a pair."""

    given: Box
    surname: Box
    fields: dict[str, str]
    extras: tuple[str, ...]


def _box(pattern: int, name: str, flag: int) -> Box:
    bits = pattern >> SHIFTS[name]
    counts = tuple(bits >> 2 * place & 3 for place in range(5))
    is_missing, is_rare = (bool(pattern >> (SHIFTS[kind] + flag) & 1) for kind in ("missing", "rare"))
    return Box(counts, bits >> 10 & 3, bool(bits >> 12 & 1), is_missing, is_rare)


@lru_cache(maxsize=200_000)
def read_pattern(pattern: int) -> Seen:
    """The levels that a pattern stands for."""
    widths = {"dni": 7, "document": 3, "birth_date": 15, "phone": 7, "sex": 3, "municipality": 7, "dni_place": 3, "dni_year": 3}
    fields = {name: LEVELS[name][pattern >> SHIFTS[name] & widths[name]] for name in FIELDS}
    extras = tuple(LEVELS["extra"][pattern >> (SHIFTS["extra"] + 2 * at) & 3] for at in range(MOST_EXTRAS))
    return Seen(_box(pattern, "given", 0), _box(pattern, "surname", 1), fields, extras)


@lru_cache(maxsize=200_000)
def reasons_of(pattern: int, extras: tuple[str, ...] = ()) -> str:
    """One Spanish sentence for each field that both records fill in."""
    seen = read_pattern(pattern)
    told = [(name, _code(name, box)) for name, box in (("given", seen.given), ("surname", seen.surname))]
    told += [(name, f"{name}:{level}") for name, level in seen.fields.items() if level != BLANK]
    lines = [f"{FIELD_WORDS[name]}: {REASONS[code]}" for name, code in told if code]
    known = zip(extras, seen.extras, strict=False)
    lines += [f"{name}: {REASONS[_EXTRA[level]]}" for name, level in known if level != BLANK]
    return "; ".join(lines)


_EXTRA = {"equal": "document:equal", "near": "municipality:near", "different": "extra:different"}


def _code(name: str, box: Box) -> str:
    levels = {level for level, count in zip(_WEAKEST_FIRST, box.counts, strict=True) if count}
    if box.differ or (box.clashes and not levels & AGREEING):
        return f"{name}:{DIFFERENT}"
    if not levels:
        return ""
    rare = ":rare" if box.is_rare else ""
    if box.clashes:
        return f"{name}:{PARTLY}{rare}"
    weakest = next(level for level in _WEAKEST_FIRST if level in levels)
    return f"{name}:{weakest}{':missing' if box.is_missing else ''}{rare}"
