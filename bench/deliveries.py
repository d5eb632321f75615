"""On which deliveries do the indicators stand? Millions of them, written by SQL in a database of its own that is dropped afterwards."""

import sys
import time

DATABASE = "ruta_bench_indicators"
PER_PERSON, YEARS = 12, 4
LOADED = ("people_person", "cases_case", "cases_assessment", "cases_need", "tickets_ticket", "agenda_appointment", "cases_servicedelivery")
# Offices are not equally busy, services come in the order of their days, and persons come back.
SEED = "SELECT setseed(0.4)"
OFFICES = """
CREATE TEMP TABLE offices AS SELECT row_number() OVER (ORDER BY id) - 1 AS n, id, institution_id FROM directory_office WHERE is_active ORDER BY id LIMIT 34"""
PERSONS = """
CREATE TEMP TABLE persons AS SELECT g AS id, o.id AS office_id, o.institution_id AS owner, (ARRAY['woman', 'man'])[1 + floor(random() * 2)::int] AS sex,
  date '1955-01-01' + (random() * 22000)::int AS born, (%(modalities)s::text[])[1 + floor(random() * %(kinds)s)::int] AS modality,
  now() - random() * interval '1450 days' AS opened
FROM (SELECT g, floor(power(random(), 2) * 34)::int AS n FROM generate_series(1, %(persons)s) g) p JOIN offices o USING (n)"""
ROWS = {
    "people_person": """(id, owner_institution_id, office_id, given_names, surnames, preferred_name, sort_name, sex, birth_date, is_birth_date_estimated,
        nationality, place, education, languages, version) SELECT id, owner, office_id, 'Ana', 'Paz', '', 'paz ana', sex, born, false, 'HN', '', '', '{}', 1 FROM persons""",
    "cases_case": """(id, owner_institution_id, office_id, number, person_id, entry_point, modality, population, state, segment, strategy, close_reason, opened_at, version)
        SELECT id, owner, office_id, 'X-' || id, id, 'camr', modality, 'returned_persons', 'intake', '', '', '', opened, 1 FROM persons""",
    "cases_assessment": """(owner_institution_id, case_id, person_id, instrument, instrument_version, answers, scores, drivers, segment, override_segment,
        override_reason, override_note, assessed_at) SELECT owner, id, id, 'employability_profile', '1', '{}', '{}', '[]', '', '', '', '', opened
        FROM persons WHERE mod(id, 5) < 3""",
    "cases_need": """(owner_institution_id, case_id, person_id, code, priority, sensitivity, data_category, state, source, note, identified_at)
        SELECT owner, id, id, (ARRAY['food_urgent', 'job_now', 'national_id', 'debt_advice'])[1 + mod(id, 4)::int], 'high', 'normal', 'needs_general',
        (ARRAY['open', 'met', 'dropped'])[1 + mod(id, 3)::int], 'counsellor', '', opened FROM persons""",
    "tickets_ticket": """(owner_institution_id, office_id, day, line_id, letter, serial, state, goes_first, calls, went_first, place_at, taken_at, called_at)
        SELECT owner, office_id, current_date - mod(id, 80)::int, 1, 'A', id, 'done', false, 1, false, opened, opened, opened + mod(id, 3000) * interval '1 second'
        FROM persons WHERE mod(id, 4) = 0""",
    "agenda_appointment": """(owner_institution_id, host_id, office_id, subject, starts_at, place, bring, ask_for, state)
        SELECT owner, owner, office_id, '', opened, '', '', '', (ARRAY['seen', 'no_show'])[1 + mod(id, 2)::int] FROM persons WHERE mod(id, 3) = 0""",
    "cases_servicedelivery": """(owner_institution_id, case_id, person_id, service_type, provider_id, office_id, delivered_on, outcome, channel, note,
        counts_as_attention, modality, sex, age)
        SELECT p.owner, p.id, p.id, (%(services)s::text[])[1 + floor(random() * %(types)s)::int], p.owner, p.office_id,
        current_date - %(days)s + (g::float / %(deliveries)s * %(days)s)::int, 'delivered_full', 'in_person', '', true, p.modality, p.sex,
        extract(year FROM age(current_date, p.born))::int
        FROM (SELECT g, 1 + floor(random() * %(persons)s)::int AS id FROM generate_series(%(first)s, %(last)s) g) d JOIN persons p USING (id)""",
}
PORTION = 1_000_000


def fill(deliveries: int) -> float:
    """Make them; gives how many seconds it took."""
    from bench.lookup_database import superuser
    from ruta.taxonomy.selectors import catalogue

    modalities = [item["code"] for item in catalogue("modalities")]
    services = [item["code"] for item in catalogue("service_types")][:14]
    given = {"modalities": modalities, "kinds": len(modalities), "services": services, "types": len(services), "days": YEARS * 365,
             "deliveries": deliveries, "persons": max(1000, deliveries // PER_PERSON)}  # fmt: skip
    begin = time.perf_counter()
    with superuser(DATABASE) as connection:
        for statement in ("SET session_replication_role = replica", SEED, OFFICES):
            connection.execute(statement)
        connection.execute(PERSONS, given)
        definitions = _without_indexes(connection)
        for table, rows in ROWS.items():
            for first in range(1, (deliveries if table == LOADED[-1] else 1) + 1, PORTION):
                connection.execute(f"INSERT INTO {table} {rows}", given | {"first": first, "last": min(deliveries, first + PORTION - 1)})
                sys.stderr.write(f"\r  {table} {first:,}, {time.perf_counter() - begin:.0f} s    ")
        connection.execute("SET maintenance_work_mem = '1GB'")
        for definition in definitions:
            connection.execute(definition)
        connection.execute(f"VACUUM (ANALYZE) {', '.join(LOADED)}")
    sys.stderr.write(f"\r  {deliveries:,} deliveries in {time.perf_counter() - begin:.0f} s\n")
    return time.perf_counter() - begin


def _without_indexes(connection) -> list[str]:
    """Take the indexes away that no constraint needs; gives how they are made again."""
    found = connection.execute(
        "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = ANY (%s::regclass[]) AND NOT indisunique "
        "AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)",
        [list(LOADED)],
    ).fetchall()
    for name, _definition in found:
        connection.execute(f"DROP INDEX {name}")
    return [definition for _name, definition in found]
