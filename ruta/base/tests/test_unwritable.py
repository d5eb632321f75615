"""Is what no text of the database holds refused in words, wherever somebody writes it?"""

import pytest
from django.test import Client
from django.urls import reverse

from ruta.base.days import read_day
from ruta.base.numbers import read_number

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("method", "where", "data"), [
    ("get", "portal:jobs", {"q": "alba\0ñil"}), ("get", "portal:jobs", {"q\0": "x"}), ("post", "account_login", {"login": "a\0@ejemplo.hn"}),
])  # fmt: skip
def test_a_sign_that_nobody_can_type_is_answered(method, where, data):
    answer = getattr(Client(), method)(reverse(where), data)
    assert answer.status_code == 422
    assert "Hay un signo que no se puede guardar" in answer.content.decode()


def test_in_an_address_too():
    assert Client().get("/trabajos/empleador/%00/").status_code == 422


@pytest.mark.parametrize("number", [2**63, 10**40])
@pytest.mark.parametrize("place", ["trabajos", "personas"])
def test_a_number_that_no_row_has_leads_nowhere(number, place):
    assert Client().get(f"/{place}/{number}/").status_code == 404


@pytest.mark.parametrize(
    ("typed", "number"), [("42", 42), ("", 0), (None, 0), ("²", 0), ("٣", 0), ("-1", 0), ("9" * 19, 0), ("9" * 5000, 0)]
)
def test_a_number_is_read_or_none(typed, number):
    assert read_number(typed) == number


@pytest.mark.parametrize("typed", ["9999-12-31", "0001-01-01", "2026-02-30", "", "x"])
def test_a_day_from_which_no_week_is_reckoned_is_none(typed):
    assert read_day(typed) is None
