"""Which institutions and offices stand in an agreement that lives on a day, and what may it let them read? Numbers and codes, no words of it."""

from dataclasses import dataclass
from datetime import date

from django.db import connection

from ruta.directory.models import Institution
from ruta.directory.rules import FRESH_DAYS
from ruta.taxonomy.selectors import catalogue, consent_matrix

UNIT_KINDS = ("camr", "camr_children_families", "omrar", "umar", "umam", "municipal_window")
"""Offices that apply the protocol of intervention 2: of municipalities, and centres that receive whoever returns."""
COORDINATING = "SELECT agreement_id, institution_id, kind, is_verified, categories FROM ruta_coordinating(%s, %s) ORDER BY 1, 2"
UNITS = "SELECT office_id, since FROM ruta_protocol_units(%s) ORDER BY 2, 1"


@dataclass(frozen=True, slots=True)
class Standing:
    """That an institution is a party of a live agreement, whether its focal point was verified lately, and which data it gives or reads."""

    agreement_id: int
    institution_id: int
    kind: str
    is_verified: bool
    categories: tuple[str, ...]


def standings(on_day: date) -> list[Standing]:
    """Every party of every agreement that lives on a day, whoever asks."""
    with connection.cursor() as cursor:
        cursor.execute(COORDINATING, [on_day, FRESH_DAYS])
        return [Standing(agreement, side, kind, told, tuple(codes)) for agreement, side, kind, told, codes in cursor.fetchall()]


def protocol_units(on_day: date) -> dict[int, date]:
    """The offices that apply a protocol which lives on a day, and since when."""
    with connection.cursor() as cursor:
        cursor.execute(UNITS, [on_day])
        return dict(cursor.fetchall())


def allowed_categories(purpose: str, reader: Institution) -> tuple[str, ...]:
    """What may be agreed to travel for this purpose to this institution, by the matrix of permissions, in the order of the catalogue."""
    listed = consent_matrix(purpose, reader.provider_kind)
    return tuple(code for code in catalogue("consent_notices").section("data_categories") if code in listed)
