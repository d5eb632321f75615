"""How does a material come into the library, who approves a version, and how is one taken back without being erased?"""

from dataclasses import dataclass
from hashlib import sha256

from django.db.models import Max
from django.utils.translation import gettext as _

from ruta.base.clock import now
from ruta.base.context import Actor
from ruta.base.errors import Invalid, NotFound, NotOpen
from ruta.base.papers import file_to_keep
from ruta.base.spelling import folded
from ruta.base.transactions import action
from ruta.communication.actions.strategy import WORDS, demand_plain, fault, short
from ruta.communication.enums import MaterialKind, Segment, VersionState
from ruta.communication.models import Material, MaterialVersion
from ruta.communication.policies import demand_approving, demand_writing
from ruta.communication.selectors import is_in_use

MOST_VERSIONS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialTerms:
    """What it is, for whom, and what for."""

    kind: str
    title: str
    purpose: str
    segment: str = Segment.ALL
    language: str = "es"
    is_public: bool = True


@action
def add_material(*, actor: Actor, terms: MaterialTerms, content: bytes) -> Material:
    """Bring a material with its first version; it waits for another person's eyes."""
    institution = actor.institution_id or 0
    demand_writing(actor, institution)
    title = _demand_terms(terms)
    if Material.objects.filter(institution=institution, title=title).exists():
        raise fault("title", _("Ya hay un material con ese título. Ábralo y súbale una versión nueva."))
    row = Material.objects.create(
        institution_id=institution, kind=terms.kind, title=title, sort_title=folded(title), purpose=terms.purpose.strip()[:WORDS], segment=terms.segment,
        language=terms.language, is_public=terms.is_public, made_at=now(), made_by=actor.user_id,
    )  # fmt: skip
    _keep(actor, row, "", content)
    return row


@action
def correct_material(*, actor: Actor, material_id: int, terms: MaterialTerms) -> Material:
    """Say better what it is, or keep it from the public; while a version is in use, somebody else than who brought it does."""
    row = _held(material_id)
    demand_writing(actor, row.institution_id)
    if is_in_use(row):
        demand_approving(actor, row.institution_id, [row.made_by])
    title = _demand_terms(terms)
    if Material.objects.filter(institution=row.institution_id, title=title).exclude(pk=row.pk).exists():
        raise fault("title", _("Ya hay un material con ese título."))
    row.kind, row.title, row.sort_title, row.purpose = terms.kind, title, folded(title), terms.purpose.strip()[:WORDS]
    row.segment, row.language, row.is_public = terms.segment, terms.language, terms.is_public
    row.save()
    return row


@action
def add_version(*, actor: Actor, material_id: int, changes: str, content: bytes) -> MaterialVersion:
    """Hand in another file; the approved one holds until this one is."""
    row = _held(material_id)
    demand_writing(actor, row.institution_id)
    if row.versions.filter(state=VersionState.SUBMITTED).exists():
        raise NotOpen(_("Ya hay una versión por aprobar. Espere a que la revisen."))
    if not changes.strip():
        raise fault("changes", _("Escriba qué cambió."))
    return _keep(actor, row, changes, content)


@action
def judge_version(*, actor: Actor, version_id: int, is_approved: bool, note: str = "") -> MaterialVersion:
    """Another person approves a version, which then holds in place of the one before, or says what is wrong with it."""
    row = _version(version_id)
    demand_approving(actor, row.material.institution_id, [row.submitted_by])
    if row.state != VersionState.SUBMITTED:
        raise NotOpen(_("Esa versión ya fue revisada."))
    if not is_approved and not note.strip():
        raise fault("note", _("Escriba qué hay que corregir."))
    if is_approved:
        demand_plain(title=row.material.title, purpose=row.material.purpose)  # it may be older than the look at what is written
        before = MaterialVersion.objects.filter(material=row.material_id, state=VersionState.APPROVED)
        replaced = _("La reemplazó la versión %(number)s.") % {"number": row.number}
        before.update(state=VersionState.WITHDRAWN, withdrawn_at=now(), withdrawn_by=actor.user_id, why_withdrawn=replaced)
    row.state = VersionState.APPROVED if is_approved else VersionState.DECLINED
    row.judged_at, row.judged_by, row.note = now(), actor.user_id, note.strip()[:WORDS]
    row.save(update_fields=["state", "judged_at", "judged_by", "note"])
    return row


@action
def withdraw_version(*, actor: Actor, version_id: int, why: str) -> MaterialVersion:
    """Take the approved version out of circulation at once; whoever may read it still finds it, with the reason."""
    row = _version(version_id)
    demand_approving(actor, row.material.institution_id, ())
    if row.state != VersionState.APPROVED:
        raise NotOpen(_("Solo se retira lo que está aprobado."))
    if not why.strip():
        raise fault("why", _("Escriba por qué se retira."))
    row.state, row.withdrawn_at, row.withdrawn_by, row.why_withdrawn = VersionState.WITHDRAWN, now(), actor.user_id, why.strip()[:WORDS]
    row.save(update_fields=["state", "withdrawn_at", "withdrawn_by", "why_withdrawn"])
    return row


def _demand_terms(terms: MaterialTerms) -> str:
    title = short(terms.title)
    if not title or not terms.purpose.strip() or terms.kind not in MaterialKind.values or terms.segment not in Segment.values:
        raise Invalid(_("Escriba el título y para qué es."))
    demand_plain(title=title, purpose=terms.purpose)
    return title


def _held(material_id: int) -> Material:
    row = Material.objects.select_for_update(of=("self",)).filter(pk=material_id).first()
    if row is None:
        raise NotFound(_("Ese material no está a la vista de su institución. Vuelva a la lista."))
    return row


def _version(version_id: int) -> MaterialVersion:
    rows = MaterialVersion.objects.select_related("material").defer("content").select_for_update(of=("self",))
    row = rows.filter(pk=version_id).first()
    if row is None:
        raise NotFound(_("Esa versión no está a su vista. Vuelva al material."))
    return row


def _keep(actor: Actor, material: Material, changes: str, content: bytes) -> MaterialVersion:
    kind, content = file_to_keep(content)
    number = (material.versions.aggregate(last=Max("number"))["last"] or 0) + 1
    if number > MOST_VERSIONS:
        raise NotOpen(_("Ese material tiene demasiadas versiones. Abra uno nuevo."))
    return MaterialVersion.objects.create(
        material=material, number=number, changes=changes.strip()[:WORDS], file_kind=kind, size=len(content), sha256=sha256(content).hexdigest(),
        content=content, submitted_at=now(), submitted_by=actor.user_id,
    )  # fmt: skip
