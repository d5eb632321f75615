"""Which agreements are there, and what does one say today, in its draft, and in a revision of before?"""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from ruta.accounts.enums import Role
from ruta.accounts.policies import has_role
from ruta.base.clock import today
from ruta.base.context import Actor
from ruta.desk.agreements.forms import (
    ClauseForm,
    ContactForm,
    GrantForm,
    MoveForm,
    OpinionForm,
    PaperForm,
    PartyForm,
    ResultForm,
    UnitForm,
    VersionForm,
    WhyForm,
)
from ruta.desk.agreements.lists import AGREEMENTS, with_end
from ruta.desk.agreements.words import STEPS, TONES
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.listing import answered
from ruta.directory.enums import AgreementState
from ruta.directory.models import Agreement, AgreementRevision
from ruta.directory.policies import can_speak_for, can_write_agreement
from ruta.directory.rules import BY_HAND, FRESH_DAYS, RENEW_AHEAD, is_stale, scope_of
from ruta.directory.selectors import (
    agreement_of,
    agreements,
    basis_labels,
    category_labels,
    found_agreements,
    names_of,
    purpose_labels,
    read_by,
    revision_of,
    told_parties,
    with_party_names,
)
from ruta.insights.policies import PAPER_ROLES
from ruta.quality.selectors import said_by_partners

READER_ROLES = frozenset(Role.values) - {Role.RECEPTIONIST}
UNDER = {"parte": PartyForm, "dato": GrantForm, "clausula": ClauseForm, "unidad": UnitForm}
FOLLOWING = {"enlace": ContactForm, "resultado": ResultForm, "opinion": OpinionForm, "documento": PaperForm}
BEFORE = ("enlace", "documento")
"""What is noted already of a draft; results and opinions wait until it rules."""
FORMS: dict[str, Any] = {**UNDER, **FOLLOWING}
RENEWABLE = frozenset({AgreementState.IN_FORCE, AgreementState.SUSPENDED, AgreementState.ENDED, AgreementState.EXPIRED})


@require_http_methods(["GET", "HEAD", "POST"])
@roles(READER_ROLES)
def listing(request: DeskRequest) -> Any:
    """The agreements of the actor's institution; of all, for central coordination."""

    def told(page: Any) -> dict[str, Any]:
        names = names_of(pk for row in page.rows for pk in (*row.parties, *row.signers))
        words = purpose_labels()
        rows = [
            {"row": row, "tone": TONES[row.state], "parties": told_parties(row, names), "purposes": [words[each] for each in row.purposes]}
            for row in page.rows
        ]
        return {"rows": rows, "may_write": can_write_agreement(request.actor), "may_see_board": has_role(request.actor, PAPER_ROLES)}

    def find(text: str) -> Any:
        return with_party_names(with_end(found_agreements(read_by(agreements(), request.actor), text)))

    return answered(request, AGREEMENTS, find, "desk/agreements/list.html", told)


@require_safe
@roles(READER_ROLES)
def agreement(request: DeskRequest, agreement_id: int) -> HttpResponse:
    """What holds today; a draft where nothing was published yet."""
    row = whole(request.actor, agreement_id)
    return page_of(request, row, revision_of(row, row.revision or None))


@require_safe
@roles(READER_ROLES)
def draft(request: DeskRequest, agreement_id: int) -> HttpResponse:
    """The revision that is being written."""
    row = whole(request.actor, agreement_id)
    return page_of(request, row, revision_of(row))


@require_safe
@roles(READER_ROLES)
def revision(request: DeskRequest, agreement_id: int, number: int) -> HttpResponse:
    """What an earlier revision said."""
    row = whole(request.actor, agreement_id)
    return page_of(request, row, revision_of(row, number))


def whole(actor: Actor, agreement_id: int) -> Agreement:
    """One that the actor reads whole: what is public of others has its page in the portal."""
    row = agreement_of(agreement_id)
    return row if read_by(agreements().filter(pk=row.pk), actor).exists() else agreement_of(0)


def page_of(
    request: DeskRequest, row: Agreement, said: AgreementRevision, *, status: int = 200, wrong: dict[str, Any] | None = None, **given: Any
) -> HttpResponse:
    """A revision of an agreement as this actor sees it; `wrong` is the form of a part that was not saved."""
    context = _says(said) | _follows(row, request.actor) | _allowed(request.actor, row, said) | given
    context["forms"] |= wrong or {}
    return render(
        request, "desk/agreements/page.html", {"agreement": row, "revision": said, "tone": TONES[row.state], **context}, status=status
    )


def _says(said: AgreementRevision) -> dict[str, Any]:
    """What stands in the revision, in words."""
    purposes, categories = purpose_labels(), category_labels()
    grants = said.grants.select_related("giver", "reader").order_by("reader__short_name", "giver__short_name", "purpose")
    number = said.agreement.number
    return {
        "basis": basis_labels().get(said.lawful_basis, ""), "is_draft": said.published_at is None,
        "parties": list(said.parties.select_related("institution").order_by("institution__short_name", "pk")),
        "grants": [
            {
                "row": each, "purpose": purposes.get(each.purpose, each.purpose), "scope": scope_of(number, each.purpose),
                "categories": [categories.get(code, code) for code in each.categories],
            }
            for each in grants
        ],
        "clauses": list(said.clauses.order_by("number")),
        "units": list(said.units.select_related("office__municipality").order_by("office__name", "pk")),
    }  # fmt: skip


def _follows(row: Agreement, actor: Actor) -> dict[str, Any]:
    """What came after: focal points, results, opinions, papers, revisions, steps."""
    contacts = row.contacts.select_related("focal_point", "institution").order_by("institution__short_name", "pk")
    opinions = list(row.opinions.select_related("institution").order_by("-given_on", "-pk"))
    renew_from = row.valid_until - RENEW_AHEAD if row.valid_until else None
    return {
        "contacts": [
            {"row": each, "is_stale": is_stale(each.verified_on, today()), "may_speak": can_speak_for(actor, each.institution_id)}
            for each in contacts
        ],
        "fresh_days": FRESH_DAYS, "opinions": opinions,
        "mean": sum(each.rating for each in opinions) / len(opinions) if opinions else None,
        "survey": said_by_partners(actor, row.signers),
        "results": list(row.results.select_related("institution").order_by("-on", "-pk")),
        "papers": list(row.papers.defer("sealed").order_by("title", "pk")), "revisions": list(row.revisions.order_by("-number")),
        "steps": [(each, STEPS.get(each.verb, each.verb)) for each in row.steps.select_related("institution").order_by("-at", "-pk")],
        "has_begun": row.valid_from is None or row.valid_from <= today(),
        "successor": row.successors.exclude(state=AgreementState.DROPPED).first(),
        "is_ending": bool(renew_from and renew_from <= today() and row.state in {AgreementState.IN_FORCE, AgreementState.SUSPENDED}),
    }  # fmt: skip


def _allowed(actor: Actor, row: Agreement, said: AgreementRevision) -> dict[str, Any]:
    may_write = can_write_agreement(actor, row)
    is_open = said.published_at is None and row.state in {AgreementState.DRAFT, AgreementState.IN_FORCE, AgreementState.SUSPENDED}
    has_draft = row.revisions.filter(published_at=None).exists()
    later = FOLLOWING if row.revision else {what: FOLLOWING[what] for what in BEFORE}
    shown = {**(UNDER if is_open else {}), **later} if may_write else {}
    can_move = may_write and BY_HAND.get(row.state)
    return {
        "may_write": may_write, "may_change": may_write and is_open, "has_draft": has_draft,
        "forms": dict.fromkeys(FORMS) | {what: kind(agreement=row, revision=said, actor=actor) for what, kind in shown.items()},
        "move_form": MoveForm(agreement=row) if can_move else None,
        "why_form": WhyForm() if may_write and row.revision and not has_draft and row.state in {"in_force", "suspended"} else None,
        "publish_form": VersionForm(initial={"version": row.version}) if may_write and is_open else None,
        "may_renew": may_write and bool(row.revision) and row.state in RENEWABLE,
    }  # fmt: skip
