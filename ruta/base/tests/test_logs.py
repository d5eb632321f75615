"""Does what somebody typed stay out of the log?"""

import logging

import pytest
from django.conf import settings
from django.db import DatabaseError, connection
from django.test import RequestFactory
from django.urls import resolve
from django.utils.log import configure_logging

from ruta.base.logs import WithoutValues

TYPED = "0801199912345x"


def written(error: BaseException) -> str:
    record = logging.LogRecord("django.request", logging.ERROR, __file__, 1, "Internal Server Error: %s", ("/personas/",), None)
    record.exc_info = (type(error), error, error.__traceback__)
    return WithoutValues("{levelname} {message}", style="{").format(record)


def caught(statement, values=()):
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
    except DatabaseError as error:
        return error
    raise AssertionError("it should fail")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("statement", "values"),
    [
        ("SELECT %s::bigint", ["Secreta Prueba"]),
        ("INSERT INTO django_session (session_key, session_data, expire_date) VALUES (%s, %s, NULL)", ["k", "Secreta Prueba"]),
        ("INSERT INTO accounts_user (email, password) VALUES ('Secreta Prueba', NULL)", []),
    ],
)
def test_a_failing_statement_leaves_no_value(statement, values):
    error = caught(statement, values)
    assert "Secreta" in str(error)
    text = written(error)
    assert "Secreta" not in text
    assert type(error).__name__ in text
    assert "test_logs.py" in text


def test_a_failure_of_ours_leaves_its_place_and_no_value():
    try:
        int(TYPED)
    except ValueError as error:
        text = written(error)
    assert TYPED not in text
    assert "ValueError" in text


def test_the_product_logs_through_it(capfd):
    root = logging.getLogger()
    handlers = list(root.handlers)
    try:
        configure_logging("logging.config.dictConfig", settings.LOGGING)
        try:
            int(TYPED)
        except ValueError:
            logging.getLogger("django.request").exception("Internal Server Error: %s", "/personas/")
    finally:
        root.handlers = handlers
    text = capfd.readouterr().err
    assert "ValueError" in text
    assert TYPED not in text


def test_the_address_of_a_signed_link_is_told_by_its_pattern():
    request = RequestFactory().get("/trabajos/empleador/secreto/")
    request.resolver_match = resolve("/trabajos/empleador/secreto/")
    record = logging.LogRecord("django.request", logging.ERROR, __file__, 1, "Internal Server Error: %s", (request.path,), None)
    record.request = request
    assert WithoutValues("{message}", style="{").format(record) == "Internal Server Error: /trabajos/empleador/<str:token>/"
