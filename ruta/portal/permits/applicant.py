"""What does an applicant see and answer behind their link? Looking changes nothing, and no name of staff is told."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ruta.base.access import log_access
from ruta.base.context import Actor, acting_as
from ruta.base.errors import Invalid, NotOpen, TooLarge
from ruta.base.forms import UploadField
from ruta.base.idempotency import once
from ruta.permits.actions import give_paper, step_dossier, token_hash
from ruta.permits.enums import RequirementState, Stage
from ruta.permits.selectors import REQUIREMENTS, STAGES, TONES, DossierPage, dossier_page, holder_of, reason_word, word
from ruta.portal.links.doors import count_miss, demand_calm

GONE = 404
OPEN_FOR_PAPERS = {RequirementState.MISSING, RequirementState.GIVEN, RequirementState.OBSERVED}
TAKES_PAPERS = {Stage.RECEIVED, Stage.REVIEW, Stage.INSPECTION, Stage.RESOLUTION, Stage.OBSERVED}
DONE = {
    "paper": _("Recibimos su documento."), "answer": _("Recibimos su respuesta. El trámite sigue en la oficina."),
    "appeal": _("Recibimos su recurso. Lo lee otra persona."), "withdraw": _("Quedó anotado que ya no quiere seguir."),
}  # fmt: skip


class PaperForm(forms.Form):
    """A document for one requirement."""

    requirement = forms.ChoiceField(label=_("¿Para qué requisito es?"), error_messages={"required": _("Elija el requisito.")})
    file = UploadField(
        label=_("PDF o fotografía, hasta 5 MB"), error_messages={"required": _("Elija un archivo o tome una foto.")},
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/jpeg,image/png"}),
    )  # fmt: skip

    def __init__(self, *args: Any, page: DossierPage, **kwargs: Any) -> None:
        """Offer what is still to be handed in."""
        super().__init__(*args, **kwargs)
        labels = {each.code: word(each) for each in page.procedure.requirements}
        field: Any = self.fields["requirement"]
        field.choices = [(str(each.pk), labels.get(each.code, "")) for each in page.requirements if each.state in OPEN_FOR_PAPERS]


class AnswerForm(forms.Form):
    """What the applicant says."""

    note = forms.CharField(label=_("Su respuesta"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def dossier(request: HttpRequest, token: str) -> HttpResponse:
    """The state in words, what is missing, and the answer. A link that ended or never was gives the same page."""
    demand_calm(request)
    found = holder_of(token_hash(token))
    if found is None or found[3] != "live":
        count_miss(request)
        return _hidden(render(request, "portal/links/gone.html", status=GONE))
    link_id, dossier_id, owner_id, _status = found
    actor = Actor(kind="applicant", dossier_id=dossier_id, reason=f"dossier link {link_id}")
    with acting_as(actor):
        page = dossier_page(actor, dossier_id)
        verb = request.POST.get("do", "")
        paper_form = PaperForm(request.POST if verb == "paper" else None, request.FILES if verb == "paper" else None, page=page)
        answer_form = AnswerForm(request.POST if verb in ("answer", "appeal", "withdraw") else None, prefix=verb or None)
        status = 200
        if request.method == "POST":
            status = _answered(request, actor, page, verb, paper_form if verb == "paper" else answer_form)
            if status == 200:
                return redirect(f"{request.path}?hecho={verb}")
        else:
            log_access(actor, "open_dossier_link", object_id=dossier_id, owner_institution_id=owner_id)
        context = _told(page) | {
            "paper_form": paper_form,
            "answer_form": answer_form,
            "verb": verb,
            "done": DONE.get(request.GET.get("hecho", ""), ""),
        }
        return _hidden(render(request, "portal/permits/dossier.html", context, status=status))


def _answered(request: HttpRequest, actor: Actor, page: DossierPage, verb: str, form: forms.Form) -> int:
    """Do what was asked, once per form; what cannot be done is told on the form."""
    if not form.is_valid() or verb not in DONE:
        return Invalid.status
    said = form.cleaned_data

    def run() -> int:
        if verb == "paper":
            name, content = said["file"].name, said["file"].read()
            return give_paper(actor=actor, dossier_id=page.row.pk, requirement_id=int(said["requirement"]), name=name, content=content).pk
        return step_dossier(actor=actor, dossier_id=page.row.pk, verb=verb, note=said["note"]).pk

    try:
        once(actor=actor, key=request.POST.get("idempotency_key", ""), verb=f"dossier {page.row.pk} {verb}", run=run)
    except (Invalid, NotOpen, TooLarge) as error:
        for name, sentence in error.fields.items() or {None: error.message}.items():
            form.add_error(name if name in form.fields else None, str(sentence))
        return error.status
    return 200


def _told(page: DossierPage) -> dict[str, Any]:
    row, found = page.row, page.procedure
    labels = {each.code: each for each in found.requirements}
    return {
        "row": row, "label": word(found), "stage": STAGES[row.stage], "tone": TONES[row.stage], "reason": reason_word(found, row.reason),
        "requirements": [
            {"row": each, "label": word(labels.get(each.code)), "state": REQUIREMENTS[each.state][0], "tone": REQUIREMENTS[each.state][1]}
            for each in page.requirements
        ],
        "notes": [each for each in page.steps if each.note][:3], "verbs": page.verbs, "takes_papers": row.stage in TAKES_PAPERS,
        "certificate": page.certificate, "is_provisional": found.is_provisional,
    }  # fmt: skip


def _hidden(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
