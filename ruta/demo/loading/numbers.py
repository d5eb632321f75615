"""Which identities and numbers do the rows of a population get, so that nobody else has them?"""

import numpy as np
from django.db import connection, models

from ruta.base.errors import Conflict
from ruta.cases.numbers import counter_scope, office_prefix
from ruta.demo.generator import OfficeRef, Population
from ruta.demo.generator.streams import Index, Text, texts
from ruta.referrals.numbers import ReferralNumber
from ruta.referrals.numbers import counter_scope as referral_scope

# The sequence is looked up once, not for each number.
ALLOT = """
SELECT min(v), max(v)
FROM (SELECT nextval((SELECT pg_get_serial_sequence(%s, 'id')::regclass)) AS v FROM generate_series(1, %s)) AS block
"""
ADVANCE = """
INSERT INTO cases_casecounter (scope, last) VALUES (%s, %s)
ON CONFLICT (scope) DO UPDATE SET last = cases_casecounter.last + excluded.last RETURNING last
"""
HONDURAS_BEHIND_UTC = np.timedelta64(6, "h")


def allot(model: type[models.Model], count: int) -> int:
    """Take a block of identities from the table's sequence; gives the first."""
    if not count:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(ALLOT, [model._meta.db_table, count])
        first, last = cursor.fetchone()
    if last - first + 1 != count:
        raise Conflict("Alguien más registra al mismo tiempo. Detenga el servidor y repita la carga.")
    return int(first)


def case_numbers(population: Population, offices: list[OfficeRef]) -> Text:
    """The number of each case, by office and year of opening; the counters go on from there."""
    cases, prefix = population.cases, {office.id: office_prefix(office.code) for office in offices}
    years = _years(cases.opened_at)
    prefixes = sorted(set(prefix.values()))
    code = np.array([prefixes.index(prefix[i]) for i in range(max(prefix) + 1) if i in prefix])
    known = np.array(sorted(prefix))
    scope = code[np.searchsorted(known, cases.office_id)] * 10_000 + years
    names = {key: counter_scope(prefixes[key // 10_000], key % 10_000) for key in np.unique(scope).tolist()}
    order = _sequence(scope, cases.opened_at, names)
    return texts([f"{names[key]}-{number:06d}" for key, number in zip(scope.tolist(), order.tolist(), strict=True)])


def referral_numbers(population: Population) -> Text:
    """The number of each referral, by year."""
    years = _years(population.referrals.created_at)
    names = {year: referral_scope(year) for year in np.unique(years).tolist()}
    order = _sequence(years, population.referrals.created_at, names)
    return texts([str(ReferralNumber(year, number)) for year, number in zip(years.tolist(), order.tolist(), strict=True)])


def _years(moments: np.ndarray) -> Index:
    return (moments - HONDURAS_BEHIND_UTC).astype("datetime64[Y]").astype(np.int64) + 1970


def _sequence(scope: Index, moments: np.ndarray, names: dict[int, str]) -> Index:
    """Number the rows of each scope in order of time, from where its counter stands."""
    order = np.lexsort((moments, scope))
    keys, first, counts = np.unique(scope[order], return_index=True, return_counts=True)
    begins = np.array([_advance(names[int(key)], int(count)) for key, count in zip(keys, counts, strict=True)], dtype=np.int64)
    number = np.empty(len(scope), dtype=np.int64)
    number[order] = np.arange(len(scope)) - np.repeat(first, counts) + np.repeat(begins, counts) + 1
    return number


def _advance(scope: str, count: int) -> int:
    """Move a counter on; gives where it stood."""
    with connection.cursor() as cursor:
        cursor.execute(ADVANCE, [scope, count])
        return int(cursor.fetchone()[0]) - count
