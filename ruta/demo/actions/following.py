"""What would institutions have undertaken, which risks would they watch, and what did their roundtables agree?"""

from datetime import timedelta

from ruta.accounts.models import Membership
from ruta.accounts.selectors import actor_in
from ruta.base.clock import now, today
from ruta.base.context import Actor
from ruta.base.transactions import action
from ruta.directory.models import Institution
from ruta.roadmap.actions import say_light, write_meeting
from ruta.roadmap.models import Meeting, Plan, Risk, RiskReview, Round, Undertaking

PLAN = "hoja-de-ruta"
# title, kind, institution, days from today, how it ended
UNDERTAKEN = (
    ("Publicar la licitación del equipo de las oficinas", "corrective", "SETRASS-DGE", -6, ""),
    ("Aprobar la estrategia de medios con SENPRENDE", "corrective", "SENPRENDE", 4, ""),
    ("Reservar aulas de INFOP para el primer trimestre", "preventive", "INFOP", 18, ""),
    ("Nombrar enlace en cada oficina municipal", "preventive", "SRECI", -40, "Nombrados los seis enlaces."),
)
AGREED = (("Compartir el calendario de retornos cada mes", "SRECI", 10), ("Abrir un cupo de 40 personas en cursos cortos", "INFOP", -2))
# probability, impact, control, days until the next review
VALUED = (
    (4, 5, "Gestión conjunta del presupuesto con Finanzas.", 40), (3, 5, "Convenio firmado por las dos autoridades.", -5), (4, 4, "", 20),
    (2, 3, "Personal de respaldo.", 60), (1, 4, "Respaldo diario de los datos.", 90), (3, 3, "Reunión mensual con los territorios.", 15),
)  # fmt: skip


@action
def make_following(*, actor: Actor) -> int:
    """A handful of each for the roadmap; a demonstration that has some keeps its own. Says how many are new."""
    del actor
    post = Membership.objects.select_related("office").filter(user__email="central@demo.ruta.hn").order_by("pk").first()
    plan = Plan.objects.filter(code=PLAN).first()
    if post is None or plan is None or Undertaking.objects.exists():
        return 0
    central = actor_in(post)
    known = {each.code: each for each in Institution.objects.filter(code__in=("SETRASS-DGE", "SENPRENDE", "INFOP", "SRECI"))}
    _undertake(central, plan, known)
    _meet(central, known)
    _value(central, plan, known["SETRASS-DGE"])
    say_light(actor=central, plan=plan, key="I4-pmse", light="risk", reason="Dos instituciones todavía no envían sus informes.")
    return len(UNDERTAKEN) + len(AGREED) + len(VALUED) + 2


def _undertake(central: Actor, plan: Plan, known: dict[str, Institution]) -> None:
    row = Round.objects.filter(plan=plan, closed_at__isnull=False).order_by("-begins").first()
    for title, kind, code, days, outcome in UNDERTAKEN:
        Undertaking.objects.create(
            kind=kind, title=title, institution=known[code], due_on=today() + timedelta(days=days), plan=plan, round=row, by=central.user_id,
            at=now() - timedelta(days=50), outcome=outcome, closed_at=now() if outcome else None, closed_by=central.user_id if outcome else None, was_kept=True if outcome else None,
        )  # fmt: skip


def _meet(central: Actor, known: dict[str, Institution]) -> None:
    held: Meeting = write_meeting(
        actor=central, title="Mesa interinstitucional de atención al migrante", held_on=today() - timedelta(days=30), place="Tegucigalpa",
        present="SETRASS, SRECI, INFOP, SENPRENDE, INM", minutes="Se revisó la ronda anterior. Preocupa el atraso de comunicación e infraestructura.",
    )  # fmt: skip
    for title, code, days in AGREED:
        Undertaking.objects.create(
            kind="commitment", title=title, institution=known[code], due_on=today() + timedelta(days=days), meeting=held, by=central.user_id,
            at=held.at,
        )  # fmt: skip


def _value(central: Actor, plan: Plan, institution: Institution) -> None:
    found = Risk.objects.filter(node__version__plan=plan, node__version__is_current=True).select_related("node").order_by("pk")
    for risk, (probability, impact, control, days) in zip(found[: len(VALUED)], VALUED, strict=False):
        RiskReview.objects.create(
            plan=plan, key=risk.node.key, text=risk.text, probability=probability, impact=impact, control=control, institution=institution,
            review_on=today() + timedelta(days=days), by=central.user_id, at=now() - timedelta(days=60),
        )  # fmt: skip
