"""Which contracts of migrants were read with the person in a demonstration, and which promises were broken?"""

from collections.abc import Iterable
from datetime import timedelta
from functools import cache
from typing import Any

from ruta.accounts.enums import Role
from ruta.accounts.models import Membership
from ruta.accounts.selectors import actor_in
from ruta.base.context import Actor, acting_as
from ruta.cases.instruments import QuestionType, Result, assess
from ruta.cases.selectors import case_instrument
from ruta.placements.actions import CHECKLIST, report_breach, resolve_breach
from ruta.placements.enums import ApplicationState, BreachPlace
from ruta.placements.models import Application, Breach, ContractCheck
from ruta.placements.rules.following import HOME
from ruta.placements.selectors import failing_of

AS_IT_SHOULD = {"free_decision": "yes", "differs_from_offer": "same"}
UNCLEAR = {"deductions_listed": "unclear", "rest_overtime": "unclear"}
READ_BEFORE = timedelta(days=2)
BROKEN = (
    ("wage_lower", "hidden_deductions"), ("hours_rest",), ("wage_unpaid",), ("housing",), ("other_work",), ("no_insurance", "no_channel"),
    ("hours_rest", "wage_lower"), ("wage_unpaid",), ("housing", "hidden_deductions"), ("passport_taken",), ("other_work",), ("hours_rest",),
)  # fmt: skip
STILL_OPEN = 5  # the last of them
HOW = ("El empleador pagó lo que faltaba y firmó el acuerdo.", "La inspección visitó el lugar y el empleador corrigió.")
BATCH = 2_000


def is_read(application_id: int) -> bool:
    """Whether the contract was read by now: three of four were, the others wait and do not count yet."""
    return application_id % 4 != 0


def keep_checks(rows: Iterable[Application], *, checker: int | None) -> int:
    """One reading for each contract that counts, and one with doubts for half of those that wait; says how many."""
    made = [_check(row, checker, is_fine=row.confirmed_at is not None) for row in rows if row.confirmed_at or row.pk % 8]
    ContractCheck.objects.bulk_create(made, batch_size=BATCH)
    return len(made)


def keep_promises(institution: int) -> int:
    """Read the contracts of the placements of an institution, by whose machine it is called, and break some promises; says how many."""
    posts = Membership.objects.select_related("office").filter(role=Role.BROKER, office__institution=institution, is_active=True)
    broker = posts.order_by("pk").first()
    if broker is None or ContractCheck.objects.filter(owner_institution_id=institution).exists():
        return 0
    hired = Application.objects.filter(owner_institution_id=institution, state=ApplicationState.HIRED).select_related("vacancy")
    keep_checks(hired.filter(needs_check=True).order_by("pk").iterator(chunk_size=BATCH), checker=broker.user_id)
    told = list(hired.exclude(confirmed_at=None).filter(case__closed_at=None).order_by("-needs_check", "pk")[: len(BROKEN)])
    desk = actor_in(broker)
    with acting_as(desk):
        broken = [_break(desk, row, codes) for row, codes in zip(told, BROKEN, strict=False)]
        for place, breach in enumerate(broken[: max(0, len(broken) - STILL_OPEN)]):
            resolve_breach(actor=desk, breach_id=breach.pk, resolution=HOW[place % len(HOW)])
    return len(broken)


def _break(desk: Actor, row: Application, codes: tuple[str, ...]) -> Breach:
    place = BreachPlace.HERE if row.vacancy.country == HOME else (BreachPlace.DESTINATION, BreachPlace.RETURN)[row.pk % 2]
    return report_breach(actor=desk, application_id=row.pk, place=place, codes=codes, note="Lo contó en la llamada de seguimiento.")


def _check(row: Application, checker: int | None, *, is_fine: bool) -> ContractCheck:
    read = _reading("abroad" if row.vacancy.country != HOME else "foreigner_here", is_fine=is_fine)
    asked = case_instrument(CHECKLIST)
    return ContractCheck(
        owner_institution_id=row.owner_institution_id, application=row, instrument_version=asked.version, answers=dict(read.answers),
        verdict=read.segment.code if read.segment else "observed", failing=failing_of(asked, read.answers),
        checked_at=row.state_since - READ_BEFORE, checked_by_id=checker,
    )  # fmt: skip


@cache
def _reading(direction: str, *, is_fine: bool) -> Result:
    """The answers to every question, read once for each direction."""
    asked = case_instrument(CHECKLIST)
    answers: dict[str, Any] = {each.code: "yes" for each in asked.questions() if each.type == QuestionType.CHOICE}
    return assess(asked, answers | AS_IT_SHOULD | {"direction": direction} | ({} if is_fine else UNCLEAR), {})
