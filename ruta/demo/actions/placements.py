"""Who is on the way to which job in a demonstration? Applications in every state, and placements whose contacts are due."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import islice
from random import Random
from typing import Any

import numpy as np
from django.db import connection, transaction
from django.db.models import Exists, OuterRef

from ruta.accounts.enums import Role
from ruta.accounts.models import Membership
from ruta.base.clock import HONDURAS, now
from ruta.base.context import Actor, acting_as, system
from ruta.cases.models import FollowUp
from ruta.demo.actions.promises import is_read, keep_promises
from ruta.demo.actions.shortlists import send_shortlists
from ruta.demo.loading.copying import insert
from ruta.demo.loading.numbers import allot
from ruta.employers.models import Vacancy
from ruta.placements.enums import ApplicationState as S
from ruta.placements.models import Application, ApplicationStep
from ruta.placements.rules.following import contacts_after, needs_check

WAYS: dict[S, tuple[str, ...]] = {
    S.SUGGESTED: (), S.APPLIED: ("apply",), S.PRESELECTED: ("apply", "preselect"), S.INTERVIEW: ("apply", "preselect", "invite"),
    S.OFFERED: ("apply", "preselect", "invite", "offer"), S.HIRED: ("apply", "preselect", "invite", "offer", "hire", "confirm"),
    S.REFUSED: ("apply", "preselect", "refuse"), S.WITHDRAWN: ("apply", "withdraw"), S.CLOSED: ("apply", "close"),
}  # fmt: skip
AFTER = {"apply": S.APPLIED, "preselect": S.PRESELECTED, "invite": S.INTERVIEW, "offer": S.OFFERED, "hire": S.HIRED, "confirm": S.HIRED}
OPEN_WAYS = (S.SUGGESTED, S.APPLIED, S.APPLIED, S.PRESELECTED, S.PRESELECTED, S.INTERVIEW, S.OFFERED, S.REFUSED, S.WITHDRAWN)
REASONS = {
    S.REFUSED: ("emp_other_selected", "emp_experience_short", "emp_certificate_missing", "emp_interview", "emp_residence_area"),
    S.WITHDRAWN: ("per_wage", "per_distance", "per_other_job", "per_care", "per_no_reason"),
}  # fmt: skip
BY = {S.REFUSED: "employer", S.WITHDRAWN: "person"}
BATCH, MOST_CANDIDATES = 2_000, 20_000
BEFORE, AFTERWARDS, TRIES = timedelta(days=10), timedelta(days=30), 48
MOST_ABROAD = 8  # whoever leaves with a contract leaves through the office
SHORTLISTED = 3
MOST_HIRED = 2  # of one vacancy: the others it found by itself
# Those who may be proposed, one case each, shuffled by their number so that neighbours in the register do not meet.
CANDIDATES = """
SELECT c.id, c.person_id, p.nationality, c.officer_id, c.opened_at, c.closed_at
FROM cases_case c JOIN people_person p ON p.id = c.person_id
WHERE c.owner_institution_id = %s AND c.linked_to_id IS NULL AND p.birth_date <= current_date - interval '18 years'
  AND NOT EXISTS (SELECT 1 FROM people_unsafeplace u WHERE u.person_id = p.id AND u.ended_at IS NULL)
  AND EXISTS (SELECT 1 FROM placements_seekerprofile s WHERE s.person_id = c.person_id AND s.owner_institution_id = c.owner_institution_id)
  AND EXISTS (SELECT 1 FROM people_consent g WHERE g.person_id = c.person_id AND g.grantee_id = c.owner_institution_id
              AND g.purpose = 'job_matching' AND g.withdrawn_at IS NULL AND g.valid_until > coalesce(c.closed_at, now()))
ORDER BY (c.id * 7919) %% 104729, c.id LIMIT %s
"""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A case whose person may be proposed."""

    case_id: int
    person_id: int
    nationality: str
    officer_id: int | None
    opened_at: datetime
    closed_at: datetime | None

    def may_stand(self, vacancy: Vacancy, state: S) -> bool:
        """Whether their case was open before the vacancy was over, and has not ended since with a job on the way; of who was hired it may end later."""
        over = vacancy.closed_at or now()
        stays = self.closed_at is None or state in BY or (state == S.HIRED and self.closed_at > over + AFTERWARDS)
        return self.opened_at < over - BEFORE and stays

    def is_kept_until(self, day: date) -> bool:
        """Whether their case is still open on a day: nobody follows up afterwards."""
        return self.closed_at is None or day <= self.closed_at.astimezone(HONDURAS).date()


@dataclass(slots=True)
class Sheets:
    """The rows to write, table by table."""

    applications: list[dict[str, Any]] = field(default_factory=list)
    steps: list[dict[str, Any]] = field(default_factory=list)
    contacts: list[dict[str, Any]] = field(default_factory=list)


def make_placements(*, actor: Actor, seed: int) -> int:
    """One to three applications for each vacancy that was public, of the same institution; says how many."""
    made = 0
    for institution in sorted(set(Vacancy.objects.exclude(published_at=None).order_by().values_list("owner_institution_id", flat=True))):
        with acting_as(system(institution, actor.reason or "demo")), transaction.atomic():
            made += _of_institution(institution, Random(f"placements {seed} {institution}"))  # noqa: S311 (a demonstration)
            keep_promises(institution)
            send_shortlists(institution)
    return made


def _of_institution(institution: int, chance: Random) -> int:
    fresh = ~Exists(Application.objects.filter(vacancy=OuterRef("pk")))
    public = Vacancy.objects.filter(fresh, owner_institution_id=institution).exclude(published_at=None)
    candidates, made, turn = _candidates(institution), 0, 0
    if not candidates:
        return 0
    broker = Membership.objects.filter(role=Role.BROKER, office__institution=institution, is_active=True).order_by("pk").first()
    for vacancies in batched(public.order_by("pk").iterator(chunk_size=BATCH), BATCH):
        wanted = [(vacancy, state) for vacancy in vacancies for state in _states(vacancy, chance)]
        sheets = _sheets(wanted, candidates, turn, chance)
        _keep(sheets, broker.user_id if broker else None)
        made, turn = made + len(sheets.applications), turn + len(wanted)
    return made


def _sheets(wanted: list[tuple[Vacancy, S]], candidates: list[Candidate], turn: int, chance: Random) -> Sheets:
    """The rows of some vacancies: what is held at once does not grow with the population."""
    sheets, taken, first = Sheets(), set[tuple[int, int]](), allot(Application, len(wanted))
    for place, (vacancy, state) in enumerate(wanted, turn):
        some = (candidates[(place + step) % len(candidates)] for step in range(TRIES))
        someone = next((each for each in some if each.may_stand(vacancy, state) and (each.case_id, vacancy.pk) not in taken), None)
        if someone is not None:
            taken.add((someone.case_id, vacancy.pk))
            _write(sheets, first + len(sheets.applications), vacancy, someone, state, chance)
    return sheets


def _states(vacancy: Vacancy, chance: Random) -> list[S]:
    """In which states its applications are: the openings that it filled were filled by somebody."""
    if vacancy.state == "published" and vacancy.technical_selection:
        return [S.PRESELECTED] * SHORTLISTED
    if vacancy.state in ("published", "paused"):
        return chance.sample(OPEN_WAYS, chance.choice((1, 1, 2, 3)))
    hired = [S.HIRED] * min(vacancy.filled, MOST_ABROAD if vacancy.is_abroad else MOST_HIRED)
    return [*hired, chance.choice((S.REFUSED, S.WITHDRAWN, S.CLOSED))]


def batched(rows: Iterable[Vacancy], size: int) -> Iterator[list[Vacancy]]:
    """So many at a time."""
    turning = iter(rows)
    while some := list(islice(turning, size)):
        yield some


def _candidates(institution: int) -> list[Candidate]:
    with connection.cursor() as cursor:
        cursor.execute(CANDIDATES, [institution, MOST_CANDIDATES])
        return [Candidate(*row) for row in cursor.fetchall()]


def _write(sheets: Sheets, pk: int, vacancy: Vacancy, someone: Candidate, state: S, chance: Random) -> None:
    checked = needs_check(country=vacancy.country, nationality=someone.nationality)
    counts = state == S.HIRED and (is_read(pk) or not checked)
    verbs = [verb for verb in ("suggest", *WAYS[state]) if verb != "confirm" or counts]
    end = min(now() - timedelta(hours=chance.randrange(1, 200)), vacancy.closed_at or now())
    begin = max(vacancy.published_at or vacancy.made_at, someone.opened_at, end - timedelta(days=chance.randrange(3, 25)))
    times = [begin + (end - begin) * place / max(1, len(verbs) - 1) for place in range(len(verbs))]
    reason = chance.choice(REASONS[state]) if state in REASONS else ""
    started = times[-1].astimezone(HONDURAS).date() if state == S.HIRED else None
    whose = {"owner_institution_id": vacancy.owner_institution_id}
    sheets.applications.append({
        "id": pk, **whose, "case_id": someone.case_id, "person_id": someone.person_id, "vacancy_id": vacancy.pk,
        "employer_id": vacancy.employer_id, "source": "broker", "state": str(state), "state_since": times[-1], "reason": reason,
        "refused_by": BY.get(state, ""), "interview_at": end + timedelta(days=3) if state == S.INTERVIEW else None, "started_on": started,
        "needs_check": checked, "confirmed_at": times[-1] if counts else None, "kept_until": None, "left_on": None, "wage": vacancy.wage_min if state == S.HIRED else None,
        "applied_at": times[1] if len(times) > 1 else None, "closed_at": times[-1] if state in (S.REFUSED, S.WITHDRAWN, S.CLOSED) else None,
        "made_by_id": None, "made_at": begin, "version": len(verbs),
    })  # fmt: skip
    for verb, at in zip(verbs, times, strict=True):
        now_in = S.SUGGESTED if verb == "suggest" else AFTER.get(verb, state)
        sheets.steps.append({
            **whose, "application_id": pk, "verb": verb, "party": "system" if verb == "close" else "desk", "state": str(now_in),
            "reason": reason if verb in ("refuse", "withdraw") else "", "note": "", "actor_user_id": None, "at": at,
        })  # fmt: skip
    if started is not None and counts:
        _follow(sheets, whose, someone, started, is_abroad=vacancy.is_abroad)


def _follow(sheets: Sheets, whose: dict[str, int], someone: Candidate, started: Any, *, is_abroad: bool) -> None:
    today, kept = now().astimezone(HONDURAS).date(), "kept_until" if someone.case_id % 4 else "left_on"
    due = [(subject, due_on) for subject, due_on in contacts_after(started, is_abroad=is_abroad) if someone.is_kept_until(due_on)]
    for place, (subject, due_on) in enumerate(due):
        done = due_on < today - timedelta(days=5) and (someone.case_id + place) % 5 != 0
        if done:
            sheets.applications[-1][kept] = due_on
        sheets.contacts.append({
            **whose, "case_id": someone.case_id, "person_id": someone.person_id, "subject": subject, "due_on": due_on,
            "officer_id": someone.officer_id, "done_at": datetime.combine(due_on, datetime.min.time(), HONDURAS) if done else None,
            "result": ("reached" if someone.case_id % 6 else "not_reached") if done else "", "channel": "phone" if done else "", "note": "",
        })  # fmt: skip


def _keep(sheets: Sheets, broker: int | None) -> None:
    for row in sheets.applications:
        row["made_by_id"] = broker
    for model, rows in ((Application, sheets.applications), (ApplicationStep, sheets.steps), (FollowUp, sheets.contacts)):
        if rows:
            insert(model, {name: _column([row[name] for row in rows]) for name in rows[0]})


def _column(values: list[Any]) -> np.ndarray:
    """Texts as COPY reads them; what is absent stays absent."""
    told = [None if value is None else value.isoformat() if hasattr(value, "isoformat") else _plain(value) for value in values]
    column = np.empty(len(told), dtype=object)
    column[:] = told
    return column


def _plain(value: Any) -> str:
    return ("t" if value else "f") if isinstance(value, bool) else str(value)
