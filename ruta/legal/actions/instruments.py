"""How is a norm added, and how is what is said of one corrected? Every correction names where it was seen."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.text import slugify
from django.utils.translation import gettext as _

from ruta.base import clock
from ruta.base.context import Actor
from ruta.base.errors import Conflict, Invalid, NotFound
from ruta.base.events import publish
from ruta.base.spelling import folded
from ruta.base.transactions import action
from ruta.legal.enums import Certainty, Kind, Link, Scope, Standing
from ruta.legal.events import NormNamed
from ruta.legal.models import Correction, Instrument, Relation
from ruta.legal.policies import demand_keeping
from ruta.legal.rules import is_partial_date

LONGEST_CODE = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is said of a norm, and where it was seen."""

    title: str
    kind: str = Kind.LAW
    organisation: str = ""
    number: str = ""
    issued: str = ""
    gazette_number: str = ""
    gazette_on: str = ""
    scope: str = Scope.NATIONAL
    subject: str = "general"
    standing: str = Standing.UNKNOWN
    standing_words: str = ""
    certainty: str = Certainty.PARTIAL
    certainty_words: str = ""
    source: str = ""
    notes: str = ""


CHECKABLE = frozenset({"number", "issued", "gazette_number", "gazette_on", "standing"})


@action
def register_instrument(*, actor: Actor, facts: Facts, code: str = "", is_synthetic: bool = False) -> Instrument:
    """Add a norm to the compendium; its code is for ever."""
    if actor.kind != "system":
        demand_keeping(actor)
    _demand(facts)
    code = (code or slugify(facts.number or facts.title))[:LONGEST_CODE].strip("-")
    if not code or Instrument.objects.filter(code=code).exists():
        sentence = _("Ya hay una norma con ese código. Escriba otro.") if code else _("Escriba un código con letras sin tilde.")
        raise Invalid(sentence, fields={"code": sentence})
    last = Instrument.objects.aggregate(last=Max("position"))["last"] or 0
    row = Instrument.objects.create(
        **asdict(facts), code=code, position=last + 1, sort_title=folded(facts.title)[:300], is_synthetic=is_synthetic
    )
    publish(NormNamed(row.pk))
    return row


@action
def correct_instrument(*, actor: Actor, code: str, facts: Facts, revision: int) -> Instrument:
    """Change what is said of a norm, each changed fact with its trace. What was checked is from memory no longer."""
    demand_keeping(actor)
    row = held(code)
    if row.revision != revision:
        raise Conflict(_("Otra persona corrigió esta norma. Vuelva a abrirla y repita su cambio."), theirs=row.revision, yours=revision)
    _demand(facts)
    changed = {name: value for name, value in asdict(facts).items() if getattr(row, name) != value}
    if not changed:
        return row
    if not facts.source.strip():
        sentence = _("Escriba dónde lo vio: La Gaceta, NORMLEX u otra fuente.")
        raise Invalid(sentence, fields={"source": sentence})
    _trace(actor, row, changed, facts.source)
    for name, value in changed.items():
        setattr(row, name, value)
    row.from_memory = [] if facts.certainty == Certainty.VERIFIED else [name for name in row.from_memory if name not in changed]
    row.sort_title, row.is_reference, row.revision = folded(row.title)[:300], False, row.revision + 1
    row.save(update_fields=[*changed, "from_memory", "sort_title", "is_reference", "revision"])
    if {"title", "number"} & changed.keys():
        publish(NormNamed(row.pk))
    return row


@action
def relate_instruments(*, actor: Actor, code: str, kind: str, target: str) -> Relation:
    """Say that one norm regulates, amends or repeals another."""
    demand_keeping(actor)
    source, other = held(code), Instrument.objects.filter(code=target).first()
    if other is None or other == source or kind not in Link:
        sentence = _("Elija otra norma del compendio.")
        raise Invalid(sentence, fields={"target": sentence})
    try:
        with transaction.atomic():
            return Relation.objects.create(source=source, kind=kind, target=other)
    except IntegrityError as error:
        sentence = _("Esa relación ya está anotada.")
        raise Invalid(sentence, fields={"target": sentence}) from error


def held(code: str) -> Instrument:
    """The norm, locked until the end of the transaction."""
    row = Instrument.objects.select_for_update().filter(code=code).first()
    if row is None:
        raise NotFound(_("Esa norma no está en el compendio."))
    return row


def _trace(actor: Actor, row: Instrument, changed: Mapping[str, str], source: str) -> None:
    Correction.objects.bulk_create(
        Correction(
            instrument=row, field=name, before=getattr(row, name), after=value, source=source, by=actor.user_id, at=clock.now()
        ) for name, value in changed.items() if name != "source"
    )  # fmt: skip


def _demand(facts: Facts) -> None:
    fields = {}
    if not facts.title.strip():
        fields["title"] = _("Escriba el título de la norma.")
    for name in ("issued", "gazette_on"):
        said = getattr(facts, name)
        if said and not is_partial_date(said):
            fields[name] = _("Escriba el año, el mes o el día: 2004, 2004-03 o 2004-03-03.")
    if facts.certainty == Certainty.VERIFIED and not facts.source.strip():
        fields["source"] = _("Lo verificado dice dónde se vio.")
    if fields:
        raise Invalid(next(iter(fields.values())), fields=fields)
