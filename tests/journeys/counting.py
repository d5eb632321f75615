"""How many rows does the installation have? Run as `python -m tests.journeys.counting [documents.json]`; counts, never names."""

import json
import sys
from pathlib import Path

import django
import psycopg

TABLES = {
    "persons": "people_person", "cases": "cases_case", "consents": "people_consent", "assessments": "cases_assessment", "plans": "cases_personalplan",
    "deliveries": "cases_servicedelivery", "needs": "cases_need", "sent": "field_sent", "photos": "field_photo WHERE filed_at IS NOT NULL", "open": "field_sent WHERE state NOT IN ('done', 'discarded')",
}  # fmt: skip
# Of each document: persons, cases, permissions, needs and services.
OF_DOCUMENTS = """
SELECT said, count(DISTINCT i.person_id), count(DISTINCT c.id), count(DISTINCT p.id), count(DISTINCT n.id), count(DISTINCT d.id)
FROM unnest(%s::text[]) AS said
LEFT JOIN people_identifier i ON i.normalized = replace(said, '-', '')
LEFT JOIN cases_case c ON c.person_id = i.person_id
LEFT JOIN people_consent p ON p.person_id = i.person_id
LEFT JOIN cases_need n ON n.person_id = i.person_id
LEFT JOIN cases_servicedelivery d ON d.person_id = i.person_id
GROUP BY said
"""


def main() -> None:
    """Print one JSON line."""
    django.setup()
    from ruta.config import database, installation

    with psycopg.connect(installation.admin_dsn(), dbname=database.name()) as connection:
        if len(sys.argv) > 1:
            rows = connection.execute(OF_DOCUMENTS, [json.loads(Path(sys.argv[1]).read_text())]).fetchall()
            print(json.dumps({said: counts for said, *counts in rows}))
            return
        found = {name: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for name, table in TABLES.items()}
    print(json.dumps(found))


if __name__ == "__main__":
    main()
