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
from ruta.people.enums import PACKET_ONLY
from ruta.people.models import Person
from ruta.people.rules import lasts_until
from ruta.people.selectors.populations import asked_apart, months_of
from ruta.taxonomy.selectors import Population, catalogue, consent_matrix, items, serving

CATALOGUE = "consent_notices"
WITHIN = ("case_management", "job_matching", "notifications", "outreach", "follow_up_surveys", "public_profile")
"""Purposes that an institution asks for itself."""
AT_THE_DOOR = ("case_management", "job_matching", "notifications", "outreach", "referral")
"""The few asked at once of whoever comes in, each ticked by name; none is sensitive."""
OWN_WORD = ("notifications", "outreach", "follow_up_surveys")
"""What a person may allow alone, on their own page: to be written to by who already attends them."""
BETWEEN = ("referral", "shared_case")
"""Purposes usual between institutions; the rest is chosen one by one."""


@dataclass(frozen=True, slots=True)
class Notice:
    """The words that are read aloud, in one version, with the hash that a consent keeps."""

    title: str
    text: str
    version: str
    translation: str = ""  # for a reader of another language; what counts, and is hashed, are the words above

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
    endings: tuple[tuple[tuple[str, ...], datetime], ...] = ()  # where the modality is not known yet: other ends, by modalities

    @property
    def other_ends(self) -> list[tuple[str, datetime]]:
        """The same with the condition that the page follows."""
        return [("modality=" + "|".join(codes), day) for codes, day in self.endings]

    @property
    def led_otherwise(self) -> str:
        """The modalities for which the usual end does not hold."""
        return "modality=" + "|".join(code for codes, _day in self.endings for code in codes)

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
        return self.is_own and is_required(self.purpose)


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


def is_quiet(purpose: str, categories: Iterable[str]) -> bool:
    """Whether a screen that somebody else may look at tells nothing of it: its purpose is asked apart, or some of the data are strict."""
    rows = catalogue(CATALOGUE)
    found = rows.section("purposes").get(purpose)
    strict = {row.code for row in rows.section("data_categories").values() if row["sensitivity"] == "strict"}
    return bool(found is not None and found.get("sensitive", False)) or not strict.isdisjoint(categories)


def is_quiet_kind(provider_kind: str) -> bool:
    """Whether the bare name of such an institution tells it: all that it may be given data for is asked apart, as a shelter or a child's guardian."""
    purposes = [row.code for row in catalogue(CATALOGUE).section("purposes").values() if consent_matrix(row.code, provider_kind)]
    return bool(purposes) and all(is_sensitive(each) for each in purposes)


def is_required(purpose: str) -> bool:
    """Whether an institution can give no service without it; an override has no row in the catalogue."""
    row = catalogue(CATALOGUE).section("purposes").get(purpose)
    return row is not None and bool(row["required"])


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
    text = _said(row["text_es"], name, labels)
    translated = row.text("text")
    here = category_labels(categories)
    return Notice(row.text("title"), text, source.version, "" if translated == row["text_es"] else _said(translated, name, here))


def _said(text: str, name: str, labels: Iterable[str]) -> str:
    return text.replace("{institutions}", name).replace("{institution}", name).replace("{data}", "; ".join(labels).lower())


def offer_of(
    institution: Institution, purpose: str, *, owner_id: int | None, birth_date: date | None = None, rules: Iterable[Population] = ()
) -> Offer:
    """The one permission for an institution and a purpose, as long as the person's populations let it last; refused when not listed."""
    categories = allowed_categories(purpose, institution)
    if not categories:
        raise Refused(
            _("Ese permiso no está previsto: %(institution)s no puede recibir datos para «%(purpose)s».")
            % {"institution": institution.short_name, "purpose": purpose_label(purpose)}
        )
    until = lasts_until(now(), months_of(rules, purpose, usual_months(purpose)), birth_date)
    return Offer(institution, purpose, categories, until, notice_for(purpose, institution, categories), institution.pk == owner_id)


def endings_of(purpose: str) -> tuple[tuple[tuple[str, ...], datetime], ...]:
    """The ends that differ from the usual one, each with the modalities whose population asks for it."""
    found: dict[int, list[str]] = {}
    for row in items("modalities"):
        months = months_of([serving(row.code)], purpose, 0)
        if months:
            found.setdefault(months, []).append(row.code)
    return tuple((tuple(codes), lasts_until(now(), months, None)) for months, codes in found.items())


def usual_months(purpose: str) -> int:
    """How long a permission lasts where no population says otherwise."""
    return int(catalogue(CATALOGUE).item(purpose, "purposes")["default_months"])


def usual_offers(owner: Institution, birth_date: date | None = None, rules: Iterable[Population] = ()) -> list[Offer]:
    """What is asked of nearly everybody: the own purposes, then each institution of the driving team. Nothing sensitive."""
    rules = tuple(rules)
    apart = asked_apart(rules)
    others = institutions().filter(Q(is_driving_team=True) | Q(provider_kind="si_empleo")).exclude(pk=owner.pk)
    pairs = [(owner, purpose) for purpose in WITHIN] + [(each, purpose) for each in others for purpose in BETWEEN]
    return [
        offer_of(institution, purpose, owner_id=owner.pk, birth_date=birth_date, rules=rules)
        for institution, purpose in pairs
        if purpose not in apart and consent_matrix(purpose, institution.provider_kind)
    ]


def door_offers(owner: Institution) -> list[Offer]:
    """What is asked of whoever comes in; the rest has its own page."""
    return [offer for offer in usual_offers(owner) if offer.purpose in AT_THE_DOOR]


def own_offers(person: Person, rules: Iterable[Population] = ()) -> list[Offer]:
    """What the person may allow by their own word to the institution that attends them, whether or not they did."""
    rules, owner = tuple(rules), person.owner_institution
    wanted = [code for code in OWN_WORD if code not in asked_apart(rules) and consent_matrix(code, owner.provider_kind)]
    return [offer_of(owner, code, owner_id=owner.pk, birth_date=person.birth_date, rules=rules) for code in wanted]


def further_offers(owner: Institution, *, sensitive: bool, rules: Iterable[Population] = ()) -> list[tuple[str, str]]:
    """Every other pair of institution and purpose that the matrix lists, for a long list: key and words."""
    rules = tuple(rules)
    usual = {offer.key for offer in usual_offers(owner, rules=rules)}
    apart = [code for code in WITHIN if code in asked_apart(rules) and not sensitive and consent_matrix(code, owner.provider_kind)]
    rows = [(f"{owner.pk}:{code}", f"{owner.short_name}: {purpose_label(code)}") for code in apart]
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
