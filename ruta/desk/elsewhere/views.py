"""Is a person of ours known to another institution, and how do both sides say so without reading each other?"""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from ruta.base.access import log_access
from ruta.base.context import Actor
from ruta.base.numbers import read_number
from ruta.desk.duplicates.showing import lines_between
from ruta.desk.elsewhere.showing import tie_rows
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.people.forms.asking import AskForm
from ruta.desk.people.views.searching import agreed_words
from ruta.directory.models import Institution
from ruta.people.duplicates.elsewhere import questions, ties_of
from ruta.people.duplicates.policies import DUPLICATE_ROLES
from ruta.people.duplicates.selectors import sides_of
from ruta.people.duplicates.tying import answer_same, ask_same, end_tie, handle_of, look_elsewhere, restore_tie, tie_compared
from ruta.people.enums import PairAnswer, TieState
from ruta.people.models import Person
from ruta.people.policies import institution_of
from ruta.people.selectors import Match, Stranger

COMPARED = 3
HEARD = {  # whether it is the same person, whether that is news
    (True, True): gettext_lazy("La otra oficina ya lo había preguntado: quedó anotado que es la misma persona."),
    (True, False): gettext_lazy("Ya estaba anotado que es la misma persona. No hacía falta preguntar."),
    (False, True): gettext_lazy("Se preguntó a la otra oficina. La respuesta sale en esta página."),
    (False, False): gettext_lazy("Ya se había preguntado. La respuesta sale en esta página."),
}


@require_POST
@roles(DUPLICATE_ROLES)
def look(request: DeskRequest, person_id: int) -> HttpResponse:
    """Search for one's own person in other institutions; like every search it is posted, logged and counted."""
    findings = look_elsewhere(actor=request.actor, person_id=person_id)
    person = Person.objects.get(pk=person_id)
    open_ones = [each for each in findings.matches if each.person.owner_institution_id != person.owner_institution_id][:COMPARED]
    for each in open_ones:
        log_access(
            request.actor,
            "open_person",
            person_id=each.person.pk,
            owner_institution_id=each.person.owner_institution_id,
            reason="elsewhere",
        )
    context = {
        "person": person,
        "strangers": [(each, agreed_words(each)) for each in findings.strangers],
        "open_ones": [_side_by_side(person_id, each) for each in open_ones],
        "ties": tie_rows(ties_of([person_id])),
        "count": len(findings.strangers) + len(open_ones),
    }
    return render(request, "desk/elsewhere/found.html", context)


@require_POST
@roles(DUPLICATE_ROLES)
def ask(request: DeskRequest, person_id: int) -> HttpResponse:
    """Send the question to the office that keeps the other record."""
    log_access(request.actor, "ask_same", person_id=person_id)
    state, is_news = ask_same(actor=request.actor, person_id=person_id, handle=request.POST.get("handle", ""))
    messages.success(request, HEARD[state == TieState.SAME, is_news])
    return redirect("desk:person", person_id)


@require_POST
@roles(DUPLICATE_ROLES)
def same_here(request: DeskRequest, person_id: int) -> HttpResponse:
    """Both records are open by the person's permission, and they are of one person."""
    number = request.POST.get("other", "")
    tie_compared(actor=request.actor, person_id=person_id, other_id=read_number(number))
    messages.success(request, _("Quedó anotado que es la misma persona. Cada institución conserva su registro."))
    return redirect("desk:person", person_id)


@require_safe
@roles(DUPLICATE_ROLES)
def questions_page(request: DeskRequest) -> HttpResponse:
    """What other institutions ask; which ones they are is not said."""
    rows = [(each, agreed_words(Stranger("", each.agreed))) for each in questions()]
    for each, _words in rows:
        log_access(request.actor, "open_person", person_id=each.person.pk, reason="elsewhere")
    answers = [(code, words) for code, words in PairAnswer.choices if code != PairAnswer.SAME]
    return render(request, "desk/elsewhere/questions.html", {"rows": rows, "answers": answers})


@require_POST
@roles(DUPLICATE_ROLES)
def answer(request: DeskRequest, tie: Any) -> HttpResponse:
    """Same, different or not sure; whoever asked reads this one word."""
    said = request.POST.get("answer", "")
    person_id = answer_same(actor=request.actor, tie=str(tie), answer=said)
    log_access(request.actor, "answer_same", person_id=person_id)
    messages.success(request, _("Se respondió. La otra oficina solo lee su respuesta."))
    return redirect("desk:same-questions")


@require_POST
@roles(DUPLICATE_ROLES)
def end(request: DeskRequest, tie: Any) -> HttpResponse:
    """It was not the same person after all."""
    person_id = end_tie(actor=request.actor, tie=str(tie))
    messages.success(request, _("El enlace se deshizo en las dos instituciones."))
    return redirect("desk:person", person_id)


@require_POST
@roles(DUPLICATE_ROLES)
def restore(request: DeskRequest, tie: Any) -> HttpResponse:
    """It was ended by mistake."""
    person_id = restore_tie(actor=request.actor, tie=str(tie))
    messages.success(request, _("El enlace volvió en las dos instituciones."))
    return redirect("desk:person", person_id)


@require_POST
@roles(DUPLICATE_ROLES)
def ask_permission(request: DeskRequest, tie: Any) -> HttpResponse:
    """Ask the person, through whoever keeps the other record, for a permission to read it."""
    handle = handle_of(actor=request.actor, tie=str(tie))
    form = AskForm(initial={"handle": handle}, institution=_institution(request.actor))
    return render(request, "desk/people/ask.html", {"form": form})


def _institution(actor: Actor) -> Institution:
    return Institution.objects.get(pk=institution_of(actor))


def _side_by_side(person_id: int, match: Match) -> dict[str, Any]:
    found = sides_of(person_id, match.person.pk)
    return {"person": match.person, "lines": lines_between(*found) if found else []}
