"""What about an appointment may neither side change?"""

from django.db import migrations

GUARD = """
CREATE FUNCTION ruta_guard_appointment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_user <> 'ruta_app' THEN RETURN NEW; END IF;
  IF (NEW.owner_institution_id, NEW.host_id, NEW.referral_ref) IS DISTINCT FROM (OLD.owner_institution_id, OLD.host_id, OLD.referral_ref)
     OR (NEW.person_id IS DISTINCT FROM OLD.person_id AND OLD.owner_institution_id IS DISTINCT FROM ruta_me())
  THEN RAISE EXCEPTION 'whose an appointment is never changes' USING ERRCODE = 'insufficient_privilege'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_appointment BEFORE UPDATE ON agenda_appointment FOR EACH ROW EXECUTE FUNCTION ruta_guard_appointment();
"""


class Migration(migrations.Migration):
    """A host may move an appointment; it may not take it, or hang another person on it."""

    dependencies = [("agenda", "0002_security")]
    operations = [
        migrations.RunSQL(GUARD, "DROP TRIGGER guard_appointment ON agenda_appointment; DROP FUNCTION ruta_guard_appointment()"),
    ]
