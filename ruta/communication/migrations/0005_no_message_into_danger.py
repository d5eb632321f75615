"""Which message never leaves, whoever writes it? One to a number or mailbox that is a danger to the person."""

from django.db import migrations

# Nobody calls it, it hangs on a trigger: also the machine of another institution asks it of a person whose marks it may not read.
# The same number under any spelling: the last eight digits, or the mailbox in small letters, as the mark is written.
REFUSE = r"""
CREATE FUNCTION ruta_refuse_unsafe_address() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM people_unsafeaddress u WHERE u.person_id = NEW.person_id AND u.ended_at IS NULL
    AND u.value = CASE u.kind WHEN 'phone' THEN right(regexp_replace(NEW.address, '\D', '', 'g'), 8) ELSE lower(trim(NEW.address)) END
  ) THEN RAISE EXCEPTION 'that number or mailbox is not safe for the person' USING ERRCODE = 'check_violation'; END IF;
  RETURN NEW;
END $$;
REVOKE EXECUTE ON FUNCTION ruta_refuse_unsafe_address() FROM PUBLIC;
ALTER FUNCTION ruta_refuse_unsafe_address() OWNER TO ruta_reader;
SET ROLE ruta_reader; GRANT EXECUTE ON FUNCTION ruta_refuse_unsafe_address() TO ruta_owner; RESET ROLE;
CREATE TRIGGER refuse_unsafe_new BEFORE INSERT ON communication_message
  FOR EACH ROW WHEN (NEW.state = 'queued' AND NEW.person_id IS NOT NULL) EXECUTE FUNCTION ruta_refuse_unsafe_address();
CREATE TRIGGER refuse_unsafe BEFORE UPDATE OF state, address ON communication_message
  FOR EACH ROW WHEN (NEW.state IN ('queued', 'sent') AND NEW.person_id IS NOT NULL AND (NEW.state, NEW.address) IS DISTINCT FROM (OLD.state, OLD.address))
  EXECUTE FUNCTION ruta_refuse_unsafe_address();
"""
GRANTS = """
GRANT SELECT ON people_unsafeaddress TO ruta_reader;
CREATE POLICY reader ON people_unsafeaddress FOR SELECT TO ruta_reader USING (true);
"""
UNGRANT = "DROP POLICY reader ON people_unsafeaddress; REVOKE SELECT ON people_unsafeaddress FROM ruta_reader"
BACK = """
DROP TRIGGER refuse_unsafe ON communication_message; DROP TRIGGER refuse_unsafe_new ON communication_message;
DROP FUNCTION ruta_refuse_unsafe_address();
"""


class Migration(migrations.Migration):
    """The action holds it back and says why; the database says it to everybody."""

    dependencies = [("communication", "0004_one_index_less"), ("people", "0022_marks_outlive_guarded")]
    operations = [migrations.RunSQL(GRANTS, UNGRANT), migrations.RunSQL(REFUSE, BACK)]
