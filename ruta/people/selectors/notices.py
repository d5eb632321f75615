"""What does a person hear before saying yes, and to which institutions, purposes and data may they say it?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from django.db.models import Q
from django.utils.translation import gettext as _

from ruta.base.clock import now
from ruta.base.errors import Refused
from ruta.directory.models import Institution
from ruta.directory.selectors import institutions
from ruta.people import rules
from ruta.people.enums import PACKET_ONLY
from ruta.taxonomy.selectors import catalogue, consent_matrix

CATALOGUE = "consent_notices"
WITHIN = ("case_management", "job_matching", "notifications", "follow_up_surveys", "public_profile")
"""Purposes that an institution asks for itself."""
BETWEEN = ("referral", "shared_case")
"""Purposes usual between institutions; the rest is chosen one by one."""


@dataclass(frozen=True, slots=True)
class Notice:
    """The words that are read aloud, in one version, with the hash that a consent keeps."""

    title: str
    text: str
    version: str

    @property
    def sha256(self) -> str:
        """The hash of the text as it was read."""
        return sha256(self.text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Offer:
    """One permission that may be asked: who would see what, for what, until when."""

    institution: Institution
    purpose: str
    categories: tuple[str, ...]
    until: datetime
    notice: Notice
    is_own: bool

    @property
    def key(self) -> str:
        """How a form names it."""
        return f"{self.institution.pk}:{self.purpose}"

    @property
    def purpose_label(self) -> str:
        """The purpose in a few words."""
        return purpose_label(self.purpose)

    @property
    def data_label(self) -> str:
        """What travels, as a list in words."""
        return ". ".join(category_labels(self.categories)) + "."

    @property
    def is_sensitive(self) -> bool:
        """Asked apart, never with others."""
        return is_sensitive(self.purpose)

    @property
    def is_required(self) -> bool:
        """Without it the service itself cannot be given."""
        return self.is_own and bool(catalogue(CATALOGUE).item(self.purpose, "purposes")["required"])


def purpose_label(purpose: str) -> str:
    """The name of a purpose; an override has none in the catalogue."""
    if purpose == "override":
        return _("Acceso excepcional")
    return catalogue(CATALOGUE).item(purpose, "purposes").label()


def category_labels(categories: Iterable[str]) -> list[str]:
    """The names of data categories in the order of the catalogue."""
    wanted = set(categories)
    return [row.label() for row in catalogue(CATALOGUE).section("data_categories").values() if row.code in wanted]


def is_sensitive(purpose: str) -> bool:
    """Whether the purpose is asked apart."""
    return bool(catalogue(CATALOGUE).item(purpose, "purposes").get("sensitive", False))


def purposes() -> list[tuple[str, str]]:
    """The purposes for which a person may say yes or no."""
    rows = catalogue(CATALOGUE).section("purposes").values()
    return [(row.code, row.label()) for row in rows if not row.get("lawful_basis_instead")]


def readable_purposes(institution: Institution) -> list[tuple[str, str]]:
    """The purposes for which this institution may ask to read; a packet is sent to it, and never asked for."""
    return [(code, words) for code, words in purposes() if code not in PACKET_ONLY and allowed_categories(code, institution)]


def allowed_categories(purpose: str, institution: Institution) -> tuple[str, ...]:
    """What may travel for this purpose to this institution, in the order of the catalogue; nothing when not listed."""
    listed = consent_matrix(purpose, institution.provider_kind)
    return tuple(code for code in catalogue(CATALOGUE).section("data_categories") if code in listed)


def notice_for(purpose: str, institution: Institution, categories: Iterable[str], version: str | None = None) -> Notice:
    """The words of a purpose for one institution and its data, in the current version or in a former one."""
    source = catalogue(CATALOGUE, version)
    row = source.item(source.item(purpose, "purposes")["notice"], "notices")
    labels = [each["label_es"] for each in source["data_categories"] if each["code"] in set(categories)]
    name = institution.short_name
    text = row["text_es"].replace("{institutions}", name).replace("{institution}", name).replace("{data}", "; ".join(labels).lower())
    return Notice(row.text("title"), text, source.version)


def offer_of(institution: Institution, purpose: str, *, owner_id: int | None, birth_date: date | None = None) -> Offer:
    """The one permission for an institution and a purpose; refused when the matrix does not list it."""
    categories = allowed_categories(purpose, institution)
    if not categories:
        raise Refused(
            _("Ese permiso no está previsto: %(institution)s no puede recibir datos para «%(purpose)s».")
            % {"institution": institution.short_name, "purpose": purpose_label(purpose)}
        )
    months = catalogue(CATALOGUE).item(purpose, "purposes")["default_months"]
    until = rules.lasts_until(now(), months, birth_date)
    return Offer(institution, purpose, categories, until, notice_for(purpose, institution, categories), institution.pk == owner_id)


def usual_offers(owner: Institution, birth_date: date | None = None) -> list[Offer]:
    """What is asked of nearly everybody: the own purposes, then each institution of the driving team. Nothing sensitive."""
    others = institutions().filter(Q(is_driving_team=True) | Q(provider_kind="si_empleo")).exclude(pk=owner.pk)
    pairs = [(owner, purpose) for purpose in WITHIN] + [(each, purpose) for each in others for purpose in BETWEEN]
    return [
        offer_of(institution, purpose, owner_id=owner.pk, birth_date=birth_date)
        for institution, purpose in pairs
        if consent_matrix(purpose, institution.provider_kind)
    ]


def further_offers(owner: Institution, *, sensitive: bool) -> list[tuple[str, str]]:
    """Every other pair of institution and purpose that the matrix lists, for a long list: key and words."""
    usual = {offer.key for offer in usual_offers(owner)}
    rows = []
    for institution in institutions().exclude(pk=owner.pk):
        for code, words in purposes():
            key = f"{institution.pk}:{code}"
            if key not in usual and is_sensitive(code) == sensitive and consent_matrix(code, institution.provider_kind):
                rows.append((key, f"{institution.short_name}: {words}"))
    return rows


def lawful_bases() -> list[tuple[str, str]]:
    """The bases on which somebody may read without consent."""
    rows = catalogue(CATALOGUE).section("lawful_bases").values()
    return [(row.code, row.label()) for row in rows if row["may_override"]]
