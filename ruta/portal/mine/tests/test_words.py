"""Does a person read for what a system was given their data, and which, as the log says and not as their permissions suggest?"""

from ruta.base.clock import now
from ruta.portal.mine.words import Given, trail_in_words

INFOP, SHELTER, OWN = 7, 8, 1


def given(institution: int, purpose: str, data: str) -> Given:
    return Given(now(), "given", institution, "", purpose, data)


def test_each_purpose_of_a_day_is_a_line_with_what_was_received():
    rows = [
        given(INFOP, "Atender mi caso", "Identidad. Contacto"),
        given(INFOP, "Derivarme", "Identidad"),
        given(INFOP, "Derivarme", "Identidad"),
    ]
    told = trail_in_words(rows, {INFOP: "INFOP"}, [], OWN)
    assert [(each.who, each.why, each.times) for each in told] == [
        ("INFOP", "Para: Atender mi caso. Recibió: Identidad. Contacto.", 1),
        ("INFOP", "Para: Derivarme. Recibió: Identidad.", 2),
    ]


def test_of_whom_has_no_name_here_neither_purpose_nor_data_are_told():
    (told,) = trail_in_words([given(SHELTER, "Protegerme", "Identidad")], {}, [], OWN)
    assert "Protegerme" not in f"{told.who} {told.what} {told.why}"
    assert told.why == ""
