"""Who is never put before an employer, whoever proposes them? Somebody for whom the place of the job is a danger."""

from django.db import migrations

# Also whoever stands behind a link, and reads no marks, is held by it. As the verbs ask it: on the way to the job, not of whoever works there already or is let go.
REFUSE = """
CREATE FUNCTION ruta_refuse_unsafe_job() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM employers_vacancy v JOIN people_unsafeplace u ON u.municipality_id = v.municipality
    WHERE v.id = NEW.vacancy_id AND u.person_id = NEW.person_id AND u.ended_at IS NULL
  ) THEN RAISE EXCEPTION 'the place of that job is not safe for the person' USING ERRCODE = 'check_violation'; END IF;
  RETURN NEW;
END $$;
REVOKE EXECUTE ON FUNCTION ruta_refuse_unsafe_job() FROM PUBLIC;
ALTER FUNCTION ruta_refuse_unsafe_job() OWNER TO ruta_reader;
SET ROLE ruta_reader; GRANT EXECUTE ON FUNCTION ruta_refuse_unsafe_job() TO ruta_owner; RESET ROLE;
CREATE TRIGGER refuse_unsafe_new BEFORE INSERT ON placements_application
  FOR EACH ROW WHEN (NEW.state IN ('suggested', 'applied', 'preselected', 'interview', 'offered')) EXECUTE FUNCTION ruta_refuse_unsafe_job();
CREATE TRIGGER refuse_unsafe BEFORE UPDATE OF state ON placements_application
  FOR EACH ROW WHEN (NEW.state IN ('applied', 'preselected', 'interview', 'offered') AND NEW.state <> OLD.state) EXECUTE FUNCTION ruta_refuse_unsafe_job();
"""
BACK = """
DROP TRIGGER refuse_unsafe ON placements_application; DROP TRIGGER refuse_unsafe_new ON placements_application;
DROP FUNCTION ruta_refuse_unsafe_job();
"""


class Migration(migrations.Migration):
    """The action says it in words; the database says it to everybody."""

    dependencies = [
        ("placements", "0010_seals_close_too"), ("employers", "0005_boards_guarded"), ("people", "0022_marks_outlive_guarded"),
    ]  # fmt: skip
    operations = [migrations.RunSQL(REFUSE, BACK)]
