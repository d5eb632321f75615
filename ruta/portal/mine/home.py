"""What comes next for this person? One thing in large words, then what waits for them, their appointments, their plan and what was written to them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ruta.agenda.actions import open_change
from ruta.agenda.models import Agenda, Appointment
from ruta.base.clock import now, today
from ruta.base.context import Actor, acting_as, system
from ruta.base.days import spoken_hour
from ruta.base.errors import Conflict, Invalid, NotFound
from ruta.base.idempotency import once, was_done
from ruta.cases.models import Goal, PersonalPlan, PlanAction
from ruta.directory.models import Institution
from ruta.people.models.reserved import MASK
from ruta.placements.models import Application
from ruta.portal.links import person as answers
from ruta.portal.links.views import COMING, blame, of_screen
from ruta.portal.links.words import question_for
from ruta.portal.mine.doors import Inside, inside
from ruta.referrals.models import Referral
from ruta.referrals.selectors import page_of
from ruta.referrals.selectors.words import service_label
from ruta.subjects.actions import token_hash
from ruta.subjects.selectors import OwnMessage, OwnReferral, own_messages, own_referral, own_referrals, records_of, self_of
from ruta.taxonomy.errors import UnknownCode
from ruta.taxonomy.selectors import is_reserved, label
from ruta.tickets.selectors import code_of
from ruta.training.selectors import own_enrolments

WRONG = 422
STILL_THERE = timedelta(hours=2)
DONE_SHOWN = 3
SAID = {"voy", "respuesta", "otra-fecha", "no-quiero", "pedido", "retirado", "postulado", "dejado"}


@dataclass(frozen=True, slots=True)
class Expected:
    """An appointment as its person reads it; of a delicate one neither place nor purpose."""

    row: Appointment
    hour: str
    is_delicate: bool
    way: str  # where it is confirmed or changed: referral, agenda, or nothing but the telephone
    code: str = ""

    @property
    def days(self) -> int:
        """How many days are left."""
        return (self.row.starts_at.astimezone(now().tzinfo).date() - today()).days


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the plan."""

    label: str
    due_on: date
    kind: str  # done | here | ahead
    is_own: bool

    @property
    def is_ahead(self) -> bool:
        """Whether the line to it is still dashed."""
        return self.kind != "done"

    @property
    def is_late(self) -> bool:
        """Whether its day went by."""
        return self.kind != "done" and self.due_on < today()


@dataclass(frozen=True, slots=True)
class Aim:
    """A goal with its steps."""

    label: str
    due_on: date
    steps: list[Step]


@require_safe
@inside
def home(request: Inside) -> HttpResponse:
    """The next step first; the rest below it."""
    person, own = self_of(request.visiting.actor), own_referrals()
    expected, aims = expected_of(person.pk, own), aims_of(person.pk)
    said = request.GET.get("listo", "")
    context = {
        "tab": "home", "person": person, "next": expected[0] if expected else None,
        "step": next((step for aim in aims for step in aim.steps if step.kind == "here"), None),
        "asked": [(each, question_of(each)) for each in own if each.waits_for_person],
        "offers": Application.objects.filter(state="suggested").count(), "aims": aims,
        "plan": PersonalPlan.objects.filter(person=person, state="active").order_by("-pk").first(),
        "referrals": [(each, title_of(each)) for each in own if each.closed_at is None], "said": said if said in SAID else "",
        "records": len(records_of(token_hash(request.token))), "has_courses": own_enrolments().exists(),
    }  # fmt: skip
    return render(request, "portal/mine/home.html", context)


@require_safe
@inside
def appointments(request: Inside) -> HttpResponse:
    """When and where they are expected."""
    expected = expected_of(request.visiting.person_id, own_referrals(), with_code=True)
    return render(request, "portal/mine/appointments.html", {"tab": "appointments", "rows": expected})


@require_POST
@inside
def change(request: Inside, appointment_id: int) -> HttpResponse:
    """Go through the door that the agenda has for it: a link of one appointment, used once."""
    row = Appointment.objects.filter(pk=appointment_id).first()
    if row is None:
        raise NotFound(_("Esa cita no está en su página. Vuelva al inicio."))
    machine = system(request.visiting.owner_institution_id, f"visit {request.visiting.visit_id}")
    with acting_as(machine):
        token = open_change(actor=machine, appointment_id=row.pk)
    return redirect("portal:booking", token)


@require_http_methods(["GET", "HEAD", "POST"])
@inside
def referral(request: Inside, referral_id: int) -> HttpResponse:
    """One referral, as behind its link: the appointment, the question, or where it stands."""
    own_referral(referral_id)
    actor = request.visiting.of_referral(referral_id)
    with acting_as(actor):
        page = page_of(actor, referral_id)
        if request.method == "POST" and request.POST.get("hacer") == COMING:
            return _back(COMING)  # nothing is written: one may still say no
        asked = request.POST.get("hacer") or request.GET.get("hacer") or answers.ANSWER
        what = asked if answers.VERBS.get(asked) in page.open_verbs else ""
        kind = answers.FORMS.get(what)
        form = kind(request.POST or None) if kind else None
        if request.method == "POST" and was_done(request.POST.get("idempotency_key", ""), _verb(referral_id)):
            return _back(asked)
        if request.method == "POST" and what and (form is None or form.is_valid()) and _said(request, actor, page.referral, what, form):
            return _back(what)
        context = of_screen(page) | {"what": what, "form": form, "tab": "home"}
        return render(request, "portal/mine/referral.html", context, status=WRONG if form and form.errors else 200)


@require_safe
@inside
def messages(request: Inside) -> HttpResponse:
    """What was written to them."""
    rows = [
        (each, label_of(each), each.body.replace("{link}", _("(enlace)"))) for each in own_messages() if each.template != "account_code"
    ]
    return render(request, "portal/mine/messages.html", {"tab": "home", "rows": rows, "is_chosen": request.GET.get("listo") == "avisos"})


def expected_of(person_id: int, own: Iterable[OwnReferral], *, with_code: bool = False) -> list[Expected]:
    """The appointments to come, the first first."""
    quiet = {each.appointment_id for each in own if each.is_delicate and each.appointment_id}
    rows = Appointment.objects.filter(person=person_id, state="booked", starts_at__gte=now() - STILL_THERE)
    found = list(rows.select_related("office").order_by("starts_at", "pk"))
    reserved = _reserved({(each.host_id, each.agenda_id) for each in found if each.agenda_id})
    open_ids = {each.pk for each in own if each.closed_at is None}
    return [
        Expected(
            row=each, hour=spoken_hour(each.starts_at), way=_way(each, open_ids), code=code_of(each.pk) if with_code else "",
            is_delicate=each.pk in quiet or each.subject == MASK or each.agenda_id in reserved,
        )
        for each in found
    ]  # fmt: skip


def aims_of(person_id: int) -> list[Aim]:
    """The goals of the plan that holds, with what was done last and all that is ahead."""
    goals = Goal.objects.filter(person=person_id, plan__state="active").exclude(state="dropped").exclude(label=MASK)
    rows = PlanAction.objects.filter(person=person_id, plan__state="active").exclude(state="dropped").exclude(label=MASK)
    steps = list(rows.order_by("goal_id", "position", "due_on", "pk"))
    first = min((each for each in steps if each.state != "done"), key=lambda each: (each.due_on, each.position, each.pk), default=None)
    return [
        Aim(goal.label, goal.due_on, _steps([each for each in steps if each.goal_id == goal.pk], first))
        for goal in goals.order_by("position", "pk")
    ]


def question_of(own: OwnReferral) -> str:
    """What they are asked about a referral."""
    return question_for(own.service_type, is_delicate=own.is_delicate)


def title_of(own: OwnReferral) -> str:
    """What a list calls a referral."""
    return _("Solicitud %(number)s") % {"number": own.number} if own.is_delicate else service_label(own.service_type)


def label_of(message: OwnMessage) -> str:
    """What a message was about."""
    try:
        return label("notifications", message.template)
    except UnknownCode:
        return _("Mensaje")


def names_of(ids: Iterable[int | None]) -> dict[int, str]:
    """Institutions by their number, as everybody knows them."""
    rows = Institution.objects.filter(pk__in={each for each in ids if each})
    return dict(rows.order_by("pk").values_list("pk", "short_name"))


def _steps(rows: list[PlanAction], first: PlanAction | None) -> list[Step]:
    done = [each for each in rows if each.state == "done"][-DONE_SHOWN:]
    ahead = [each for each in rows if each.state != "done"]
    return [Step(each.label, each.due_on, _kind(each, first), each.who == "person") for each in (*done, *ahead)]


def _kind(row: PlanAction, first: PlanAction | None) -> str:
    if row.state == "done":
        return "done"
    return "here" if first and row.pk == first.pk else "ahead"


def _reserved(agendas: set[tuple[int, int | None]]) -> set[int]:
    """Which of these agendas are of a service that is not said; each institution keeps its own."""
    found: set[int] = set()
    for host in {host for host, _agenda in agendas}:
        with acting_as(system(host, "own appointments")):
            rows = Agenda.objects.filter(pk__in=[agenda for at, agenda in agendas if at == host]).order_by("pk")
            found |= {pk for pk, service in rows.values_list("pk", "service_type") if is_reserved(service)}
    return found


def _way(row: Appointment, open_ids: set[int]) -> str:
    if row.referral_ref in open_ids:
        return "referral"
    return "agenda" if row.agenda_id and row.host_id == row.owner_institution_id else ""


def _said(request: Inside, actor: Actor, row: Referral, what: str, form: Any) -> bool:
    try:
        once(
            actor=actor, key=request.POST.get("idempotency_key", ""), verb=_verb(row.pk),
            run=lambda: answers.run(actor, row, what, form).pk,
        )  # fmt: skip
    except (Invalid, Conflict) as error:
        if form is None:
            raise
        blame(form, error)
        return False
    return True


def _verb(referral_id: int) -> str:
    return f"own referral {referral_id}"


def _back(what: str) -> HttpResponse:
    return redirect(f"{reverse('portal:my_home')}?listo={what}")
