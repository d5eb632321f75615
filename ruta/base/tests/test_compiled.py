"""Are kept words asked over the connection of whoever asks?"""

import threading

import pytest
from django.db import connections

from ruta.base.compiled import asked
from ruta.base.context import Actor
from ruta.directory.models import Institution

pytestmark = pytest.mark.django_db


def institutions_of(_actor: Actor):
    return Institution.objects.order_by("pk")


def test_each_thread_asks_over_its_own_connection():
    actor, found = Actor(kind="staff", institution_id=1), []
    here = asked(institutions_of, actor)

    def elsewhere() -> None:
        try:
            found.append(asked(institutions_of, actor))
        except Exception as error:  # noqa: BLE001 - what a thread raises is lost otherwise
            found.append(error)
        finally:
            connections.close_all()

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert isinstance(found[0], list), found
    assert here
