"""Can a GET write, can an actor leak, and can a second click do a thing twice?"""

import threading
from uuid import uuid4

import pytest
from django.db import InternalError, connection, connections, transaction
from django.http import HttpResponse
from django.test import RequestFactory

from ruta.base.context import Actor, acting_as, current_actor, system
from ruta.base.errors import Conflict, Invalid
from ruta.base.idempotency import once
from ruta.base.middleware import TransactionMiddleware
from ruta.base.models import Event
from ruta.directory.models import Office


def through(view, method="get"):
    """One request through the transaction of the middleware, as the system of the first office."""
    middleware = TransactionMiddleware(view)
    office = Office.objects.first()
    middleware.actor_of = lambda request: system(office.institution_id)
    request = getattr(RequestFactory(), method)("/")
    try:
        return middleware(request)
    finally:
        connections["default"].close()


def writing(request):
    Event.objects.create(name="Written")
    return HttpResponse("ok")


def test_a_get_cannot_write(committed):
    with pytest.raises(InternalError, match="read-only transaction"):
        through(writing)
    assert through(writing, "post").status_code == 200


def test_a_failure_rolls_back(committed):
    def failing(request):
        Event.objects.create(name="Lost")
        return HttpResponse(status=500)

    through(failing, "post")
    assert not Event.objects.filter(name="Lost").exists()


def test_no_actor_survives_its_request(committed):
    through(lambda request: HttpResponse(current_actor().institution_id))
    assert current_actor() is None
    with connection.cursor() as cursor:
        cursor.execute("SELECT ruta_me()")
        assert cursor.fetchone() == (None,)


@pytest.mark.django_db
def test_a_nested_actor_is_restored():
    with acting_as(system(1)), transaction.atomic():
        with acting_as(system(2)), connection.cursor() as cursor:
            cursor.execute("SELECT ruta_me()")
            assert cursor.fetchone() == (2,)
        with connection.cursor() as cursor:
            cursor.execute("SELECT ruta_me()")
            assert cursor.fetchone() == (1,)


def test_two_clicks_do_one_thing(committed):
    key, actor, ran, results = uuid4(), Actor(kind="staff", user_id=1, institution_id=1), [], []

    def click():
        with acting_as(actor), transaction.atomic():
            results.append(once(actor=actor, key=key, verb="send", run=lambda: ran.append(1) or 42))
        connections["default"].close()

    threads = [threading.Thread(target=click) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(ran) == 1
    assert [result for result, _ in results] == [42] * 4
    assert sum(is_new for _, is_new in results) == 1


@pytest.mark.django_db
def test_a_borrowed_browser_does_not_choose_the_language(client):
    assert client.get("/cuenta/login/", headers={"accept-language": "en-US"})["Content-Language"] == "es-hn"
    client.post("/idioma/", {"language": "en"})
    assert client.get("/cuenta/login/")["Content-Language"] == "en"
    client.cookies["django_language"] = "xx"
    assert client.get("/cuenta/login/")["Content-Language"] == "es-hn"


@pytest.mark.django_db
def test_a_broken_key_gets_a_sentence():
    with pytest.raises(Invalid, match="Recargue la página"):
        once(actor=system(1), key="nada", verb="send", run=lambda: 1)


@pytest.mark.django_db
def test_an_error_for_humans_gets_a_page_and_its_status():
    def clashing(request):
        raise Conflict("Otra persona lo cambió.")

    middleware = TransactionMiddleware(clashing)
    middleware.actor_of = lambda request: None
    request = RequestFactory().post("/")
    assert middleware.process_exception(request, Conflict("Otra persona lo cambió.")).status_code == 409
