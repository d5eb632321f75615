"""Which fairs are there, who takes part, and what came of them?"""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ruta.base.errors import Invalid
from ruta.base.numbers import read_number
from ruta.base.spelling import folded
from ruta.desk.cases.answering import attempt
from ruta.desk.employers.lists import departments_named, sections
from ruta.desk.fairs.forms import AnswerForm, FairForm, of_fair
from ruta.desk.fairs.lists import FAIRS
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.listing import answered
from ruta.employers.actions import answer_invitation, invite_employers, publish_results, save_fair, step_fair
from ruta.employers.enums import Coming
from ruta.employers.models import Fair
from ruta.employers.policies import DOOR_ROLES, PROSPECTOR_ROLES, READER_ROLES, can_keep_the_door, can_prospect
from ruta.employers.rules import fair_verbs
from ruta.employers.selectors import counts_of, fair_of, fairs, invitable, participants
from ruta.territory.models import Municipality

EVERYBODY = READER_ROLES | DOOR_ROLES
OFFERED = 40
SAID: Mapping[str, tuple[Any, Any]] = {
    "announce": (gettext_lazy("Anunciar al público"), gettext_lazy("Anunciada. Ya la ve el público.")),
    "hold": (gettext_lazy("Dar por terminada"), gettext_lazy("Terminada. Ya puede publicar su resultado.")),
    "cancel": (gettext_lazy("Cancelar la feria"), gettext_lazy("Cancelada. Su página pública lo dice.")),
    "drop": (gettext_lazy("Descartar la feria"), gettext_lazy("Descartada. Nadie fuera de la institución la vio.")),
}


@require_http_methods(["GET", "HEAD", "POST"])
@roles(EVERYBODY)
def listing(request: DeskRequest) -> Any:
    """The fairs of the institution, the next ones first."""

    def found(text: str) -> Any:
        rows, wanted = fairs(request.actor), folded(text)
        # An institution holds a few dozen: they are read through, whatever accents the name or the place has.
        return rows.filter(pk__in=[each.pk for each in rows if wanted in folded(f"{each.name} {each.place}")]) if wanted else rows

    def told(page: Any) -> dict[str, Any]:
        codes = {row.municipality for row in page.rows}
        places = dict(Municipality.objects.filter(pk__in=codes).order_by("pk").values_list("code", "name"))
        return {"places": places, "may_prospect": can_prospect(request.actor)}

    return answered(request, FAIRS, found, "desk/fairs/list.html", told)


listing.menu_roles = DOOR_ROLES  # type: ignore[attr-defined]


@require_http_methods(["GET", "HEAD", "POST"])
@roles(PROSPECTOR_ROLES)
def new(request: DeskRequest) -> HttpResponse:
    """Prepare a fair."""
    return _asked(request, FairForm(request.POST or None), None)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(PROSPECTOR_ROLES)
def edit(request: DeskRequest, fair_id: int) -> HttpResponse:
    """Correct one that was not held yet."""
    row = fair_of(request.actor, fair_id)
    return _asked(request, FairForm(request.POST or None, initial=of_fair(row)), row)


@require_safe
@roles(EVERYBODY)
def fair(request: DeskRequest, fair_id: int) -> HttpResponse:
    """One fair: when and where, who comes, what came of it, and what is next."""
    return _page(request, fair_of(request.actor, fair_id))


@require_POST
@roles(PROSPECTOR_ROLES)
def step(request: DeskRequest, fair_id: int) -> HttpResponse:
    """Announce, end or call off."""
    verb = request.POST.get("verb", "")
    if verb not in SAID:
        raise Invalid(_("Elija qué hacer con la feria."))
    step_fair(actor=request.actor, fair_id=fair_id, verb=verb)
    messages.success(request, SAID[verb][1])
    return redirect("desk:fair", fair_id)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(PROSPECTOR_ROLES)
def invite(request: DeskRequest, fair_id: int) -> HttpResponse:
    """Choose whom to invite: by sector or by the first letters of a name, those of the place first."""
    row, names = fair_of(request.actor, fair_id), sections()
    problem, status = "", 200
    if request.method == "POST":
        try:
            done = invite_employers(actor=request.actor, fair_id=fair_id, employer_ids=_numbers(request.POST.getlist("employers")))
        except Invalid as error:
            problem, status = str(error.message), error.status
        else:
            messages.success(request, ngettext("%(count)s empleador invitado.", "%(count)s empleadores invitados.", done) % {"count": done})
            return redirect("desk:fair", fair_id)
    section = request.GET.get("sector", "")
    rows = invitable(request.actor, row, section=section if section in dict(names) else "", text=folded(request.GET.get("nombre", ""))[:60])
    context = {
        "fair": row, "offered": list(rows[:OFFERED]), "sections": names, "section": section, "text": request.GET.get("nombre", "")[:60],
        "problem": problem, "named": dict(names), "places": dict(departments_named()),
    }  # fmt: skip
    return render(request, "desk/fairs/invite.html", context, status=status)


@require_POST
@roles(PROSPECTOR_ROLES)
def answer(request: DeskRequest, fair_id: int, participant_id: int) -> HttpResponse:
    """Note what an employer answered, or whether it came."""
    row, form = fair_of(request.actor, fair_id), AnswerForm(request.POST)
    done, status = attempt(
        request, form, f"fair.answer {participant_id}",
        lambda: answer_invitation(actor=request.actor, participant_id=participant_id, **form.given()).pk,
    )  # fmt: skip
    if done is None:
        return _page(request, row, status=status, answer_form=form)
    messages.success(request, _("Anotado."))
    return redirect("desk:fair", fair_id)


@require_POST
@roles(PROSPECTOR_ROLES)
def results(request: DeskRequest, fair_id: int) -> HttpResponse:
    """Let everybody read what came of it."""
    publish_results(actor=request.actor, fair_id=fair_id)
    messages.success(request, _("Resultado publicado. Lo pequeño no se dice, para no reconocer a nadie."))
    return redirect("desk:fair", fair_id)


def _asked(request: DeskRequest, form: FairForm, row: Fair | None) -> HttpResponse:
    status = 200
    if request.method == "POST":

        def run() -> int:
            return save_fair(actor=request.actor, terms=form.terms(), fair_id=row.pk if row else None).pk

        done, status = attempt(request, form, f"fair.save {row.pk if row else 'new'}", run)
        if done is not None:
            messages.success(request, _("Feria guardada."))
            return redirect("desk:fair", done)
    return render(request, "desk/fairs/edit.html", {"form": form, "fair": row}, status=status)


def _page(request: DeskRequest, row: Fair, *, status: int = 200, **given: Any) -> HttpResponse:
    keeps = can_prospect(request.actor)
    context = {
        "fair": row, "rows": list(participants(row)), "counts": counts_of(row), "answers": Coming.choices, "may_prospect": keeps,
        "place": Municipality.objects.select_related("department").filter(pk=row.municipality).first(),
        "verbs": [(verb, SAID[verb][0]) for verb in fair_verbs(row.state)] if keeps else [], "is_open": row.state in {"draft", "announced"},
        "may_keep_the_door": can_keep_the_door(request.actor), "is_public": row.state in {"announced", "held"},
    }  # fmt: skip
    return render(request, "desk/fairs/page.html", context | given, status=status)


def _numbers(values: list[str]) -> list[int]:
    return [number for value in values if (number := read_number(value))]
