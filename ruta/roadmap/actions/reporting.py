"""How does somebody say how far a piece of work is?"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from ruta.base import clock
from ruta.base.context import Actor
from ruta.base.errors import Conflict, Invalid, NotFound, Refused
from ruta.base.transactions import action
from ruta.roadmap.enums import WORK, State
from ruta.roadmap.models import Node, Plan, PlanVersion, Progress
from ruta.roadmap.policies import can_edit_plans


@dataclass(frozen=True)
class Report:
    """What is said of a piece of work; `seen` is the report that the teller had before their eyes, if there was one."""

    state: str
    percent: int
    note: str = ""
    seen: int | None = None


@action
def report_progress(*, actor: Actor, plan: Plan, key: str, report: Report) -> Progress:
    """Add a report to those of a piece of work; the ones before stay."""
    if not can_edit_plans(actor):
        raise Refused(_("Solo coordinación central, monitoreo y administración anotan avances. Pídalo a una de ellas."))
    _demand_sense(report)
    version = PlanVersion.objects.select_for_update().filter(plan=plan, is_current=True).first()
    if not Node.objects.filter(version=version, key=key, kind__in=WORK).exists():
        raise NotFound(_("Esa actividad no está en la versión vigente del plan."))
    latest = Progress.objects.filter(plan=plan, key=key).order_by("-at", "-id").first()
    if latest and latest.pk != report.seen:
        raise Conflict(
            _("Otra persona anotó un avance mientras usted escribía: %(percent)s %%. Revise y envíe otra vez.")
            % {"percent": latest.percent},
            theirs=latest.percent,
            yours=report.percent,
        )
    return Progress.objects.create(
        plan=plan, key=key, state=report.state, percent=report.percent, note=report.note, at=clock.now(), by=actor.user_id,
        institution_id=actor.institution_id,
    )  # fmt: skip


def _demand_sense(report: Report) -> None:
    if not 0 <= report.percent <= 100:
        raise Invalid(_("Revise el avance."), fields={"percent": _("El avance va de 0 a 100.")})
    if (report.state == State.DONE) != (report.percent == 100):
        raise Invalid(_("Revise el avance."), fields={"percent": _("Terminada es 100 %, y solo terminada.")})
    if report.state == State.WAITING and report.percent:
        raise Invalid(_("Revise el avance."), fields={"percent": _("Sin empezar es 0 %.")})
    if report.state == State.STOPPED and not report.note:
        raise Invalid(_("Diga qué la detiene."), fields={"note": _("Diga qué la detiene.")})
