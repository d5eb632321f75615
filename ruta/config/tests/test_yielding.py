"""Does background work leave the processor to whoever waits, in its own process and in the database?"""

import os
import subprocess
import sys

import pytest
from django.db import connection

from ruta.config import installation
from ruta.config.yielding import NICE

ASK = """
import os, django
django.setup()
from django.db import connection
from ruta.config.yielding import give_way
give_way()
connection.ensure_connection()
print(*(os.getpriority(os.PRIO_PROCESS, pid) for pid in (0, connection.connection.info.backend_pid)))
"""


@pytest.mark.skipif(bool(installation.DATABASE_URL), reason="the server may stand on another machine")
def test_an_import_and_its_session_run_when_nobody_else_wants_to(db):
    environment = {**os.environ, "RUTA_DATABASE": str(connection.settings_dict["NAME"]), "DJANGO_SETTINGS_MODULE": "ruta.config.settings"}
    done = subprocess.run([sys.executable, "-c", ASK], check=True, capture_output=True, text=True, env=environment)  # noqa: S603 - ourselves
    before = os.getpriority(os.PRIO_PROCESS, 0)
    assert done.stdout.split() == [str(min(before + NICE, 19)), str(NICE)]
