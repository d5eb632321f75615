"""What would an institution tell people, where and with what, and what would come of it? Invented, like everything of a demonstration."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from ruta.accounts.models import Membership
from ruta.accounts.selectors import actor_in
from ruta.base.clock import today
from ruta.base.context import Actor
from ruta.base.transactions import action
from ruta.communication.actions import (
    MaterialTerms,
    MediaTerms,
    MilestoneTerms,
    SessionTerms,
    add_material,
    add_milestone,
    add_version,
    approve_strategy,
    close_media,
    close_session,
    judge_version,
    open_strategy,
    save_media,
    save_session,
    show_milestone,
    verify_milestone,
    withdraw_version,
)
from ruta.communication.models import Strategy
from ruta.demo.actions.facilities import PAPER
from ruta.territory.models import Territory
from ruta.territory.selectors import territories

WRITER, READER = "central@demo.ruta.hn", "monitoreo@demo.ruta.hn"
# part, what, weight, days from today, whom, place in the order of the twelve (none: the country), verified or shown or neither
MILESTONES = (
    ("design", "Estrategia de comunicación, socialización y orientación diseñada", 4, -300, "all", None, "verified"),
    ("media", "Plan de medios diseñado", 3, -290, "all", None, "verified"),
    ("orientation", "Programa de orientación elaborado", 3, -280, "all", None, "verified"),
    ("tools", "Volante de servicios y guion de radio aprobados", 6, -200, "all", None, "verified"),
    ("campaign", "Campaña para mujeres retornadas", 12, -90, "women", 0, "verified"),
    ("orientation", "Charlas mensuales en casas comunales", 10, -40, "all", 1, "verified"),
    ("campaign", "Campaña para jóvenes sobre cursos cortos", 12, -15, "youth", 2, "shown"),
    ("tools", "Materiales para personas en tránsito, en español e inglés", 10, 60, "transit", 3, ""),
    ("orientation", "Charlas en ocho territorios", 20, 200, "all", 4, ""),
    ("campaign", "Campaña nacional y rendición de cuentas", 20, 400, "all", None, ""),
)
# the same for the strategy of action, in the territories
ACTIONS = (
    ("design", "Estrategia de actuación elaborada y socializada", 10, -310, "all", None, "verified"),
    ("services", "Ventanilla de servicios integrales en marcha", 10, -120, "all", 0, "verified"),
    ("alliances", "Protocolo firmado con la municipalidad y la casa de acogida", 10, -60, "all", 1, "verified"),
    ("projects", "Capital semilla para emprendimientos de mujeres", 15, -10, "women", 2, "shown"),
    ("services", "Unidad itinerante cada quincena", 15, 90, "all", 3, ""),
    ("projects", "Aprendizaje dual para jóvenes", 20, 240, "youth", 4, ""),
    ("following", "Estrategia actualizada con lo que se midió", 20, 420, "all", None, ""),
)
# what, medium, outlet, whom, begins, days, budget, reach, spent and reached where it is over
MEDIA = (
    (
        "Cuña: no deje el país sin saber qué hay aquí",
        "radio",
        "Radio comunitaria de Trujillo",
        "all",
        -120,
        30,
        18_000,
        9_000,
        (17_200, 8_400),
    ),
    (
        "Video corto: qué hacer los primeros siete días",
        "social",
        "Página de la Secretaría",
        "youth",
        -60,
        20,
        12_000,
        40_000,
        (11_900, 52_300),
    ),
    ("Feria de servicios en el parque", "event", "Alcaldía de San Pedro Sula", "women", -10, 1, 25_000, 600, None),
    ("Volante en terminales de buses", "print", "Terminal de Choluteca", "transit", 20, 30, 9_500, 5_000, None),
    ("Entrevista semanal", "radio", "Emisora nacional", "all", 45, 60, 60_000, 120_000, None),
)
# what about, where, municipality, days, hour, whom, came: all, women, young, on the way
TALKS = (
    ("Sus primeros siete días en Honduras", "Casa comunal, frente al parque", "0501", -45, 9, "all", (38, 21, 17, 0)),
    ("Cursos cortos del INFOP y cómo entrar", "Instituto técnico", "0801", -20, 14, "youth", (26, 11, 26, 0)),
    ("Sus derechos si va de paso", "Centro de atención, sala de espera", "0601", -6, 10, "transit", (19, 8, 9, 19)),
    ("Trabajo y crédito para mujeres", "Casa comunal, frente al parque", "0501", 9, 9, "women", None),
    ("Sus primeros siete días en Honduras", "Salón de la alcaldía", "0201", 16, 10, "all", None),
)
PAPERS = (
    ("leaflet", "Servicios gratis para quien vuelve", "Qué servicios hay, dónde y qué llevar.", "all", "approved"),
    ("script", "Guion de radio: cuidado con los engaños", "Para leer en emisoras comunitarias, 40 segundos.", "youth", "submitted"),
    ("guide", "Guía para personas en tránsito", "Sus derechos y dónde pedir ayuda.", "transit", "withdrawn"),
)
DAY = timedelta(days=1)
Piece = tuple[str, str, int, int, str, int | None, str]


@dataclass(frozen=True, slots=True)
class Hands:
    """Who writes and who looks with other eyes."""

    writer: Actor
    reader: Actor


@action
def make_outreach(*, actor: Actor) -> int:
    """A strategy with its milestones, a media plan, talks and materials; says how many milestones. A demonstration that has them keeps its own."""
    del actor
    posts = {each.user.email: each for each in Membership.objects.select_related("office", "user").filter(user__email__in=(WRITER, READER))}
    if Strategy.objects.exists() or set(posts) != {WRITER, READER}:
        return 0
    hands = Hands(actor_in(posts[WRITER]), actor_in(posts[READER]))
    communication = open_strategy(
        actor=hands.writer, title="Estrategia de comunicación y orientación", begins=_in(-330), ends=_in(1100),
        summary="Que quien vuelve, llega o va de paso sepa qué hay para él o ella, en su territorio y en sus palabras; y que las instituciones orienten igual.",
    )  # fmt: skip
    _strategy(hands, communication, MILESTONES, "Acta y documento en la biblioteca de materiales.")
    action_one = open_strategy(
        actor=hands.writer, title="Estrategia de actuación en los territorios", begins=_in(-330), ends=_in(1500), aim="action",
        summary="Que los servicios integrales lleguen a los doce territorios priorizados, uno tras otro, con quienes ya están ahí.",
    )  # fmt: skip
    _strategy(hands, action_one, ACTIONS, "Acta de la mesa del territorio y lista de servicios.")
    for line in MEDIA:
        _media(hands, line)
    for talk in TALKS:
        _talk(hands, talk)
    for paper in PAPERS:
        _paper(hands, paper)
    return len(MILESTONES)


def _strategy(hands: Hands, row: Strategy, lines: Sequence[Piece], evidence: str) -> None:
    places = list(territories(priority_only=True).order_by("sort_name", "pk"))
    made = [add_milestone(actor=hands.writer, strategy_id=row.pk, terms=_piece(line, places)) for line in lines]
    approve_strategy(actor=hands.reader, strategy_id=row.pk)
    for one, line in zip(made, lines, strict=True):
        if line[-1]:
            show_milestone(actor=hands.writer, milestone_id=one.pk, evidence=evidence, evidence_on=one.due_on)
        if line[-1] == "verified":
            verify_milestone(actor=hands.reader, milestone_id=one.pk, is_done=True)


def _piece(line: Piece, places: Sequence[Territory]) -> MilestoneTerms:
    kind, title, weight, days, segment, place, _state = line
    code = "" if place is None else str(places[place].pk)
    return MilestoneTerms(kind=kind, title=title, weight=weight, due_on=_in(days), segment=segment, territory_code=code)


def _media(hands: Hands, line: tuple[str, str, str, str, int, int, int, int, tuple[int, int] | None]) -> None:
    title, medium, outlet, segment, begins, days, budget, reach, done = line
    terms = MediaTerms(
        title=title, medium=medium, outlet=outlet, segment=segment, begins=_in(begins), ends=_in(begins + days), budget=budget, reach=reach
    )
    row = save_media(actor=hands.writer, terms=terms)
    if done:
        close_media(
            actor=hands.writer, item_id=row.pk, version=None, spent=done[0], reached=done[1], source="Informe de la emisora o de la página."
        )


def _talk(hands: Hands, line: tuple[str, str, str, int, int, str, tuple[int, int, int, int] | None]) -> None:
    topic, place, town, days, hour, segment, came = line
    terms = SessionTerms(topic=topic, place=place, municipality_code=town, held_on=_in(days), starts_at=time(hour), segment=segment)
    row = save_session(actor=hands.writer, terms=terms)
    if came:
        counts: Mapping[str, int] = dict(zip(("attended", "women", "youth", "transit"), came, strict=True))
        close_session(actor=hands.writer, session_id=row.pk, version=None, note="Preguntaron por papeles y por cursos de tarde.", **counts)


def _paper(hands: Hands, line: tuple[str, str, str, str, str]) -> None:
    kind, title, purpose, segment, state = line
    row = add_material(actor=hands.writer, terms=MaterialTerms(kind=kind, title=title, purpose=purpose, segment=segment), content=PAPER)
    first = row.versions.defer("content").get()
    if state == "submitted":
        return
    judge_version(actor=hands.reader, version_id=first.pk, is_approved=True)
    if state == "withdrawn":
        withdraw_version(actor=hands.reader, version_id=first.pk, why="Un teléfono cambió. Se prepara otra versión.")
        add_version(actor=hands.writer, material_id=row.pk, changes="Teléfono nuevo.", content=PAPER)


def _in(days: int) -> date:
    return today() + days * DAY
