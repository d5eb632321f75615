"""How does an application come in, or a certificate begin to be renewed?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from ruta.base.clock import now, today
from ruta.base.context import Actor
from ruta.base.errors import Invalid, NotOpen
from ruta.base.events import publish
from ruta.base.spelling import folded
from ruta.base.transactions import action
from ruta.base.workdays import work_calendar
from ruta.people.linkage.documents import check_document
from ruta.permits.actions.holding import leave_step, next_id
from ruta.permits.enums import CertificateState, Hand, Stage, Waits
from ruta.permits.events import DossierReceived
from ruta.permits.models import Certificate, Dossier, Requirement
from ruta.permits.policies import demand_hand
from ruta.permits.rules import Procedure, due_after
from ruta.permits.selectors import certificate_of, is_followed, procedure
from ruta.territory.models import Municipality


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierTerms:
    """Who asks, and what the procedure wants to know."""

    holder_name: str
    document_kind: str
    document: str
    phone: str = ""
    email: str = ""
    municipality: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)


@action
def receive_dossier(*, actor: Actor, procedure_code: str, terms: DossierTerms, renews: int | None = None) -> Dossier:
    """Open a dossier at the first step of the newest version; its requirements wait."""
    demand_hand(actor, Hand.KEEPER)
    followed = procedure(procedure_code)
    if followed is None:
        raise Invalid(_("Elija un trámite de la lista."))
    old = _renewable(actor, followed, renews) if renews else None
    dossier = _told(actor, followed, terms)
    dossier.renews_id = old.pk if old else None
    try:
        with transaction.atomic():
            dossier.save(force_insert=True)
    except IntegrityError as error:
        raise _fault("document", _("Este solicitante ya tiene un trámite igual abierto. Ábralo en lugar de recibir otro.")) from error
    rows = [
        Requirement(owner_institution_id=dossier.owner_institution_id, dossier=dossier, code=each.code, position=place)
        for place, each in enumerate(followed.requirements)
    ]
    Requirement.objects.bulk_create(rows)
    leave_step(actor, dossier, "receive")
    publish(DossierReceived(dossier.pk), institution_id=dossier.owner_institution_id)
    return dossier


def _told(actor: Actor, followed: Procedure, terms: DossierTerms) -> Dossier:
    _demand_terms(followed, terms)
    pk, name, first = next_id(Dossier._meta.db_table), " ".join(terms.holder_name.split()), followed.steps[0]  # noqa: SLF001 (the name of a table)
    return Dossier(
        pk=pk, owner_institution_id=actor.institution_id or 0, procedure=followed.code, procedure_version=followed.version,
        number=f"{followed.prefix}-{today().year}-{pk:05d}", holder_name=name, sort_name=folded(name), document_kind=terms.document_kind,
        document=_document(terms), phone=terms.phone.strip(), email=terms.email.strip(), municipality=terms.municipality,
        department=terms.municipality[:2], facts={each.code: str(terms.facts.get(each.code, "")).strip() for each in followed.facts},
        stage=Stage(first.stage), stage_since=now(), waits_on=Waits.OFFICE, due_on=due_after(work_calendar(), today(), first.days),
        received_by_id=actor.user_id, office_id=actor.office_id, opened_at=now(),
    )  # fmt: skip


def _demand_terms(followed: Procedure, terms: DossierTerms) -> None:
    if not terms.holder_name.strip():
        raise _fault("holder_name", _("Escriba el nombre de quien solicita."))
    if terms.document_kind not in followed.holder_documents:
        raise _fault("document_kind", _("Elija el tipo de documento."))
    if not Municipality.objects.filter(pk=terms.municipality).exists():
        raise _fault("municipality", _("Elija un municipio de la lista."))
    for each in followed.facts:
        said = str(terms.facts.get(each.code, "")).strip()
        if each.required and not said:
            raise _fault(each.code, _("Falta este dato."))
        if said and each.options and said not in {option.code for option in each.options}:
            raise _fault(each.code, _("Elija una opción de la lista."))


def _document(terms: DossierTerms) -> str:
    checked = check_document(terms.document_kind, terms.document, today=today())
    if not checked.is_valid:
        problem = checked.problems[0]
        raise _fault("document", _(problem.template) % problem.params if problem.params else _(problem.template))
    return checked.number


def _renewable(actor: Actor, followed: Procedure, certificate_id: int) -> Certificate:
    found = certificate_of(actor, certificate_id)
    if found.procedure != followed.code or found.state != CertificateState.VALID or is_followed(found):
        raise NotOpen(_("Este certificado no se puede renovar: está suspendido, revocado o ya se renovó."))
    opens = found.valid_until - timedelta(days=followed.renewal_days)
    if today() < opens:
        raise NotOpen(_("Todavía no se renueva: se recibe desde %(days)s días antes de que venza.") % {"days": followed.renewal_days})
    return found


def _fault(name: str, sentence: str) -> Invalid:
    return Invalid(sentence, fields={name: sentence})
