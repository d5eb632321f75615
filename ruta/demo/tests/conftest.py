"""A small directory and a population that all tests share."""

from datetime import date

import pytest

from ruta.demo.generator import Population, generate
from ruta.demo.generator.catalogue import catalogue
from ruta.demo.generator.placement import OfficeRef, ServiceRef
from ruta.demo.generator.register import Register, build_register

TODAY = date(2026, 3, 18)
SI_EMPLEO = ("0501", "0801", "0101", "0301", "0401", "1804", "0601", "0703")
MUNICIPAL = ("0501", "0801", "0502", "1301")


def make_offices() -> list[OfficeRef]:
    """Return one large institution, four municipalities, reception centres and one institution of each other kind."""
    offices = [OfficeRef(i + 1, 1, f"SE-{t}", "si_empleo", t, "si_empleo") for i, t in enumerate(SI_EMPLEO)]
    offices += [OfficeRef(20 + i, 20 + i, f"UMAR-{t}", "umar", t, "municipal_unit") for i, t in enumerate(MUNICIPAL)]
    offices += [OfficeRef(30 + i, 30, f"CAMR-{t}", "camr", t, "sreci") for i, t in enumerate(("0512", "0503"))]
    offices.append(OfficeRef(40, 40, "SENAF", "child_protection_office", "0501", "senaf"))
    known = {office.provider_kind for office in offices}
    others = sorted({s["provider_kind"] for s in catalogue().services.values()} - known)
    return offices + [OfficeRef(50 + i, 50 + i, k.upper(), "partner", "0801", k) for i, k in enumerate(others)]


def make_services(offices: list[OfficeRef]) -> list[ServiceRef]:
    """Return every service type at every office of its kind of provider."""
    kinds = {code: item["provider_kind"] for code, item in catalogue().services.items()}
    pairs = [(office, code) for code, kind in kinds.items() for office in offices if office.provider_kind == kind]
    return [ServiceRef(i + 1, o.institution_id, o.id, code) for i, (o, code) in enumerate(pairs)]


@pytest.fixture(scope="session")
def offices() -> list[OfficeRef]:
    """Return the offices of the directory."""
    return make_offices()


@pytest.fixture(scope="session")
def register(offices: list[OfficeRef]) -> Register:
    """Return a register of 20,000."""
    return build_register(20_000, 7, TODAY, offices)


@pytest.fixture(scope="session")
def population(offices: list[OfficeRef]) -> Population:
    """Return a population of 6,000."""
    return generate(6_000, 11, TODAY, offices, make_services(offices))
