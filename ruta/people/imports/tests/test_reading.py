"""Is a cell read as its writer meant it?"""

from datetime import date

import pytest

from ruta.people.imports.reading import BadCell, birth_by_age, birth_of, blank, day_of, name_of, return_kind_of, sex_of, split_name

TODAY = date(2026, 3, 18)
BORN = date(1990, 11, 3)


@pytest.mark.parametrize(
    "cell",
    ["03/11/1990", "3/11/1990", "3-11-90", "03.11.1990", "1990-11-03", "1990/11/3", "19901103", "33180", "33180.0", "3-nov-1990", "3 nov 90",
     "3 de noviembre de 1990", "3 de nov. de 1990", "03/11/1990 00:00", "1990-11-03 00:00:00", "3 / 11 / 1990"],
)  # fmt: skip
def test_a_date_in_any_usual_form(cell):
    assert day_of(cell) == BORN


def test_day_comes_before_month_and_only_an_impossible_date_is_turned():
    assert day_of("04/07/1996") == date(1996, 7, 4)
    assert day_of("12/25/1996") == date(1996, 12, 25)
    assert day_of("01/01/26") == date(2026, 1, 1)
    assert day_of("01/01/99") == date(1999, 1, 1)


@pytest.mark.parametrize("cell", ["31/02/1990", "13/13/1990", "ayer", "1990", "12", "99999999", "3/11", "0/0/0", "30 de febrero de 1990"])
def test_no_date_gets_a_sentence(cell):
    with pytest.raises(BadCell) as caught:
        day_of(cell)
    assert str(caught.value.sentence) == f"«{cell}» no es una fecha. Escríbala como día/mes/año: 23/11/1990."


def test_nobody_is_born_tomorrow_or_before_1900():
    with pytest.raises(BadCell, match="todavía no llega"):
        birth_of("19/03/2026", TODAY)
    with pytest.raises(BadCell, match="1900"):
        birth_of("01/01/1899", TODAY)


def test_an_age_gives_a_year():
    assert birth_by_age("36", TODAY) == date(1990, 1, 1)
    with pytest.raises(BadCell):
        birth_by_age("treinta", TODAY)


def test_words_for_sex_and_return():
    assert [sex_of(cell) for cell in ("F", "femenino", "MUJER", "m", "Masc.", "Hombre", "")] == ["woman"] * 3 + ["man"] * 3 + ["unknown"]
    assert return_kind_of("Deportación") == "forced"
    with pytest.raises(BadCell, match="Mujer u Hombre"):
        sex_of("x")


def test_names_keep_their_writing_and_shouting_is_calmed():
    assert name_of("  María   José ") == "María José"
    assert name_of("DE LA CRUZ ÑÚÑEZ") == "De la Cruz Ñúñez"
    assert name_of("McDonald") == "McDonald"
    for cell in ("=1+1", "123", "@x", "Ana 2", "---"):
        with pytest.raises(BadCell, match="no parece un nombre"):
            name_of(cell)


def test_a_whole_name_is_split_as_people_say_it():
    assert split_name("Ana Mejía") == ("Ana", "Mejía")
    assert split_name("Ana Mejía Paz") == ("Ana", "Mejía Paz")
    assert split_name("Ana Lucía Mejía Paz") == ("Ana Lucía", "Mejía Paz")
    assert split_name("Ana de la Cruz Paz") == ("Ana", "de la Cruz Paz")
    assert split_name("MEJÍA PAZ, ANA LUCÍA") == ("ANA LUCÍA", "MEJÍA PAZ")
    assert split_name("Ana") == ("Ana", "")


def test_ways_to_write_nothing():
    assert [blank(cell) for cell in ("-", "N/A", "s/d", "Ninguno", "x")] == ["", "", "", "", "x"]
