"""Which booking is never made, whoever makes it? One at a place that is a danger to the person."""

from django.db import migrations

REFUSE = """
CREATE TRIGGER refuse_unsafe_new BEFORE INSERT ON agenda_appointment
  FOR EACH ROW WHEN (NEW.state = 'booked' AND NEW.person_id IS NOT NULL) EXECUTE FUNCTION ruta_refuse_unsafe_host();
CREATE TRIGGER refuse_unsafe BEFORE UPDATE OF host_id, office_id, starts_at ON agenda_appointment
  FOR EACH ROW WHEN (NEW.state = 'booked' AND NEW.person_id IS NOT NULL) EXECUTE FUNCTION ruta_refuse_unsafe_host();
"""
BACK = "DROP TRIGGER refuse_unsafe ON agenda_appointment; DROP TRIGGER refuse_unsafe_new ON agenda_appointment"


class Migration(migrations.Migration):
    """The action asks `people.selectors.blocked` and says it in words; the database says it to everybody."""

    dependencies = [("agenda", "0005_one_index_less"), ("people", "0022_marks_outlive_guarded")]
    operations = [migrations.RunSQL(REFUSE, BACK)]
