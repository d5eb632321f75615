"""How many rows does the installation have? Run as `python -m tests.journeys.counting`; counts, never names."""

import json

import django
import psycopg

TABLES = {
    "persons": "people_person", "cases": "cases_case", "consents": "people_consent", "assessments": "cases_assessment", "plans": "cases_personalplan",
    "deliveries": "cases_servicedelivery", "needs": "cases_need", "sent": "field_sent", "open": "field_sent WHERE state NOT IN ('done', 'discarded')",
}  # fmt: skip


def main() -> None:
    """Print one JSON line."""
    django.setup()
    from ruta.config import database, installation

    with psycopg.connect(installation.admin_dsn(), dbname=database.name()) as connection:
        found = {name: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for name, table in TABLES.items()}
    print(json.dumps(found))


if __name__ == "__main__":
    main()
