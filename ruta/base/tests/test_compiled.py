"""Are kept words asked over the connection of whoever asks?"""

import threading

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from ruta.base.compiled import asked, at_once
from ruta.base.context import Actor
from ruta.directory.models import Institution

pytestmark = pytest.mark.django_db


def institutions_of(_actor: Actor):
    return Institution.objects.order_by("pk")


def one_institution(actor: Actor):
    return Institution.objects.filter(pk=actor.institution_id)


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


def test_the_server_keeps_the_words_and_gets_the_values_apart():
    actor, connection = Actor(kind="staff", institution_id=1), connections["default"]
    with connection.cursor() as cursor:
        cursor.execute("DEALLOCATE ALL")
    for _ in range(4):
        found = asked(one_institution, actor)
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements")
        kept = [words for (words,) in cursor.fetchall() if "directory_institution" in words]
    assert [row.pk for row in found] == [1]
    assert kept
    assert '"id" = ($1)' in kept[0]


def test_what_was_asked_here_before_is_asked_ahead_and_answered_the_same():
    one, other = Actor(kind="staff", institution_id=1), Actor(kind="staff", institution_id=2)
    for _ in range(2):  # the first look learns
        with at_once("test", one), CaptureQueriesContext(connections["default"]) as alone:
            found = asked(one_institution, one), asked(institutions_of, one)
    assert not alone.captured_queries, "both were asked ahead"
    assert ([row.pk for row in found[0]], found[1]) == ([1], asked(institutions_of, one))
    with at_once("test", other):
        assert [row.pk for row in asked(one_institution, other)] == [2]
        assert [row.pk for row in asked(one_institution, one)] == [1], "nobody gets what was asked ahead for another"
