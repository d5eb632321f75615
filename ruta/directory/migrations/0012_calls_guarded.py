"""The chain of calls of an office is read and written in its own institution; a call is made within one plan."""

from django.db import migrations

from ruta.base.schema import MINE, Audited, ChildOf, RowSecurity

AS_TEXT = """
SELECT set_config('ruta.kind', 'system', true), set_config('ruta.reason', 'whom an office calls is a text again', true);
WITH RECURSIVE chain AS (
  SELECT id, plan_id, post, phone, ARRAY[position::bigint, id] AS place FROM directory_continuitycall WHERE caller_id IS NULL
  UNION ALL
  SELECT c.id, c.plan_id, c.post, c.phone, chain.place || ARRAY[c.position::bigint, c.id] FROM directory_continuitycall c JOIN chain ON c.caller_id = chain.id
)
UPDATE directory_continuityplan p SET contacts = left(concat_ws(E'\n', told.calls, nullif(p.contacts, '')), 2000)
FROM (SELECT plan_id, string_agg(post || ': ' || phone, E'\n' ORDER BY place) AS calls FROM chain GROUP BY plan_id) AS told WHERE told.plan_id = p.id;
SELECT set_config('ruta.kind', '', true), set_config('ruta.reason', '', true);
"""


class Migration(migrations.Migration):
    """What was written as one text stays in the plan, as its note; on the way back the calls are lines of that text again."""

    dependencies = [("directory", "0011_calls")]
    operations = [
        ChildOf("directory_continuitycall", "directory_continuityplan", "plan_id"),
        ChildOf("directory_continuitycall", "directory_continuitycall", "caller_id", ("plan_id", "owner_institution_id")),
        RowSecurity("directory_continuitycall", read=MINE, delete=MINE),
        Audited("directory_continuitycall"),
        migrations.RunSQL(migrations.RunSQL.noop, AS_TEXT),
    ]
