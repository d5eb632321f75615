"""Who reads and keeps agendas, which places can never be given twice, and what does the holder of a person's link reach?"""

from django.db import migrations

from ruta.base.schema import MINE, Audited, ChildOf, Definer, Movable, RowSecurity

INVITATION = "nullif(current_setting('ruta.invitation', true), '')::bigint"
# The last line against double booking, whoever writes: hands, room and seats of an agenda, and the person. `<>` on the agenda lets
# several seats of one session stand beside each other; what was given by hand (agenda 0) stands beside what was given by hand.
DURING = "tstzrange(starts_at, ends_at) WITH &&"
STANDS = "state IN ('booked', 'held') AND ends_at IS NOT NULL"
NEVER_TWICE = f"""
ALTER TABLE agenda_appointment
  ADD CONSTRAINT agenda_appointment_seat EXCLUDE USING gist (agenda_id WITH =, seat WITH =, {DURING})
    WHERE ({STANDS} AND agenda_id IS NOT NULL),
  ADD CONSTRAINT agenda_appointment_officer EXCLUDE USING gist (officer_id WITH =, (coalesce(agenda_id, 0)) WITH <>, {DURING})
    WHERE ({STANDS} AND officer_id IS NOT NULL),
  ADD CONSTRAINT agenda_appointment_room EXCLUDE USING gist (office_id WITH =, room WITH =, (coalesce(agenda_id, 0)) WITH <>, {DURING})
    WHERE ({STANDS} AND room <> ''),
  ADD CONSTRAINT agenda_appointment_person EXCLUDE USING gist (person_id WITH =, {DURING})
    WHERE ({STANDS} AND person_id IS NOT NULL),
  ADD CONSTRAINT agenda_appointment_has_seat CHECK (agenda_id IS NULL OR state <> 'booked' OR (seat IS NOT NULL AND ends_at IS NOT NULL)),
  ADD CONSTRAINT agenda_appointment_agenda_of_host FOREIGN KEY (agenda_id, host_id) REFERENCES agenda_agenda (id, owner_institution_id);
"""
TWICE = """
ALTER TABLE agenda_appointment DROP CONSTRAINT agenda_appointment_seat, DROP CONSTRAINT agenda_appointment_officer,
  DROP CONSTRAINT agenda_appointment_room, DROP CONSTRAINT agenda_appointment_person, DROP CONSTRAINT agenda_appointment_has_seat,
  DROP CONSTRAINT agenda_appointment_agenda_of_host;
"""
GRANTS = """
GRANT SELECT ON agenda_agenda, agenda_appointment, agenda_closure, agenda_invitation, agenda_calendarfeed, directory_office
  TO ruta_reader;
GRANT SELECT (id, is_active) ON accounts_user TO ruta_reader;
GRANT SELECT (user_id, office_id, is_active, valid_until) ON accounts_membership TO ruta_reader;
GRANT UPDATE (used_at) ON agenda_invitation TO ruta_reader;
CREATE POLICY reader ON agenda_agenda FOR SELECT TO ruta_reader USING (true);
CREATE POLICY reader ON agenda_appointment FOR SELECT TO ruta_reader USING (true);
CREATE POLICY reader ON agenda_closure FOR SELECT TO ruta_reader USING (true);
CREATE POLICY reader ON agenda_calendarfeed FOR SELECT TO ruta_reader USING (true);
CREATE POLICY reader ON agenda_invitation TO ruta_reader USING (true) WITH CHECK (true);
REVOKE UPDATE ON agenda_invitation, agenda_closure, agenda_calendarfeed FROM ruta_app;
GRANT UPDATE (revoked_at, token_sha256) ON agenda_invitation TO ruta_app;
GRANT UPDATE (ended_at) ON agenda_closure TO ruta_app;
GRANT UPDATE (revoked_at) ON agenda_calendarfeed TO ruta_app;
CREATE TRIGGER stays_ended BEFORE UPDATE OF revoked_at ON agenda_invitation
  FOR EACH ROW WHEN (OLD.revoked_at IS NOT NULL) EXECUTE FUNCTION ruta_stays_ended();
CREATE TRIGGER stays_ended BEFORE UPDATE OF revoked_at ON agenda_calendarfeed
  FOR EACH ROW WHEN (OLD.revoked_at IS NOT NULL) EXECUTE FUNCTION ruta_stays_ended();
CREATE TRIGGER stays_ended BEFORE UPDATE OF ended_at ON agenda_closure
  FOR EACH ROW WHEN (OLD.ended_at IS NOT NULL) EXECUTE FUNCTION ruta_stays_ended();
CREATE TRIGGER stays_bound BEFORE UPDATE OF token_sha256 ON agenda_invitation
  FOR EACH ROW WHEN (OLD.used_at IS NOT NULL) EXECUTE FUNCTION ruta_stays_ended();
"""
UNGRANT = """
DROP TRIGGER stays_bound ON agenda_invitation; DROP TRIGGER stays_ended ON agenda_invitation; DROP TRIGGER stays_ended ON agenda_calendarfeed;
DROP TRIGGER stays_ended ON agenda_closure; DROP POLICY reader ON agenda_appointment;
"""
# What is only offered leads there too, and so does what is taken back.
GUARDS = """
DROP TRIGGER refuse_unsafe ON agenda_appointment; DROP TRIGGER refuse_unsafe_new ON agenda_appointment;
CREATE TRIGGER refuse_unsafe_new BEFORE INSERT ON agenda_appointment
  FOR EACH ROW WHEN (NEW.state IN ('booked', 'held') AND NEW.person_id IS NOT NULL) EXECUTE FUNCTION ruta_refuse_unsafe_host();
CREATE TRIGGER refuse_unsafe BEFORE UPDATE OF state, host_id, office_id, starts_at ON agenda_appointment
  FOR EACH ROW WHEN (NEW.state IN ('booked', 'held') AND NEW.person_id IS NOT NULL) EXECUTE FUNCTION ruta_refuse_unsafe_host();
"""
UNGUARD = """
DROP TRIGGER refuse_unsafe ON agenda_appointment; DROP TRIGGER refuse_unsafe_new ON agenda_appointment;
CREATE TRIGGER refuse_unsafe_new BEFORE INSERT ON agenda_appointment
  FOR EACH ROW WHEN (NEW.state = 'booked' AND NEW.person_id IS NOT NULL) EXECUTE FUNCTION ruta_refuse_unsafe_host();
CREATE TRIGGER refuse_unsafe BEFORE UPDATE OF host_id, office_id, starts_at ON agenda_appointment
  FOR EACH ROW WHEN (NEW.state = 'booked' AND NEW.person_id IS NOT NULL) EXECUTE FUNCTION ruta_refuse_unsafe_host();
"""
# Whose link it is: one person and one agenda, while it lives.
INVITED = f"""
SELECT EXISTS (SELECT 1 FROM agenda_invitation i WHERE i.id = {INVITATION} AND current_setting('ruta.kind', true) = 'person'
  AND i.agenda_id = agenda AND (person IS NULL OR i.person_id = person) AND i.revoked_at IS NULL AND i.expires_at > now())
"""
# When somebody is busy, without saying who comes: for the institution of the agenda, and for the holder of a link to it.
BUSY = """
SELECT p.starts_at, p.ends_at, CASE WHEN p.agenda_id = a.id THEN p.seat ELSE 0 END
FROM agenda_agenda a JOIN agenda_appointment p ON p.state IN ('booked', 'held') AND p.ends_at > since AND p.starts_at < until
  AND (p.agenda_id = a.id OR (a.officer_id IS NOT NULL AND p.officer_id = a.officer_id) OR (a.room <> '' AND p.office_id = a.office_id AND p.room = a.room))
  AND p.host_id = a.owner_institution_id AND p.id IS DISTINCT FROM besides
WHERE a.id = agenda AND (a.owner_institution_id = ruta_me() OR ruta_invited(a.id, NULL))
"""
CLOSED = """
SELECT c.first_day, c.last_day FROM agenda_agenda a JOIN agenda_closure c ON c.office_id = a.office_id AND c.ended_at IS NULL
  AND (c.officer_id IS NULL OR c.officer_id = a.officer_id) AND c.owner_institution_id = a.owner_institution_id
WHERE a.id = agenda AND c.last_day >= since AND (a.owner_institution_id = ruta_me() OR ruta_invited(a.id, NULL))
"""
OPEN_INVITATION = """
SELECT i.id, i.person_id, i.agenda_id, i.owner_institution_id,
       CASE WHEN i.used_at IS NOT NULL THEN 'used' WHEN i.revoked_at IS NOT NULL THEN 'revoked'
            WHEN i.expires_at <= now() THEN 'expired' ELSE 'live' END
FROM agenda_invitation i WHERE i.token_sha256 = hash
"""
USE_INVITATION = f"""
UPDATE agenda_invitation SET used_at = now()
WHERE token_sha256 = hash AND id = {INVITATION} AND used_at IS NULL AND revoked_at IS NULL AND expires_at > now() RETURNING id
"""
# All that a calendar ever gets: times, a number and two letters; nothing of a person leaves by this door.
FEED = """
SELECT p.id, p.starts_at, coalesce(p.ends_at, p.starts_at + interval '30 minutes'), p.office_id, p.state,
       coalesce(left(btrim(n.given_names), 1) || '. ' || left(btrim(n.surnames), 1) || '.', ''),
       coalesce(p.ended_at, p.moved_at, p.created_at)
FROM agenda_calendarfeed f
JOIN accounts_user u ON u.id = f.user_id AND u.is_active
JOIN agenda_appointment p ON p.officer_id = f.user_id AND p.host_id = f.owner_institution_id AND p.state IN ('booked', 'seen', 'no_show', 'excused', 'cancelled')
LEFT JOIN people_person n ON n.id = p.person_id
WHERE f.token_sha256 = hash AND f.revoked_at IS NULL AND p.starts_at BETWEEN now() - interval '30 days' AND now() + interval '180 days'
  AND EXISTS (SELECT 1 FROM accounts_membership m JOIN directory_office o ON o.id = m.office_id
              WHERE m.user_id = f.user_id AND m.is_active AND (m.valid_until IS NULL OR m.valid_until >= current_date)
              AND o.institution_id = f.owner_institution_id)
ORDER BY p.starts_at, p.id LIMIT 2000
"""
HAS_FEED = """
SELECT EXISTS (SELECT 1 FROM agenda_calendarfeed f JOIN accounts_user u ON u.id = f.user_id AND u.is_active
               WHERE f.token_sha256 = hash AND f.revoked_at IS NULL)
"""
HOLDER = "ruta_invited(agenda_id, person_id)"
LINKED = f"""
CREATE POLICY invited_read ON agenda_invitation FOR SELECT TO ruta_app USING (id = {INVITATION} AND ruta_invited(agenda_id, person_id));
CREATE POLICY invited_read ON agenda_agenda FOR SELECT TO ruta_app USING (ruta_invited(id, NULL));
CREATE POLICY invited_read ON agenda_appointment FOR SELECT TO ruta_app USING ({INVITATION} IS NOT NULL AND agenda_id IS NOT NULL AND {HOLDER});
CREATE POLICY invited_insert ON agenda_appointment FOR INSERT TO ruta_app WITH CHECK ({INVITATION} IS NOT NULL AND agenda_id IS NOT NULL AND {HOLDER});
CREATE POLICY invited_update ON agenda_appointment FOR UPDATE TO ruta_app
  USING ({INVITATION} IS NOT NULL AND agenda_id IS NOT NULL AND {HOLDER}) WITH CHECK ({INVITATION} IS NOT NULL AND agenda_id IS NOT NULL AND {HOLDER});
"""
UNLINKED = """
DROP POLICY invited_update ON agenda_appointment; DROP POLICY invited_insert ON agenda_appointment; DROP POLICY invited_read ON agenda_appointment;
DROP POLICY invited_read ON agenda_agenda; DROP POLICY invited_read ON agenda_invitation;
"""
INVITATION_ROW = "TABLE (invitation_id bigint, person_id bigint, agenda_id bigint, owner_institution_id bigint, status text)"
FEED_ROW = "TABLE (appointment_id bigint, starts_at timestamptz, ends_at timestamptz, office_id bigint, state text, initials text, changed_at timestamptz)"
OWNED = ("agenda", "closure", "invitation", "calendarfeed", "waitingentry")
OF_PERSON = ("invitation", "waitingentry")


class Migration(migrations.Migration):
    """Owner-only rows, exclusion constraints, and narrow doors for a person's link and an officer's calendar."""

    dependencies = [("agenda", "0007_agendas"), ("people", "0022_marks_outlive_guarded"), ("accounts", "0001_initial")]
    operations = [
        *(RowSecurity(f"agenda_{name}", read=MINE) for name in OWNED),
        *(ChildOf(f"agenda_{name}", "people_person", "person_id") for name in OF_PERSON),
        *(ChildOf(f"agenda_{name}", "agenda_agenda", "agenda_id") for name in OF_PERSON),
        *(Movable(f"agenda_{name}", refuses=True) for name in OF_PERSON),
        *(Audited(f"agenda_{name}") for name in OWNED),
        migrations.RunSQL(NEVER_TWICE, TWICE),
        migrations.RunSQL(GRANTS, UNGRANT),
        migrations.RunSQL(GUARDS, UNGUARD),
        Definer("ruta_invited(agenda bigint, person bigint)", INVITED, owner="ruta_reader", returns="bool"),
        Definer(
            "ruta_busy(agenda bigint, since timestamptz, until timestamptz, besides bigint)", BUSY, owner="ruta_reader",
            returns="TABLE (starts_at timestamptz, ends_at timestamptz, seat smallint)",
        ),
        Definer("ruta_closed(agenda bigint, since date)", CLOSED, owner="ruta_reader", returns="TABLE (first_day date, last_day date)"),
        Definer("ruta_open_invitation(hash text)", OPEN_INVITATION, owner="ruta_reader", returns=INVITATION_ROW, volatility="STABLE"),
        Definer("ruta_use_invitation(hash text)", USE_INVITATION, owner="ruta_reader", returns="SETOF bigint", volatility="VOLATILE"),
        Definer("ruta_feed(hash text)", FEED, owner="ruta_reader", returns=FEED_ROW, volatility="STABLE"),
        Definer("ruta_has_feed(hash text)", HAS_FEED, owner="ruta_reader", returns="bool", volatility="STABLE"),
        migrations.RunSQL(LINKED, UNLINKED),
    ]  # fmt: skip
