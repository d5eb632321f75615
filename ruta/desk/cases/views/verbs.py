"""How is each remaining verb of a case done: one form, one button, one sentence?"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from ruta.accounts.enums import CASE_ROLES
from ruta.base.errors import Invalid, NotFound, NotOpen
from ruta.cases import actions
from ruta.cases.enums import CaseVerb
from ruta.cases.models import Case, FollowUp
from ruta.cases.selectors import case_for, meanwhile, person_names, seen_of, verbs_of
from ruta.cases.selectors.labels import SUBJECTS, worded
from ruta.desk.cases.answering import attempt, say
from ruta.desk.cases.forms import verbs as forms
from ruta.desk.gate import DeskRequest, roles

L = gettext_lazy
V = CaseVerb
Run = Callable[..., Any]


@dataclass(frozen=True)
class Screen:
    """One verb as a page. `verb` is the line of the table that must be open, when there is one."""

    title: Any
    lead: Any
    button: Any
    done: Any
    form: type[forms.VerbForm]
    run: Run
    verb: CaseVerb | None = None
    danger: bool = False


def _versioned(action: Run) -> Run:
    return lambda actor, case_id, typed: action(actor=actor, case_id=case_id, **typed)


def _office(action: Run) -> Run:
    return lambda actor, case_id, typed: action(
        actor=actor, case_id=case_id, office_id=int(typed["office"]), note=typed["note"], version=typed["version"]
    )


def _deliver(actor: Any, case_id: int, typed: dict[str, Any]) -> Any:
    said = {name: typed[name] for name in ("service_type", "outcome", "delivered_on", "channel", "note")}
    links: dict[str, Any] = {"need_id": _id(typed["need"]), "plan_action_id": _id(typed["plan_action"])}
    return actions.record_delivery(actor=actor, case_id=case_id, **said, **links)


def _id(text: str) -> int | None:
    return int(text) if text else None


SCREENS = {
    "atencion": Screen(
        L("Registrar una atención"), L("Lo que la persona recibió. Mueve sola la necesidad y la acción del itinerario."),
        L("Registrar atención"), L("Atención registrada."), forms.DeliveryForm, _deliver,
    ),
    "seguimiento": Screen(
        L("Poner un seguimiento"), L("Un contacto con fecha. Ese día aparece en la cola de quien lleva el caso."),
        L("Guardar seguimiento"), L("Seguimiento guardado."), forms.ContactForm,
        lambda actor, case_id, typed: actions.schedule_follow_up(
            actor=actor, case_id=case_id, subject=typed["subject"], due_on=typed["due_on"], note=typed["note"]),
    ),
    "responsable": Screen(
        L("Cambiar responsable"), L("Quien lo lleve responde por el próximo paso."), L("Asignar"), L("Responsable cambiado."), forms.OfficerForm,
        lambda actor, case_id, typed: actions.assign_officer(
            actor=actor, case_id=case_id, officer_id=int(typed["officer"]), note=typed["note"], version=typed["version"]),
    ),
    "en-seguimiento": Screen(
        L("Pasar a seguimiento"), L("Los servicios ya se dieron: de aquí en adelante solo se acompaña, con fecha del próximo contacto."),
        L("Pasar a seguimiento"), L("El caso está en seguimiento."), forms.NoteForm, _versioned(actions.begin_follow_up), V.FOLLOW_UP,
    ),
    "trasladar": Screen(
        L("Trasladar a otra oficina"), L("El caso sigue aquí hasta que la otra oficina lo acepte."), L("Ofrecer el caso"),
        L("Ofrecido. Sigue aquí hasta que lo acepten."), forms.TransferForm, _office(actions.transfer_case), V.OFFER_TRANSFER,
    ),
    "entregar": Screen(
        L("Entregar a otra institución"),
        L("Solo aparecen las instituciones que la persona permitió. Al aceptar, el expediente pasa a ser de ellas y aquí queda lo que el permiso diga."),
        L("Ofrecer el caso"), L("Ofrecido. Sigue aquí hasta que lo acepten."), forms.HandOverForm, _office(actions.hand_over), V.OFFER_TRANSFER,
    ),
    "recibir": Screen(
        L("Recibir el caso"), L("Desde ahora su oficina responde por el próximo paso."), L("Recibir"), L("El caso es de su oficina."), forms.AcceptForm,
        lambda actor, case_id, typed: actions.accept_transfer(actor=actor, case_id=case_id, officer_id=_id(typed["officer"])), V.ACCEPT_TRANSFER,
    ),
    "no-recibir": Screen(
        L("No se puede recibir"), L("El caso se queda donde está y quien lo ofreció lee el motivo."), L("No recibir"), L("Respondido. El caso se queda donde estaba."),
        forms.DeclineForm, lambda actor, case_id, typed: actions.decline_transfer(actor=actor, case_id=case_id, note=typed["note"]),
        V.DECLINE_TRANSFER, danger=True,
    ),
    "pausar": Screen(
        L("Poner en pausa"), L("El caso descansa hasta la fecha de revisión. Lo urgente se atiende igual."), L("Pausar"), L("Caso en pausa."),
        forms.PauseForm, _versioned(actions.pause_case), V.PAUSE,
    ),
    "retomar": Screen(
        L("Retomar el caso"), L("Sigue donde estaba antes de la pausa."), L("Retomar"), L("Caso retomado."), forms.NoteForm,
        _versioned(actions.resume_case), V.RESUME,
    ),
    "cerrar": Screen(
        L("Cerrar el caso"), L("Cerrar no borra: se puede reabrir si la persona vuelve. Lo que queda del itinerario se descarta."), L("Cerrar el caso"),
        L("Caso cerrado."), forms.CloseForm, _versioned(actions.close_case), V.CLOSE, danger=True,
    ),
    "reabrir": Screen(
        L("Reabrir el caso"), L("Empieza otra vez en la acogida, con el mismo número y toda su historia."), L("Reabrir"), L("Caso reabierto."),
        forms.ReopenForm, _versioned(actions.reopen_case), V.REOPEN,
    ),
}  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@roles(CASE_ROLES)
def verb(request: DeskRequest, case_id: int, verb: str) -> HttpResponse:
    """Show the form of a verb and do it; what is missing is said before one types."""
    screen = SCREENS.get(verb)
    if screen is None:
        raise Http404
    actor = request.actor
    case = case_for(actor, case_id)
    form = screen.form(request.POST or None, initial={"version": case.version} | _asked(request), actor=actor, case=case)
    if request.method != "POST":
        return _page(request, case, screen, form, 200)
    done, status = attempt(request, form, f"case_{verb}", lambda: screen.run(actor, case_id, form.cleaned_data).pk)
    if done is None:
        return _page(request, case, screen, _fresh(form, case_for(actor, case_id)), status)
    say(request, screen.done)
    return redirect("desk:case", case_id)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(CASE_ROLES)
def record_contact(request: DeskRequest, follow_up_id: int) -> HttpResponse:
    """What came of a contact, also after the case was closed."""
    contact = FollowUp.objects.filter(pk=follow_up_id).first()
    if contact is None:
        raise NotFound(_("Ese seguimiento no existe o no lo lleva su institución."))
    form, status = forms.ContactResultForm(request.POST or None), 200
    if request.method == "POST":

        def run() -> int:
            return actions.record_follow_up(actor=request.actor, follow_up_id=follow_up_id, **form.cleaned_data).pk

        done, status = attempt(request, form, "record_follow_up", run)
        if done is not None:
            say(request, _("Seguimiento anotado."))
            return redirect("desk:case", contact.case_id)
    case = case_for(request.actor, contact.case_id)
    context = {"case": case, "contact": contact, "subject": worded(SUBJECTS, contact.subject), "form": form}
    return render(request, "desk/cases/contact.html", context, status=status)


def _asked(request: DeskRequest) -> dict[str, str]:
    """What a link fills in beforehand: the step of the plan, the need or the service."""
    return {name: request.GET[name] for name in ("plan_action", "need", "service_type") if name in request.GET}


def _fresh(form: Any, case: Case) -> Any:
    """After a conflict the form tells what changed and knows the present version, so that a second, informed click goes through."""
    if getattr(form, "conflict", None):
        form.data = form.data.copy()
        form.meanwhile = meanwhile(case, form.data.get("seen", ""))
        form.data["version"], form.data["seen"] = str(case.version), seen_of(case)
    return form


def _page(request: DeskRequest, case: Case, screen: Screen, form: Any, status: int) -> HttpResponse:
    verbs = {each.code: each for each in verbs_of(request.actor, case)}
    line = verbs.get(screen.verb) if screen.verb else None
    is_shut = screen.verb is not None and line is None and case.owner_institution_id == request.actor.institution_id
    missing = (
        " ".join(line.missing)
        if line
        else _("En este momento el caso no lo permite. Vuelva al expediente: verá lo que sigue.")
        if is_shut
        else ""
    )
    name = person_names([case.person_id]).get(case.person_id, "")
    context = {"case": case, "screen": screen, "form": form, "missing": missing, "person_name": name}
    context |= {"seen": form.data.get("seen") or seen_of(case), "meanwhile": getattr(form, "meanwhile", None)}
    return render(request, "desk/cases/verb.html", context, status=NotOpen.status if is_shut and status == Invalid.status else status)
