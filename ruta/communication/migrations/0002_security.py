"""Who may read a message? The institution that sent it."""

from django.db import migrations

from ruta.base.schema import MINE, Audited, RowSecurity


class Migration(migrations.Migration):
    """Row security and audit of messages."""

    dependencies = [("communication", "0001_initial"), ("people", "0002_security")]
    operations = [RowSecurity("communication_message", read=MINE), Audited("communication_message")]
