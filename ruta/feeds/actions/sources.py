"""How is a source declared, given another address, stopped, and told what its columns are?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from ruta.base import clock
from ruta.base.context import Actor
from ruta.base.errors import Conflict, Invalid, NotFound, Refused
from ruta.base.transactions import action
from ruta.directory.models import Institution, Office
from ruta.feeds import rules
from ruta.feeds.enums import Every, SourceKind, SourceState
from ruta.feeds.models import MappingVerdict, Source, SourceMapping
from ruta.feeds.policies import demand_handler
from ruta.people.imports.columns import BY_CODE, mapping_problem

NEEDED: Mapping[str, tuple[str, ...]] = {
    SourceKind.FOLDER: ("folder", "pattern"),
    SourceKind.SFTP: ("host", "user", "host_key", "folder", "pattern"),
    SourceKind.VIEW: ("table",),
    SourceKind.WEB: ("url",),
}
HOURS = 24
ALLOWED = frozenset({"folder", "pattern", "host", "port", "user", "host_key", "table", "url", "rows", "next"})


@dataclass(frozen=True, slots=True)
class SourceTerms:
    """What is said to declare a source."""

    code: str
    name: str
    giver_id: int
    office_id: int
    purpose: str
    kind: str
    address: Mapping[str, str] = field(default_factory=dict)


@action
def declare_source(*, actor: Actor, terms: SourceTerms) -> Source:
    """Declare where another institution leaves rows for the actor's. Nothing is read by it yet."""
    demand_handler(actor)
    if not rules.CODE.fullmatch(terms.code):
        raise Invalid(
            _("El código lleva de 3 a 40 letras minúsculas, cifras o guiones, y empieza con una letra."),
            fields={"code": _("Revise el código.")},
        )
    _demand_sides(actor, terms)
    row = Source(
        owner_institution_id=actor.institution_id or 0, code=terms.code, name=terms.name, giver_id=terms.giver_id, office_id=terms.office_id,
        purpose=terms.purpose, kind=terms.kind, address=_address(terms.kind, terms.address),
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise Invalid(_("Ese código ya lo tiene otra fuente. Elija otro."), fields={"code": _("Elija otro.")}) from error
    return row


@action
def save_address(*, actor: Actor, source_id: int, version: int, address: Mapping[str, str]) -> Source:
    """Say anew where the rows are."""
    row = _locked(actor, source_id, version)
    row.address = _address(row.kind, address)
    return _saved(row)


@action
def set_source_state(*, actor: Actor, source_id: int, version: int, state: str) -> Source:
    """Read it no more, or again."""
    row = _locked(actor, source_id, version)
    if state not in SourceState.values:
        raise Invalid(_("Elija una respuesta."))
    row.state = state
    return _saved(row)


@action
def save_schedule(*, actor: Actor, source_id: int, version: int, every: str, at_hour: int) -> Source:
    """Say how often it is read by itself, from the next time on."""
    row = _locked(actor, source_id, version)
    if every not in Every.values or not 0 <= at_hour < HOURS:
        raise Invalid(_("Elija una respuesta."), fields={"every": _("Elija una.")})
    row.every, row.at_hour = every, at_hour
    row.next_at = rules.next_time(every, at_hour, clock.now().astimezone(clock.HONDURAS))
    return _saved(row)


@action
def take_turn(*, actor: Actor, source_id: int) -> bool:
    """Note that its time has come, and when it comes again; a second worker finds that the turn was taken."""
    demand_handler(actor)
    row = Source.objects.select_for_update().filter(pk=source_id, state=SourceState.ACTIVE, next_at__lte=clock.now()).first()
    if row is None:
        return False
    row.next_at = rules.next_time(row.every, row.at_hour, clock.now().astimezone(clock.HONDURAS))
    row.save(update_fields=["next_at"])
    return True


@action
def map_source(
    *, actor: Actor, source_id: int, after: int, lines: Sequence[rules.Line], fixed: Mapping[str, str] | None = None, note: str = ""
) -> SourceMapping:  # fmt: skip
    """Keep a new version of what each column is; refused when somebody kept another one since version `after`.

    The first holds at once. What somebody changes at the desk later holds when another person approved it: a column read wrongly spoils a register.
    """
    demand_handler(actor)
    source = _of(source_id)
    last = source.mappings.aggregate(last=Max("number"))["last"] or 0
    if last != after:
        raise Conflict(_("Otra persona guardó las columnas hace un momento. Recargue la página y compare."))
    _demand_readable(lines, fixed or {})
    told = [
        {"header": line.header, "field": line.field, "steps": [{"do": do, "with": said} for do, said in line.steps]} for line in lines
    ]  # fmt: skip
    return SourceMapping.objects.create(
        owner_institution_id=source.owner_institution_id, source=source, number=last + 1, lines=told, fixed=dict(fixed or {}), note=note[:300],
        needs_second=last > 0 and actor.kind != "system", made_by_id=actor.user_id,
    )  # fmt: skip


@action
def judge_mapping(*, actor: Actor, mapping_id: int, is_approved: bool, note: str = "") -> MappingVerdict:
    """Approve a change of the columns, or say why not; never whoever made it, and only the newest one."""
    demand_handler(actor)
    mapping = SourceMapping.objects.select_related("source").filter(pk=mapping_id, needs_second=True).first()
    if mapping is None:
        raise NotFound(_("Esa versión de las columnas no espera aprobación. Recargue la página."))
    _of(mapping.source_id)
    if mapping.made_by_id == actor.user_id:
        raise Refused(_("Lo aprueba otra persona: quien cambió las columnas no las aprueba."))
    if mapping.source.mappings.filter(number__gt=mapping.number).exists() or MappingVerdict.objects.filter(mapping=mapping).exists():
        raise Conflict(_("Otra persona cambió las columnas o ya decidió. Recargue la página."))
    if not is_approved and not note.strip():
        raise Invalid(_("Escriba por qué no se aprueba."), fields={"note": _("Falta el motivo.")})
    return MappingVerdict.objects.create(
        owner_institution_id=mapping.owner_institution_id, mapping=mapping, is_approved=is_approved, note=note.strip()[:300],
        made_by_id=actor.user_id,
    )  # fmt: skip


def _demand_sides(actor: Actor, terms: SourceTerms) -> None:
    if not Institution.objects.filter(pk=terms.giver_id, is_active=True).exclude(pk=actor.institution_id or 0).exists():
        raise Invalid(_("Esa institución no está en el directorio. Elija otra."), fields={"giver": _("Elija otra.")})
    if not Office.objects.filter(pk=terms.office_id, institution=actor.institution_id or 0).exists():
        raise Invalid(_("Esa oficina no es de su institución. Elija otra."), fields={"office": _("Elija una oficina de su institución.")})


def _address(kind: str, told: Mapping[str, str]) -> dict[str, str]:
    """What is needed to get there, and nothing else: keys and passwords never stand here."""
    if kind not in SourceKind.values:
        raise Invalid(_("Elija cómo se llega a los datos."), fields={"kind": _("Elija una.")})
    given = {name: str(value).strip() for name, value in told.items() if name in ALLOWED and str(value).strip()}
    missing = [name for name in NEEDED[kind] if not given.get(name)]
    if missing:
        raise Invalid(_("Falta decir dónde están los datos."), fields=dict.fromkeys(missing, _("Escríbalo.")))
    return given


def _demand_readable(lines: Sequence[rules.Line], fixed: Mapping[str, str]) -> None:
    if not lines or len(lines) > rules.MOST_LINES:
        raise Invalid(_("Diga qué es al menos una columna."))
    for line in lines:
        if fault := rules.line_fault(line):
            raise Invalid(_("%(column)s: %(problem)s") % {"column": line.header, "problem": _(fault)}, fields={line.header: _(fault)})
    if unknown := set(fixed) - set(BY_CODE):
        raise Invalid(_("Elija a qué dato corresponde."), fields=dict.fromkeys(unknown, _("Elija otro.")))
    problem = mapping_problem({f"{at}": code for at, code in enumerate([*(line.field for line in lines), *fixed])})
    if problem:
        raise Invalid(_(problem))


def _of(source_id: int) -> Source:
    found = Source.objects.select_for_update().filter(pk=source_id).first()
    if found is None:
        raise NotFound(_("Esa fuente no está entre las de su institución. Vuelva a la lista."))
    return found


def _locked(actor: Actor, source_id: int, version: int) -> Source:
    demand_handler(actor)
    row = _of(source_id)
    if row.version != version:
        raise Conflict(_("Otra persona cambió esta fuente hace un momento. Recargue la página y compare."))
    return row


def _saved(row: Source) -> Source:
    row.version += 1
    row.save()
    return row
