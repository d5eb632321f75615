"""May a merge move rows whose words are asked about? Its role runs the triggers that move words apart."""

from django.db import migrations

ASK = "EXECUTE ON FUNCTION ruta_tells(bigint, bigint, text), ruta_has_reserved(bigint, bigint)"
AS_OWNER, BACK = "SET ROLE ruta_reader", "RESET ROLE"


class Migration(migrations.Migration):
    """The role of merges may ask whether words tell."""

    dependencies = [("people", "0036_words_that_tell")]
    operations = [migrations.RunSQL([AS_OWNER, f"GRANT {ASK} TO ruta_merge", BACK], [AS_OWNER, f"REVOKE {ASK} FROM ruta_merge", BACK])]
