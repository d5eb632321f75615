"""Which files does `ruta match` take from an institution? Whoever may be proposed, and what is published; sex and modality only for an audit."""

from dataclasses import dataclass
from typing import Any

import pyarrow as pa
from django.db import connection

from ruta.base.clock import now, today
from ruta.employers.selectors import published_vacancies, working_ages
from ruta.people.rules import born_for
from ruta.placements.matching.nearness import Essentials
from ruta.placements.matching.tables import table_of_vacancies
from ruta.placements.selectors.engine import as_vacancy, education_steps, needs_of
from ruta.placements.selectors.tiers import read_lines, sent_since

PERSONS_AT_ONCE = 20_000
LINES = """
SELECT max(id), string_agg(told, E'\n' ORDER BY id) FROM (
  SELECT s.id, s.line || CASE WHEN s.goes_abroad THEN %(abroad)s ELSE '' END || '|' || coalesce(p.municipality_id, '') || '|' ||
    (SELECT count(*) FROM placements_application a WHERE a.person_id = p.id AND a.applied_at >= %(since)s) || '|' || p.id || '|' || p.sex || '|' ||
    coalesce((SELECT c.modality FROM cases_case c WHERE c.person_id = p.id AND c.owner_institution_id = %(owner)s ORDER BY c.id DESC LIMIT 1), '') AS told
  FROM placements_seekerprofile s JOIN people_person p ON p.id = s.person_id
  WHERE s.owner_institution_id = %(owner)s AND s.id > %(after)s AND s.is_looking AND s.availability <> 'not_now'
    AND p.merged_into_id IS NULL AND (p.birth_date IS NULL OR p.birth_date <= %(adult)s)
    AND EXISTS (SELECT 1 FROM people_consent g WHERE g.person_id = p.id AND g.grantee_id = %(owner)s AND g.purpose = 'job_matching'
                AND g.withdrawn_at IS NULL AND g.valid_until > %(now)s)
  ORDER BY s.id LIMIT %(most)s) told_lines
"""


@dataclass(frozen=True, slots=True)
class MarketFiles:
    """Both sides as tables, and what each trade needs."""

    profiles: pa.Table
    vacancies: pa.Table
    essentials: Essentials


def market_files(institution_id: int, *, for_audit: bool = False) -> MarketFiles:
    """Numbers for names: a row says no more of a person than what the engine reads."""
    vacancies = list(published_vacancies().filter(owner_institution_id=institution_id).order_by("pk"))
    education = education_steps()
    countries = sorted({row.country for row in vacancies if row.is_abroad})
    profiles = _profiles(institution_id, "".join(f";{code}" for code in countries), for_audit=for_audit)
    essentials = {code: needs_of(code) for code in sorted({row.occupation for row in vacancies})}
    return MarketFiles(profiles, table_of_vacancies(as_vacancy(row, education) for row in vacancies), essentials)


def _profiles(institution_id: int, abroad: str, *, for_audit: bool) -> pa.Table:
    values: dict[str, Any] = {
        "owner": institution_id, "abroad": abroad, "since": sent_since(), "adult": born_for(today(), working_ages()[1]), "now": now(), "after": 0, "most": PERSONS_AT_ONCE,
    }  # fmt: skip
    parts = []
    while True:
        with connection.cursor() as cursor:
            cursor.execute(LINES, values)
            last, text = cursor.fetchone()
        if not text:
            break
        parts.append(read_lines(text, with_groups=True))
        values["after"] = last
    table = pa.concat_tables(parts) if parts else read_lines("", with_groups=True)
    return table.drop_columns(["person"] if for_audit else ["person", "sex", "modality"])
