"""How does a text come in? Begun by hand or with a file, corrected article by article, proposed, and published by somebody else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ruta.base import clock
from ruta.base.context import Actor
from ruta.base.errors import Conflict, Invalid, NotFound, NotOpen, Refused
from ruta.base.events import publish
from ruta.base.transactions import action
from ruta.legal.actions.instruments import held
from ruta.legal.actions.publishing import publish_articles
from ruta.legal.enums import RevisionState
from ruta.legal.events import TextUploaded
from ruta.legal.models import Instrument, Passage, Revision
from ruta.legal.policies import can_decide, demand_keeping
from ruta.legal.rules import Found, key_of_label
from ruta.legal.selectors.texts import has_text

PROBLEMS = {
    "encrypted": gettext_lazy("El PDF pide contraseña. Guárdelo sin ella y súbalo otra vez."),
    "scanned": gettext_lazy("El archivo no trae texto: parece una foto. Pase un reconocimiento de texto (OCR) y súbalo otra vez."),
    "huge": gettext_lazy("El archivo es demasiado grande por dentro. Divídalo en partes y suba cada una."),
    "slow": gettext_lazy("El archivo tarda demasiado en abrirse. Guárdelo de nuevo como PDF o DOCX y súbalo otra vez."),
    "broken": gettext_lazy("El archivo está dañado o no es un PDF ni un DOCX. Ábralo, guárdelo de nuevo y súbalo otra vez."),
    "gone": gettext_lazy("El archivo ya no está aquí. Súbalo otra vez."),
    "empty": gettext_lazy("No se encontró ningún artículo. Escríbalos a mano o suba el texto en otro formato."),
}
KEPT = (RevisionState.PUBLISHED, RevisionState.WITHDRAWN)
LONGEST_LABEL, LONGEST_HEADING, LONGEST_TEXT = 80, 300, 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class TextTerms:
    """Which text it is, from when, taken from where; and its file, where there is one."""

    in_force_from: date
    source: str
    is_amendment: bool = False
    amending: str = ""
    file_name: str = ""
    file: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """How an article is to read."""

    label: str
    text: str = ""
    heading: str = ""
    is_repeal: bool = False


@action
def begin_text(*, actor: Actor, code: str, terms: TextTerms) -> Revision:
    """Open a text on its way in. A norm with text only takes amendments from then on."""
    if actor.kind != "system":
        demand_keeping(actor)
    instrument = held(code)
    is_here = has_text(instrument)
    if is_here != terms.is_amendment:
        sentence = (
            _("Esta norma ya tiene texto: lo que cambie entra como reforma.") if is_here
            else _("Esta norma todavía no tiene texto: primero entra completa.")
        )  # fmt: skip
        raise Invalid(sentence, fields={"is_amendment": sentence})
    if not terms.source.strip():
        sentence = _("Escriba de dónde se tomó el texto.")
        raise Invalid(sentence, fields={"source": sentence})
    amending = Instrument.objects.filter(code=terms.amending).first() if terms.amending else None
    row = Revision.objects.create(
        instrument=instrument, is_amendment=terms.is_amendment, amending=amending, in_force_from=terms.in_force_from, source=terms.source.strip(),
        state=RevisionState.READING if terms.file else RevisionState.DRAFT, file_name=terms.file_name[-200:], file=terms.file,
        sha256=terms.sha256, written_by=actor.user_id, made_at=clock.now(),
    )  # fmt: skip
    if terms.file:
        publish(TextUploaded(row.pk))
    return row


@action
def note_progress(*, actor: Actor, revision_id: int, done: int, total: int) -> None:
    """Say how far the reading is."""
    del actor
    Revision.objects.filter(pk=revision_id, state=RevisionState.READING).update(done=done, total=total)


@action
def fail_reading(*, actor: Actor, revision_id: int, code: str) -> None:
    """Say why the file cannot be read."""
    del actor
    Revision.objects.filter(pk=revision_id, state=RevisionState.READING).update(
        state=RevisionState.UNREADABLE, problem=code if code in PROBLEMS else "broken", file=""
    )


@action
def take_articles(*, actor: Actor, revision_id: int, found: Sequence[Found]) -> Revision:
    """Keep the articles that the file seems to have, for somebody to correct."""
    row = Revision.objects.select_for_update().filter(pk=revision_id, state=RevisionState.READING).first()
    if row is None:
        raise NotOpen(_("Ese texto ya no espera un archivo."))
    if not found:
        fail_reading(actor=actor, revision_id=revision_id, code="empty")
        return row
    Passage.objects.bulk_create(
        Passage(
            revision=row, position=place, key=each.key[:40], label=each.label[:LONGEST_LABEL], part=each.part, text=each.text, raw=each.raw, page=each.page,
        ) for place, each in enumerate(found, start=1)
    )  # fmt: skip
    row.state, row.file = RevisionState.DRAFT, ""
    row.save(update_fields=["state", "file"])
    return row


@action
def write_passage(*, actor: Actor, revision_id: int, wording: Wording, edition: int, passage_id: int | None = None) -> Passage:
    """Correct an article, or add one at the end."""
    row = _open(actor, revision_id, edition)
    _demand(wording)
    key = key_of_label(wording.label)
    before = row.passages.filter(pk=passage_id or 0).first()
    if passage_id and before is None:
        raise NotFound(_("Ese artículo ya no está en el texto."))
    if row.passages.filter(key=key).exclude(pk=passage_id or 0).exists():
        sentence = _("Ya hay un artículo con ese rótulo en este texto.")
        raise Invalid(sentence, fields={"label": sentence})
    last = row.passages.order_by("-position").first()
    passage = before or Passage(revision=row, position=last.position + 1 if last else 1)
    passage.key, passage.label, passage.heading = key, wording.label.strip(), wording.heading.strip()
    passage.text, passage.is_repeal = wording.text.strip().replace("\r\n", "\n"), wording.is_repeal
    passage.save()
    _touched(row)
    return passage


@action
def join_passage(*, actor: Actor, revision_id: int, passage_id: int, edition: int, is_kept: bool) -> None:
    """Take an article out; kept, its words go to the end of the one before it (it was no article but a citation)."""
    row = _open(actor, revision_id, edition)
    passage = row.passages.filter(pk=passage_id).first()
    if passage is None:
        raise NotFound(_("Ese artículo ya no está en el texto."))
    before = row.passages.filter(position__lt=passage.position).order_by("-position").first()
    if is_kept and before is None:
        raise Invalid(_("Es el primero: no hay otro antes al que unirlo."))
    if is_kept and before is not None:
        before.text = f"{before.text} {passage.label}. {passage.text}".strip()
        before.raw = f"{before.raw}\n{passage.raw}"
        before.save(update_fields=["text", "raw"])
    passage.delete()
    _touched(row)


@action
def propose_text(*, actor: Actor, revision_id: int, edition: int) -> Revision:
    """Say that it reads as the source does, and ask a second person."""
    row = _open(actor, revision_id, edition)
    if not row.passages.exists():
        raise Invalid(_("Todavía no tiene artículos."))
    empty = row.passages.filter(text="", is_repeal=False).order_by("position").first()
    if empty is not None:
        raise Invalid(_("%(label)s no tiene texto. Escríbalo o quítelo.") % {"label": empty.label})
    row.state, row.proposed_by, row.proposed_at = RevisionState.PROPOSED, actor.user_id, clock.now()
    row.save(update_fields=["state", "proposed_by", "proposed_at"])
    return row


@action
def decide_text(*, actor: Actor, revision_id: int, is_approved: bool, reason: str = "") -> Revision:
    """Publish it, or give it back with what is wrong; whoever wrote or proposed it does not decide."""
    row = _held(revision_id, RevisionState.PROPOSED)
    if not can_decide(actor, row):
        raise Refused(_("Lo publica otra persona de asesoría legal o coordinación central, no quien lo escribió o lo propuso."))
    if not is_approved and not reason.strip():
        sentence = _("Diga qué hay que corregir.")
        raise Invalid(sentence, fields={"reason": sentence})
    row.state = RevisionState.PUBLISHED if is_approved else RevisionState.DRAFT
    row.decided_by, row.decided_at, row.reason = actor.user_id, clock.now(), reason.strip()
    row.save(update_fields=["state", "decided_by", "decided_at", "reason"])
    if is_approved:
        publish_articles(row)
    return row


@action
def drop_text(*, actor: Actor, revision_id: int) -> None:
    """Throw away a text that was not published."""
    demand_keeping(actor)
    row = Revision.objects.select_for_update().filter(pk=revision_id).exclude(state__in=KEPT).first()
    if row is None:
        raise NotOpen(_("Ese texto ya se publicó o ya no existe."))
    row.delete()


def _open(actor: Actor, revision_id: int, edition: int) -> Revision:
    if actor.kind != "system":
        demand_keeping(actor)
    row = _held(revision_id, RevisionState.DRAFT)
    if row.edition != edition:
        raise Conflict(_("Otra persona cambió este texto. Vuelva a abrirlo y repita su cambio."), theirs=row.edition, yours=edition)
    return row


def _held(revision_id: int, state: str) -> Revision:
    row = Revision.objects.select_for_update(of=("self",)).select_related("instrument").filter(pk=revision_id).first()
    if row is None:
        raise NotFound(_("Ese texto no existe."))
    if row.state != state:
        raise NotOpen(_("Este texto ya está en otro estado. Vuelva a abrirlo."))
    return row


def _touched(row: Revision) -> None:
    Revision.objects.filter(pk=row.pk).update(edition=F("edition") + 1)


def _demand(wording: Wording) -> None:
    fields = {}
    if not wording.label.strip() or len(wording.label) > LONGEST_LABEL:
        fields["label"] = _("Escriba el rótulo: Artículo 5, Artículo 5-A, Preámbulo.")
    if not wording.text.strip() and not wording.is_repeal:
        fields["text"] = _("Escriba el texto, o marque que se deroga.")
    if len(wording.text) > LONGEST_TEXT or len(wording.heading) > LONGEST_HEADING:
        fields["text"] = _("Es demasiado largo para un artículo. Divídalo.")
    if fields:
        raise Invalid(next(iter(fields.values())), fields=fields)
