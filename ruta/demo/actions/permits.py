"""Who asks for a certificate in a demonstration? Invented agents and foreigners, with dossiers and certificates in every state."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from random import Random
from typing import Any

from django.db import transaction

from ruta.accounts.models import User
from ruta.base.clock import HONDURAS, now, today
from ruta.base.context import Actor, acting_as, system
from ruta.base.sealed import lock
from ruta.base.spelling import folded
from ruta.base.workdays import work_calendar
from ruta.demo.cast import DOMAIN
from ruta.demo.loading.numbers import allot
from ruta.demo.permit_stories import AGENTS, FOREIGNERS, MEASURES, MENDED, NOTES, STORIES, Story
from ruta.directory.models import Office
from ruta.permits.enums import Party, RequirementState, Stage, Verb, Waits
from ruta.permits.models import Certificate, Dossier, DossierStep, Measure, Paper, Payment, Requirement
from ruta.permits.rules import LINES, OPEN, Procedure, target_of
from ruta.permits.selectors import procedure

PLACES = ("0801", "0801", "0501", "0501", "0506", "0101", "1804", "0301")
DECISIONS = ("grant", "deny", "uphold", "overturn", "suspend", "lift", "revoke")
SHEET = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj 3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@dataclass(slots=True)
class Rows:
    """The rows to write, table by table."""

    dossiers: list[Dossier] = field(default_factory=list)
    steps: list[DossierStep] = field(default_factory=list)
    requirements: list[Requirement] = field(default_factory=list)
    papers: list[Paper] = field(default_factory=list)
    payments: list[Payment] = field(default_factory=list)
    measures: list[Measure] = field(default_factory=list)
    certificates: list[Certificate] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Desk:
    """Where the dossiers lie, who receives them and who decides."""

    office: Office
    keeper: int | None
    decider: int | None
    chance: Random


def make_permits(*, actor: Actor, seed: int) -> int:
    """Write the dossiers once; says how many."""
    office = Office.objects.filter(code="DGE", is_active=True).first()
    if office is None:
        return 0
    with acting_as(system(office.institution_id, actor.reason or "demo")), transaction.atomic():
        if Dossier.objects.filter(owner_institution_id=office.institution_id).exists():
            return 0
        users = dict(User.objects.filter(email__in=[f"{each}@{DOMAIN}" for each in ("tramites", "central")]).values_list("email", "pk"))
        desk = Desk(office, users.get(f"tramites@{DOMAIN}"), users.get(f"central@{DOMAIN}"), Random(f"permits {seed}"))  # noqa: S311
        rows = Rows()
        for code, holders in (("agent_certification", AGENTS), ("work_authorisation", FOREIGNERS)):
            followed = procedure(code)
            if followed is not None:
                stories = [story for story in STORIES if story.fits(followed)]
                _tell(rows, desk, followed, list(zip(stories, holders, strict=True)))
        _keep(rows)
        return len(rows.dossiers)


def _tell(rows: Rows, desk: Desk, followed: Procedure, told: list[tuple[Story, tuple[str, dict[str, str]]]]) -> None:
    first, certificate = allot(Dossier, len(told)), allot(Certificate, sum(bool(story.certificate) for story, _ in told))
    for place, (story, (name, facts)) in enumerate(told):
        dossier = _dossier(desk, followed, story, first + place, (name, facts))
        rows.dossiers.append(dossier)
        _steps(rows, desk, followed, story, dossier)
        _requirements(rows, desk, followed, story, dossier)
        if story.certificate:
            rows.certificates.append(_certificate(desk, followed, story, dossier, certificate))
            certificate += 1


def _moments(story: Story, count: int) -> list[datetime]:
    begin, end = _at(story.opened), _at(story.since)
    return [begin + (end - begin) * place / max(1, count) for place in range(count + 1)]


def _dossier(desk: Desk, followed: Procedure, story: Story, pk: int, who: tuple[str, dict[str, str]]) -> Dossier:
    name, facts = who
    since, place = _at(story.since), PLACES[pk % len(PLACES)]
    days, is_open = followed.days_of(story.stage), story.stage in OPEN
    waits = Waits.APPLICANT if story.stage in (Stage.OBSERVED, Stage.DENIED) else Waits.OFFICE
    kind = followed.holder_documents[0]
    number = f"{place}{1970 + pk % 25}{desk.chance.randrange(10**6):06d}" if kind == "rtn" else f"X{desk.chance.randrange(10**7):07d}"
    return Dossier(
        pk=pk, owner_institution_id=desk.office.institution_id, procedure=followed.code, procedure_version=followed.version,
        number=f"{followed.prefix}-{_at(story.opened).year}-{pk:05d}", holder_name=name, sort_name=folded(name), document_kind=kind, document=number,
        phone=f"22{desk.chance.randrange(10**6):06d}", municipality=place, department=place[:2], facts=facts, stage=story.stage, stage_since=since,
        stage_before=story.before, waits_on=waits if is_open or story.stage == Stage.DENIED else Waits.NOBODY, days_left=4 if story.before else 0,
        due_on=work_calendar().add_days(since.date(), days) if days else None, reason=story.reason_for(followed) if "deny" in story.verbs else "",
        received_by_id=desk.keeper, decided_by_id=desk.decider if any(verb in DECISIONS for verb in story.verbs) else None,
        office_id=desk.office.pk, opened_at=_at(story.opened), closed_at=None if is_open else since, version=len(story.verbs) + 1,
    )  # fmt: skip


def _steps(rows: Rows, desk: Desk, followed: Procedure, story: Story, dossier: Dossier) -> None:
    verbs, stage, before = story.verbs_for(followed), followed.steps[0].stage, Stage.RECEIVED
    for verb, at in zip(("receive", *verbs), _moments(story, len(verbs)), strict=True):
        if verb != "receive":
            before, stage = stage, target_of(followed, LINES[Verb(verb)], stage, before)
        who = desk.decider if verb in DECISIONS else desk.keeper
        rows.steps.append(DossierStep(
            owner_institution_id=dossier.owner_institution_id, dossier=dossier, verb=verb, stage=stage, note=NOTES.get(verb, ""),
            party=Party.DESK, reason=dossier.reason if verb == "deny" else "",
            actor_user_id=who, at=at,
        ))  # fmt: skip
    watched = MEASURES.get(story.watched, ()) if followed.step(Stage.INSPECTION) else ()
    for kind, note, due in watched:
        done_at = _at(-due) if story.watched == MENDED else None
        rows.measures.append(Measure(
            owner_institution_id=dossier.owner_institution_id, dossier=dossier, kind=kind, note=note, on_day=_at(story.since).date(),
            due_on=today() + timedelta(days=due) if due else None, noted_by_id=desk.keeper, noted_at=_at(story.since),
            done_at=done_at, done_by_id=desk.keeper if done_at else None, outcome="Se vio en la visita." if done_at else "",
        ))  # fmt: skip


def _requirements(rows: Rows, desk: Desk, followed: Procedure, story: Story, dossier: Dossier) -> None:
    is_whole = bool(story.verbs) and story.stage != Stage.OBSERVED
    mine = {"owner_institution_id": dossier.owner_institution_id, "dossier": dossier}
    first = allot(Requirement, len(followed.requirements))
    for place, item in enumerate(followed.requirements):
        state = RequirementState.ACCEPTED if is_whole else (RequirementState.GIVEN, RequirementState.MISSING)[place % 2]
        if story.stage == Stage.OBSERVED and place == 1:
            state = RequirementState.OBSERVED
        state = state if item.required or not is_whole else RequirementState.WAIVED
        note = NOTES["observe"] if state == RequirementState.OBSERVED else ""
        row = Requirement(pk=first + place, **mine, code=item.code, position=place, state=state, note=note)
        rows.requirements.append(row)
        if state in (RequirementState.GIVEN, RequirementState.OBSERVED) or (is_whole and place == 0):
            rows.papers.append(_paper(desk, mine, row))
    if is_whole:
        rows.payments.append(Payment(
            **mine, code=followed.payments[0].code, amount=1000, receipt=f"TGR-{dossier.pk:06d}", paid_on=dossier.opened_at.date(), noted_by_id=desk.keeper
        ))  # fmt: skip


def _paper(desk: Desk, mine: dict[str, Any], row: Requirement) -> Paper:
    return Paper(
        **mine, requirement=row, name=f"{row.code}.pdf", kind="pdf", size=len(SHEET), digest=sha256(SHEET).hexdigest(), sealed=lock().encrypt(SHEET),
        given_by_id=desk.keeper, given_at=mine["dossier"].opened_at,
    )  # fmt: skip


def _certificate(desk: Desk, followed: Procedure, story: Story, dossier: Dossier, pk: int) -> Certificate:
    first = _at(story.since).date()
    return Certificate(
        pk=pk, owner_institution_id=dossier.owner_institution_id, dossier=dossier, procedure=followed.code, procedure_version=followed.version,
        number=f"{followed.prefix}C-{first.year}-{pk:05d}", is_public=followed.is_public, holder_name=dossier.holder_name,
        sort_name=dossier.sort_name, department=dossier.department, municipality=dossier.municipality, state=story.certificate,
        state_since=_at(story.since // 2), reason=story.reason_for(followed), valid_from=first, valid_until=first + timedelta(days=364),
        issued_by_id=desk.decider, issued_at=_at(story.since),
    )  # fmt: skip


def _keep(rows: Rows) -> None:
    """Parents before children."""
    tables: tuple[tuple[Any, list[Any]], ...] = (
        (Dossier, rows.dossiers), (DossierStep, rows.steps), (Requirement, rows.requirements), (Paper, rows.papers),
        (Payment, rows.payments), (Measure, rows.measures), (Certificate, rows.certificates),
    )  # fmt: skip
    for model, made in tables:
        model.objects.bulk_create(made)


def _at(days: int) -> datetime:
    """So many days ago, in the morning; never later than now."""
    day: date = today() - timedelta(days=days)
    return min(datetime.combine(day, time(9, 30), HONDURAS), now())
