"""Who still receives in an agenda? When its officer leaves the office it offers nothing any more, on the desk, by link and to the waiting list."""

from django.db import migrations

REACHED = "a.owner_institution_id = ruta_me() OR ruta_invited(a.id, NULL) OR ruta_awaited(a.id)"
CLOSURES = f"""
  SELECT c.first_day, c.last_day FROM agenda_agenda a JOIN agenda_closure c ON c.office_id = a.office_id AND c.ended_at IS NULL
    AND (c.officer_id IS NULL OR c.officer_id = a.officer_id) AND c.owner_institution_id = a.owner_institution_id
  WHERE a.id = agenda AND c.last_day >= since AND ({REACHED})
"""
# Closed from the day after the last one on which the officer works there; a thousand days are longer than any agenda looks ahead.
LEFT = f"""
  SELECT coalesce(w.last_day + 1, since), greatest(coalesce(w.last_day + 1, since), since) + 1000
  FROM agenda_agenda a CROSS JOIN LATERAL (
    SELECT bool_or(m.valid_until IS NULL) AS stays, max(m.valid_until) AS last_day
    FROM accounts_membership m JOIN accounts_user u ON u.id = m.user_id AND u.is_active
    WHERE m.user_id = a.officer_id AND m.office_id = a.office_id AND m.is_active
  ) w
  WHERE a.id = agenda AND a.officer_id IS NOT NULL AND w.stays IS NOT TRUE AND ({REACHED})
"""


def closed(body: str) -> str:
    """The function that every reader of places asks, with this answer."""
    return f"""
SET ROLE ruta_reader;
CREATE OR REPLACE FUNCTION ruta_closed(agenda bigint, since date) RETURNS TABLE (first_day date, last_day date) LANGUAGE sql STABLE PARALLEL SAFE
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $${body}$$;
RESET ROLE;
"""


class Migration(migrations.Migration):
    """Whoever left keeps nobody waiting."""

    dependencies = [("referrals", "0014_open_of_case"), ("agenda", "0010_words_that_tell")]
    operations = [migrations.RunSQL(closed(f"{CLOSURES} UNION ALL {LEFT}"), closed(CLOSURES))]
