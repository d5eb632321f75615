"""Are two records that answer one telephone and one birthday of one person? Families share telephones, and twins share birthdays."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ruta.people.linkage.record import sorted_tokens
from ruta.people.linkage.spelling import sound

DNI = "dni:"


@dataclass(frozen=True, slots=True)
class Reached:
    """A record that holds the telephone or mailbox and the birthday that were typed. Documents as kind and number."""

    person_id: int
    institution_id: int
    given_names: str
    surnames: str
    documents: frozenset[str]


def is_same(one: Reached, other: Reached) -> bool:
    """One document is one person, two DNI are two. Otherwise the given names of one are among those of the other, and a surname is shared."""
    if one.documents & other.documents:
        return True
    if _dni(one) and _dni(other):
        return False
    mine, theirs = _sounds(one.given_names), _sounds(other.given_names)
    return bool(mine and theirs) and (mine <= theirs or theirs <= mine) and bool(_sounds(one.surnames) & _sounds(other.surnames))


def are_one_person(rows: Sequence[Reached]) -> bool:
    """Whether all that answer are one person: otherwise nobody comes in by a message, for the wrong one might."""
    return all(is_same(rows[0], each) for each in rows[1:])


def elsewhere(rows: Sequence[Reached]) -> list[Reached]:
    """The records beside the first, one of each other institution: the one that it attended last."""
    found: dict[int, Reached] = {}
    for each in rows[1:]:
        if each.institution_id != rows[0].institution_id:
            found.setdefault(each.institution_id, each)
    return list(found.values())


def _dni(row: Reached) -> set[str]:
    return {each for each in row.documents if each.startswith(DNI)}


def _sounds(name: str) -> set[str]:
    return set(_said(sorted_tokens(name)))


def _said(words: Iterable[str]) -> Iterable[str]:
    return (sound(word) for word in words)
