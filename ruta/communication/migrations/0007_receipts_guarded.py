"""Who reads how somebody wants to be written to, and how does a receipt find its message?"""

from django.db import migrations

from ruta.base.schema import MINE, Audited, ChildOf, Definer, Movable, RowSecurity

ITS_PERSON = "(person_id = nullif(current_setting('ruta.person', true), '')::bigint AND current_setting('ruta.kind', true) = 'person')"
# Whoever calls holds the token of the gateways; a receipt changes what is known of the way, never the message.
RECEIPT = """
WITH found AS (
  UPDATE communication_message SET delivery = said, delivered_at = CASE said WHEN 'delivered' THEN now() END
  WHERE provider_ref = named AND named <> '' AND channel = way AND state = 'sent' AND delivery <> 'delivered' AND said IN ('delivered', 'undelivered')
  RETURNING id
)
SELECT EXISTS (SELECT FROM found)
"""
GRANTS = """
GRANT SELECT, UPDATE (delivery, delivered_at) ON communication_message TO ruta_reader;
CREATE POLICY receipt_read ON communication_message FOR SELECT TO ruta_reader USING (true);
CREATE POLICY receipt ON communication_message FOR UPDATE TO ruta_reader USING (state = 'sent') WITH CHECK (state = 'sent');
"""
UNGRANT = """
DROP POLICY receipt ON communication_message; DROP POLICY receipt_read ON communication_message;
REVOKE ALL ON communication_message FROM ruta_reader; REVOKE UPDATE (delivery, delivered_at) ON communication_message FROM ruta_reader;
"""


class Migration(migrations.Migration):
    """A table of its own for what somebody asks, and one narrow door for gateways."""

    dependencies = [("communication", "0006_receipts_and_preferences"), ("people", "0012_merging_guarded")]
    operations = [
        RowSecurity("communication_preference", read=f"{MINE} OR {ITS_PERSON}"),
        ChildOf("communication_preference", "people_person", "person_id"),
        Audited("communication_preference"),
        Movable("communication_preference"),
        migrations.RunSQL(GRANTS, UNGRANT),
        Definer("ruta_take_receipt(way text, named text, said text)", RECEIPT, owner="ruta_reader", returns="bool", volatility="VOLATILE"),
    ]
