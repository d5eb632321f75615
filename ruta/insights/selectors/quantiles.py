"""Which wait did half, and nine of ten, of the numbers of a year not exceed: in all, by month and by office?"""

from dataclasses import dataclass
from datetime import date

from django.db import connection

# The cells are a histogram of tenths of a minute by day and office. It is added up and read where it lies: only the answers leave the database.
# Between two values a quantile falls where `statistics.median` says. `of` tells which column a row has no word about: 1 an office, 2 a month, 3 all.
QUANTILES = """
WITH found AS (
  SELECT grouping(office_id, day) AS of, office_id, day, value, sum(n) AS n
  FROM (SELECT {places}, category::int AS value, sum(whole) AS n FROM insights_indicatorcell
        WHERE code = %s AND dimension = 'item' AND day >= %s AND day <= %s GROUP BY 1, 2, 3) AS cells
  GROUP BY GROUPING SETS {sets}
), placed AS (
  SELECT of, office_id, day, value, sum(n) OVER (PARTITION BY of, office_id, day ORDER BY value) AS until, sum(n) OVER (PARTITION BY of, office_id, day) AS total
  FROM found
), half AS (
  SELECT of, coalesce(office_id, day) AS key, max(total) AS total,
    min(value) FILTER (WHERE until > floor(0.5 * (total - 1))) AS low, min(value) FILTER (WHERE until > ceil(0.5 * (total - 1))) AS high,
    min(value) FILTER (WHERE until > floor(0.9 * (total - 1))) AS low_90, min(value) FILTER (WHERE until > ceil(0.9 * (total - 1))) AS high_90
  FROM placed GROUP BY of, office_id, day
)
SELECT of, coalesce(key, 0), total::int, (low + (high - low) * (0.5 * (total - 1) %% 1))::float, (low_90 + (high_90 - low_90) * (0.9 * (total - 1) %% 1))::float
FROM half
"""
APART = {"places": "office_id, extract(month FROM day)::int AS day", "sets": "((office_id, value), (day, value), (value))"}
WHOLE = {"places": "NULL::bigint AS office_id, NULL::int AS day", "sets": "((office_id, day, value))"}
OFFICE, MONTH, ALL = 1, 2, 3


@dataclass(frozen=True, slots=True)
class Quantiles:
    """How many, and the values that half and nine of ten of them did not exceed."""

    count: int
    half: float
    most: float


NOTHING = Quantiles(0, 0.0, 0.0)


def year_quantiles(code: str, year: int, *, is_apart: bool = True) -> dict[int, dict[str, Quantiles]]:
    """Those of a year by office, by month and in all; only in all when nothing is taken apart."""
    found: dict[int, dict[str, Quantiles]] = {OFFICE: {}, MONTH: {}, ALL: {}}
    with connection.cursor() as cursor:
        cursor.execute(QUANTILES.format(**(APART if is_apart else WHOLE)), [code, date(year, 1, 1), date(year, 12, 31)])
        for of, key, count, half, most in cursor.fetchall():
            where, name = (of, str(key)) if of in {OFFICE, MONTH} else (ALL, "")
            found[where][name] = Quantiles(count, half, most)
    return found
