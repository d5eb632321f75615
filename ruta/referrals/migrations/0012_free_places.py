"""Who but its own institution sees when an agenda is free? Whoever answers a referral by link, and whoever sent it."""

from django.db import migrations

from ruta.base.schema import LINKED, Definer

UNDER_WAY = "'sent', 'received', 'accepted', 'scheduled', 'attended', 'no_show'"
# Of the agendas of the institution that it asked, those that could receive for it: never who comes, only when nobody does.
AWAITED = f"""
SELECT EXISTS (
  SELECT 1 FROM agenda_agenda a JOIN referrals_referral r ON r.receiver_id = a.owner_institution_id AND r.state IN ({UNDER_WAY})
  WHERE a.id = agenda AND a.is_open AND (
    (r.id = {LINKED} AND current_setting('ruta.kind', true) = 'partner' AND (r.is_protected OR a.service_type IN ('', r.service_type)))
    OR (r.owner_institution_id = ruta_me() AND a.service_type IN ('', r.service_type))))
"""
REACHED = "a.owner_institution_id = ruta_me() OR ruta_invited(a.id, NULL) OR ruta_awaited(a.id)"
BUSY = f"""
SET ROLE ruta_reader;
CREATE OR REPLACE FUNCTION ruta_busy(agenda bigint, since timestamptz, until timestamptz, besides bigint)
RETURNS TABLE (starts_at timestamptz, ends_at timestamptz, seat smallint) LANGUAGE sql STABLE PARALLEL SAFE
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT p.starts_at, p.ends_at, CASE WHEN p.agenda_id = a.id THEN p.seat ELSE 0 END
  FROM agenda_agenda a JOIN agenda_appointment p ON p.state IN ('booked', 'held') AND p.ends_at > since AND p.starts_at < until
    AND (p.agenda_id = a.id OR (a.officer_id IS NOT NULL AND p.officer_id = a.officer_id)
         OR (a.room <> '' AND p.office_id = a.office_id AND p.room = a.room))
    AND p.host_id = a.owner_institution_id AND p.id IS DISTINCT FROM besides
  WHERE a.id = agenda AND ({REACHED})
$$;
CREATE OR REPLACE FUNCTION ruta_closed(agenda bigint, since date) RETURNS TABLE (first_day date, last_day date) LANGUAGE sql STABLE PARALLEL SAFE
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT c.first_day, c.last_day FROM agenda_agenda a JOIN agenda_closure c ON c.office_id = a.office_id AND c.ended_at IS NULL
    AND (c.officer_id IS NULL OR c.officer_id = a.officer_id) AND c.owner_institution_id = a.owner_institution_id
  WHERE a.id = agenda AND c.last_day >= since AND ({REACHED})
$$;
RESET ROLE;
"""
READ = "CREATE POLICY awaited_read ON agenda_agenda FOR SELECT TO ruta_app USING (ruta_awaited(id))"


class Migration(migrations.Migration):
    """Free places are chosen, not typed, also from the other side of a referral."""

    dependencies = [("referrals", "0011_one_index_of_cases"), ("agenda", "0008_agendas_guarded")]
    operations = [
        Definer("ruta_awaited(agenda bigint)", AWAITED, owner="ruta_reader", returns="bool"),
        migrations.RunSQL(BUSY, migrations.RunSQL.noop),
        migrations.RunSQL(READ, "DROP POLICY awaited_read ON agenda_agenda"),
    ]
