"""How many jobs are due or running? `python -m tests.journeys.queue` waits until there is none, or gives up and prints how many are left."""

import sys
import time

import django

PATIENCE = 300


def due() -> int:
    """Count them past row security: jobs carry ids only."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM procrastinate_jobs WHERE status = 'doing' OR (status = 'todo' AND coalesce(scheduled_at, now()) <= now())"
        )
        return int(cursor.fetchone()[0])


if __name__ == "__main__":
    django.setup()
    end = time.monotonic() + PATIENCE
    while (left := due()) and time.monotonic() < end:
        time.sleep(0.2)
    print(left)
    sys.exit(bool(left))
