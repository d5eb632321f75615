"""What does the configuration of a population change in the common rules? Everything here is data of the catalogue of populations."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from ruta.taxonomy.selectors.catalogues import CatalogueContent, Item, catalogue

SOURCE = "second_population"
MOST_BASES = 5
USUAL = "returned_persons"
UNCONFIRMED = "none_until_safe_channel_confirmed"


@dataclass(frozen=True, slots=True)
class InstrumentRule:
    """How one instrument is asked of this population."""

    code: str
    order: int = 0
    label_es: str = ""
    hidden: tuple[str, ...] = ()
    due_days: int | None = None
    required_before: frozenset[str] = frozenset()
    label_en: str = ""
    optional_until: str = ""  # plan_activation: nobody is asked for it before there is a plan


@dataclass(frozen=True, slots=True)
class NeedRule:
    """Priority and term that take the place of those of the catalogue of needs."""

    need: str
    priority: str | None = None
    deadline_days: int | None = None


@dataclass(frozen=True, slots=True)
class Episode:
    """What is asked of how the person came to need help, where it was not a return; `fields` are rows of the catalogue."""

    code: str
    label_es: str
    label_en: str
    fields: tuple[Item, ...]

    def label(self) -> str:
        """Its name for the reader."""
        return Item(self.code, {"label_es": self.label_es, "label_en": self.label_en}).label()


@dataclass(frozen=True, eq=False)
class Population:
    """The rules of one population; what its configuration does not name stays as everywhere."""

    code: str
    label_es: str
    label_en: str = ""
    instruments: Mapping[str, InstrumentRule] = field(default_factory=dict)
    needs: Mapping[str, NeedRule] = field(default_factory=dict)
    needs_hidden: frozenset[str] = frozenset()
    services_preferred: tuple[str, ...] = ()
    plan_templates: tuple[str, ...] = ()
    doors_preferred: tuple[str, ...] = ()
    doors_hidden: frozenset[str] = frozenset()
    episode: Episode | None = None
    is_strict: bool = False  # the modality of its cases is named to nobody who only lists them
    address_travels: bool = True  # in packets of referrals
    origin_is_unsafe: bool = False  # nobody is sent to the municipality that the episode names
    purposes_apart: frozenset[str] = frozenset()  # asked only when the person wants them
    consent_months: Mapping[str, int] = field(default_factory=dict)
    confirms_channel: bool = False  # no message before somebody confirmed that a channel is safe
    least_cell: int = 0  # counts under it are hidden; 0: the common threshold


def population(code: str) -> Population:
    """The rules of a population; one without rows of its own has the common ones."""
    return _populations(catalogue(SOURCE)).get(code) or Population(code, code)


def serving(modality: str) -> Population:
    """The population under whose rules persons of this modality are served."""
    row = catalogue("modalities").section("items").get(modality)
    return population(str(row.get("default_population", USUAL)) if row else USUAL)


def populations() -> tuple[Population, ...]:
    """Every population of the catalogue, in its order."""
    return tuple(_populations(catalogue(SOURCE)).values())


@lru_cache(maxsize=8)
def _populations(source: CatalogueContent) -> dict[str, Population]:
    named = source.section("populations")
    configured = {each["population"]: each for each in _configurations(source)}
    return {code: _population(row.data, configured, named) for code, row in named.items()}


def _configurations(source: CatalogueContent) -> Iterable[Mapping[str, Any]]:
    """One configuration, or a list of them: each names its population."""
    found = source.content.get("configuration", ())
    return (found,) if isinstance(found, Mapping) else found


def _population(row: Mapping[str, Any], configured: Mapping[str, Mapping[str, Any]], named: Mapping[str, Any]) -> Population:
    rules = _inherited(row["code"], configured, named)
    return Population(
        code=row["code"],
        label_es=row["label_es"],
        label_en=row.get("label_en", ""),
        instruments={each["code"]: _instrument(each) for each in rules.get("instruments", ())},
        needs={
            each["need"]: NeedRule(each["need"], each.get("priority"), each.get("deadline_days"))
            for each in rules.get("needs_overrides", ())
        },
        needs_hidden=frozenset(rules.get("needs_hidden", ())),
        services_preferred=tuple(rules.get("services_preferred", ())),
        plan_templates=tuple(rules.get("plan_templates", ())),
        **_terms(rules),
    )


def _terms(rules: Mapping[str, Any]) -> dict[str, Any]:
    """What registration, permissions, messages and figures ask."""
    doors, intake, consent = (rules.get(name, {}) for name in ("entry_points", "intake_defaults", "consent"))
    return {
        "doors_preferred": tuple(doors.get("prefer", ())),
        "doors_hidden": frozenset(doors.get("hide", ())),
        "episode": _episode(rules.get("replaces_episode")),
        "is_strict": intake.get("case_sensitivity") == "strict",
        "address_travels": bool(intake.get("address_visible", True)),
        "origin_is_unsafe": bool(intake.get("location_of_origin_blocks_referrals")),
        "purposes_apart": frozenset(consent.get("purposes_off_by_default", ())),
        "consent_months": consent.get("default_months", {}),
        "confirms_channel": rules.get("notifications", {}).get("channel_default") == UNCONFIRMED,
        "least_cell": int(rules.get("indicators", {}).get("min_cell", 0)),
    }


def _episode(row: Mapping[str, Any] | None) -> Episode | None:
    if not row:
        return None
    return Episode(row["code"], row["label_es"], row.get("label_en", ""), tuple(Item(each["code"], each) for each in row["fields"]))


def _inherited(code: str, configured: Mapping[str, Mapping[str, Any]], named: Mapping[str, Any]) -> Mapping[str, Any]:
    """The configuration of a population, or of the nearest one that it is based on."""
    for _step in range(MOST_BASES):
        if code in configured:
            return configured[code]
        code = (named[code].get("base") if code in named else None) or ""
    return {}


def _instrument(row: Mapping[str, Any]) -> InstrumentRule:
    return InstrumentRule(
        row["code"], int(row.get("order", 0)), row.get("label_es", ""), tuple(row.get("hide_questions", ())), row.get("due_days"),
        frozenset(row.get("required_before", ())), row.get("label_en", ""), row.get("optional_until", ""),
    )  # fmt: skip
