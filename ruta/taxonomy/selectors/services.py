"""What does the product have to know about a need, a service type, a reason or a permission to share?"""

from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any, TypeVar

from django.db.models import F, Value

from ruta.base.spelling import folded
from ruta.taxonomy.errors import UnknownCode
from ruta.taxonomy.models import StrictWord
from ruta.taxonomy.rules.reserved import is_telling
from ruta.taxonomy.selectors.catalogues import CatalogueContent, Item, catalogue

Named = TypeVar("Named", bound="NamedRow")


@dataclass(frozen=True, kw_only=True)
class NamedRow:
    """What every typed row has: the catalogue row that it was read from."""

    item: Item
    version: str
    code: str

    def label(self, lang: str | None = None) -> str:
        """The name for a reader, in the active language by default."""
        return self.item.label(lang)

    def help(self, lang: str | None = None) -> str:
        """The sentence that explains it to a person."""
        return self.item.text("help", lang)


@dataclass(frozen=True, slots=True)
class Clocks:
    """Working days from sending: acknowledge receipt, first contact with the person, report the result."""

    acknowledge: int
    contact: int
    result: int


@dataclass(frozen=True, slots=True)
class UrgentHours:
    """Hours on the clock that replace the working days when the need is critical."""

    acknowledge: int
    contact: int


@dataclass(frozen=True, kw_only=True)
class ServiceType(NamedRow):
    """A coded service: who gives it, for which needs, in what time and with which proof."""

    family: str
    provider_kind: str
    needs: tuple[str, ...]
    clocks: Clocks
    urgent_hours: UrgentHours | None
    expected_result_es: str
    evidence: tuple[str, ...]
    counts_as_attention: bool
    referable: bool
    bypasses_blocks: bool = False
    confidential_location: bool = False
    sensitive: bool = False
    requirements_note_es: str = ""


@dataclass(frozen=True, kw_only=True)
class Need(NamedRow):
    """A coded need: how urgent, how sensitive, and who can answer it. Days are calendar days."""

    group: str
    priority: str
    deadline_days: int
    provider_kinds: tuple[str, ...]
    sensitive: bool
    sensitivity: str
    pnr: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class NextStep(NamedRow):
    """The task that a reason opens: who has it and in how many working days."""

    owner: str
    due_wd: int


@dataclass(frozen=True, kw_only=True)
class ReferralReason(NamedRow):
    """Why a referral did not go on, and what follows."""

    kind: str
    next_steps: tuple[NextStep, ...]
    update_directory: bool
    asks_date: bool = False
    asks_text: bool = False
    restricted: bool = False
    incident: bool = False
    min_attempts: int = 0
    adds_need: str = ""
    counts_against: str = ""


def _typed(kind: type[Named], source: CatalogueContent, row: Item, **special: Any) -> Named:
    plain = {field.name: row.data[field.name] for field in fields(kind) if field.name in row.data}
    return kind(**plain | {"item": row, "version": source.version} | special)


@lru_cache(maxsize=32)
def _service_types(source: CatalogueContent) -> dict[str, ServiceType]:
    return {
        row.code: _typed(
            ServiceType,
            source,
            row,
            clocks=Clocks(**row["clocks"]),
            urgent_hours=UrgentHours(**row["urgent_hours"]) if "urgent_hours" in row.data else None,
        )
        for row in source
    }


@lru_cache(maxsize=32)
def _needs(source: CatalogueContent) -> dict[str, Need]:
    return {row.code: _typed(Need, source, row) for row in source}


@lru_cache(maxsize=32)
def _referral_reasons(source: CatalogueContent) -> dict[str, ReferralReason]:
    steps = {code: _typed(NextStep, source, row) for code, row in source.section("next_steps").items()}
    return {row.code: _typed(ReferralReason, source, row, next_steps=tuple(steps[code] for code in row["next_steps"])) for row in source}


def service_type(code: str, version: str | None = None) -> ServiceType:
    """One coded service."""
    source = catalogue("service_types", version)
    return _service_types(source)[source.item(code).code]


def service_types(*, referable: bool | None = None, provider_kind: str | None = None) -> tuple[ServiceType, ...]:
    """The coded services still offered, perhaps only those that can be referred to or of one kind of provider."""
    return tuple(
        each
        for each in _service_types(catalogue("service_types")).values()
        if not each.item.is_retired and referable in (None, each.referable) and provider_kind in (None, each.provider_kind)
    )


def service_types_for_need(need_code: str) -> tuple[ServiceType, ...]:
    """The services that one can be referred to for this need."""
    return tuple(each for each in service_types(referable=True) if need_code in each.needs)


def need(code: str, version: str | None = None) -> Need:
    """One coded need."""
    source = catalogue("needs", version)
    return _needs(source)[source.item(code).code]


def needs(*, group: str | None = None) -> tuple[Need, ...]:
    """The needs still offered, perhaps only those of one group."""
    every = _needs(catalogue("needs")).values()
    return tuple(each for each in every if not each.item.is_retired and group in (None, each.group))


def referral_reason(code: str, version: str | None = None) -> ReferralReason:
    """One reason with the steps that follow from it."""
    source = catalogue("referral_reasons", version)
    return _referral_reasons(source)[source.item(code).code]


def referral_reasons(kind: str) -> tuple[ReferralReason, ...]:
    """The reasons that may go with one kind of ending, such as `declined_by_provider`."""
    every = _referral_reasons(catalogue("referral_reasons")).values()
    return tuple(each for each in every if not each.item.is_retired and each.kind == kind)


@lru_cache(maxsize=32)
def _matrix(source: CatalogueContent) -> dict[tuple[str, str], frozenset[str]]:
    allowed: dict[tuple[str, str], frozenset[str]] = {}
    for row in source["matrix"]:
        for kind in row["provider_kinds"]:
            key = (row["purpose"], kind)
            allowed[key] = allowed.get(key, frozenset()) | frozenset(row["data"])
    return allowed


def consent_matrix(purpose: str, provider_kind: str, version: str | None = None) -> frozenset[str]:
    """The categories of data that may travel for this purpose to this kind of provider; nothing when not listed."""
    source = catalogue("consent_notices", version)
    source.item(purpose, "purposes")
    return _matrix(source).get((purpose, provider_kind), frozenset())


def is_reserved(code: str) -> bool:
    """Whether the very name of a service tells what nobody but protection may know."""
    if not code:
        return False
    try:
        kind = service_type(code)
    except UnknownCode:
        return True
    return kind.sensitive or kind.confidential_location


def reserved_services() -> list[str]:
    """The coded services, also those no longer offered, whose very name tells what nobody but protection may know."""
    return [code for code in _service_types(catalogue("service_types")) if is_reserved(code)]


def names_reserved(text: str) -> bool:
    """Whether it names a strict need, or a service that answers one: by how people write it, and by the words that the database judges notes with."""
    return is_telling(folded(text)) or StrictWord.objects.annotate(said=Value(text.lower())).filter(said__contains=F("word")).exists()
