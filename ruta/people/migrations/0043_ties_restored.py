"""How does whoever ended a link by mistake bring it back? Only that institution, within a month; nobody else learns or decides anything by it."""

from importlib import import_module

from django.db import migrations, models

from ruta.base.schema import Definer

_ties = import_module("ruta.people.migrations.0027_ties_guarded")
# The word of the side that ended it was written in the transaction that ended it: no word before that one counts.
RESTORE = f"""
#variable_conflict use_column
{_ties.ME} mine bigint;
BEGIN
  {_ties.DEMAND}
  SELECT p.id INTO mine FROM people_tie t JOIN people_person p ON p.id IN (t.asking_id, t.asked_id)
  JOIN people_tieword w ON w.tie = t.code AND w.word = 'ended' AND w.said_at >= t.answered_at AND w.owner_institution_id = me
  WHERE t.code = the_tie AND p.owner_institution_id = me AND t.state = 'ended' AND t.answered_at > now() - interval '30 days'
  ORDER BY p.id LIMIT 1 FOR UPDATE OF t;
  IF mine IS NULL THEN RETURN NULL; END IF;
  UPDATE people_tie SET state = 'same', answered_at = now() WHERE code = the_tie;
  RETURN mine;
END
"""
READS = [
    "GRANT SELECT ON people_tieword TO ruta_linkage",
    "CREATE POLICY linkage ON people_tieword FOR SELECT TO ruta_linkage USING (owner_institution_id = ruta_me())",
]
UNREADS = ["DROP POLICY linkage ON people_tieword", "REVOKE SELECT ON people_tieword FROM ruta_linkage"]
WORDS = [("asked", "asked"), ("ended", "ended"), ("restored", "restored")]


class Migration(migrations.Migration):
    """One door more."""

    dependencies = [("people", "0042_words_found_at_once")]
    operations = [
        migrations.AlterField(
            "tieword", "word",
            models.TextField(choices=[*WORDS, ("same", "same"), ("different", "different"), ("unsure", "unsure")]),
        ),
        migrations.RunSQL(READS, UNREADS),
        Definer("ruta_restore_tie(the_tie uuid)", RESTORE, returns="bigint", **_ties.DOOR),
    ]  # fmt: skip
