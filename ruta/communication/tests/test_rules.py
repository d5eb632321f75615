"""Is a short message short, in its alphabet, and never sent at night?"""

from datetime import datetime, time

import pytest

from ruta.base.clock import HONDURAS
from ruta.communication.rules import filled, fits, sms_length, to_gsm, wakes_at, without_name


def test_only_letters_of_the_alphabet_leave():
    assert to_gsm("José Núñez, ¿mañana? «Árbol» – fin…") == 'José Nuñez, ¿mañana? "Arbol" - fin...'
    assert to_gsm("漢") == "?"


def test_extended_letters_take_two_places_and_a_link_takes_its_own():
    assert sms_length("a€") == 3
    assert sms_length("a {link}", link_length=40) == 42
    assert not fits("x" * 121 + "{link}", link_length=40)


def test_the_name_is_the_first_to_go():
    assert without_name("Yeimi, ¿ya le atendieron?") == "¿Ya le atendieron?"
    assert without_name("Yeimi, su cita es hoy") == "Su cita es hoy"
    assert without_name("Su cita, hoy") == "Su cita, hoy"


def test_a_missing_fact_is_an_error():
    with pytest.raises(KeyError):
        filled("Hola {name}", {})


@pytest.mark.parametrize(
    ("hour", "wakes"),
    [
        ("2026-03-16 12:00", None),
        ("2026-03-16 21:00", "2026-03-17 07:00"),
        ("2026-03-17 03:00", "2026-03-17 07:00"),
        ("2026-03-17 07:00", None),
    ],
)
def test_the_night_is_quiet(hour, wakes):
    moment = datetime.fromisoformat(hour).replace(tzinfo=HONDURAS)
    expected = datetime.fromisoformat(wakes).replace(tzinfo=HONDURAS) if wakes else None
    assert wakes_at(moment, quiet_from=time(20), quiet_to=time(7)) == expected
