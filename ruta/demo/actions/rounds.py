"""What would the institutions have answered in two closed rounds and one that is open?"""

import struct
import zlib
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from ruta.accounts.models import Membership
from ruta.accounts.selectors import actor_in
from ruta.base.clock import HONDURAS, today
from ruta.base.context import Actor, acting_as, system
from ruta.base.sealed import lock
from ruta.base.transactions import action
from ruta.directory.models import Institution
from ruta.roadmap.actions import count_values, open_due_rounds, open_round, set_duty
from ruta.roadmap.enums import AskKind
from ruta.roadmap.models import Plan, Round, RoundAnswer, RoundAsk, RoundEvidence, RoundRemark, RoundVerdict
from ruta.roadmap.rules import Due

PLAN, REINTEGRATION = "hoja-de-ruta", "plan-reintegracion"
# row of the plan → who answers besides nobody; the others are answered for by the owner of the plan.
DUTIES = {
    "I1-formacion": "INFOP", "I2-mecanismo": "SRECI", "I2-municipal": "SRECI", "I5-comunicacion": "SENPRENDE", "I6-interoperabilidad": "SRECI",
}  # fmt: skip
# series or row → what was said in each of the three rounds; invented.
SAID = {
    "I1-marco-legal": (100, 100, 100), "I1-estructura": (70, 80, 85), "I1-infraestructura": (25, 35, 45), "I1-formacion": (35, 50, 62),
    "I2-mecanismo": (60, 80, 90), "I2-municipal": (30, 40, 48), "I2-agentes": (20, 30, 35), "I3-estrategia": (24, 28, 31), "I4-pmse": (20, 30, 40),
    "I5-comunicacion": (8, 12, 18), "I6-interoperabilidad": (20, 30, 35), "offices_improved": (0, 1, 1), "people_trained": (21, 44, 48),
    "institutions_in_mechanism": (6, 8, 9), "offices_with_protocol": (0, 1, 1), "agents_certified": (1, 2, 3), "agents_plans": (0, 1, 1),
    "strategy_share": (24, 28, 31), "strategy_territories": (2, 3, 3), "comms_share": (8, 12, 18), "oml_reports": (0, 0, 1),
    "institutions_sharing": (3, 4, 4), "work_authorisations": (1, 3, 4), "migrants_served": (2, 3, 4),
    "p5_o1_a01": (80, 100, 100), "p5_o1_a02": (30, 45, 60), "p4_o1_a02": (20, 30, 40), "p1_o1_a01": (10, 20, 30),
}  # fmt: skip
SUMMARIES = (
    "Contestaron las cuatro instituciones. Infraestructura y comunicación van atrasadas por la compra de equipo.",
    "Se recuperó la formación del personal. Comunicación sigue atrasada: falta aprobar la estrategia de medios.",
)
FOLLOWED = "Análisis de tres meses: cuatro acciones clave en marcha; las demás esperan presupuesto."
DIFFICULTY = "La compra espera la aprobación del presupuesto."


@dataclass(frozen=True)
class When:
    """The days of one round of the demonstration."""

    opened: date
    answered: date
    judged: date


@action
def make_rounds(*, actor: Actor) -> int:
    """Two closed rounds and an open one of the roadmap, a closed one of the reintegration plan; a demonstration that has rounds keeps its own. Says how many are new."""
    del actor
    central = _post("central@demo.ruta.hn")
    plan = Plan.objects.filter(code=PLAN).first()
    if central is None or plan is None or Round.objects.exists():
        return 0
    for key, code in DUTIES.items():
        set_duty(actor=central, plan=plan, key=key, institutions=list(Institution.objects.filter(code=code)))
    first, last = _quarters()
    for place, (begins, ends) in enumerate((first, last)):
        row = open_round(actor=system(None, "demo"), plan=plan, due=Due("quarterly", begins, ends))
        when = When(ends + timedelta(days=1), ends + timedelta(days=12), ends + timedelta(days=18))
        _answer(row, central, place, when)
        _close(row, central, SUMMARIES[place], when)
    followed = Plan.objects.filter(code=REINTEGRATION).first()
    if followed:
        row = open_round(actor=system(None, "demo"), plan=followed, due=Due("quarterly", *last))
        when = When(last[1] + timedelta(days=1), last[1] + timedelta(days=12), last[1] + timedelta(days=18))
        _answer(row, central, 1, when)
        _close(row, central, FOLLOWED, when)
    opened = open_due_rounds(actor=system(None, "demo"))
    now_on = today()
    for row in Round.objects.filter(pk__in=opened, plan=plan):
        _answer(row, central, 2, When(now_on - timedelta(days=15), now_on - timedelta(days=3), now_on - timedelta(days=1)))
    return 2 + bool(followed) + len(opened)


def _quarters() -> tuple[tuple[date, date], tuple[date, date]]:
    """The two quarters before the one that ended last."""
    months = today().year * 12 + 3 * ((today().month - 1) // 3)
    firsts = [date((months + move) // 12, (months + move) % 12 + 1, 1) for move in (-9, -6, -3)]
    return (firsts[0], firsts[1] - timedelta(days=1)), (firsts[1], firsts[2] - timedelta(days=1))


def _post(email: str) -> Actor | None:
    post = Membership.objects.select_related("office").filter(user__email=email).order_by("pk").first()
    return actor_in(post) if post else None


def _answer(row: Round, central: Actor, place: int, when: When) -> None:
    """The institutions answer: in the open round one owes everything, one waits, one had to correct."""
    with acting_as(system(None, "demo")):
        Round.objects.filter(pk=row.pk).update(opened_at=_at(when.opened), due_on=when.opened + timedelta(days=20))
        asks = list(RoundAsk.objects.filter(round=row).select_related("owner_institution").order_by("position", "pk"))
    focal = {each: _focal(each) for each in {ask.owner_institution_id for ask in asks}}
    is_open = place == len(SUMMARIES)
    for number, ask in enumerate(asks):
        teller = focal[ask.owner_institution_id]
        if teller is None or (is_open and ask.owner_institution.code == "SRECI"):
            continue
        with acting_as(teller):
            answer = _write(row, ask, teller, place, when)
        waits = is_open and (ask.owner_institution.code == "SENPRENDE" or number % 4 == 1)
        if not waits:
            with acting_as(central):
                _judge(row, answer, central, when, is_returned=is_open and number % 4 == 2)


def _focal(institution_id: int) -> Actor | None:
    posts = Membership.objects.select_related("office").filter(role="me_focal_point", office__institution_id=institution_id)
    post = posts.order_by("pk").first()
    return actor_in(post) if post else None


def _write(row: Round, ask: RoundAsk, teller: Actor, place: int, when: When) -> RoundAnswer:
    is_activity = ask.kind == AskKind.ACTIVITY
    value = SAID.get(ask.key if is_activity else ask.series, (0, 0, 0))[place]
    same = {"round": row, "owner_institution_id": ask.owner_institution_id, "by": teller.user_id, "at": _at(when.answered)}
    is_behind = is_activity and ask.planned is not None and value < ask.planned - 15
    answer = RoundAnswer.objects.create(
        ask=ask, percent=value if is_activity else None, value=None if is_activity or ask.is_counted else Decimal(value),
        done="Trabajo del trimestre según el plan." if value else "Todavía no empieza.", difficulty=DIFFICULTY if is_behind else "", sending=1,
        sent_at=_at(when.answered), **same,
    )  # fmt: skip
    if value:
        RoundEvidence.objects.create(ask=ask, kind="link", name="Informe del trimestre", url="https://ejemplo.hn/informe", **same)
    if value and ask.key == "I1-formacion" and is_activity:
        picture = _picture()
        RoundEvidence.objects.create(ask=ask, kind="png", name="taller.png", size=len(picture), sealed=lock().encrypt(picture), **same)
        RoundRemark.objects.create(ask=ask, text="La lista de asistencia queda en la regional de San Pedro Sula.", **same)
    return answer


def _judge(row: Round, answer: RoundAnswer, central: Actor, when: When, *, is_returned: bool) -> None:
    RoundVerdict.objects.create(
        answer=answer, round=row, owner_institution_id=answer.owner_institution_id, sending=1, is_accepted=not is_returned,
        reason="Falta decir en qué oficinas." if is_returned else "", by=central.user_id, at=_at(when.judged),
    )  # fmt: skip


def _close(row: Round, central: Actor, summary: str, when: When) -> None:
    with acting_as(system(None, "demo")):
        count_values(actor=system(None, "demo"), round_id=row.pk)
        Round.objects.filter(pk=row.pk).update(closed_at=_at(when.judged), closed_by=central.user_id, summary=summary)


def _at(day: date) -> datetime:
    return datetime.combine(day, time(10, 30), HONDURAS)


def _picture() -> bytes:
    """A small grey square, as PNG."""
    side = 64
    pixels = zlib.compress(b"".join(b"\x00" + b"\x9a" * side for _ in range(side)))
    parts = ((b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)), (b"IDAT", pixels), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in parts
    )
