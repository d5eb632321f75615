"""What if one record says yes and the other, later, no? The person's last word holds."""

from datetime import datetime

from ruta.base.clock import now
from ruta.people.models import Consent, Refusal
from ruta.people.selectors.consents import RENEWED

Word = tuple[int, int, str]  # person, grantee, purpose


def contradicted(survivor: int, absorbed: int) -> list[Consent]:
    """Live permissions of either record to which the person said no afterwards, on the other one. Two queries."""
    both = (survivor, absorbed)
    consents = list(Consent.objects.filter(person__in=both).select_related("grantee").order_by("pk"))
    said_no = _last_no(consents, both)
    said_yes = {_word(each): each.given_at for each in consents if each.withdrawn_at is None}
    live = [each for each in consents if each.withdrawn_at is None and each.valid_until > now()]
    found = []
    for each in live:
        there = (absorbed if each.person_id == survivor else survivor, each.grantee_id, each.purpose)
        no, yes = said_no.get(there), said_yes.get(there)
        if no is not None and no > each.given_at and not (yes is not None and yes > each.given_at):
            found.append(each)
    return found


def _last_no(consents: list[Consent], both: tuple[int, int]) -> dict[Word, datetime]:
    """When each record last heard a no: a refusal, or a permission withdrawn and not renewed."""
    said: dict[Word, datetime] = {}
    ended = [(_word(each), each.withdrawn_at) for each in consents if each.withdrawn_at and each.withdrawn_reason != RENEWED]
    refused = [(_word(each), each.refused_at) for each in Refusal.objects.filter(person__in=both).order_by("pk")]
    for word, at in (*ended, *refused):
        said[word] = max(at, said.get(word, at))
    return said


def _word(row: Consent | Refusal) -> Word:
    return row.person_id, row.grantee_id, row.purpose
