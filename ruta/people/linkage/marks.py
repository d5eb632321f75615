"""Which characters differ between what was typed and what the register holds?"""

import re

from rapidfuzz.distance import Levenshtein

from ruta.people.linkage.normal import plain, tokens

Span = tuple[int, int]
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def differing(query: str, register: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """The spans of each text that differ; case and accents do not count."""
    left, right = _comparable(query), _comparable(register)
    marked_left: list[Span] = []
    marked_right: list[Span] = []
    for step in Levenshtein.opcodes(left, right):
        if step.tag == "equal":
            continue
        if step.src_end > step.src_start:
            marked_left.append((step.src_start, step.src_end))
        if step.dest_end > step.dest_start:
            marked_right.append((step.dest_start, step.dest_end))
    return tuple(marked_left), tuple(marked_right)


def _comparable(text: str) -> str:
    """The text without case and accents, letter for letter, or as it is when letters would move."""
    bare = plain(text)
    return bare if len(bare) == len(text) else text.lower()


def marked_words(query: str, register: str, pairs: list[tuple[str, str]]) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """The differing spans of two names whose words were paired; words without partner are not marked."""
    left, right = _positions(query), _positions(register)
    marked_left: list[Span] = []
    marked_right: list[Span] = []
    for one, other in pairs:
        if one == other or one not in left or other not in right:
            continue
        spans = differing(query[slice(*left[one])], register[slice(*right[other])])
        marked_left += [(left[one][0] + start, left[one][0] + end) for start, end in spans[0]]
        marked_right += [(right[other][0] + start, right[other][0] + end) for start, end in spans[1]]
    return tuple(sorted(marked_left)), tuple(sorted(marked_right))


def _positions(text: str) -> dict[str, Span]:
    """Where each word of a name stands in the text as written."""
    return {tokens(found.group())[0]: found.span() for found in _WORD.finditer(text) if tokens(found.group())}


def segments(text: str, spans: tuple[Span, ...]) -> list[tuple[str, bool]]:
    """The text cut at its marks, each piece with whether it is marked: what a template needs."""
    pieces: list[tuple[str, bool]] = []
    at = 0
    for start, end in spans:
        pieces += [(text[at:start], False), (text[start:end], True)]
        at = end
    return [piece for piece in (*pieces, (text[at:], False)) if piece[0]]
