"""How is a revision of an agreement written, while nobody has published it?"""

from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from ruta.base import clock
from ruta.base.constraints import demand_constraints
from ruta.base.context import Actor
from ruta.base.errors import Conflict, Invalid, NotFound, NotOpen
from ruta.base.spelling import folded
from ruta.base.transactions import action
from ruta.directory.enums import AgreementKind, AgreementPart, AgreementState
from ruta.directory.models import Agreement, AgreementParty, AgreementRevision, AgreementStep
from ruta.directory.policies import demand_agreement
from ruta.legal.models import Instrument
from ruta.taxonomy.selectors import items

LONGEST = {"title": 200, "ref": 80, "summary": 4000, "basis_note": 1000, "why": 1000, "note": 1000}
TOLD = ("title", "kind", "ref", "summary", "signed_on", "valid_from", "valid_until")
BASED = ("lawful_basis", "basis_note", "instrument_id", "why")
UNDER = ("parties", "grants", "clauses", "units")


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementTerms:
    """What a form says of an agreement; who takes part and what it allows comes one by one."""

    title: str
    kind: str = AgreementKind.FRAMEWORK
    ref: str = ""
    summary: str = ""
    signed_on: date | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    lawful_basis: str = ""
    basis_note: str = ""
    instrument_id: int | None = None
    why: str = ""


@action
def save_agreement(
    *, actor: Actor, terms: AgreementTerms, agreement_id: int | None = None, version: int = 0, is_demo: bool = False
) -> Agreement:
    """Begin an agreement of the own institution, or write its open revision anew."""
    if agreement_id is None:
        demand_agreement(actor)
        row = _begun(actor, terms, is_demo=is_demo)
    else:
        row = locked(actor, agreement_id)
        if version and row.version != version:
            raise Conflict(_("Alguien cambió este convenio mientras usted lo editaba. Recargue y repita su cambio."))
    revision = draft_of(row)
    _write(revision, terms)
    told(row, revision)
    return row


@action
def open_revision(*, actor: Actor, agreement_id: int, why: str) -> AgreementRevision:
    """Begin another wording of an agreement in force; what is in force goes on until the new one is published."""
    row = locked(actor, agreement_id)
    if row.state not in {AgreementState.IN_FORCE, AgreementState.SUSPENDED}:
        raise NotOpen(_("Solo un convenio vigente o suspendido se revisa. Si terminó, renuévelo."))
    if row.revisions.filter(published_at=None).exists():
        raise NotOpen(_("Ya hay una revisión en borrador de este convenio."))
    if not why.strip():
        raise fault("why", _("Diga qué cambia y por qué."))
    before = row.revisions.get(number=row.revision)
    made = _copied(before, row, actor, number=row.revision + 1, why=why.strip()[: LONGEST["why"]])
    note_step(actor, row, "opened", why)
    _changed(row)
    return made


@action
def undo_revision(*, actor: Actor, agreement_id: int) -> Agreement:
    """Throw the open revision away; the published one stays as it was."""
    row = locked(actor, agreement_id)
    if not row.revision:
        raise NotOpen(_("Este borrador es el convenio mismo: descártelo con su motivo."))
    draft_of(row).delete()
    row.parties = list(row.signers)
    note_step(actor, row, "undone")
    _changed(row, "parties")
    return row


@action
def renew_agreement(*, actor: Actor, agreement_id: int) -> Agreement:
    """Begin the agreement that follows another: the same words from the day after its last one, as a draft."""
    before = locked(actor, agreement_id)
    if not before.revision or before.state in {AgreementState.RENEWED, AgreementState.DROPPED}:
        raise NotOpen(_("Este convenio no se renueva: no llegó a regir, o ya tiene quien lo sigue."))
    if before.successors.exclude(state=AgreementState.DROPPED).exists():
        raise NotOpen(_("Ese convenio ya tiene quien lo renueva."))
    begins = before.valid_until + timedelta(days=1) if before.valid_until else clock.today()
    made = Agreement.objects.create(
        owner_institution_id=before.owner_institution_id, title=before.title, sort_title=before.sort_title, kind=before.kind, summary=before.summary,
        valid_from=begins, parties=before.signers, renews=before, registered_at=clock.now(), is_demo=before.is_demo,
    )  # fmt: skip
    said = {"signed_on": None, "ref": "", "valid_from": begins, "valid_until": None}
    _copied(before.revisions.get(number=before.revision), made, actor, number=1, **said)
    note_step(actor, made, "began")
    note_step(actor, before, "successor", made.number)
    return made


def locked(actor: Actor, agreement_id: int) -> Agreement:
    """The agreement that this actor may write, held until the transaction ends."""
    row = Agreement.objects.select_for_update().filter(pk=agreement_id).first()
    if row is None:
        raise NotFound(_("Ese convenio no está entre los de su institución. Búsquelo otra vez."))
    demand_agreement(actor, row)
    return row


def draft_of(row: Agreement) -> AgreementRevision:
    """The revision that is still being written."""
    found = row.revisions.filter(published_at=None).first()
    if found is None or row.state in {AgreementState.ENDED, AgreementState.EXPIRED, AgreementState.RENEWED, AgreementState.DROPPED}:
        raise NotOpen(_("Lo publicado no cambia. Abra una revisión y cambie esa."))
    return found


def told(row: Agreement, revision: AgreementRevision) -> None:
    """Keep in the agreement what its list shows: of a draft as long as nothing was published; whoever is to sign reads it from now on."""
    fields = ["parties"]
    if not row.revision:
        for name in TOLD:
            setattr(row, name, getattr(revision, name))
        row.sort_title, fields = folded(row.title), [*fields, *TOLD, "sort_title"]
    row.parties = sorted({*row.signers, *revision.parties.values_list("institution_id", flat=True)})
    _changed(row, *fields)


def note_step(actor: Actor, row: Agreement, verb: str, note: str = "") -> None:
    """Keep what was done, by whom and why."""
    AgreementStep.objects.create(
        owner_institution_id=row.owner_institution_id, agreement=row, verb=verb, note=note.strip()[: LONGEST["note"]],
        institution_id=actor.institution_id, user_id=actor.user_id, at=clock.now(),
    )  # fmt: skip


def fault(field: str, sentence: str) -> Invalid:
    """What is wrong with one field."""
    return Invalid(sentence, fields={field: sentence})


def kept(row: Model) -> None:
    """Save a row after the sentences of its constraints had their say."""
    demand_constraints(row)
    row.save()


def _changed(row: Agreement, *fields: str) -> None:
    row.version += 1
    row.save(update_fields=[*fields, "version"])


def _begun(actor: Actor, terms: AgreementTerms, *, is_demo: bool) -> Agreement:
    owner = actor.institution_id or 0
    row = Agreement.objects.create(
        owner_institution_id=owner, title=terms.title.strip()[: LONGEST["title"]], sort_title="", parties=[owner], registered_at=clock.now(),
        is_demo=is_demo,
    )  # fmt: skip
    revision = AgreementRevision.objects.create(
        owner_institution_id=owner, agreement=row, number=1, title=row.title, made_at=clock.now(), made_by=actor.user_id
    )
    AgreementParty.objects.create(owner_institution_id=owner, revision=revision, institution_id=owner, part=AgreementPart.COORDINATES)
    note_step(actor, row, "began")
    return row


def _write(revision: AgreementRevision, terms: AgreementTerms) -> None:
    said = asdict(terms)
    for name, longest in LONGEST.items():
        if name in said and len(said[name].strip()) > longest:
            raise fault(name, _("Es demasiado largo: caben %(most)s letras.") % {"most": longest})
    if not terms.title.strip():
        raise fault("title", _("Escriba el título del convenio."))
    if terms.valid_from and terms.valid_until and terms.valid_until < terms.valid_from:
        raise fault("valid_until", _("Termina antes de empezar. Revise las fechas."))
    if terms.lawful_basis and terms.lawful_basis not in {each.code for each in items("consent_notices", section="lawful_bases")}:
        raise fault("lawful_basis", _("Elija una opción de la lista."))
    if terms.instrument_id and not Instrument.objects.filter(pk=terms.instrument_id).exists():
        raise fault("instrument", _("Elija una norma del compendio."))
    for name in (*TOLD, *BASED):
        value = said[name]
        setattr(revision, name, value.strip() if isinstance(value, str) else value)
    revision.kind = AgreementKind(terms.kind)
    revision.save()


def _copied(before: AgreementRevision, row: Agreement, actor: Actor, **said: Any) -> AgreementRevision:
    """Another revision with the words of one before, and with copies of all that stands under it."""
    words = {name: getattr(before, name) for name in (*TOLD, "lawful_basis", "basis_note", "instrument_id")} | said
    made = AgreementRevision.objects.create(
        owner_institution_id=row.owner_institution_id, agreement=row, made_at=clock.now(), made_by=actor.user_id, **words
    )
    for name in UNDER:
        copies = list(getattr(before, name).order_by("pk"))
        for each in copies:
            each.pk, each.revision = None, made
        getattr(made, name).bulk_create(copies)
    return made
