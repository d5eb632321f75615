"""When is whoever got a job asked how it goes, and which contracts are checked first?"""

from collections.abc import Iterable
from datetime import date, timedelta

HOME = "HN"
DAYS = (30, 90, 180)
SUBJECTS = frozenset({*(f"{kind}_{days}" for kind in ("placement", "destination") for days in DAYS), "destination_return"})
TOGETHER = timedelta(days=15)  # one call asks about two jobs whose contacts are due so near
OF_WORK = "^(placement|destination)_"  # the contacts that follow a job
# What a promise broken leads to: the need that is opened, from the worst on.
BREACH_HERE = "here"
EXPLOITATION = frozenset({"passport_taken", "not_free_to_leave", "fee_charged", "violence"})
BREACHES = (
    "passport_taken", "not_free_to_leave", "fee_charged", "violence", "wage_unpaid", "wage_lower", "hidden_deductions", "other_work",
    "hours_rest", "housing", "no_insurance", "no_channel",
)  # fmt: skip


def needs_check(*, country: str, nationality: str) -> bool:
    """Whether a contract is read with the person before the placement counts: work abroad, or a foreigner who works here."""
    return country != HOME or nationality != HOME


def contacts_after(start: date, *, is_abroad: bool) -> list[tuple[str, date]]:
    """The contacts that follow a hire: at 30, 90 and 180 days, at destination where it is abroad, and then on return."""
    kind = "destination" if is_abroad else "placement"
    found = [(f"{kind}_{days}", start + timedelta(days=days)) for days in DAYS]
    return [*found, ("destination_return", start + timedelta(days=DAYS[-1] + 15))] if is_abroad else found


def is_covered(contact: tuple[str, date], others: Iterable[tuple[str, date]]) -> bool:
    """Whether a contact of another job is so near that one call asks about both."""
    subject, due_on = contact
    return any(subject == other and abs(due_on - day) <= TOGETHER for other, day in others)


def subject_now(start: date, day: date, *, is_abroad: bool) -> str:
    """Under which contact an unplanned call stands: the next one that is to come."""
    kind = "destination" if is_abroad else "placement"
    return next((f"{kind}_{days}" for days in DAYS if start + timedelta(days=days) >= day), f"{kind}_{DAYS[-1]}")


def need_of(breach: str, place: str) -> str:
    """The coded need that a broken promise opens: each leads to others who can defend the person, here or by the consulate."""
    if breach in EXPLOITATION:
        return "labour_exploitation"
    return "labour_rights_claim" if place == BREACH_HERE else "wage_claim_abroad"
