"""What keeps a danger from being taken away with the contact, or by whoever is not named to do it?"""

from django.db import migrations

from ruta.base.schema import MINE, Audited, ChildOf, Movable, RowSecurity

# The same number under any spelling is one mark: the last eight digits, or the mailbox in small letters.
BARE = "CASE NEW.kind WHEN 'phone' THEN right(regexp_replace(NEW.value, '\\D', '', 'g'), 8) ELSE lower(trim(NEW.value)) END"
MARK = f"""
CREATE FUNCTION ruta_mark_address() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO people_unsafeaddress (owner_institution_id, person_id, kind, value)
  VALUES (NEW.owner_institution_id, NEW.person_id, NEW.kind, {BARE}) ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER mark_address_new AFTER INSERT ON people_contact
  FOR EACH ROW WHEN (NEW.safety = 'unsafe') EXECUTE FUNCTION ruta_mark_address();
CREATE TRIGGER mark_address AFTER UPDATE OF safety, value ON people_contact
  FOR EACH ROW WHEN (NEW.safety = 'unsafe') EXECUTE FUNCTION ruta_mark_address();
"""
# What was marked before this day is marked from this day on.
BEFORE = """
SELECT set_config('ruta.kind', 'system', true);
INSERT INTO people_unsafeaddress (owner_institution_id, person_id, kind, value)
SELECT NEW.owner_institution_id, NEW.person_id, NEW.kind, BARE FROM people_contact NEW WHERE NEW.safety = 'unsafe' ON CONFLICT DO NOTHING;
SELECT set_config('ruta.kind', '', true);
""".replace("BARE", BARE)
UNMARK = """
DROP TRIGGER mark_address ON people_contact; DROP TRIGGER mark_address_new ON people_contact; DROP FUNCTION ruta_mark_address();
"""
# A named role, and a reason that this very mark is over.
LIFT = """
CREATE FUNCTION ruta_lift_danger() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF coalesce(current_setting('ruta.strict', true), '') <> 'on'
     OR NOT EXISTS (SELECT 1 FROM people_reservedreason r WHERE r.person_id = NEW.person_id AND r.about = TG_ARGV[0] AND r.about_id = NEW.id)
  THEN RAISE EXCEPTION 'a danger is ended by protection, with a reason' USING ERRCODE = 'insufficient_privilege'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER lift_danger BEFORE UPDATE OF ended_at ON people_unsafeplace
  FOR EACH ROW WHEN (NEW.ended_at IS NOT NULL) EXECUTE FUNCTION ruta_lift_danger('place_over');
CREATE TRIGGER lift_danger BEFORE UPDATE OF ended_at ON people_unsafeaddress
  FOR EACH ROW WHEN (NEW.ended_at IS NOT NULL) EXECUTE FUNCTION ruta_lift_danger('contact_over');
REVOKE UPDATE ON people_unsafeaddress FROM ruta_app;
GRANT UPDATE (ended_at) ON people_unsafeaddress TO ruta_app;
CREATE TRIGGER stays_ended BEFORE UPDATE OF ended_at ON people_unsafeaddress
  FOR EACH ROW WHEN (OLD.ended_at IS NOT NULL) EXECUTE FUNCTION ruta_stays_ended();
"""
UNLIFT = """
DROP TRIGGER stays_ended ON people_unsafeaddress; GRANT UPDATE ON people_unsafeaddress TO ruta_app;
DROP TRIGGER lift_danger ON people_unsafeaddress; DROP TRIGGER lift_danger ON people_unsafeplace; DROP FUNCTION ruta_lift_danger();
"""
# For triggers of the floors above, also where the acting institution does not own the person. Nobody calls it: whoever may hang it
# on a table of their own could ask about anybody.
REFUSE = """
CREATE FUNCTION ruta_refuse_unsafe_host() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM people_unsafeplace u WHERE u.person_id = NEW.person_id AND u.ended_at IS NULL
    AND (u.institution_id = NEW.host_id OR u.office_id = NEW.office_id
         OR u.municipality_id = (SELECT o.municipality_id FROM directory_office o WHERE o.id = NEW.office_id))
  ) THEN RAISE EXCEPTION 'that place is not safe for the person' USING ERRCODE = 'check_violation'; END IF;
  RETURN NEW;
END $$;
REVOKE EXECUTE ON FUNCTION ruta_refuse_unsafe_host() FROM PUBLIC;
ALTER FUNCTION ruta_refuse_unsafe_host() OWNER TO ruta_reader;
SET ROLE ruta_reader; GRANT EXECUTE ON FUNCTION ruta_refuse_unsafe_host() TO ruta_owner; RESET ROLE;
"""
GRANTS = """
GRANT SELECT ON people_unsafeplace TO ruta_reader;
CREATE POLICY reader ON people_unsafeplace FOR SELECT TO ruta_reader USING (true);
"""
UNGRANT = "DROP POLICY reader ON people_unsafeplace; REVOKE SELECT ON people_unsafeplace FROM ruta_reader"


class Migration(migrations.Migration):
    """The mark stays when the contact goes; it ends by a named role that says why."""

    dependencies = [("people", "0021_marks_outlive")]
    operations = [
        RowSecurity("people_unsafeaddress", read=MINE),
        ChildOf("people_unsafeaddress", "people_person", "person_id"),
        Movable("people_unsafeaddress", refuses=True),
        Audited("people_unsafeaddress"),
        migrations.RunSQL(MARK, UNMARK),
        migrations.RunSQL(BEFORE, migrations.RunSQL.noop),
        migrations.RunSQL(LIFT, UNLIFT),
        migrations.RunSQL(GRANTS, UNGRANT),
        migrations.RunSQL(REFUSE, "DROP FUNCTION ruta_refuse_unsafe_host()"),
    ]
