"""Which word of one name answers which word of the other, and how well?"""

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA, JaroWinkler

from ruta.people.linkage.normal import is_nickname_pair
from ruta.people.linkage.record import Profile
from ruta.people.linkage.spelling import sound

EQUAL, SOUNDS, NICKNAME, NEAR, INITIAL = "equal", "sounds", "nickname", "near", "initial"
PARTLY, DIFFERENT = "partly", "different"
_WORTH = {EQUAL: 10, SOUNDS: 8, NICKNAME: 7, NEAR: 5, INITIAL: 2, "": 0}
_NEAR_SIMILARITY = 0.92
_LONG_WORD = 5
_SHORTEST_NEAR = 4
"""Ana and Ada are two names."""
AGREEING = frozenset([EQUAL, SOUNDS, NICKNAME, NEAR])


class Pair(NamedTuple):
    """Two words that answer each other: positions are resolved to the words themselves."""

    query: str
    register: str
    level: str


class Matching(NamedTuple):
    """The best pairing of two groups of words, and what remains on each side."""

    pairs: tuple[Pair, ...]
    query_rest: tuple[str, ...]
    register_rest: tuple[str, ...]


@dataclass(slots=True)
class NameComparison:
    """Given names and surnames of two records, word by word; the counts tell words that contradict each other."""

    given: tuple[Pair, ...] = ()
    surnames: tuple[Pair, ...] = ()
    crossed: tuple[Pair, ...] = ()
    """A given name on one side that answers a surname on the other; such pairs stand in no other group."""
    given_clashes: int = 0
    surname_clashes: int = 0

    @property
    def given_agree(self) -> bool:
        """Whether some given name agrees by letter, sound, familiar form or nearly."""
        return any(pair.level in AGREEING for pair in self.given)

    @property
    def given_differ(self) -> bool:
        """Whether both sides have given names and none agrees."""
        return self.given_clashes > 0 and not self.given_agree

    @property
    def surnames_differ(self) -> bool:
        """Whether both sides have surnames and none agrees."""
        return self.surname_clashes > 0 and not any(pair.level in AGREEING for pair in (*self.surnames, *self.crossed))


@lru_cache(maxsize=400_000)
def word_level(left: str, right: str) -> str:
    """How two words agree; empty when they do not."""
    if left == right:
        return EQUAL
    if len(left) == 1 or len(right) == 1:
        return INITIAL if left[0] == right[0] else ""
    if sound(left) == sound(right):
        return SOUNDS
    if is_nickname_pair(left, right):
        return NICKNAME
    return NEAR if _is_near(left, right) else ""


def _is_near(left: str, right: str) -> bool:
    shorter, longer = sorted((len(left), len(right)))
    if shorter < _SHORTEST_NEAR:
        return False
    allowed = 2 if shorter > _LONG_WORD + 1 else 1
    if longer - shorter <= allowed and OSA.distance(left, right, score_cutoff=allowed) <= allowed:
        return left[-1] == right[-1] or {left[-1], right[-1]} != {"a", "o"}
    if shorter < _LONG_WORD or left[0] != right[0]:
        return False
    return JaroWinkler.similarity(sound(left), sound(right)) >= _NEAR_SIMILARITY


def _likenesses(left: tuple[str, ...], right: tuple[str, ...]) -> list[Pair]:
    return [Pair(one, other, level) for one in left for other in right if (level := word_level(one, other))]


def _best(left: tuple[str, ...], right: tuple[str, ...]) -> tuple[Pair, ...]:
    """The pairing of greatest worth; all are tried only where words compete for a partner."""
    pairs = _likenesses(left, right)
    if not pairs or _is_settled(pairs):
        return tuple(pairs)
    return _worthiest(left, right)[1]


def _is_settled(pairs: list[Pair]) -> bool:
    return len({pair.query for pair in pairs}) == len(pairs) == len({pair.register for pair in pairs})


def _worthiest(left: tuple[str, ...], right: tuple[str, ...]) -> tuple[int, tuple[Pair, ...]]:
    if not left or not right:
        return 0, ()
    best = _worthiest(left[1:], right)
    for at, word in enumerate(right):
        level = word_level(left[0], word)
        if level:
            worth, pairs = _worthiest(left[1:], right[:at] + right[at + 1 :])
            if worth + _WORTH[level] > best[0]:
                best = worth + _WORTH[level], (Pair(left[0], word, level), *pairs)
    return best


def _without(words: tuple[str, ...], taken: list[str]) -> tuple[str, ...]:
    if not taken:
        return words
    rest = list(words)
    for word in taken:
        rest.remove(word)
    return tuple(rest)


def match(left: tuple[str, ...], right: tuple[str, ...]) -> Matching:
    """Pair two groups of words: equal ones first, then the best pairing of the rest, the same from either side."""
    if not left or not right:
        return Matching((), left, right)
    if left <= right:
        return _match(left, right)
    turned = _match(right, left)
    pairs = tuple([Pair(pair.register, pair.query, pair.level) for pair in turned.pairs])
    return Matching(pairs, turned.register_rest, turned.query_rest)


def _match(left: tuple[str, ...], right: tuple[str, ...]) -> Matching:
    same = _common(left, right)
    left_rest, right_rest = _without(left, same), _without(right, same)
    pairs = _best(left_rest, right_rest) if left_rest and right_rest else ()
    if pairs:
        left_rest = _without(left_rest, [pair.query for pair in pairs])
        right_rest = _without(right_rest, [pair.register for pair in pairs])
    return Matching((*[Pair(word, word, EQUAL) for word in same], *pairs), left_rest, right_rest)


def _common(left: tuple[str, ...], right: tuple[str, ...]) -> list[str]:
    if set(left).isdisjoint(right):
        return []
    rest = list(right)
    same = []
    for word in left:
        if word in rest:
            rest.remove(word)
            same.append(word)
    return same


# ---- whole names


def compare_names(query: Profile, register: Profile) -> NameComparison:
    """Compare two names, whether or not given names and surnames are told apart on each side."""
    if query.loose and register.loose:
        return _both_loose(query, register)
    if query.loose:
        return _one_loose(query.loose, register)
    if register.loose:
        return _turned(_one_loose(register.loose, query))
    return _both_split(query, register)


def _both_split(query: Profile, register: Profile) -> NameComparison:
    given = match(query.given, register.given)
    family = match(query.surnames, register.surnames)
    crossed = match(given.query_rest, family.register_rest), match(family.query_rest, given.register_rest)
    if not (crossed[0].pairs or crossed[1].pairs):
        return NameComparison(
            given.pairs,
            family.pairs,
            given_clashes=min(len(given.query_rest), len(given.register_rest)),
            surname_clashes=min(len(family.query_rest), len(family.register_rest)),
        )
    # A surname typed in the box of the given names still agrees; each word counts once.
    return NameComparison(
        given.pairs,
        family.pairs,
        (*crossed[0].pairs, *crossed[1].pairs),
        min(len(crossed[0].query_rest), len(crossed[1].register_rest)),
        min(len(crossed[1].query_rest), len(crossed[0].register_rest)),
    )


def _one_loose(words: tuple[str, ...], split: Profile) -> NameComparison:
    """A whole name against a split one: what remains contradicts first the given names, if none agreed."""
    given, family = match(words, split.given), match(words, split.surnames)
    if given.pairs and family.pairs:
        given, family = _without_competition(split, given, family)
    rest = len(words) - len(given.pairs) - len(family.pairs)
    return _with_clashes(NameComparison(given.pairs, family.pairs), given, family, rest)


def _without_competition(split: Profile, given: Matching, family: Matching) -> tuple[Matching, Matching]:
    """A word that answers both a given name and a surname counts once, where it is worth more."""
    if {pair.query for pair in given.pairs}.isdisjoint(pair.query for pair in family.pairs):
        return given, family
    second_given, second_family = match(family.query_rest, split.given), match(given.query_rest, split.surnames)
    if _worth(given, second_family) > _worth(second_given, family):
        return given, second_family
    return second_given, family


def _with_clashes(names: NameComparison, given: Matching, family: Matching, rest: int) -> NameComparison:
    given_rest, family_rest = len(given.register_rest), len(family.register_rest)
    if rest and given_rest and not given.pairs:
        names.given_clashes, rest, given_rest = 1, rest - 1, given_rest - 1
    if rest and family_rest and not family.pairs:
        names.surname_clashes, rest, family_rest = 1, rest - 1, family_rest - 1
    in_family = min(rest, family_rest)
    names.surname_clashes += in_family
    names.given_clashes += min(rest - in_family, given_rest)
    return names


def _worth(one: Matching, other: Matching) -> int:
    return sum(_WORTH[pair.level] for pair in (*one.pairs, *other.pairs))


def _both_loose(query: Profile, register: Profile) -> NameComparison:
    """Two whole names: nobody says which words are given, so they agree only when nothing contradicts."""
    met = match(query.loose, register.loose)
    clashes = min(len(met.query_rest), len(met.register_rest))
    ordered = tuple(sorted(met.pairs, key=lambda pair: sorted((pair.query, pair.register))))
    given, family = (ordered[:1], ordered[1:]) if not clashes else ((), ordered)
    return NameComparison(given, family, surname_clashes=clashes)


def _turned(names: NameComparison) -> NameComparison:
    names.given = tuple(Pair(pair.register, pair.query, pair.level) for pair in names.given)
    names.surnames = tuple(Pair(pair.register, pair.query, pair.level) for pair in names.surnames)
    return names
