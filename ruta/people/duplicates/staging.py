"""How does the machine put likely pairs before a human, once, and again only when their data changed?"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from django.db.models.functions import Now
from django.utils.translation import gettext as _

from ruta.base.clock import now
from ruta.base.context import Actor
from ruta.base.errors import NotOpen
from ruta.base.transactions import action
from ruta.people.duplicates.changed import changed_persons, everybody_after
from ruta.people.duplicates.comparing import Likely, Weighed, weigh
from ruta.people.enums import TAKEN_BACK, PairAnswer, PairOrigin
from ruta.people.models import ComparisonPass, DuplicatePair, LinkageModel
from ruta.people.policies import institution_of
from ruta.people.selectors.in_force import in_force

CHUNK = 500
Two = tuple[int, int]


@action
def begin_pass(*, actor: Actor, is_whole: bool = False) -> ComparisonPass:
    """Go on with a pass that was cut short, or begin one where the last ended; the first of an institution compares everybody."""
    institution_id = institution_of(actor)
    passes = ComparisonPass.objects.filter(owner_institution=institution_id).order_by("-started_at", "-pk")
    unfinished = passes.filter(finished_at=None).first()
    if unfinished:
        return unfinished
    last = passes.first()
    since = None if last is None or is_whole or _has_new_rules(institution_id, last.started_at) else last.started_at
    made = ComparisonPass.objects.create(owner_institution_id=institution_id, is_whole=since is None, since=since, started_at=now())
    made.refresh_from_db()
    return made


@action
def compare_chunk(*, actor: Actor, pass_id: int, at: int) -> ComparisonPass:
    """Compare the next persons of a pass and stage what is likely; a second run at the same place does nothing."""
    institution_id = institution_of(actor)
    held = ComparisonPass.objects.select_for_update().get(pk=pass_id)
    if held.next_id != at or held.finished_at is not None:
        raise NotOpen(_("Otra revisión de duplicados está en marcha. Espere a que termine."))
    chunk = _next(institution_id, held.since, at)
    if not chunk:
        held.finished_at = now()
    else:
        rules = in_force()
        weighed = weigh(chunk, rules.scorer)
        likely = [each for each in weighed.pairs if each.score >= rules.stage_from]
        staged, reopened = _stage(institution_id, likely)
        held.next_id = chunk[-1]
        held.compared_count += len(chunk)
        held.staged_count += staged
        held.reopened_count += reopened
        held.levels = _added(held.levels, weighed)
        _take_back(weighed, rules.stage_from)
    held.save()
    return held


def _has_new_rules(institution_id: int, since: datetime) -> bool:
    """Under another version also pairs of persons who did not change may be likely."""
    return LinkageModel.objects.filter(owner_institution=institution_id, approved_at__gt=since).exists()


def _take_back(weighed: Weighed, least: int) -> None:
    """What the machine itself put before a human and nobody answered waits no longer once it is unlikely."""
    scores = weighed.faint | {(each.one, each.other): each.score for each in weighed.pairs if each.score < least}
    persons = {person for pair in scores for person in pair}
    rows = DuplicatePair.objects.filter(person__in=persons, other__in=persons, decision="", origin=PairOrigin.NIGHT)
    for pk, person, other in rows.order_by("pk").values_list("pk", "person", "other"):
        score = scores.get((max(person or 0, other), min(person or 0, other)))
        if score is not None:
            DuplicatePair.objects.filter(pk=pk).update(decision=TAKEN_BACK, score=score)


def _next(institution_id: int, since: datetime | None, at: int) -> list[int]:
    if since is None:
        return everybody_after(institution_id, at, CHUNK)
    return [pk for pk in changed_persons(institution_id, since) if pk > at][:CHUNK]


def _added(levels: dict[str, int], weighed: Weighed) -> dict[str, int]:
    return dict(Counter(levels) + weighed.levels)


def _stage(institution_id: int, likely: Sequence[Likely]) -> tuple[int, int]:
    """New pairs, and pairs that were decided before their data changed."""
    known = _known(likely)
    fresh = [each for each in likely if (each.one, each.other) not in known]
    DuplicatePair.objects.bulk_create(
        [
            DuplicatePair(
                owner_institution_id=institution_id, person_id=each.one, other_id=each.other, origin=PairOrigin.NIGHT,
                score=each.score, reasons=list(each.codes),
            )
            for each in fresh
        ],
        ignore_conflicts=True,
    )  # fmt: skip
    reopened = sum(_look_again(known[each.one, each.other], each) for each in likely if (each.one, each.other) in known)
    return len(fresh), reopened


def _known(likely: Sequence[Likely]) -> dict[Two, DuplicatePair]:
    """Pairs of these persons that somebody or the machine staged before, whichever way round."""
    persons = {pk for each in likely for pk in (each.one, each.other)}
    rows = DuplicatePair.objects.select_for_update().filter(person__in=persons, other__in=persons).order_by("pk")
    return {(max(row.person_id or 0, row.other_id), min(row.person_id or 0, row.other_id)): row for row in rows}


def _look_again(pair: DuplicatePair, found: Likely) -> bool:
    """A decision stands while the data do; a pair that waits follows the data."""
    rows = DuplicatePair.objects.filter(pk=pair.pk)
    if pair.decision == PairAnswer.DIFFERENT and pair.mark not in ("", found.mark):
        rows.update(decision="", reopened_at=Now(), asked_office=None, asked_at=None, score=found.score, reasons=list(found.codes))
        return True
    if pair.decision == PairAnswer.DIFFERENT and not pair.mark:
        rows.update(mark=found.mark)
    elif pair.decision == TAKEN_BACK:
        rows.update(decision="", score=found.score, reasons=list(found.codes))
    elif pair.decision != PairAnswer.SAME and pair.score != found.score:
        rows.update(score=found.score, reasons=list(found.codes))
    return False
