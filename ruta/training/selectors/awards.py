"""What is a certificate worth, who is told what of it, and how is it read by a program?"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from ruta.base.clock import HONDURAS
from ruta.base.codes import code_of, read_code
from ruta.base.context import Actor
from ruta.base.errors import NotFound
from ruta.base.spelling import folded
from ruta.directory.models import Institution
from ruta.taxonomy.selectors import names_reserved, service_type
from ruta.training.badges import Badge, profile, renamed, words_of
from ruta.training.enums import Audience
from ruta.training.models import Award, Course
from ruta.trust.actions.signing import own_keys, read_own_claims, signed_claims

CHECK = "SELECT number, institution_id, course_name, hours, issued_on, revoked_at, why_revoked, credential, matches FROM ruta_check_award(%s, %s)"
SERVICE = "SELECT is_of_person, service_type FROM ruta_service_of_award(%s)"
OF_ACHIEVEMENT = "SELECT ruta_award_of_achievement(%s, %s)"
REVOKED = "SELECT number, why_revoked FROM ruta_revoked_awards(%s)"


@dataclass(frozen=True, slots=True)
class Checked:
    """What anybody is told of a certificate: never the name, only whether one that they read on it matches."""

    number: str
    institution: Institution
    course_name: str
    hours: int
    issued_on: date
    revoked_at: datetime | None
    why_revoked: str
    credential: str
    matches: bool
    is_renamed: bool
    """Whether its paper may call the course otherwise: what it says there is not for everybody."""

    @property
    def code(self) -> str:
        """As its addresses carry it."""
        return code_of(self.number, settings.CERTIFICATE_KEY)


@dataclass(frozen=True, slots=True)
class Achievement:
    """What anybody reads of what a badge was given for, as it was signed."""

    name: str
    aims: str
    criteria: str
    hours: int
    institution: Institution


def achievement(course_id: int, version: int) -> Achievement | None:
    """What passing a course asked when it stood in this version; nothing where no badge was signed for it, or an older key signed it."""
    with connection.cursor() as cursor:
        cursor.execute(OF_ACHIEVEMENT, [course_id, version])
        number = cursor.fetchone()[0]
    found = _checked(number) if number else None
    claims = read_own_claims(found.credential) if found else None
    if found is None or claims is None:
        return None
    said = claims["credentialSubject"]["achievement"]
    aims = said["description"] if said["description"] != said["name"] else ""
    return Achievement(said["name"], aims, said["criteria"]["narrative"], said["creditsAvailable"], found.institution)


def checked_award(code: str, name: str = "") -> Checked | None:
    """What a code tells; nothing for one that was invented or altered."""
    number = read_code(code, settings.CERTIFICATE_KEY)
    return None if number is None else _checked(number, name)


def read_credential(token: str) -> tuple[dict[str, Any], Checked] | None:
    """What a file that somebody was given says, and what it is worth now; nothing where we did not sign it."""
    claims = read_own_claims("".join(token.split()))
    found = checked_award(str(claims.get("jti", ""))) if claims else None
    return (claims, found) if claims and found else None


def address_of_award(award: Award) -> str:
    """The public address that its square code carries."""
    return badge_address(award.number)


def badge_address(number: str) -> str:
    """Where anybody checks a certificate."""
    return _public("portal:badge", code_of(number, settings.CERTIFICATE_KEY))


def key_address() -> str:
    """Where our key is read."""
    return _public("portal:badge_key")


def own_key() -> dict[str, Any]:
    """The public key with which badges are checked, as a JWK; it is called by its address."""
    key: dict[str, Any] = own_keys()["keys"][0]
    return key | {"kid": key_address()}


def issuer_profile(institution: Institution) -> dict[str, Any]:
    """Who issues, as wallets read it."""
    return profile(_issuer(institution), institution.name, settings.PUBLIC_ADDRESS)


def certified_name(course: Course) -> str:
    """What a certificate calls the course. Of persons it never says what is reserved: whoever checks it would read why they came."""
    return course.name if _is_told(course) else _unnamed()


def badge_of(award: Award, course: Course, institution: Institution) -> Badge:
    """What the certificate of somebody who passed says."""
    asked = _("Asistir al menos al %(least)s %% de las sesiones.") % {"least": course.least_attendance}
    if course.least_grade is not None:
        asked += " " + _("Nota mínima: %(grade)s de 100.") % {"grade": course.least_grade}
    return Badge(
        address=badge_address(award.number), issuer=_issuer(institution), issuer_name=institution.name, issuer_url=settings.PUBLIC_ADDRESS,
        achievement=_public("portal:achievement", course.pk, course.version), name=award.course_name, aims=course.aims if _is_told(course) else "", criteria=asked,
        hours=award.hours, valid_from=datetime.combine(award.issued_on, time(), HONDURAS).astimezone(UTC), holder=award.holder,
        salt=code_of(award.number, settings.CERTIFICATE_KEY).rsplit(".", 1)[1], revocations=_public("portal:badges_revoked", institution.code),
    )  # fmt: skip


def credential_of(code: str) -> str | None:
    """The signed badge behind a code; one that was revoked is still read, and its list says so."""
    found = checked_award(code)
    return found.credential or None if found else None


def credential_of_award(award: Award) -> str:
    """The same for whoever holds it: a file is shown to others."""
    return credential_of(code_of(award.number, settings.CERTIFICATE_KEY)) or ""


def revoked_credentials(institution: Institution) -> dict[str, Any]:
    """Which badges of an institution are worth nothing any more (1EdTech revocation list)."""
    with connection.cursor() as cursor:
        cursor.execute(REVOKED, [institution.pk])
        rows = cursor.fetchall()
    return {
        "id": _public("portal:badges_revoked", institution.code), "issuer": _issuer(institution),
        "revokedCredential": [{"id": badge_address(number), "revoked": True, "revocationReason": why} for number, why in rows],
    }  # fmt: skip


def award_of(actor: Actor, award_id: int) -> Award:
    """One certificate of the actor's institution."""
    rows = Award.objects.select_related("enrolment__edition__course", "owner_institution")
    found = rows.filter(pk=award_id, owner_institution=actor.institution_id or 0).first()
    if found is None:
        raise NotFound(_("Esa constancia no es de su institución."))
    return found


def awards_of_person() -> QuerySet[Award]:
    """The certificates of the person who is in; row security lets no other through."""
    return Award.objects.filter(person__isnull=False, revoked_at=None).select_related("owner_institution").order_by("-issued_on", "-pk")


def _checked(number: str, name: str = "") -> Checked | None:
    with connection.cursor() as cursor:
        cursor.execute(CHECK, [number, folded(name)])
        row = cursor.fetchone()
    return _told(row) if row else None


def _told(row: tuple[Any, ...]) -> Checked:
    number, institution, course, hours, issued_on, revoked_at, why, credential, matches = row
    where = Institution.objects.get(pk=institution)
    claims = read_own_claims(credential)
    is_renamed = not _is_open(number, f"{course} {words_of(claims) if claims else ''}")
    if is_renamed:
        course, credential = _unnamed(), _signed_anew(claims)
    return Checked(number, where, course, hours, issued_on, revoked_at, why, credential, bool(matches), is_renamed)


def _is_told(course: Course) -> bool:
    """Whoever teaches it to colleagues says nothing of anybody; of persons it is told where nothing is reserved."""
    return course.audience != Audience.PERSONS or _tells_nothing(course.service_type, f"{course.name} {course.aims}")


def _is_open(number: str, words: str) -> bool:
    """The same of a certificate that was issued: by the service of its course, and by what was written on it."""
    with connection.cursor() as cursor:
        cursor.execute(SERVICE, [number])
        is_of_person, service = cursor.fetchone()
    return not is_of_person or _tells_nothing(service, words)


def _tells_nothing(service: str, words: str) -> bool:
    """Somebody chose a service that is open to all, and no word says more."""
    return bool(service) and not service_type(service).sensitive and not names_reserved(f"{service} {words}")


def _unnamed() -> str:
    return _("Curso de formación")


def _signed_anew(claims: dict[str, Any] | None) -> str:
    """A badge that was signed with the name leaves without it; nothing where an older key signed it."""
    with override("es-hn"):
        return signed_claims(renamed(claims, _unnamed()), key_address()) if claims else ""


def _issuer(institution: Institution) -> str:
    return _public("portal:badge_issuer", institution.code)


def _public(name: str, *args: Any) -> str:
    return f"{settings.PUBLIC_ADDRESS}{reverse(name, args=args)}"
