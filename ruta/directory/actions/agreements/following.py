"""How are focal points, results, opinions and papers kept while an agreement lives? They change without a new revision."""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext as _

from ruta.base import clock
from ruta.base.context import Actor
from ruta.base.errors import NotFound, NotOpen, Refused
from ruta.base.papers import file_to_keep
from ruta.base.sealed import lock
from ruta.base.transactions import action
from ruta.directory.actions.agreements.writing import fault, kept, locked, note_step
from ruta.directory.enums import OpinionSide
from ruta.directory.models import Agreement, AgreementContact, AgreementOpinion, AgreementPaper, AgreementResult, FocalPoint
from ruta.directory.policies import can_speak_for

LONGEST, LONGEST_ADDRESS, BEST, MOST_PAPERS = 1000, 300, 5, 40


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactTerms:
    """Who of a party answers for it."""

    focal_point_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultTerms:
    """What came of it by a day."""

    on: date
    title: str
    amount: int | None = None
    unit: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionTerms:
    """What is thought of it."""

    side: str
    rating: int
    text: str = ""
    given_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperTerms:
    """A paper: where it lies, or the file itself."""

    title: str
    url: str = ""
    content: bytes = b""


@action
def add_contact(*, actor: Actor, agreement_id: int, terms: ContactTerms) -> AgreementContact:
    """Name a focal point of a party; each institution names its own, and being named now is being verified."""
    row = locked(actor, agreement_id)
    point = FocalPoint.objects.filter(pk=terms.focal_point_id, is_active=True).first()
    if point is None or point.owner_institution_id not in row.parties:
        raise fault("focal_point", _("Elija una persona de enlace de una de las partes."))
    _demand_voice(actor, point.owner_institution_id)
    if row.contacts.filter(focal_point=point).exists():
        raise fault("focal_point", _("Esa persona ya responde por este convenio."))
    made = AgreementContact(
        owner_institution_id=row.owner_institution_id, agreement=row, institution_id=point.owner_institution_id, focal_point=point,
        verified_on=clock.today(),
    )  # fmt: skip
    kept(made)
    note_step(actor, row, "contact")
    return made


@action
def verify_contact(*, actor: Actor, agreement_id: int, row_id: int) -> AgreementContact:
    """Say today that this person still answers for it."""
    row, found = _contact(actor, agreement_id, row_id)
    found.verified_on = clock.today()
    found.save(update_fields=["verified_on"])
    note_step(actor, row, "verified")
    return found


@action
def remove_contact(*, actor: Actor, agreement_id: int, row_id: int) -> None:
    """This person no longer answers for it."""
    row, found = _contact(actor, agreement_id, row_id)
    found.delete()
    note_step(actor, row, "contact_gone")


@action
def add_result(*, actor: Actor, agreement_id: int, terms: ResultTerms) -> AgreementResult:
    """What was reached by a day, for all parties to read."""
    row = _begun(actor, agreement_id)
    if not terms.title.strip():
        raise fault("title", _("Escriba qué se logró."))
    if terms.on > clock.today():
        raise fault("on", _("Ese día todavía no llega."))
    return AgreementResult.objects.create(
        owner_institution_id=row.owner_institution_id, agreement=row, institution_id=actor.institution_id or row.owner_institution_id, on=terms.on,
        title=terms.title.strip()[:LONGEST], amount=terms.amount, unit=terms.unit.strip()[:80], evidence=_address(terms.evidence, "evidence"),
        noted_by=actor.user_id, noted_at=clock.now(),
    )  # fmt: skip


@action
def add_opinion(*, actor: Actor, agreement_id: int, terms: OpinionTerms) -> AgreementOpinion:
    """What a party thinks of it, or what somebody served told it, from 1 to 5 and in words; written once."""
    row = _begun(actor, agreement_id)
    if not 1 <= terms.rating <= BEST:
        raise fault("rating", _("Elija un número del 1 al 5."))
    given_on = terms.given_on or clock.today()
    if given_on > clock.today():
        raise fault("given_on", _("Ese día todavía no llega."))
    return AgreementOpinion.objects.create(
        owner_institution_id=row.owner_institution_id, agreement=row, institution_id=actor.institution_id or row.owner_institution_id,
        side=OpinionSide(terms.side), rating=terms.rating, text=terms.text.strip()[:LONGEST], given_on=given_on, noted_by=actor.user_id,
    )  # fmt: skip


@action
def add_paper(*, actor: Actor, agreement_id: int, terms: PaperTerms) -> AgreementPaper:
    """A paper by its address, or the file itself: sealed, read by the parties. What it is, its first bytes say, not its name."""
    row, url = locked(actor, agreement_id), _address(terms.url, "url")
    if not terms.title.strip():
        raise fault("title", _("Escriba el título del documento."))
    if bool(url) == bool(terms.content):
        raise fault("url" if url else "file", _("Suba el documento o escriba su dirección, una de las dos cosas."))
    if row.papers.count() >= MOST_PAPERS:
        raise NotOpen(_("Este convenio ya tiene cuarenta documentos. Quite uno antes de agregar otro."))
    made = AgreementPaper(
        owner_institution_id=row.owner_institution_id,
        agreement=row,
        title=terms.title.strip()[:200],
        url=url,
        by=actor.user_id,
        at=clock.now(),
    )
    if terms.content:
        made.kind, content = file_to_keep(terms.content)
        made.size, made.digest, made.sealed = len(content), sha256(content).hexdigest(), lock().encrypt(content)
    made.save()
    note_step(actor, row, "paper", made.title)
    return made


def content_of_paper(paper: AgreementPaper) -> bytes:
    """The file, opened."""
    return lock().decrypt(bytes(paper.sealed or b""))


@action
def remove_paper(*, actor: Actor, agreement_id: int, row_id: int) -> None:
    """It no longer lies there."""
    row = locked(actor, agreement_id)
    found: AgreementPaper = _found(row.papers.defer("sealed"), row_id)
    title = found.title
    found.delete()
    note_step(actor, row, "paper_gone", title)


def _begun(actor: Actor, agreement_id: int) -> Agreement:
    row = locked(actor, agreement_id)
    if not row.revision:
        raise fault("title", _("Este convenio todavía no rige: no hay resultados ni opiniones que anotar."))
    return row


def _contact(actor: Actor, agreement_id: int, row_id: int) -> tuple[Agreement, AgreementContact]:
    row = locked(actor, agreement_id)
    found: AgreementContact = _found(row.contacts, row_id)
    _demand_voice(actor, found.institution_id)
    return row, found


def _demand_voice(actor: Actor, institution_id: int) -> None:
    if not can_speak_for(actor, institution_id):
        raise Refused(_("Cada institución nombra y confirma a su propia persona de enlace."))


def _found(rows: Any, row_id: int) -> Any:
    found = rows.filter(pk=row_id).first()
    if found is None:
        raise NotFound(_("Eso ya no está en el convenio. Vuelva a abrirlo."))
    return found


def _address(text: str, field: str) -> str:
    """An address of the web, or nothing."""
    address = text.strip()[:LONGEST_ADDRESS]
    if address and not address.lower().startswith(("https://", "http://")):
        raise fault(field, _("Escriba la dirección completa, con https:// al inicio."))
    if any(sign in address for sign in ' <>"\\\n\t'):
        raise fault(field, _("La dirección tiene signos que no van en una dirección."))
    return address
