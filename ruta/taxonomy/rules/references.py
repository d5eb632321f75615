"""Does every code that a catalogue mentions exist where it says?"""

from collections.abc import Iterator, Mapping
from typing import Any

Contents = Mapping[str, Mapping[str, Any]]

# catalogue, where it mentions codes, catalogue and list where they must stand
REFERENCES = (
    ("barriers", "items.linked_needs", "needs", "items"),
    ("case_closing", "items.requires", "case_closing", "closing_requirements"),
    ("consent_notices", "matrix.data", "consent_notices", "data_categories"),
    ("consent_notices", "matrix.provider_kinds", "provider_kinds", "items"),
    ("consent_notices", "matrix.purpose", "consent_notices", "purposes"),
    ("consent_notices", "override.allowed_roles", "roles", "items"),
    ("consent_notices", "override.reviewed_by", "roles", "items"),
    ("consent_notices", "purposes.lawful_basis_instead", "consent_notices", "lawful_bases"),
    ("consent_notices", "purposes.notice", "consent_notices", "notices"),
    ("entry_points", "items.office_kind", "office_kinds", "items"),
    ("entry_points", "items.typical_modalities", "modalities", "items"),
    ("modalities", "items.default_population", "second_population", "populations"),
    ("needs", "items.group", "needs", "groups"),
    ("needs", "items.pnr", "needs", "pnr_actions"),
    ("needs", "items.priority", "needs", "priorities"),
    ("needs", "items.provider_kinds", "provider_kinds", "items"),
    ("needs", "items.sensitivity", "needs", "sensitivities"),
    ("office_kinds", "items.owner_provider_kind", "provider_kinds", "items"),
    ("orientation", "items.needs", "needs", "groups"),
    ("orientation", "items.others.sure", "orientation", "sureness"),
    ("plan_templates", "items.goals.actions.service_type", "service_types", "items"),
    ("referral_reasons", "items.adds_need", "needs", "items"),
    ("referral_reasons", "items.kind", "referral_reasons", "kinds"),
    ("referral_reasons", "items.next_steps", "referral_reasons", "next_steps"),
    ("refusal_reasons", "items.review", "refusal_reasons", "reviews"),
    ("risk_matrix_defaults", "items.category", "risk_matrix_defaults", "categories"),
    ("second_population", "configuration.entry_points.hide", "entry_points", "items"),
    ("second_population", "configuration.entry_points.prefer", "entry_points", "items"),
    ("second_population", "configuration.consent.purposes_off_by_default", "consent_notices", "purposes"),
    ("second_population", "configuration.needs_hidden", "needs", "items"),
    ("second_population", "configuration.needs_overrides.need", "needs", "items"),
    ("second_population", "configuration.plan_templates", "plan_templates", "items"),
    ("second_population", "configuration.services_preferred", "service_types", "items"),
    ("segments_strategies", "items.plan_templates", "plan_templates", "items"),
    ("segments_strategies", "items.services", "service_types", "items"),
    ("service_charter", "items.channels", "service_charter", "channels"),
    ("service_charter", "items.service_types", "service_types", "items"),
    ("service_outcomes", "items.moves_need", "service_outcomes", "need_states"),
    ("service_types", "items.evidence", "service_types", "evidence_kinds"),
    ("service_types", "items.family", "service_types", "families"),
    ("service_types", "items.needs", "needs", "items"),
    ("service_types", "items.provider_kind", "provider_kinds", "items"),
)
# the same for every instrument
INSTRUMENT_REFERENCES = (
    ("access.view_roles", "roles", "items"),
    ("administered_by", "roles", "items"),
    ("alerts.notify_roles", "roles", "items"),
    ("raises_barriers.barrier", "barriers", "items"),
    ("raises_needs.need", "needs", "items"),
    ("sections.view_roles", "roles", "items"),
    ("segments.strategy", "segments_strategies", "items"),
    ("suggests_plans.template", "plan_templates", "items"),
)


def values_at(content: Any, path: str) -> Iterator[Any]:
    """Every value at a dotted path, walking into lists on the way and skipping what is absent."""
    if isinstance(content, list | tuple):
        for each in content:
            yield from values_at(each, path)
    elif not path:
        if content is not None:
            yield content
    elif isinstance(content, Mapping):
        head, _, rest = path.partition(".")
        yield from values_at(content.get(head), rest)


def codes_in(content: Mapping[str, Any], section: str) -> set[str]:
    """The codes of one list of a catalogue, whose rows are codes or have one."""
    return {row["code"] if isinstance(row, Mapping) else row for row in content.get(section, ())}


def dangling_codes(catalogues: Contents, instruments: Contents) -> list[str]:
    """The codes that are mentioned somewhere and exist nowhere, one line each."""
    found = [
        line
        for name, path, target, section in REFERENCES
        if name in catalogues
        for line in _missing(name, catalogues[name], path, (catalogues, target, section))
    ]
    for name, content in instruments.items():
        for path, target, section in INSTRUMENT_REFERENCES:
            found += _missing(name, content, path, (catalogues, target, section))
    return found + _strategies_without_instrument(catalogues, instruments) + _populations_without_instrument(catalogues, instruments)


def _missing(name: str, content: Any, path: str, where: tuple[Contents, str, str]) -> list[str]:
    catalogues, target, section = where
    known = codes_in(catalogues.get(target, {}), section)
    unknown = {code for code in values_at(content, path) if code not in known}
    return [f"{name}/{path}: {code} is not in {target}/{section}" for code in sorted(unknown)]


def _strategies_without_instrument(catalogues: Contents, instruments: Contents) -> list[str]:
    found = []
    for row in catalogues.get("segments_strategies", {}).get("items", ()):
        segments = codes_in(instruments.get(row["instrument"], {}), "segments")
        if row["segment"] not in segments:
            found.append(f"segments_strategies/{row['code']}: no segment {row['segment']} in {row['instrument']}")
    return found


def _populations_without_instrument(catalogues: Contents, instruments: Contents) -> list[str]:
    """Instruments that the configuration of a population names; nothing is said where none is loaded."""
    named = set(values_at(catalogues.get("second_population", {}), "configuration.instruments.code"))
    return [
        f"second_population/configuration.instruments: no instrument {code}" for code in sorted(named - set(instruments)) if instruments
    ]
