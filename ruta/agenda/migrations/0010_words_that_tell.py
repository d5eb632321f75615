"""Where a reserved need may stand in the words of the agenda: what an appointment, a link or a turn is for."""

from django.db import migrations

from ruta.base.schema import Reserved

TELLS = "NEW.person_id IS NOT NULL AND ruta_tells(NEW.person_id, NEW.owner_institution_id, NEW.subject)"
TABLES = ("appointment", "invitation", "waitingentry")


class Migration(migrations.Migration):
    """What it is for stands apart where it tells; day, place and state stay."""

    dependencies = [("agenda", "0009_no_door_into_danger"), ("people", "0036_words_that_tell")]
    operations = [
        *(migrations.AlterModelOptions(name, options={"base_manager_name": "objects"}) for name in TABLES),
        *(Reserved(f"agenda_{name}", ("subject",), when=TELLS) for name in TABLES),
    ]
