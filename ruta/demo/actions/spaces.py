"""In which spaces would people take part, what would they say, and what would come of it? Invented, like everything of a demonstration."""

from datetime import date, timedelta

from ruta.accounts.models import Membership
from ruta.accounts.selectors import actor_in
from ruta.base.clock import now, today
from ruta.base.context import Actor
from ruta.base.transactions import action
from ruta.directory.models import Institution
from ruta.roadmap.actions import (
    Heard,
    Minutes,
    Promise,
    SpaceTerms,
    answer_contribution,
    close_undertaking,
    convene_meeting,
    note_contribution,
    publish_minutes,
    save_space,
    undertake,
    write_minutes,
)
from ruta.roadmap.models import Meeting, Space, Undertaking

WRITER, READER = "central@demo.ruta.hn", "monitoreo@demo.ruta.hn"
# kind, name, what for, who convenes, municipality, members, women
SPACES = (
    ("roundtable", "Mesa de empleo del Valle de Sula", "Acordar cada trimestre cupos, ferias y derivaciones en Cortés.", "SETRASS-DGE", "0501", None, None),
    ("network", "Red de mujeres retornadas de Choluteca", "Apoyarse entre vecinas y decir a las instituciones qué falta.", "SENPRENDE", "0601", 48, 48),
    ("consultation", "Consulta comunitaria de Trujillo", "Oír a los hogares que reciben a quienes vuelven.", "SRECI", "0201", None, None),
    ("household", "Encuesta de hogares de La Ceiba", "Preguntar casa por casa qué ayudó y qué falta a quienes recibieron a alguien.", "SRECI", "0101", None, None),
    ("diaspora", "Hondureños en Houston por su municipio", "Unir a quienes están fuera con los planes de su municipio de origen.", "SRECI", "", 120, 64),
    ("local_plan", "Plan local de reintegración de Santa Bárbara", "Unir a la alcaldía y a las instituciones en un plan de dos años.", "SETRASS-DGE", "1601", None, None),
    ("forum", "Foro nacional de reintegración", "Rendir cuentas una vez al año.", "SRECI", "", None, None),
)  # fmt: skip
HEARD = (
    ("Guarderías", "Muchas madres no pueden ir a los cursos porque no tienen con quién dejar a sus hijos.", 14, "INFOP"),
    ("Horarios", "Los cursos son de mañana y la gente trabaja en ese horario.", 9, "INFOP"),
    ("Documentos", "Se tarda demasiado reponer la partida de nacimiento.", 6, "SRECI"),
)
# what, who, days since it fell due, days before (or after, below zero) at which it was closed, and whether it was kept
OVER = (
    ("Publicar los cupos del trimestre en las seis oficinas", "SETRASS-DGE", 50, 6, True),
    ("Inscribir a veinte personas de la lista de espera", "INFOP", 40, 2, True),
    ("Nombrar un enlace en la alcaldía", "SRECI", 30, -8, True),
    ("Pagar el transporte de quienes viven lejos", "SENPRENDE", 25, 3, False),
    ("Pasar la lista de empresas que contratan", "SETRASS-DGE", 12, None, None),
)


@action
def make_spaces(*, actor: Actor) -> int:
    """A space of each kind, one of them with a whole story; a demonstration that has some keeps its own. Says how many are new."""
    del actor
    posts = {each.user.email: each for each in Membership.objects.select_related("office", "user").filter(user__email__in=(WRITER, READER))}
    if Space.objects.exists() or WRITER not in posts:
        return 0
    known = {each.code: each for each in Institution.objects.filter(code__in=("SETRASS-DGE", "SENPRENDE", "INFOP", "SRECI"))}
    writer = actor_in(posts[WRITER])
    made = [save_space(actor=writer, terms=_terms(row, known)) for row in SPACES]
    first = _held(
        writer,
        made[0],
        today() - timedelta(days=70),
        "Se revisaron los cupos del trimestre. Falta quién cuide a los niños durante los cursos.",
    )
    kept = _agreed(writer, first, "Abrir un curso por la tarde en San Pedro Sula", known["INFOP"], 60)
    _agreed(writer, first, "Buscar con la alcaldía un lugar para cuidar niños", known["SETRASS-DGE"], 20)
    _over(writer, first, known)
    _heard(writer, first, known, kept)
    _surveyed(writer, next(each for each in made if each.asks_households), known)
    if READER in posts:
        publish_minutes(actor=actor_in(posts[READER]), meeting_id=first.pk)
    close_undertaking(
        actor=writer, undertaking_id=kept.pk, outcome="Abierto con 25 cupos, de lunes a jueves a las 5 de la tarde.", was_kept=True
    )
    convene_meeting(
        actor=writer,
        space_id=made[0].pk,
        held_on=today() + timedelta(days=20),
        place="San Pedro Sula",
        agenda="Cupos del próximo trimestre\nFeria de empleo",
    )
    return len(made)


def _terms(row: tuple[str, str, str, str, str, int | None, int | None], known: dict[str, Institution]) -> SpaceTerms:
    kind, name, purpose, code, town, members, women = row
    return SpaceTerms(
        kind=kind, name=name, purpose=purpose, convener=known[code], municipality_code=town, members=members, women=women,
        begins=today() - timedelta(days=200), is_public=True, how_to_join="Pregunte en la oficina de SI EMPLEO más cercana.",
    )  # fmt: skip


def _held(writer: Actor, space: Space, day: date, minutes: str) -> Meeting:
    called = convene_meeting(actor=writer, space_id=space.pk, held_on=day, place="San Pedro Sula", agenda="Cupos y derivaciones")
    said = Minutes(present="SETRASS, INFOP, SENPRENDE, alcaldía", minutes=minutes, attended=36, returned=17)
    return write_minutes(actor=writer, meeting_id=called.pk, said=said)


def _surveyed(writer: Actor, space: Space, known: dict[str, Institution]) -> None:
    """A wave of the survey, what it found most, and what is done about it."""
    called = convene_meeting(
        actor=writer, space_id=space.pk, held_on=today() - timedelta(days=40), place="La Ceiba", agenda="Levantamiento"
    )
    said = Minutes(present="SRECI, INE", minutes="Lo que más falta es ingreso en los primeros tres meses.", attended=212, returned=148)
    wave = write_minutes(actor=writer, meeting_id=called.pk, said=said)
    found = Heard(
        theme="Ingreso", said="No hay ingreso en los primeros tres meses.", times=96, institution=known["SENPRENDE"], meeting=wave
    )
    row = note_contribution(actor=writer, space_id=space.pk, said=found)
    answer_contribution(
        actor=writer, contribution_id=row.pk, answer="La convocatoria de capital semilla se abre cada trimestre en la ciudad."
    )


def _agreed(writer: Actor, meeting: Meeting, title: str, institution: Institution, days: int) -> Undertaking:
    said = Promise(kind="commitment", title=title, institution=institution, due_on=today() + timedelta(days=days), meeting=meeting)
    return undertake(actor=writer, said=said)


def _over(writer: Actor, meeting: Meeting, known: dict[str, Institution]) -> None:
    """What fell due already: kept in time, kept late, not kept, and left open."""
    for title, code, ago, before, was_kept in OVER:
        closed = (
            {}
            if before is None
            else {"closed_at": now() - timedelta(days=ago + before), "closed_by": writer.user_id, "outcome": "Anotado en el acta."}
        )
        Undertaking.objects.create(
            kind="commitment", title=title, institution=known[code], due_on=today() - timedelta(days=ago), meeting=meeting, by=writer.user_id,
            at=meeting.at, was_kept=was_kept, **closed,
        )  # fmt: skip


def _heard(writer: Actor, meeting: Meeting, known: dict[str, Institution], kept: Undertaking) -> None:
    space = meeting.space
    if space is None:
        return
    for theme, said, times, code in HEARD:
        row = note_contribution(
            actor=writer, space_id=space.pk, said=Heard(theme=theme, said=said, times=times, institution=known[code], meeting=meeting)
        )
        if theme == "Horarios":
            answer_contribution(actor=writer, contribution_id=row.pk, answer="Se abre un curso por la tarde.", undertaking=kept)
