"""Do names that sound alike share a code, whatever their spelling?"""

import pytest

from ruta.people.linkage.normal import is_nickname_pair, tokens
from ruta.people.linkage.spelling import skeleton, sound

ALIKE = [
    "Yeimy Yeimi Jeimi Jeimy Geimi",
    "Vásquez Básquez Vazquez Basques VÁSQUEZ",
    "Hernández Ernandez Hernandes ernández",
    "Jiménez Gimenez Ximenez",
    "Zelaya Selaya Celaya Zelalla",
    "Villeda Biyeda Viyeda",
    "Brayan Bryan Brian Braian",
    "Yessenia Yesenia Jesenia Llesenia",
    "Jonathan Yonatan Jonatan",
    "Christian Cristian Cristhian",
    "Wendy Wendi Guendi",
    "Wilmer Uilmer Guilmer",
    "Xiomara Siomara Ciomara",
    "Stephanie Estefani Stefany",
    "Yamileth Jamilet Llamileth",
    "Abraham Abrahan",
    "Campos Canpos",
    "Nahún Naun Nahum",
    "Muñoz Munoz Muños",
    "Guevara Guebara",
    "Raquel Rakel",
    "Chávez Cháves Chabes",
]
APART = ["María Mario", "Luis Luisa", "Ana Ada", "Reyes Reinas", "Gómez Gámez", "Mejía Mejías", "Karla Karen"]


@pytest.mark.parametrize("words", ALIKE)
def test_alike_names_share_sound_and_skeleton(words: str) -> None:
    assert len({sound(word) for word in words.split()}) == 1
    assert len({skeleton(word) for word in words.split()}) == 1


@pytest.mark.parametrize("words", APART)
def test_other_names_sound_otherwise(words: str) -> None:
    left, right = words.split()
    assert sound(left) != sound(right)


def test_a_changed_vowel_keeps_the_skeleton() -> None:
    assert skeleton("Katherine") == skeleton("Katerin") == skeleton("Catheryn")
    assert skeleton("María") != skeleton("Mario")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("María de los Ángeles", ("maria", "angeles")),
        ("  NÚÑEZ   del Cid ", ("nunez", "cid")),
        ("Delcid", ("cid",)),
        ("Ma. Hdez.", ("maria", "hernandez")),
        ("Mª José", ("maria", "jose")),
        ("O'Connor-Paz", ("oconnor", "paz")),
        ("de la", ("de", "la")),
        ("", ()),
    ],
)
def test_names_fall_into_words(name: str, words: tuple[str, ...]) -> None:
    assert tokens(name) == words


def test_familiar_forms_meet_their_names_both_ways() -> None:
    assert is_nickname_pair("chepe", "jose")
    assert is_nickname_pair("francisco", "paco")
    assert is_nickname_pair("pancho", "paco")
    assert not is_nickname_pair("chepe", "francisco")
