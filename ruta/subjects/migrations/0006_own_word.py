"""What may a person allow without anybody at a counter? That who attends them writes to them, and nothing that anybody else reads."""

from django.db import migrations

# By their own word, to their own institution, for what opens no data to others; how long it lasts is the catalogue's, with a ceiling here.
GIVE = """
CREATE POLICY own_give ON people_consent FOR INSERT TO ruta_app WITH CHECK (
  person_id = (SELECT ruta_self()) AND grantee_id = owner_institution_id
  AND owner_institution_id = (SELECT p.owner_institution_id FROM people_person p WHERE p.id = (SELECT ruta_self()))
  AND purpose IN ('notifications', 'outreach', 'follow_up_surveys') AND given_by = 'person' AND method = 'portal'
  AND withdrawn_at IS NULL AND recorded_by_id IS NULL AND valid_until < now() + interval '5 years')
"""


class Migration(migrations.Migration):
    """One more policy beside the withdrawal."""

    dependencies = [("subjects", "0005_own_courses")]
    operations = [migrations.RunSQL(GIVE, "DROP POLICY own_give ON people_consent")]
