"""Which steps does the desk offer on a referral: tab, fields, button and the action behind it?"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ruta.agenda.enums import CancelledBy
from ruta.base.context import Actor
from ruta.base.errors import Invalid
from ruta.desk.referrals.forms import Choices, StepForm
from ruta.directory.selectors import providers_for_need, services_for
from ruta.referrals import actions
from ruta.referrals.enums import ReasonKind, ReferralState, ReferralVerb, Side
from ruta.referrals.selectors import BY_HAND, Page, offer_for

V, K = ReferralVerb, ReasonKind
WHEN = ("when", "day", "hour", "place", "bring", "ask_for")
BY_AGENDA = ("at", "bring", "ask_for")
Run = Callable[[Actor, Page, StepForm, dict[str, Any]], Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One step as the desk offers it."""

    code: str
    verb: ReferralVerb
    label: Promise
    icon: str
    button: Promise
    parts: Sequence[str] = ()
    kind: ReasonKind | None = None
    sides: Sequence[Side] = (Side.SENDER, Side.RECEIVER)
    hint: Promise | str = ""
    run: Run

    def form(self, actor: Actor, page: Page, data: Any = None, since: date | None = None) -> StepForm:
        """The form of this step; where the receiver keeps an agenda, a date is one of its free hours."""
        offer = offer_for(actor, page.referral) if "when" in self.parts else BY_HAND
        parts = [part for part in (BY_AGENDA if offer.agendas else self.parts) if part not in _dropped(page)]
        form = StepForm(data, parts=parts, kind=self.kind, services=services_of(page) if "service" in parts else ())
        form.offer(offer, since)
        return form


def _dropped(page: Page) -> set[str]:
    """The receiver proposes another way and leaves the choice of the service to the sender."""
    return {"service"} if page.standing.side is Side.RECEIVER else set()


def services_of(page: Page) -> Choices:
    """Where else the same need is served, near first, without the institution that has it."""
    referral = page.referral
    place = referral.sender_office.municipality_id
    found = providers_for_need(referral.need.code, place) if referral.need else services_for(
        service_type_code=referral.service_type, municipality_code=place
    )  # fmt: skip
    taken = {referral.receiver_id, referral.owner_institution_id}
    return [
        (each.service.pk, f"{each.institution.short_name}, {each.service_type.label()}" + (f", {each.office.short_name}" if each.office else ""))
        for each in found if each.institution.pk not in taken
    ]  # fmt: skip


def _ids(page: Page) -> dict[str, Any]:
    return {"referral_id": page.referral.pk}


def _accept(actor: Actor, page: Page, form: StepForm, once: dict[str, Any]) -> Any:
    return actions.accept(actor=actor, **_ids(page), slot=form.slot(), **once)


def _schedule(actor: Actor, page: Page, form: StepForm, once: dict[str, Any]) -> Any:
    slot = form.slot()
    if slot is None:
        raise Invalid(_("No queda una hora libre en esa agenda. Abran más horas o libere una, y dé la cita."))
    return actions.schedule(actor=actor, **_ids(page), slot=slot, **once)


def _call_off(actor: Actor, page: Page, form: StepForm, once: dict[str, Any]) -> Any:
    del once  # twice is refused: there is no date any more
    return actions.call_off_date(actor=actor, **_ids(page), by=CancelledBy.OFFICE, **form.said("note"))


def _result(actor: Actor, page: Page, form: StepForm, once: dict[str, Any]) -> Any:
    if form.goes_on:
        return actions.report_progress(
            actor=actor,
            **_ids(page),
            outcome=form.cleaned_data["outcome"],
            review_on=form.cleaned_data["review_on"],
            **form.said("note"),
            **once,
        )
    return actions.deliver(actor=actor, **_ids(page), **form.said("outcome", "note"), **once)


def _with(verb: Callable[..., Any], *names: str, versioned: bool = True) -> Run:
    """Run an action with the fields that it knows by the same names."""

    def run(actor: Actor, page: Page, form: StepForm, once: dict[str, Any]) -> Any:
        kept = once if versioned else {"idempotency": once["idempotency"]}
        return verb(actor=actor, **_ids(page), **form.said(*names), **kept)

    return run


def _bare(verb: Callable[..., Any]) -> Run:
    """Run an action that does not need a key: doing it twice is refused by the state."""

    def run(actor: Actor, page: Page, form: StepForm, once: dict[str, Any]) -> Any:
        del form
        return verb(actor=actor, **_ids(page), version=once["version"])

    return run


def _discard(actor: Actor, page: Page, form: StepForm, once: dict[str, Any]) -> Any:
    del form, once  # twice is refused: the second finds nothing
    return actions.discard_draft(actor=actor, **_ids(page))


def _reroute(actor: Actor, page: Page, form: StepForm, once: dict[str, Any]) -> Any:
    service = form.said("service")
    more: dict[str, Any] = {"service_id": int(service["service"])} if service else {}
    return actions.reroute(actor=actor, **_ids(page), **form.said("reason", "note"), **more, **once)


def _resolve(actor: Actor, page: Page, form: StepForm, once: dict[str, Any]) -> Any:
    return actions.resolve_dispute(actor=actor, **_ids(page), **form.said("how", "note", "heard_by"), version=once["version"])


ONLY_SENDER, ONLY_RECEIVER = (Side.SENDER,), (Side.RECEIVER,)
WAYS: Sequence[Way] = (
    Way(code="enviar", verb=V.SEND, label=_("Enviar"), icon="send", button=_("Enviar la derivación"), run=_bare(actions.send_draft)),
    Way(code="aceptar", verb=V.ACCEPT, label=_("Aceptar y dar cita"), icon="calendar-check", button=_("Aceptar y avisarle"), parts=WHEN,
        hint=_("La persona y quien deriva lo saben al instante. Si no puede, diga por qué: la derivación no se pierde, cambia de camino."),
        run=_accept),
    Way(code="asistio", verb=V.ATTEND, label=_("Asistió"), icon="person-check", button=_("Anotar que asistió"),
        run=_with(actions.record_attended)),
    Way(code="resultado", verb=V.DELIVER, label=_("Informar resultado"), icon="check2-all", button=_("Guardar el resultado"),
        parts=("outcome", "review_on", "note"), hint=_("La persona dirá si fue así. Si sigue en proceso, ponga la próxima fecha."), run=_result),
    Way(code="confirmar", verb=V.CONFIRM, label=_("La persona confirma"), icon="patch-check", button=_("Anotar que confirma"),
        parts=("heard_by", "note"), hint=_("Anote lo que dijo la persona, con sus palabras."),
        run=_with(actions.confirm, "heard_by", "note", versioned=False)),
    Way(code="cita", verb=V.SCHEDULE, label=_("Dar cita"), icon="calendar-plus", button=_("Dar la cita y avisarle"), parts=WHEN, run=_schedule),
    Way(code="no-podemos", verb=V.DECLINE, label=_("No podemos"), icon="x-circle", button=_("Responder que no se puede"),
        parts=("reason", "review_on", "attempts", "note"), kind=K.DECLINED_BY_PROVIDER,
        hint=_("El motivo abre lo que sigue: nadie queda sin respuesta."),
        run=_with(actions.decline, "reason", "review_on", "attempts", "note")),
    Way(code="reorientar", verb=V.REROUTE, label=_("Reorientar"), icon="signpost-split", button=_("Reorientar"),
        parts=("reason", "service", "note"), kind=K.REROUTED, hint=_("La derivación nueva sigue a esta y pide su propio permiso."), run=_reroute),
    Way(code="aclarar", verb=V.DISPUTE, label=_("Dice que no fue así"), icon="question-diamond", button=_("Anotar lo que dijo"),
        parts=("reason", "heard_by", "note"), kind=K.DISPUTED, run=_with(actions.dispute, "reason", "heard_by", "note", versioned=False)),
    Way(code="reenviar", verb=V.RESEND, label=_("Enviar otra vez"), icon="arrow-repeat", button=_("Enviar otra vez"), parts=("note",),
        run=_with(actions.resend, "note")),
    Way(code="no-llego", verb=V.MISS, label=_("No llegó"), icon="person-dash", button=_("Anotar que no llegó"), parts=("reason", "note"),
        kind=K.NO_SHOW, run=_with(actions.record_no_show, "reason", "note")),
    Way(code="otra-fecha", verb=V.ASK_OTHER_DATE, label=_("Pide otra fecha"), icon="calendar-week", button=_("Pedir otra fecha"),
        parts=("heard_by", "note"), run=_with(actions.ask_other_date, "heard_by", "note", versioned=False)),
    Way(code="no-ese-dia", verb=V.CALL_OFF, label=_("No podremos ese día"), icon="calendar-week", button=_("Cancelar la cita y avisarle"),
        parts=("note",), hint=_("La derivación sigue aceptada y con plazo: falta darle otra fecha."), run=_call_off),
    Way(code="no-quiere", verb=V.REFUSE, label=_("La persona no quiere"), icon="arrow-return-left", button=_("Anotar que no quiere"),
        parts=("reason", "heard_by", "note"), kind=K.DECLINED_BY_PERSON, run=_with(actions.person_declines, "reason", "heard_by", "note")),
    Way(code="recibir", verb=V.ACKNOWLEDGE, label=_("Solo acusar recibo"), icon="inbox", button=_("Acusar recibo"),
        run=_bare(actions.mark_received)),
    Way(code="retirar", verb=V.WITHDRAW, label=_("Retirar"), icon="trash", button=_("Retirar la derivación"), parts=("reason", "note"),
        kind=K.WITHDRAWN, hint=_("La institución deja de ver los datos en ese momento."), run=_with(actions.withdraw, "reason", "note")),
    Way(code="descartar", verb=V.WITHDRAW, label=_("Descartar"), icon="trash", button=_("Descartar sin enviar"),
        hint=_("No se envió nada y nadie la vio. Deja de estar en su cola."), run=_discard),
    Way(code="cerrar", verb=V.CLOSE, label=_("Cerrar"), icon="check2-all", button=_("Cerrar la derivación"), parts=("note",),
        run=_with(actions.close, "note")),
    Way(code="resolver", verb=V.CLOSE, label=_("Resolver"), icon="check2-all", button=_("Guardar cómo se resolvió"),
        parts=("how", "heard_by", "note"), run=_resolve),
    Way(code="sin-confirmar", verb=V.CLOSE_UNCONFIRMED, label=_("Cerrar sin confirmar"), icon="hourglass-bottom",
        button=_("Cerrar sin confirmación"), parts=("attempts", "note"), hint=_("Tras tres intentos en días y horas distintas."),
        run=_with(actions.close, "attempts", "note")),
)  # fmt: skip
BY_CODE: Mapping[str, Way] = {way.code: way for way in WAYS}


def ways_of(page: Page) -> list[Way]:
    """What is open now to this side and role, the usual first; a dispute is resolved, not merely closed."""
    disputed = page.referral.state == ReferralState.DISPUTED
    hidden = {"cerrar", "confirmar"} if disputed else {"resolver"}
    hidden.add("retirar" if page.referral.state == ReferralState.DRAFT else "descartar")
    return [way for way in WAYS if way.verb in page.open_verbs and way.code not in hidden]
