"""While the operator lets nothing be written: is every write refused with one sentence, does reading go on, and is what was typed kept?"""

import asyncio
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connections, transaction
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from ruta.accounts.models import User
from ruta.base import standstill
from ruta.base.context import acting_as, current, system
from ruta.base.errors import NotOpen, ReadOnlyNow
from ruta.base.halting import begin_read_only, end_read_only
from ruta.base.middleware import TransactionMiddleware
from ruta.base.models import AccessLog, Event, ReadOnlyPeriod
from ruta.cases.tests.making import staff
from ruta.directory.models import Office

WHY = "se repara el servidor"


@pytest.fixture
def coordinator(committed):
    return staff("SPS", "office_coordinator")


@pytest.fixture
def halted(committed, as_superuser):
    operator = system(None, "readonly")
    with acting_as(operator, writes_always=True):
        begin_read_only(actor=operator, reason=WHY, by="root")
    yield operator
    as_superuser.execute("DELETE FROM base_readonlyperiod")
    connections["default"].close()


def posted(view):
    """One post through the middleware, whose part Django's handler plays."""

    def answer(request):
        try:
            return view(request)
        except ReadOnlyNow as error:
            return middleware.process_exception(request, error)

    middleware = TransactionMiddleware(answer)
    middleware.actor_of = lambda request: system(Office.objects.first().institution_id)
    request = RequestFactory().post("/algo/?a=1", {"nombre": "Yeimi", "password": "secreta", "needs": ["a", "b"]})
    request.user, request.session, request.resolver_match = AnonymousUser(), {}, None
    request._messages = []
    try:
        return middleware(request)
    finally:
        connections["default"].close()


def test_a_write_is_refused_where_it_reaches_the_database(halted):
    with acting_as(system(1)), pytest.raises(ReadOnlyNow, match="se repara el servidor"), transaction.atomic():
        Event.objects.create(name="Written")
    with acting_as(None), pytest.raises(ReadOnlyNow), transaction.atomic():
        Event.objects.create(name="Written")
    assert not Event.objects.filter(name="Written").exists()


def test_reading_goes_on_and_the_page_says_why(halted):
    answer = Client().get("/")
    assert answer.status_code == 200
    assert WHY in answer.content.decode()
    assert "X-Ruta-Kept" not in answer
    assert Client().get(reverse("health")).json() == {"status": "ok", "read_only": True}


def test_who_is_at_the_counter_is_looked_for(coordinator, halted):
    desk = Client()
    desk.force_login(User.objects.get(pk=coordinator.user_id))
    answer = desk.post(reverse("desk:search"), {"name": "Yeimi Lorena Mejía"})
    assert answer.status_code == 200
    assert "No está en el registro" in answer.content.decode()
    assert AccessLog.objects.using("log").filter(kind="search").exists()


def test_what_was_typed_comes_back_with_the_sentence(coordinator, halted):
    desk = Client()
    desk.force_login(User.objects.get(pk=coordinator.user_id))
    place = coordinator.office_id
    said = {"first_hour": "La coordinación avisa.", "alternative_site": "Alcaldía", "contacts": "Mesa: 2200", "review_on": "2099-01-01"}
    answer = desk.post(reverse("desk:continuity-edit", args=[place]), said | {"idempotency_key": "0b6b2d6e-0000-4000-8000-000000000001"})
    html = answer.content.decode()
    assert (answer.status_code, answer["Retry-After"]) == (503, "120")
    assert "La coordinación avisa." in html
    assert "envíelo otra vez" in html


def test_a_page_without_a_form_of_its_own_keeps_it_for_a_second_try(halted):
    def writing(request):
        Event.objects.create(name="Written")
        return HttpResponse("ok")

    answer = posted(writing)
    html = answer.content.decode()
    assert (answer.status_code, answer["Retry-After"]) == (503, "120")
    assert '<input type="hidden" name="nombre" value="Yeimi">' in html
    assert 'name="needs" value="b"' in html
    assert "secreta" not in html


def test_who_signs_in_may(committed, as_superuser, settings):
    actor = staff("SPS")
    user = User.objects.get(pk=actor.user_id)
    operator = system(None, "readonly")
    with acting_as(operator, writes_always=True):
        begin_read_only(actor=operator, reason=WHY, by="root")
    try:
        answer = Client().post(reverse("account_login"), {"login": user.email, "password": "una clave larga"})
        assert answer.status_code == 302
    finally:
        as_superuser.execute("DELETE FROM base_readonlyperiod")


def test_it_ends_once_and_everything_is_written_again(halted):
    with acting_as(halted, writes_always=True):
        with pytest.raises(NotOpen):
            begin_read_only(actor=halted, reason="otra vez", by="root")
        end_read_only(actor=halted, by="root")
        with pytest.raises(NotOpen):
            end_read_only(actor=halted, by="root")
        assert ReadOnlyPeriod.objects.get().ended_at is not None
    with acting_as(system(1)), transaction.atomic():
        Event.objects.create(name="Written")
    assert Event.objects.filter(name="Written").exists()


def test_no_job_begins_meanwhile_and_each_begins_afterwards(settings, monkeypatch):
    answers, looked, done = [[{"reason": WHY}], [{"reason": WHY}], []], [], []

    class Connector:
        async def execute_query_all_async(self, words):
            looked.append(words)
            return answers.pop(0)

    async def work():
        done.append(len(looked))
        return "done"

    monkeypatch.setattr(standstill, "LOOK_AGAIN_SECONDS", 0)
    context = SimpleNamespace(app=SimpleNamespace(connector=Connector()), job=SimpleNamespace(queue="events"))
    assert asyncio.run(standstill.hold_jobs(work, context, None)) == "done"
    assert (done, len(looked)) == ([3], 3)


def test_a_job_that_writing_ended_under_begins_anew_and_uses_up_no_try(settings, monkeypatch):
    answers, tries = [[], [{"reason": WHY}], []], []

    class Connector:
        async def execute_query_all_async(self, _words):
            return answers.pop(0)

    async def work():
        tries.append(len(answers))
        if len(tries) == 1:
            raise standstill.refusal(WHY)
        return "done"

    monkeypatch.setattr(standstill, "LOOK_AGAIN_SECONDS", 0)
    context = SimpleNamespace(app=SimpleNamespace(connector=Connector()), job=SimpleNamespace(queue="imports"))
    assert asyncio.run(standstill.hold_jobs(work, context, None)) == "done"
    assert tries == [2, 0]


def test_who_wants_to_come_in_is_kept_waiting_by_no_held_job(halted):
    async def work():
        context = current.get()
        return context.writes_always

    context = SimpleNamespace(app=None, job=SimpleNamespace(queue=standstill.ENTERING))
    assert asyncio.run(standstill.hold_jobs(work, context, None)) is True
    assert current.get() is None or not current.get().writes_always


def test_the_setting_does_the_same(committed, settings):
    settings.READ_ONLY = "copia de respaldo"
    with acting_as(system(1)), pytest.raises(ReadOnlyNow, match="copia de respaldo"), transaction.atomic():
        Event.objects.create(name="Written")
