"""How does a text come into the compendium: upload it, correct what was read beside the original, and have somebody else publish it?"""

from dataclasses import replace
from hashlib import sha256
from uuid import uuid4

from django.core.files.storage import default_storage
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ruta.base.errors import NotFound
from ruta.base.numbers import read_number
from ruta.desk.cases.answering import attempt, say
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.norms.text_forms import DecideForm, PassageForm, TextForm, WithdrawTextForm, worded_of
from ruta.legal.actions import PROBLEMS, begin_text, decide_text, drop_text, join_passage, propose_text, withdraw_text, write_passage
from ruta.legal.models import Revision
from ruta.legal.policies import KEEPERS, can_decide
from ruta.legal.selectors import doubts_about, instrument_of, open_revisions, passages_of, replaced_by, revision_of
from ruta.people.selectors import user_names

FOLDER = "norms"
SHOWN, LISTED = 15, 100


@require_safe
@roles(KEEPERS)
def waiting(request: DeskRequest) -> HttpResponse:
    """The texts on their way in."""
    return render(request, "desk/norms/texts.html", {"rows": open_revisions()[:LISTED]})


@require_http_methods(["GET", "HEAD", "POST"])
@roles(KEEPERS)
def begin(request: DeskRequest, code: str) -> HttpResponse:
    """Bring a text: a file, or by hand."""
    row, status = instrument_of(code), 200
    form = TextForm(request.POST or None, request.FILES or None, instrument=row)
    if request.method == "POST":
        done, status = attempt(request, form, f"norm.text {code}", lambda: _begun(request, form, code))
        if done is not None:
            say(request, _("Recibido. Si trae archivo, se lee enseguida; esta página dice cómo va."))
            return redirect("desk:norm-text", done)
    return render(request, "desk/norms/text_new.html", {"form": form, "norm": row}, status=status)


@require_safe
@roles(KEEPERS)
def review(request: DeskRequest, revision_id: int) -> HttpResponse:
    """The articles as proposed, beside what the file said or what they replace."""
    return _page(request, revision_of(revision_id), DecideForm(), 200)


@require_POST
@roles(KEEPERS)
def step(request: DeskRequest, revision_id: int) -> HttpResponse:
    """Propose, publish, give back or throw away."""
    row, form = revision_of(revision_id), DecideForm(request.POST)
    done, status = attempt(request, form, f"norm.text-step {revision_id}", lambda: _stepped(request, row, form))
    if done is None:
        return _page(request, row, form, status)
    say(request, str(SAID[form.cleaned_data["do"]]))
    return redirect("desk:norm", row.instrument.code) if form.cleaned_data["do"] == "drop" else redirect("desk:norm-text", revision_id)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(KEEPERS)
def withdraw(request: DeskRequest, revision_id: int) -> HttpResponse:
    """Take a published text back, with its reason."""
    row, form, status = revision_of(revision_id), WithdrawTextForm(request.POST or None), 200
    if request.method == "POST":

        def run() -> int:
            return withdraw_text(actor=request.actor, revision_id=revision_id, reason=form.cleaned_data["reason"]).pk

        done, status = attempt(request, form, f"norm.text-withdraw {revision_id}", run)
        if done is not None:
            say(request, _("Retirado. Vuelve a regir lo que había antes, y este texto se sigue pudiendo leer."))
            return redirect("desk:norm-text", revision_id)
    return render(request, "desk/norms/text_withdraw.html", {"form": form, "row": row, "norm": row.instrument}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(KEEPERS)
def add(request: DeskRequest, revision_id: int) -> HttpResponse:
    """One more article at the end."""
    row = revision_of(revision_id)
    return _asked(request, row, PassageForm(request.POST or None, initial={"edition": row.edition}), None)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(KEEPERS)
def passage(request: DeskRequest, revision_id: int, passage_id: int) -> HttpResponse:
    """Correct one article, with the original beside it."""
    row = revision_of(revision_id)
    found = passages_of(row).filter(pk=passage_id).first()
    if found is None:
        raise NotFound(_("Ese artículo ya no está en el texto."))
    return _asked(request, row, PassageForm(request.POST or None, initial=worded_of(found) | {"edition": row.edition}), passage_id)


@require_POST
@roles(KEEPERS)
def remove(request: DeskRequest, revision_id: int, passage_id: int) -> HttpResponse:
    """Take an article out, or join it to the one before."""
    is_kept = request.POST.get("do") == "join"
    edition = read_number(request.POST.get("edition", "")) or 0
    join_passage(actor=request.actor, revision_id=revision_id, passage_id=passage_id, edition=edition, is_kept=is_kept)
    say(request, _("Unido al anterior.") if is_kept else _("Quitado."))
    return redirect("desk:norm-text", revision_id)


SAID = {
    "propose": gettext_lazy("Propuesto. Lo publica otra persona."),
    "approve": gettext_lazy("Publicado. Ya lo lee el público."),
    "return": gettext_lazy("Devuelto con su motivo."),
    "drop": gettext_lazy("Descartado. Lo publicado sigue igual."),
}


def _begun(request: DeskRequest, form: TextForm, code: str) -> int:
    upload, terms = form.cleaned_data["file"], form.terms()
    if upload is None:
        return begin_text(actor=request.actor, code=code, terms=terms).pk
    place = f"{FOLDER}/{uuid4()}"
    digest = sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    default_storage.save(place, upload)
    return begin_text(actor=request.actor, code=code, terms=replace(terms, file=place, file_name=upload.name, sha256=digest.hexdigest())).pk


def _stepped(request: DeskRequest, row: Revision, form: DecideForm) -> int:
    said, reason = form.cleaned_data["do"], form.cleaned_data["reason"]
    if said == "propose":
        propose_text(actor=request.actor, revision_id=row.pk, edition=form.cleaned_data["edition"] or 0)
    elif said == "drop":
        drop_text(actor=request.actor, revision_id=row.pk)
    else:
        decide_text(actor=request.actor, revision_id=row.pk, is_approved=said == "approve", reason=reason)
    return row.pk


def _page(request: DeskRequest, row: Revision, form: DecideForm, status: int) -> HttpResponse:
    passages = list(passages_of(row).defer("raw"))
    begins = read_number(request.GET.get("desde", "")) or 0
    after = [each for each in passages if each.position >= begins]
    shown = {each.pk: each for each in passages_of(row).filter(pk__in=[each.pk for each in after[:SHOWN]])}
    context = {
        "row": row, "norm": row.instrument, "form": form, "count": len(passages), "doubts": doubts_about(passages) if row.state == "draft" else [],
        "passages": list(shown.values()), "next": after[SHOWN].position if len(after) > SHOWN else 0, "begins": begins,
        "outline": passages, "replaced": replaced_by(row) if row.is_amendment and row.state not in {"published", "withdrawn"} else {},
        "may_decide": row.state == "proposed" and can_decide(request.actor, row), "problem": PROBLEMS.get(row.problem, ""),
        "users": user_names({each for each in (row.written_by, row.proposed_by, row.decided_by, row.withdrawn_by) if each}),
    }  # fmt: skip
    return render(request, "desk/norms/text.html", context, status=status)


def _asked(request: DeskRequest, row: Revision, form: PassageForm, passage_id: int | None) -> HttpResponse:
    status = 200
    if request.method == "POST":

        def run() -> int:
            edition = form.cleaned_data["edition"] or 0
            return write_passage(
                actor=request.actor, revision_id=row.pk, wording=form.wording(), edition=edition, passage_id=passage_id
            ).position  # fmt: skip

        done, status = attempt(request, form, f"norm.passage {row.pk} {passage_id}", run)
        if done is not None:
            say(request, _("Guardado."))
            return redirect(f"{reverse('desk:norm-text', args=[row.pk])}?desde={done}")
    found = passages_of(row).filter(pk=passage_id or 0).first()
    before = replaced_by(row).get(found.key) if found and row.is_amendment else None
    context = {"form": form, "row": row, "norm": row.instrument, "passage": found, "replaced": before}
    return render(request, "desk/norms/passage.html", context, status=status)
