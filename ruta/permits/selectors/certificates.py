"""Which certificates are there, what does anybody learn of one, and how does it look on paper?"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from ruta.base.clock import today
from ruta.base.context import Actor
from ruta.base.errors import NotFound
from ruta.base.spelling import folded
from ruta.directory.models import Institution
from ruta.permits.enums import CertificateState
from ruta.permits.models import Certificate
from ruta.permits.policies import visible_dossiers
from ruta.permits.rules import Procedure, code_of, read_code, shown_state
from ruta.permits.selectors.procedures import procedure, word
from ruta.territory.models import Municipality

CHECK = "SELECT * FROM ruta_check_certificate(%s, %s)"


@dataclass(frozen=True, slots=True)
class Checked:
    """What anybody is told of a certificate. Holder and place only where the register is public; of a document only whether it matches."""

    procedure: Procedure
    number: str
    state: CertificateState
    state_since: datetime
    reason: str
    valid_from: date
    valid_until: date
    institution: str
    holder: str
    place: str
    matches: bool

    @property
    def is_good(self) -> bool:
        """Whether it is worth anything today."""
        return self.state == CertificateState.VALID


def checked_certificate(code: str, document: str = "") -> Checked | None:
    """What a code tells; nothing for one that was invented or altered, and nothing says which of them it is."""
    number = read_code(code, settings.CERTIFICATE_KEY)
    if number is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute(CHECK, [number, document])
        row = cursor.fetchone()
    return _told(row) if row else None


def public_certificates(text: str = "") -> QuerySet[Certificate]:
    """The public register: whoever was certified, also when it ended; once each where it was renewed. Searched by the beginning of every word of the name."""
    following = Certificate.objects.filter(
        procedure=OuterRef("procedure"),
        sort_name=OuterRef("sort_name"),
        valid_from=OuterRef("valid_until") + timedelta(days=1),
        valid_from__lte=today(),
    )
    rows = Certificate.objects.filter(is_public=True, valid_from__lte=today()).exclude(state=CertificateState.REPLACED)
    rows = rows.exclude(Exists(following), state=CertificateState.VALID)  # renewed in time: the one that followed stands there
    for typed in folded(text).split():  # who looks for «Camino Claro» must not be told that «Agencia Camino Claro» is not here
        rows = rows.filter(Q(sort_name__begins=typed) | Q(sort_name__contains=f" {typed}"))
    return rows


def is_followed(certificate: Certificate) -> bool:
    """Whether it was renewed already, by one that was not revoked."""
    return Certificate.objects.filter(dossier__renews_id=certificate.pk).exclude(state=CertificateState.REVOKED).exists()


def certificate_of(actor: Actor, certificate_id: int) -> Certificate:
    """One certificate of the actor's institution."""
    rows = Certificate.objects.select_related("dossier").filter(pk=certificate_id, dossier__in=visible_dossiers(actor))
    found = rows.first()
    if found is None:
        raise NotFound(_("Este certificado no existe o no lo lleva su institución."))
    return found


def address_of_certificate(certificate: Certificate) -> str:
    """The public address that its square code carries."""
    code = code_of(certificate.number, settings.CERTIFICATE_KEY)
    return str(settings.PUBLIC_ADDRESS + reverse("portal:certificate", args=[code]))


def reason_word(followed: Procedure, code: str) -> str:
    """The reason of a suspension or revocation, in words."""
    return next((word(each) for each in followed.reasons if each.code == code), "")


def certificate_pdf(certificate: Certificate, institution: str, facts: list[tuple[str, str]]) -> bytes:
    """A letter page, tagged, with the code that anybody can check."""
    from ruta.permits.selectors.sheets import certificate_sheet

    followed = procedure(certificate.procedure, certificate.procedure_version)
    if followed is None:
        raise NotFound(_("Este certificado no existe o no lo lleva su institución."))
    return certificate_sheet(certificate, followed, institution, facts)


def _told(row: tuple[Any, ...]) -> Checked | None:
    code, version, number, state, since, reason, first, last, institution, holder, municipality, matches = row
    followed = procedure(code, version)
    if followed is None:
        return None
    place = Municipality.objects.filter(pk=municipality).select_related("department").first() if municipality else None
    return Checked(
        procedure=followed, number=number, state=shown_state(state, first, last, today()), state_since=since, reason=reason_word(followed, reason),
        valid_from=first, valid_until=last, holder=holder, matches=bool(matches), place=f"{place.name}, {place.department.name}" if place else "",
        institution=Institution.objects.values_list("name", flat=True).get(pk=institution),
    )  # fmt: skip
