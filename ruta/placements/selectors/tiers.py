"""Who could be among the best of a vacancy? Profiles that an index finds, the nearest trades first, as the table that the engine reads."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
from django.db import connection

from ruta.base.clock import now, today
from ruta.employers.models import Vacancy
from ruta.employers.selectors import working_ages
from ruta.people.rules import born_for
from ruta.placements.matching import Weights
from ruta.placements.matching.tables import PROFILE_COLUMNS
from ruta.placements.rules.hours import HALF, WHOLE_WEEK
from ruta.placements.rules.suiting import age_for
from ruta.placements.selectors.engine import education_steps

SENT_DAYS = 90
COLUMNS = (
    "id", "works", "skills", "is_complete", "schooling", "languages", "hours", "papers_lacking", "available_from", "wage_min", "contracts", "places",
    "home", "sends", "person",
)  # fmt: skip
GROUPS = ("sex", "modality")
FOUND = """
SELECT string_agg(s.line || %(abroad)s || '|' || coalesce(p.municipality_id, '') || '|' ||
  (SELECT count(*) FROM placements_application a WHERE a.person_id = p.id AND a.applied_at >= %(since)s) || '|' || p.id, E'\n')
FROM placements_seekerprofile s JOIN people_person p ON p.id = s.person_id
WHERE s.owner_institution_id = %(owner)s
  AND s.id IN (SELECT k.profile_id FROM placements_seekerkey k WHERE k.owner_institution_id = %(owner)s AND k.key = ANY (%(keys)s))
  AND p.merged_into_id IS NULL AND (p.birth_date IS NULL OR p.birth_date <= %(born_by)s) AND (s.goes_abroad OR NOT %(is_abroad)s)
  AND s.availability <> ALL (%(too_little)s)
  AND NOT EXISTS (SELECT 1 FROM placements_application a WHERE a.vacancy_id = %(vacancy)s AND a.person_id = p.id AND a.closed_at IS NULL)
  AND NOT EXISTS (SELECT 1 FROM people_unsafeplace u WHERE u.person_id = p.id AND u.municipality_id = %(town)s AND u.ended_at IS NULL)
"""

TRADES = """
WITH RECURSIVE trade AS (
  (SELECT key FROM placements_seekerkey WHERE owner_institution_id = %(owner)s AND key >= %(first)s AND key < %(end)s ORDER BY key LIMIT 1)
  UNION ALL
  SELECT (SELECT k.key FROM placements_seekerkey k WHERE k.owner_institution_id = %(owner)s AND k.key > trade.key AND k.key < %(end)s
          ORDER BY k.key LIMIT 1)
  FROM trade WHERE trade.key IS NOT NULL)
SELECT key FROM trade WHERE key IS NOT NULL
"""


@dataclass(frozen=True, slots=True)
class Tier:
    """Keys by which profiles are found, and what the nearest trade of any of them costs at the least."""

    keys: tuple[str, ...]
    cost: float


def tiers_of(vacancy: Vacancy, weights: Weights) -> Iterator[Tier]:
    """The very trade and whoever told none, then nearer and farther trades, then whoever knows a skill that is asked; nobody else could be listed."""
    known = _trades(vacancy)
    tradeless = tuple(f"t{code}" for code in vacancy.skills_essential)
    yield Tier((f"o{vacancy.occupation}", *tradeless), 0.0)
    near = {code for code in known - {vacancy.occupation} if code[:3] == vacancy.occupation[:3]}
    if near:
        same_unit = any(code[:4] == vacancy.occupation[:4] for code in near)
        yield Tier(tuple(f"o{code}" for code in sorted(near)), weights.cost(weights.degrees["same_unit" if same_unit else "same_minor"]))
    far = [f"o{code}" for code in sorted(known - near - {vacancy.occupation})]
    skilled = [f"s{code}" for code in vacancy.skills_essential]
    if far or skilled:
        yield Tier((*far, *skilled), weights.cost(weights.degrees["same_submajor"]))


def table_of(vacancy: Vacancy, tier: Tier) -> pa.Table | None:
    """The profiles of a tier who are of age, look for work, are in no danger there and not on the way there yet; with the person of each."""
    lowest, adult = working_ages()
    age = age_for(is_abroad=vacancy.is_abroad, schedule=vacancy.schedule, lowest=lowest, adult=adult)
    values: dict[str, Any] = {
        "owner": vacancy.owner_institution_id, "keys": list(tier.keys), "vacancy": vacancy.pk, "town": vacancy.municipality or None,
        "since": sent_since(), "born_by": born_for(today(), age), "is_abroad": vacancy.is_abroad,
        "abroad": f";{vacancy.country}" if vacancy.is_abroad else "", "too_little": list(HALF) if vacancy.schedule in WHOLE_WEEK else [],
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(FOUND, values)
        row = cursor.fetchone()
    return read_lines(row[0]) if row and row[0] else None


def sent_since() -> datetime:
    """From when on it counts that somebody was sent to an employer."""
    return now() - timedelta(days=SENT_DAYS)


def read_lines(text: str, *, with_groups: bool = False) -> pa.Table:
    """Lines as columns, with the person of each; what is empty is not known. An audit alone reads the groups that follow."""
    names = [*COLUMNS, *(GROUPS if with_groups else ())]
    types = dict.fromkeys(names, pa.string()) | {
        "available_from": pa.date32(),
        "wage_min": pa.int32(),
        "sends": pa.int32(),
        "person": pa.int64(),
    }
    convert = pyarrow.csv.ConvertOptions(column_types=types, null_values=[""], strings_can_be_null=True)
    parsed = pyarrow.csv.ParseOptions(delimiter="|", quote_char=False)
    raw = pyarrow.csv.read_csv(
        BytesIO(text.encode() or b"|" * (len(names) - 1)), pyarrow.csv.ReadOptions(column_names=names), parsed, convert
    )
    raw = raw if text else raw.slice(0, 0)
    steps = education_steps()
    made = {name: pc.split_pattern(raw[name], ";") for name in PROFILE_COLUMNS.names if name in names and _is_list(name)}
    made |= {name: raw[name] for name in ("id", "available_from", "home", "wage_min", "sends")}
    made["is_complete"] = pc.equal(raw["is_complete"], "1")
    made["education"] = pa.array([steps.get(code or "") for code in raw["schooling"].to_pylist()], pa.int32())
    made["papers"] = pa.nulls(len(raw), pa.list_(pa.string()))
    table = pa.table({name: made[name] for name in PROFILE_COLUMNS.names}).cast(PROFILE_COLUMNS)
    for name in ("person", *(GROUPS if with_groups else ())):
        table = table.append_column(name, raw[name])
    return table


def _is_list(name: str) -> bool:
    return pa.types.is_list(PROFILE_COLUMNS.field(name).type)


def _trades(vacancy: Vacancy) -> set[str]:
    """Every trade of the branch that somebody of the institution knows: one step of the index for each."""
    with connection.cursor() as cursor:
        cursor.execute(
            TRADES, {"owner": vacancy.owner_institution_id, "first": f"o{vacancy.occupation[:2]}", "end": f"o{vacancy.occupation[:2]}:"}
        )
        return {key[1:] for (key,) in cursor.fetchall()}
