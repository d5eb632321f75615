"""Is a job found while it is typed, by ear, by halves and in any order?"""

import pytest

from ruta.taxonomy.titles import Name, Typed
from ruta.taxonomy.titles.words import sounded

NAMES = [
    Name("1", "albañil/albañila"), Name("2", "ayudante de albañil"), Name("3", "panadero/panadera"), Name("4", "vendedor de baleadas"),
    Name("4", "baleadera", is_local=True), Name("5", "welder"), Name("6", "auxiliar de vuelo"), Name("7", "¿?"),
]  # fmt: skip


@pytest.fixture(scope="module")
def typed():
    return Typed(NAMES)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("al", "1"), ("alba", "1"), ("albañ", "1"), ("ALBAÑILA ", "1"), ("alvanil", "1"), ("ayudante albañil", "2"), ("panad", "3"),
        ("baleadas", "4"), ("vendedora de baleadas", "4"), ("wel", "5"), ("auciliar", "6"),
    ],
)  # fmt: skip
def test_the_likest_comes_first(typed, text, code):
    assert typed.mean(text, 3)[0].code == code


def test_each_thing_comes_once_and_never_more_than_asked(typed):
    found = typed.mean("baleadera vendedora de baleadas", 8)
    assert len({each.code for each in found}) == len(found)
    assert len(typed.mean("albañil", 1)) == 1
    assert [each.likeness for each in found] == sorted((each.likeness for each in found), reverse=True)


@pytest.mark.parametrize("text", ["", "a", "¿?", "zzz", "de la"])
def test_what_is_like_nothing_finds_nothing(typed, text):
    assert typed.mean(text, 5) == []


def test_without_names_nothing_is_found():
    assert Typed([]).mean("albañil", 5) == []
    assert len(Typed([Name("7", "¿?")])) == 0


def test_a_long_text_is_cut_and_not_refused(typed):
    assert typed.mean("albañil " * 500, 3)[0].code == "1"


@pytest.mark.parametrize(
    ("one", "other"), [("alvanil", "albanil"), ("coser", "cozer"), ("pollero", "poyero"), ("hornero", "ornero"), ("gefe", "jefe")]
)
def test_letters_that_sound_alike_meet(one, other):
    assert sounded(one) == sounded(other)


def test_ch_is_a_letter_of_its_own():
    assert sounded("chapeador") == "chapeador"
