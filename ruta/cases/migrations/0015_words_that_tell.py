"""Where a reserved need may stand in free words: notes of steps and contacts, titles of plans, goals."""

from django.db import migrations

from ruta.base.schema import Reserved

OWN = "NEW.person_id, NEW.owner_institution_id"


class Migration(migrations.Migration):
    """Nobody can say what a note holds, so it stands apart where something of the person does; a title where it tells."""

    dependencies = [("cases", "0014_cases_of_officer"), ("people", "0036_words_that_tell")]
    operations = [
        *(
            migrations.AlterModelOptions(name, options={"base_manager_name": "objects"})
            for name in ("casestep", "followup", "goal", "personalplan")
        ),
        Reserved("cases_casestep", ("note",), when=f"NEW.note <> '' AND ruta_has_reserved({OWN})"),
        Reserved("cases_casestep", ("reason",), when=f"ruta_tells({OWN}, NEW.reason)", name="reserve_reason"),
        Reserved("cases_followup", ("note",), when=f"NEW.note <> '' AND ruta_has_reserved({OWN})"),
        Reserved("cases_personalplan", ("title",), when=f"ruta_tells({OWN}, NEW.title)"),
        Reserved("cases_goal", ("label",), when=f"ruta_tells({OWN}, NEW.label)"),
    ]
