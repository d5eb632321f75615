"""What if one record says yes and the other, later, no? The person's last word holds, and whoever merges reads both side by side."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from ruta.base.clock import now
from ruta.people.models import Consent, Refusal
from ruta.people.selectors.consents import RENEWED

Word = tuple[int, int, str]  # person, grantee, purpose
YES, NO, OVER, NOTHING = "yes", "no", "over", ""
STAYS, ENDS, NONE = "stays", "ends", "none"


@dataclass(frozen=True, slots=True)
class Said:
    """The last word of one record to one institution for one purpose: a yes until, a no since, a yes whose time ran out, or nothing."""

    word: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """What both records say to one institution for one purpose, and what holds once they are one."""

    grantee: str
    purpose: str
    survivor: Said
    absorbed: Said
    outcome: str  # stays | ends | none


def side_by_side(survivor: int, absorbed: int) -> tuple[list[Compared], list[Consent]]:
    """Every institution and purpose that either record heard of, those of which both speak first; and what ends. Two queries."""
    consents, refusals = _words_of(survivor, absorbed)
    ending = _contradicted(consents, refusals, (survivor, absorbed))
    ended = {each.pk for each in ending}
    rows: list[Consent | Refusal] = [*consents, *refusals]
    names = {row.grantee_id: row.grantee.short_name for row in rows}
    found = []
    for grantee, purpose in {(row.grantee_id, row.purpose) for row in rows}:
        mine, theirs = (_said((person, grantee, purpose), consents, refusals) for person in (survivor, absorbed))
        live = {each.pk for each in _live(consents) if (each.grantee_id, each.purpose) == (grantee, purpose)}
        outcome = STAYS if live - ended else ENDS if live else NONE
        found.append(Compared(names[grantee], purpose, mine, theirs, outcome))
    return sorted(found, key=lambda row: (not (row.survivor.word and row.absorbed.word), row.grantee, row.purpose)), ending


def contradicted(survivor: int, absorbed: int) -> list[Consent]:
    """Live permissions of either record to which the person said no afterwards, on the other one. Two queries."""
    return _contradicted(*_words_of(survivor, absorbed), (survivor, absorbed))


def _words_of(survivor: int, absorbed: int) -> tuple[list[Consent], list[Refusal]]:
    consents = Consent.objects.filter(person__in=(survivor, absorbed)).select_related("grantee").order_by("pk")
    refusals = Refusal.objects.filter(person__in=(survivor, absorbed)).select_related("grantee").order_by("pk")
    return list(consents), list(refusals)


def _contradicted(consents: list[Consent], refusals: list[Refusal], both: tuple[int, int]) -> list[Consent]:
    survivor, absorbed = both
    said_no = _last_no(consents, refusals)
    said_yes = {_word(each): each.given_at for each in consents if each.withdrawn_at is None}
    found = []
    for each in _live(consents):
        there = (absorbed if each.person_id == survivor else survivor, each.grantee_id, each.purpose)
        no, yes = said_no.get(there), said_yes.get(there)
        if no is not None and no > each.given_at and not (yes is not None and yes > each.given_at):
            found.append(each)
    return found


def _said(word: Word, consents: list[Consent], refusals: list[Refusal]) -> Said:
    mine = [each for each in consents if _word(each) == word]
    until = max((each.valid_until for each in _live(mine)), default=None)
    if until is not None:
        return Said(YES, until)
    no = _last_no(mine, refusals).get(word)
    if no is not None:
        return Said(NO, no)
    over = max((each.valid_until for each in mine), default=None)
    return Said(OVER, over) if over else Said(NOTHING)


def _live(consents: Iterable[Consent]) -> list[Consent]:
    return [each for each in consents if each.withdrawn_at is None and each.valid_until > now()]


def _last_no(consents: list[Consent], refusals: list[Refusal]) -> dict[Word, datetime]:
    """When each record last heard a no: a refusal, or a permission withdrawn and not renewed."""
    said: dict[Word, datetime] = {}
    ended = [(_word(each), each.withdrawn_at) for each in consents if each.withdrawn_at and each.withdrawn_reason != RENEWED]
    refused = [(_word(each), each.refused_at) for each in refusals]
    for word, at in (*ended, *refused):
        said[word] = max(at, said.get(word, at))
    return said


def _word(row: Consent | Refusal) -> Word:
    return row.person_id, row.grantee_id, row.purpose
