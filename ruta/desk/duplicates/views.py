"""Which records may be one person, and what does somebody say about each pair?"""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ruta.base.access import log_access
from ruta.base.context import Actor
from ruta.desk.duplicates.lists import FIRST, PAIRS, STATES, found
from ruta.desk.duplicates.showing import dots, lines_of, side_words
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.listing import answered
from ruta.desk.people.views.searching import about, open_cases
from ruta.people.duplicates.deciding import answer_pair, word_of
from ruta.people.duplicates.policies import DUPLICATE_ROLES, STEWARD_ROLES
from ruta.people.duplicates.selectors import Compared, Side, compared, last_pass, pair_for, pairs, waiting_pairs
from ruta.people.enums import DismissReason, PairAnswer
from ruta.people.models import DuplicatePair

TONES = {"": "you", "unsure": "care", "different": "", "same": "done"}


@require_http_methods(["GET", "HEAD", "POST"])
@roles(DUPLICATE_ROLES)
def pairs_page(request: DeskRequest) -> Any:
    """The pairs, most alike first; a search is posted and logged, an export too."""
    return answered(
        request, PAIRS, lambda text: found(pairs(), text), "desk/duplicates/list.html",
        lambda page: {"rows": [_row(row) for row in page.rows], "last": last_pass(), "is_steward": request.actor.role in STEWARD_ROLES}, first=FIRST,
    )  # fmt: skip


# Others come here from a pair in their queue; their menu has no room for a place of a few days a year.
pairs_page.menu_roles = STEWARD_ROLES  # type: ignore[attr-defined]


@require_safe
@roles(DUPLICATE_ROLES)
def pair_page(request: DeskRequest, pair_id: int) -> HttpResponse:
    """Both records side by side; opening them is logged."""
    pair = pair_for(pair_id)
    shown = next(iter(compared([pair])), None)
    if shown is None:
        return render(request, "desk/duplicates/gone.html", {"pair": pair, "state": STATES.get(pair.decision, "")})
    for side in (shown.left, shown.right):
        if side.person:
            log_access(request.actor, "open_person", person_id=side.person.pk, reason="duplicates")
    return render(request, "desk/duplicates/pair.html", _context(request.actor, shown))


@require_POST
@roles(DUPLICATE_ROLES)
def answer(request: DeskRequest, pair_id: int) -> HttpResponse:
    """Keep the answer and bring up the next pair."""
    given = request.POST.get("decision", "")
    said = request.POST
    pair = answer_pair(actor=request.actor, pair_id=pair_id, answer=given, reason=said.get("reason", ""), seen=said.get("seen"))
    messages.success(request, _said(pair))
    following = waiting_pairs().filter(decision="").exclude(pk=pair.pk).order_by("-score", "-pk").first()
    return redirect("desk:duplicate", following.pk) if following else redirect("desk:duplicates")


def _said(pair: DuplicatePair) -> str:
    if pair.decision == PairAnswer.SAME:
        return _("Listo: la fila quedó unida a la persona que ya estaba. No se duplicó nada.")
    if pair.decision == PairAnswer.DIFFERENT:
        return _("Listo: son personas distintas. No se vuelve a preguntar mientras sus datos no cambien.")
    if pair.asked_office:
        return _("Se preguntó a %(office)s: la pareja está en su cola.") % {"office": pair.asked_office.short_name}
    return _("Queda como «no se sabe», para verla con más datos.")


def _row(row: DuplicatePair) -> dict[str, Any]:
    values = (row.import_row.values or {}) if row.import_row else {}
    left = row.person.full_name if row.person else f"{values.get('given_names', '')} {values.get('surnames', '')}".strip()
    return {
        "row": row,
        "left": left,
        "right": row.other.full_name,
        "dots": dots(row.score),
        "state": STATES.get(row.decision, row.decision),
        "tone": TONES.get(row.decision, ""),
    }


def _context(actor: Actor, shown: Compared) -> dict[str, Any]:
    pair = shown.pair
    people = [side.person.pk for side in (shown.left, shown.right) if side.person]
    cases = open_cases(people)
    return {
        "pair": pair,
        "shown": shown,
        "sides": [_side(side, cases) for side in (shown.left, shown.right)],
        "score": shown.candidate.score,
        "dots": dots(shown.candidate.score),
        "word": _(shown.candidate.band_label),
        "lines": lines_of(shown),
        "shared": shown.shared_papers,
        "state": STATES.get(pair.decision, pair.decision),
        "tone": TONES.get(pair.decision, ""),
        "reasons": DismissReason.choices,
        "seen": word_of(pair),
        "is_asked": pair.decision == PairAnswer.UNSURE and pair.asked_office_id == actor.office_id,
        "can_answer": pair.decision != PairAnswer.SAME,
        "foreign": next((side.person for side in (shown.left, shown.right) if _is_foreign(actor, side)), None),
    }


def _is_foreign(actor: Actor, side: Side) -> bool:
    return side.person is not None and side.person.owner_institution_id != actor.institution_id


def _side(side: Side, cases: dict[int, Any]) -> dict[str, Any]:
    person = side.person
    return {
        "name": side.name,
        "person": person,
        "about": about(person) if person else "",
        "words": side_words(side),
        "case": cases.get(person.pk) if person else None,
    }
