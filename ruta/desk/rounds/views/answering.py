"""How is one question of a round answered, proved, spoken about and judged?"""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ruta.accounts.policies import has_role
from ruta.base.access import log_access
from ruta.base.errors import NotFound
from ruta.base.numbers import read_number
from ruta.base.papers import TYPES, shown_headers
from ruta.desk.cases.answering import attempt
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.rounds.forms import AnswerForm, FileForm, JudgeForm, LinkForm, RemarkForm
from ruta.desk.rounds.showing import round_title, told
from ruta.insights.policies import FIGURE_ROLES
from ruta.people.selectors import user_names
from ruta.roadmap.actions import answer_ask, content_of, give_evidence, give_link, judge_answer, remove_evidence, write_remark
from ruta.roadmap.enums import AskKind, Stage
from ruta.roadmap.policies import READER_ROLES, can_answer_for, can_steer_rounds
from ruta.roadmap.rules import LATE, RISKY
from ruta.roadmap.selectors import Asked, asked_of, evidence_of, why_typed

Verbs = dict[str, tuple[forms.Form, Callable[[], Any], str]]


@require_http_methods(["GET", "HEAD", "POST"])
@roles(READER_ROLES)
def ask_page(request: DeskRequest, ask_id: int) -> HttpResponse:
    """One question: its institution answers, coordination judges, both may remark."""
    asked = asked_of(ask_id)
    verbs = _verbs(request, asked)
    status = 200
    if request.method == "POST":
        wanted = request.POST.get("do", "")
        if wanted not in verbs:
            raise NotFound(_("Ese botón ya no sirve. Actualice la página."))
        form, run, sentence = verbs[wanted]
        done, status = attempt(request, form, f"round.{wanted}", run)
        if done is not None:
            messages.success(request, sentence)
            return redirect("desk:round-ask", ask_id)
        verbs["send"] = verbs["keep"] = verbs[wanted] if wanted in {"send", "keep"} else verbs["send"]
    return render(request, "desk/rounds/ask.html", _context(request, asked) | _shown_forms(verbs), status=status)


@require_safe
@roles(READER_ROLES)
def evidence_file(request: DeskRequest, evidence_id: int) -> HttpResponse:
    """One file, opened; the opening is logged before it is shown."""
    row = evidence_of(evidence_id)
    if row.kind not in TYPES:
        raise NotFound(_("Esa evidencia es un enlace: ábrala desde la pregunta."))
    log_access(request.actor, "open_evidence", object_id=row.pk, owner_institution_id=row.owner_institution_id)
    return HttpResponse(content_of(row), content_type=TYPES[row.kind], headers=shown_headers(f"evidencia-{row.pk}.{row.kind}"))


def _verbs(request: DeskRequest, asked: Asked) -> Verbs:
    """What may be sent from this page; the actions ask again whether it may be done."""
    actor, pk = request.actor, asked.ask.pk
    do = request.POST.get("do", "")

    def given(*names: str) -> Any:
        return request.POST if do in names else None

    answer, file = AnswerForm(given("send", "keep"), ask=asked.ask, initial=_written(asked)), FileForm(given("file"), request.FILES or None)
    link, remark = LinkForm(given("link")), RemarkForm(given("remark"))
    judge = JudgeForm(given("accept", "return"), initial={"seen": asked.answer.sending if asked.answer else 0})

    def judged(*, is_accepted: bool) -> int:
        said = judge.cleaned_data
        return judge_answer(actor=actor, ask_id=pk, is_accepted=is_accepted, reason=said["reason"], seen=said["seen"]).pk

    def kept() -> int:
        found = file.cleaned_data["file"]
        return give_evidence(actor=actor, ask_id=pk, name=found.name, content=found.read()).pk

    return {
        "keep": (answer, lambda: answer_ask(actor=actor, ask_id=pk, said=answer.said(), is_final=False).pk, _("Borrador guardado.")),
        "send": (
            answer,
            lambda: answer_ask(actor=actor, ask_id=pk, said=answer.said(), is_final=True).pk,
            _("Respuesta enviada a coordinación."),
        ),
        "file": (file, kept, _("Evidencia guardada.")),
        "link": (link, lambda: give_link(actor=actor, ask_id=pk, **link.cleaned_data).pk, _("Enlace guardado.")),
        "remove": (forms.Form(request.POST), lambda: remove_evidence(actor=actor, evidence_id=_number(request)), _("Evidencia quitada.")),
        "remark": (remark, lambda: write_remark(actor=actor, ask_id=pk, text=remark.cleaned_data["text"]).pk, _("Comentario guardado.")),
        "accept": (judge, lambda: judged(is_accepted=True), _("Respuesta validada.")),
        "return": (judge, lambda: judged(is_accepted=False), _("Respuesta devuelta con su motivo.")),
    }


def _number(request: DeskRequest) -> int:
    return read_number(request.POST.get("evidence"))


def _written(asked: Asked) -> dict[str, Any]:
    answer = asked.answer
    return {name: getattr(answer, name) for name in ("percent", "value", "done", "difficulty")} if answer else {}


def _shown_forms(verbs: Verbs) -> dict[str, forms.Form]:
    return {
        "answer_form": verbs["send"][0], "file_form": verbs["file"][0], "link_form": verbs["link"][0], "remark_form": verbs["remark"][0],
        "judge_form": verbs["accept"][0],
    }  # fmt: skip


def _context(request: DeskRequest, asked: Asked) -> dict[str, Any]:
    row, ask, answer = asked.ask.round, asked.ask, asked.answer
    is_ours = can_answer_for(request.actor, ask.owner_institution_id)
    may_steer = can_steer_rounds(request.actor)
    verdicts = list(answer.verdicts.all()) if answer else []
    remarks = list(ask.remarks.order_by("pk"))
    evidence = list(ask.evidence.defer("sealed").order_by("pk"))
    by = [*(each.by for each in verdicts), *(each.by for each in remarks), *(each.by for each in evidence), answer.by if answer else None]
    return {
        "round": row,
        "round_title": round_title(row),
        "ask": ask,
        "answer": answer,
        "told": told(asked),
        "asked": asked,
        "has_sheets": has_role(request.actor, FIGURE_ROLES),
        "why_typed": why_typed(ask.indicator, ask.unit) if ask.kind == AskKind.TARGET and not ask.is_counted else "",
        "is_accepted": asked.stage == Stage.ACCEPTED,
        "is_returned": asked.stage == Stage.RETURNED,
        "may_answer": is_ours and row.is_open and asked.stage != Stage.ACCEPTED,
        "may_judge": may_steer and row.is_open and asked.stage == Stage.SENT,
        "may_remark": (is_ours or may_steer) and row.is_open,
        "sees_talk": is_ours or may_steer or request.actor.institution_id == ask.owner_institution_id,
        "verdicts": verdicts,
        "remarks": remarks,
        "evidence": evidence,
        "users": user_names({pk for pk in by if pk}),
        "late": LATE,
        "risky": RISKY,
    }
