"""How are the reserved words of one row or person found while very many are written, before anybody has counted them?"""

from importlib import import_module

from django.db import migrations

# The name of a table compares by a collation of its own, so no index answered for it. Of a person's words the person's index is asked and
# no other (OFFSET 0). Without statistics a plan otherwise walks through everybody's words backwards, or reads all of an institution's, and
# a session that began with an empty table keeps it.
OF_PERSON = "(SELECT r.* FROM people_reservedwords r WHERE r.person_id = person OFFSET 0) w"
AT_ONCE = (
    ("w.of_table = TG_TABLE_NAME AND", 'w.of_table = TG_TABLE_NAME::text COLLATE "default" AND'),
    ("people_reservedwords w WHERE w.person_id = person AND", f"{OF_PERSON} WHERE"),
    ("people_reservedwords w, jsonb_path_query", f"{OF_PERSON}, jsonb_path_query"),
)
DEFINER = "STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $definer$ {} $definer$"
HAS = "CREATE OR REPLACE FUNCTION ruta_has_reserved(person bigint, owner bigint) RETURNS bool LANGUAGE sql " + DEFINER
TELLS = "CREATE OR REPLACE FUNCTION ruta_tells(person bigint, owner bigint, said text) RETURNS bool LANGUAGE plpgsql " + DEFINER


def _of(module: str, name: str) -> str:
    return str(getattr(import_module(f"ruta.people.migrations.{module}"), name))


BEFORE = (
    _of("0030_reserved_words_guarded", "RESERVE").partition("REVOKE")[0].replace("CREATE", "CREATE OR REPLACE", 1),
    HAS.replace("{}", _of("0036_words_that_tell", "HAS")),
    TELLS.replace("{}", _of("0038_words_asked_quickly", "TELLS")),
)


def _found(body: str) -> str:
    for walked, found in AT_ONCE:
        body = body.replace(walked, found)
    return body


def _as_reader(*bodies: str) -> list[str]:
    return ["SET ROLE ruta_reader", *bodies, "RESET ROLE"]


class Migration(migrations.Migration):
    """The same answers."""

    dependencies = [("people", "0041_honduran_day")]
    operations = [migrations.RunSQL(_as_reader(*map(_found, BEFORE)), _as_reader(*BEFORE))]
