"""Which agreements does a demonstration have? A few invented ones, marked: in force, about to end, suspended, ended, and a draft."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

from ruta.base.clock import today
from ruta.base.context import Actor, acting_as, system
from ruta.base.transactions import action
from ruta.directory.actions.agreements import (
    AgreementTerms,
    ClauseTerms,
    GrantTerms,
    OpinionTerms,
    PartyTerms,
    ResultTerms,
    UnitTerms,
    add_clause,
    add_grant,
    add_opinion,
    add_party,
    add_result,
    add_unit,
    move_agreement,
    publish_revision,
    save_agreement,
    show_agreement,
)
from ruta.directory.models import Agreement, AgreementContact, FocalPoint, Institution, Office

FILE = Path(__file__).parent.parent / "data" / "agreements.yaml"
NOTE = "Demostración: inventado"
WITHOUT_POINT = frozenset({"MUNI-1301", "SENAF"})
"""Institutions that have not named anybody yet, so that the board has something to ask for."""
STALE = frozenset({"SRECI"})
"""Who named somebody and has not confirmed it for long."""
Codes = dict[str, int]
Points = dict[str, tuple[int, int]]


@action
def make_agreements(*, actor: Actor) -> int:
    """Write them once; says how many."""
    del actor
    owners: Codes = dict(Institution.objects.order_by("pk").values_list("code", "pk"))
    rows = [row for row in yaml.safe_load(FILE.read_text(encoding="utf-8")) if {row["owner"], *row["parties"]} <= set(owners)]
    if not rows or _are_there(owners[rows[0]["owner"]]):
        return 0
    points = _points({code for row in rows for code in (row["owner"], *row["parties"])} - WITHOUT_POINT, owners)
    for row in rows:
        _make(system(owners[row["owner"]], "demo"), row, owners, points)
    return len(rows)


def _are_there(owner_id: int) -> bool:
    with acting_as(system(owner_id, "demo")):
        return Agreement.objects.filter(is_demo=True).exists()


def _points(codes: set[str], owners: Codes) -> Points:
    """A unit of each institution answers; nobody of flesh and blood is named."""
    found: Points = {}
    for code in sorted(codes):
        with acting_as(system(owners[code], "demo")):
            made = FocalPoint.objects.create(
                owner_institution_id=owners[code], name="Unidad de enlace", position="Convenios (demostración)", phone="2232-0000"
            )
        found[code] = (owners[code], made.pk)
    return found


def _make(actor: Actor, row: dict[str, Any], owners: Codes, points: Points) -> None:
    made = save_agreement(actor=actor, terms=_terms(row), is_demo=True)
    _fill(actor, made.pk, row, owners)
    if row.get("draft"):
        return
    publish_revision(actor=actor, agreement_id=made.pk)
    _follow(actor, made.pk, row, points)
    if row.get("is_public"):
        show_agreement(actor=actor, agreement_id=made.pk, is_public=True)
    if "moved" in row:
        state, note = row["moved"]
        move_agreement(actor=actor, agreement_id=made.pk, state=state, note=note)


def _terms(row: dict[str, Any]) -> AgreementTerms:
    return AgreementTerms(
        title=row["title"], kind=row["kind"], ref=row.get("ref", ""), summary=row["summary"], signed_on=_day(row.get("signed")),
        valid_from=_day(row.get("from")), valid_until=_day(row.get("until")), lawful_basis=row.get("basis", ""), basis_note=NOTE,
    )  # fmt: skip


def _fill(actor: Actor, pk: int, row: dict[str, Any], owners: Codes) -> None:
    for code, part in row["parties"].items():
        add_party(actor=actor, agreement_id=pk, terms=PartyTerms(institution_id=owners[code], part=part))
    for reader, giver, purpose, categories in row.get("grants", ()):
        terms = GrantTerms(giver_id=owners[giver], reader_id=owners[reader], purpose=purpose, categories=categories)
        add_grant(actor=actor, agreement_id=pk, terms=terms)
    for kind, title, text in row["clauses"]:
        add_clause(actor=actor, agreement_id=pk, terms=ClauseTerms(kind=kind, title=title, text=text))
    for office in Office.objects.filter(code__in=row.get("units", ())).order_by("pk"):
        add_unit(actor=actor, agreement_id=pk, terms=UnitTerms(office_id=office.pk))


def _follow(actor: Actor, pk: int, row: dict[str, Any], points: Points) -> None:
    for code in (row["owner"], *row["parties"]):
        if code in points:
            _name(pk, actor.institution_id or 0, *points[code], is_stale=code in STALE)
    for days, title, amount, unit in row.get("results", ()):
        add_result(actor=actor, agreement_id=pk, terms=ResultTerms(on=_past(days), title=title, amount=amount, unit=unit))
    for side, rating, text, days in row.get("opinions", ()):
        add_opinion(actor=actor, agreement_id=pk, terms=OpinionTerms(side=side, rating=rating, text=text, given_on=_past(days)))


def _name(pk: int, owner_id: int, institution_id: int, point_id: int, *, is_stale: bool) -> None:
    """Each institution names its own: nobody else sees the row of its focal point before."""
    with acting_as(system(institution_id, "demo")):
        AgreementContact.objects.create(
            owner_institution_id=owner_id, agreement_id=pk, institution_id=institution_id, focal_point_id=point_id,
            verified_on=_past(-140 if is_stale else -12),
        )  # fmt: skip


def _day(days: int | None) -> date | None:
    return None if days is None else _past(days)


def _past(days: int) -> date:
    return today() + timedelta(days=days)
