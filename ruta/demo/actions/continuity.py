"""What would offices have written for the day when everything fails, and what would their drills have shown? Invented."""

from datetime import timedelta

from ruta.accounts.models import Membership
from ruta.accounts.selectors import actor_in
from ruta.base.clock import today
from ruta.base.context import Actor, acting_as
from ruta.base.transactions import action
from ruta.directory.actions import (
    CallTerms,
    ContinuityTerms,
    Held,
    add_call,
    approve_continuity_plan,
    mend_findings,
    plan_drill,
    record_drill,
    save_continuity_plan,
)
from ruta.directory.models import Drill, Office

WRITER, APPROVER = "coordinacion.sps@demo.ruta.hn", "central@demo.ruta.hn"
SAID = {
    "alternative_site": "Salón municipal, a dos cuadras",
    "first_hour": "La coordinación decide si se abre, avisa por la cadena de llamadas y pone un rótulo en la puerta.\n"
    "Quien orienta llama a las personas con cita de esa mañana.",
    "without_power": "Se atiende con papel y con los teléfonos. Los casos con plazo de hoy van primero.",
    "without_network": "Registro en Campo. Lo anotado en papel se teclea el mismo día que vuelve la red.",
    "contacts": "Si nadie contesta en diez minutos, se pasa a quien sigue.",
}
CALLS = (  # whom, by what, and who calls: the place of an earlier one, or whoever learns of it first
    ("Coordinación de la oficina", "mobile", "9500-0001", None),
    ("Orientación de turno", "messages", "9500-0002", 0),
    ("Vigilancia del edificio", "landline", "2500-0003", 0),
    ("Coordinación central", "landline", "2200-0000", 0),
    ("Mesa técnica", "mobile", "9200-0001", 3),
)


@action
def make_continuity(*, actor: Actor) -> int:
    """One approved plan with two drills; a demonstration that has some keeps its own. Says how many are new."""
    del actor
    posts = {
        each.user.email: each for each in Membership.objects.select_related("office", "user").filter(user__email__in=(WRITER, APPROVER))
    }
    place = Office.objects.filter(code="SPS").first()
    if Drill.objects.exists() or len(posts) < len((WRITER, APPROVER)) or place is None:
        return 0
    writer = actor_in(posts[WRITER])
    with acting_as(writer):
        plan = save_continuity_plan(actor=writer, office=place, terms=ContinuityTerms(**SAID, review_on=today() + timedelta(days=150)))
        _chain(writer, place, plan.version)
        tried = plan_drill(actor=writer, office=place, kind="network", planned_on=today())
        found = Held(held_on=today(), minutes=20, went_well=False, findings="Dos teléfonos no tenían Campo instalado.")
        record_drill(actor=writer, drill_id=tried.pk, held=found)
        mend_findings(actor=writer, drill_id=tried.pk, mending="Se instaló y se probó con los dos.")
        plan_drill(actor=writer, office=place, kind="evacuation", planned_on=today() + timedelta(days=30))
    approver = actor_in(posts[APPROVER])
    with acting_as(approver):
        approve_continuity_plan(actor=approver, office=place, version=plan.version + len(CALLS))
    return 2


def _chain(writer: Actor, place: Office, version: int) -> None:
    made: list[int] = []
    for at, (post, kind, phone, caller) in enumerate(CALLS):
        terms = CallTerms(post=post, phone=phone, phone_kind=kind, caller_id=None if caller is None else made[caller])
        made.append(add_call(actor=writer, office=place, terms=terms, version=version + at).pk)
