"""What did colleagues find out in a demonstration? One recommended and done elsewhere, one to be looked at, one declined."""

from datetime import timedelta

from django.db import transaction

from ruta.base.clock import today
from ruta.base.context import Actor, acting_as, system
from ruta.directory.models import Office
from ruta.quality.actions import PracticeTerms, replicate_practice, review_practice, submit_practice, tell_result
from ruta.quality.models import Practice

TOLD = (
    PracticeTerms(
        kind="practice", title="Primero quien viene de lejos", problem="Personas de aldeas perdían el último bus esperando turno.",
        what="Recepción pregunta de dónde viene y da prioridad a quien viaja más de una hora.", gain="En dos meses nadie tuvo que volver otro día por el bus.",
    ),
    PracticeTerms(
        kind="practice", title="Hoja de vida en la misma visita", problem="La mitad no volvía con su hoja de vida.",
        what="Se hace con la persona al terminar la valoración, en 15 minutos.", gain="De cada diez, nueve salen con ella.",
    ),
    PracticeTerms(kind="idea", title="Abrir los sábados", problem="Quien trabaja entre semana no puede venir.", what="Un sábado al mes, con turno."),
)  # fmt: skip
JUDGED = (
    ("accepted", "Cuesta poco y se puede hacer en todas las oficinas."),
    ("", ""),
    ("declined", "No hay presupuesto para horas extra este año."),
)
ELSEWHERE = (("TGU", 70, "works", "Funcionó igual; hubo que explicarlo en la fila."), ("LCE", 20, "", ""))


def make_practices(*, actor: Actor) -> int:
    """Write them once; says how many."""
    office = Office.objects.filter(code="SPS", is_active=True).first()
    if office is None:
        return 0
    machine = system(office.institution_id, actor.reason or "demo")
    with acting_as(machine), transaction.atomic():
        if Practice.objects.filter(owner_institution_id=office.institution_id).exists():
            return 0
        for terms, (state, note) in zip(TOLD, JUDGED, strict=True):
            row = submit_practice(actor=machine, terms=terms)
            if state:
                review_practice(actor=machine, practice_id=row.pk, state=state, note=note)
        first = Practice.objects.filter(state="accepted").order_by("pk")[0]
        for code, days, state, result in ELSEWHERE:
            _replicated(machine, first, code, days, (state, result))
        return Practice.objects.count()


def _replicated(machine: Actor, practice: Practice, code: str, days: int, told: tuple[str, str]) -> None:
    there = Office.objects.filter(code=code, is_active=True).first()
    if there is None:
        return
    row = replicate_practice(actor=machine, practice_id=practice.pk, office_id=there.pk, begun_on=today() - timedelta(days=days))
    if told[0]:
        tell_result(actor=machine, replica_id=row.pk, state=told[0], result=told[1])
