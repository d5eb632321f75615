"""What lies in the box of a demonstration, how was it answered, and what changed because of it?"""

from datetime import date, datetime, time, timedelta

from django.db import connection, transaction

from ruta.base.clock import HONDURAS, today
from ruta.base.context import Actor, acting_as, system
from ruta.base.workdays import work_calendar
from ruta.directory.models import Office
from ruta.quality.actions import ANSWER_DAYS
from ruta.quality.enums import WrittenKind, WrittenState
from ruta.quality.models import ServiceChange, Suggestion
from ruta.quality.selectors import box_owner

NOON = time(12)
IDS = "SELECT nextval(pg_get_serial_sequence('quality_suggestion', 'id')) FROM generate_series(1, %s)"
# What changed: decided so many days ago, due and done in so many.
CHANGES = (
    (
        "Se atiende también los sábados por la mañana en San Pedro Sula",
        "De 8 a 12, sin cita, para quien trabaja entre semana.",
        120,
        30,
        28,
    ),
    ("Los mensajes dicen qué documentos llevar", "Cada aviso de cita nombra los papeles que hacen falta.", 60, 90, None),
)
# Kind, words, days since it came, days until its answer (none: waits), state, answer, change.
WRITTEN: tuple[tuple[str, str, int, int | None, str, str, int | None], ...] = (
    ("suggestion", "Trabajo de lunes a viernes y no puedo llegar. ¿Podrían abrir el sábado?", 140, 8, "agreed", "Desde el mes que viene abrimos los sábados de 8 a 12. Gracias por decirlo.", 0),
    ("suggestion", "Abran un día del fin de semana, por favor.", 133, 9, "answered", "Ya se decidió: los sábados por la mañana, sin cita.", 0),
    ("complaint", "Viajé dos horas y me faltaba un papel que nadie me dijo que llevara.", 75, 11, "agreed", "Tiene razón. Desde ahora cada aviso dice qué documentos llevar.", 1),
    ("complaint", "Me dijeron que llevara la constancia hasta que ya estaba ahí.", 64, 6, "answered", "El aviso de su cita dirá qué llevar. Disculpe la vuelta.", 1),
    ("thanks", "La orientadora me explicó todo con paciencia y salí con una cita. Gracias.", 50, 3, "answered", "Se lo contamos a la oficina. Gracias por escribir.", None),
    ("complaint", "Esperé más de una hora y no había dónde sentarse.", 41, 17, "answered", "Pedimos más sillas y que el turno se vea en la pantalla.", None),
    ("suggestion", "Que se pueda pedir la cita por mensaje.", 30, 5, "reopened", "Puede pedirla en el portal.", None),
    ("complaint", "Un señor afuera cobraba por llenar la hoja de solicitud.", 18, None, "received", "", None),
    ("suggestion", "Pongan los trabajos que aceptan personas mayores de 50.", 5, None, "received", "", None),
    ("thanks", "Me ayudaron con la hoja de vida y ya tengo entrevista.", 2, None, "received", "", None),
)  # fmt: skip


def make_suggestions(*, actor: Actor) -> int:
    """Write them once for the institution that keeps the box; says how many."""
    own = box_owner()
    if own is None:
        return 0
    with acting_as(system(own, actor.reason or "demo")), transaction.atomic():
        if Suggestion.objects.exists():
            return 0
        offices = list(Office.objects.filter(institution=own, kind="si_empleo", code__in=("SPS", "TGU")).order_by("code"))
        changes = [_change(own, *each) for each in CHANGES]
        with connection.cursor() as cursor:
            cursor.execute(IDS, [len(WRITTEN)])
            numbers = [row[0] for row in cursor.fetchall()]
        rows = [_row(own, number, each, changes, offices) for number, each in zip(numbers, WRITTEN, strict=True)]
        Suggestion.objects.bulk_create(rows)
        return len(rows)


def _change(own: int, title: str, told: str, ago: int, due: int, done: int | None) -> ServiceChange:
    since = today() - timedelta(days=ago)
    return ServiceChange.objects.create(
        owner_institution_id=own, title=title, told=told, decided_on=since, due_on=since + timedelta(days=due),
        done_on=since + timedelta(days=done) if done else None,
    )  # fmt: skip


def _row(
    own: int, number: int, said: tuple[str, str, int, int | None, str, str, int | None], changes: list[ServiceChange], offices: list[Office]
) -> Suggestion:
    kind, text, ago, until, state, answer, change = said
    came = today() - timedelta(days=ago)
    again, due_on = WrittenState(state) == WrittenState.REOPENED, work_calendar().add_days(came, ANSWER_DAYS)
    answered = None if until is None else came + timedelta(days=until)
    return Suggestion(
        id=number, owner_institution_id=own, number=f"S-{came.year}-{number:05d}", kind=WrittenKind(kind), text=text, state=state, answer=answer,
        office=offices[number % len(offices)] if offices and number % 3 else None, received_at=_noon(came),
        due_on=work_calendar().add_days(today(), ANSWER_DAYS) if again else due_on, answered_at=_noon(answered) if answered else None,
        was_late=answered is not None and answered > due_on,
        reply="En el portal no encontré dónde." if again else "", change=None if change is None else changes[change],
    )  # fmt: skip


def _noon(day: date) -> datetime:
    return datetime.combine(day, NOON, HONDURAS)
