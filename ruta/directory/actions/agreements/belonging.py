"""How do parties, data, clauses and units come into a revision that is still open, and out of it again?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Max, Q
from django.utils.translation import gettext as _

from ruta.base.context import Actor
from ruta.base.errors import Invalid, NotFound
from ruta.base.transactions import action
from ruta.directory.actions.agreements.writing import draft_of, fault, kept, locked, told
from ruta.directory.enums import AgreementPart, ClauseKind
from ruta.directory.models import (
    AgreementClause,
    AgreementParty,
    AgreementRevision,
    AgreementUnit,
    DataGrant,
    Institution,
    Office,
)
from ruta.directory.selectors.coordinating import UNIT_KINDS, allowed_categories
from ruta.taxonomy.selectors import items

LONGEST_TITLE, LONGEST_TEXT, MOST_CLAUSES = 200, 6000, 200


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyTerms:
    """Who takes part, and how."""

    institution_id: int
    part: str = AgreementPart.SUPPORTS


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantTerms:
    """Who lets whom read what, and what for."""

    giver_id: int
    reader_id: int
    purpose: str
    categories: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseTerms:
    """What is agreed."""

    kind: str
    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitTerms:
    """Which office applies it."""

    office_id: int


@action
def add_party(*, actor: Actor, agreement_id: int, terms: PartyTerms) -> AgreementParty:
    """One more institution; it reads the draft from now on."""
    row = locked(actor, agreement_id)
    revision = draft_of(row)
    if not Institution.objects.filter(pk=terms.institution_id, is_active=True).exists():
        raise fault("institution", _("Elija una institución de la lista."))
    if revision.parties.filter(institution=terms.institution_id).exists():
        raise fault("institution", _("Esa institución ya es parte."))
    made = AgreementParty(
        owner_institution_id=row.owner_institution_id,
        revision=revision,
        institution_id=terms.institution_id,
        part=AgreementPart(terms.part),
    )
    kept(made)
    told(row, revision)
    return made


@action
def remove_party(*, actor: Actor, agreement_id: int, row_id: int) -> None:
    """It no longer takes part, and what it would have given or read goes with it; whoever keeps the agreement stays."""
    row = locked(actor, agreement_id)
    revision = draft_of(row)
    found: AgreementParty = _of(revision.parties, row_id)
    if found.institution_id == row.owner_institution_id:
        raise Invalid(_("La institución que mantiene el convenio es siempre parte."))
    revision.grants.filter(Q(giver=found.institution_id) | Q(reader=found.institution_id)).delete()
    found.delete()
    told(row, revision)


@action
def add_grant(*, actor: Actor, agreement_id: int, terms: GrantTerms) -> DataGrant:
    """What one party may read of another for a purpose: only what the matrix of permissions lets travel to such an institution."""
    row = locked(actor, agreement_id)
    revision = draft_of(row)
    _demand_sides(revision, terms)
    made = DataGrant(
        owner_institution_id=row.owner_institution_id, revision=revision, giver_id=terms.giver_id, reader_id=terms.reader_id, purpose=terms.purpose,
        categories=_categories(terms),
    )  # fmt: skip
    if revision.grants.filter(giver=terms.giver_id, reader=terms.reader_id, purpose=terms.purpose).exists():
        raise fault("purpose", _("Ya está dicho qué lee esa institución de la otra para esa finalidad. Quítelo y agréguelo de nuevo."))
    kept(made)
    told(row, revision)
    return made


@action
def remove_grant(*, actor: Actor, agreement_id: int, row_id: int) -> None:
    """These data are not read after all."""
    _remove("grants", actor, agreement_id, row_id)


@action
def add_clause(*, actor: Actor, agreement_id: int, terms: ClauseTerms) -> AgreementClause:
    """The next clause; its number follows the last one."""
    row = locked(actor, agreement_id)
    revision = draft_of(row)
    title, text = terms.title.strip(), terms.text.strip()
    if not title or not text:
        raise fault("text" if title else "title", _("Escriba el título y el texto de la cláusula."))
    if len(title) > LONGEST_TITLE or len(text) > LONGEST_TEXT:
        raise fault("text", _("Es demasiado largo: caben %(most)s letras.") % {"most": LONGEST_TEXT})
    last = revision.clauses.aggregate(last=Max("number"))["last"] or 0
    if last >= MOST_CLAUSES:
        raise Invalid(_("Son demasiadas cláusulas para un convenio."))
    made = AgreementClause(
        owner_institution_id=row.owner_institution_id,
        revision=revision,
        number=last + 1,
        kind=ClauseKind(terms.kind),
        title=title,
        text=text,
    )
    kept(made)
    told(row, revision)
    return made


@action
def remove_clause(*, actor: Actor, agreement_id: int, row_id: int) -> None:
    """Without it; those after it move up, so that no number is missing."""
    revision = _remove("clauses", actor, agreement_id, row_id)
    for number, each in enumerate(revision.clauses.order_by("number"), start=1):
        if each.number != number:
            each.number = number
            each.save(update_fields=["number"])


@action
def add_unit(*, actor: Actor, agreement_id: int, terms: UnitTerms) -> AgreementUnit:
    """An office that will apply it: of a municipality, or a centre that receives whoever returns."""
    row = locked(actor, agreement_id)
    revision = draft_of(row)
    if not Office.objects.filter(pk=terms.office_id, kind__in=UNIT_KINDS).exists():
        raise fault("office", _("Elija una oficina municipal o un centro de atención."))
    if revision.units.filter(office=terms.office_id).exists():
        raise fault("office", _("Esa oficina ya está."))
    made = AgreementUnit(owner_institution_id=row.owner_institution_id, revision=revision, office_id=terms.office_id)
    kept(made)
    told(row, revision)
    return made


@action
def remove_unit(*, actor: Actor, agreement_id: int, row_id: int) -> None:
    """It will not apply it."""
    _remove("units", actor, agreement_id, row_id)


def _remove(name: str, actor: Actor, agreement_id: int, row_id: int) -> AgreementRevision:
    row = locked(actor, agreement_id)
    revision = draft_of(row)
    _of(getattr(revision, name), row_id).delete()
    told(row, revision)
    return revision


def _of(rows: Any, row_id: int) -> Any:
    found = rows.filter(pk=row_id).first()
    if found is None:
        raise NotFound(_("Eso ya no está en el borrador. Vuelva a abrirlo."))
    return found


def _demand_sides(revision: AgreementRevision, terms: GrantTerms) -> None:
    sides = set(revision.parties.values_list("institution_id", flat=True))
    if terms.giver_id not in sides:
        raise fault("giver", _("Quien da los datos tiene que ser parte."))
    if terms.reader_id not in sides:
        raise fault("reader", _("Quien lee los datos tiene que ser parte."))
    if terms.giver_id == terms.reader_id:
        raise fault("reader", _("Nadie se da datos a sí mismo. Elija otra parte."))


def _categories(terms: GrantTerms) -> list[str]:
    if terms.purpose not in {each.code for each in items("consent_notices", section="purposes")}:
        raise fault("purpose", _("Elija una opción de la lista."))
    reader = Institution.objects.get(pk=terms.reader_id)
    allowed = allowed_categories(terms.purpose, reader)
    if not terms.categories:
        raise fault("categories", _("Marque al menos una clase de datos."))
    if strange := set(terms.categories) - set(allowed):
        known = {each.code: each.label() for each in items("consent_notices", section="data_categories")}
        words = "; ".join(sorted(known.get(code, code) for code in strange))
        sentence = _("Para esa finalidad %(who)s no puede leer: %(what)s.") % {"who": reader.short_name, "what": words}
        raise fault("categories", sentence)
    return [code for code in allowed if code in set(terms.categories)]
