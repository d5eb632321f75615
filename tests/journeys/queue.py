"""How many jobs are due or running? `python -m tests.journeys.queue` prints it; who waits for an effect asks until there is none."""

import django


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
    print(due())
