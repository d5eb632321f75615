"""Is what was told of a visit by mistake taken back? Within a week, to be told again; what was moved stays, for its new day is read."""

from django.db import migrations

CREATE = """
DROP TRIGGER stays_told ON agenda_itinerantvisit;
CREATE TRIGGER stays_told BEFORE UPDATE ON agenda_itinerantvisit FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION ruta_stays_ended()
"""
STAYS = "OLD.state = 'moved' OR OLD.state <> 'announced' AND (NEW.state <> 'announced' OR OLD.told_at < now() - interval '7 days')"


class Migration(migrations.Migration):
    """The trigger lets one way through: back to announced, while it is fresh."""

    dependencies = [("agenda", "0013_visits_guarded")]
    operations = [migrations.RunSQL(CREATE.format(when=STAYS), CREATE.format(when="OLD.state <> 'announced'"))]
