"""Do the names of one thing stand together, and does an encoder of the user's own take part?"""

import numpy as np
import pytest

from ruta.taxonomy.titles import Kindred, Labels, Thing, encoder
from ruta.taxonomy.titles.encoders import Embedded, UnknownEncoder
from ruta.taxonomy.titles.tests.encoding import hashed

LABELS = ["albañil", "oficial de fábrica de ladrillo", "panadero", "maestro de la masa", "soldador", "!!"]
THINGS = [
    Thing(["Albañil", "oficial de fábrica de ladrillo"], "Levanta paredes y muros."),
    Thing(["panadero", "maestro de la masa", "tahonero"], "Hornea pan."),
]
HERE = "ruta.taxonomy.titles.tests.encoding"


def order(found):
    return [LABELS[place] for place in found.places]


def test_without_things_it_is_the_likeness_of_the_labels():
    [ours], [plain] = Kindred(LABELS).rank(["albañiles"], 5), Labels(LABELS).rank(["albañiles"], 5)
    assert np.array_equal(ours.places, plain.places)
    assert np.allclose(ours.likeness, plain.likeness)


def test_the_names_of_one_thing_stand_together():
    [found] = Kindred(LABELS, THINGS).rank(["albañiles"], 5)
    assert order(found)[:2] == ["albañil", "oficial de fábrica de ladrillo"]
    [other] = Kindred(LABELS, THINGS).rank(["tahoneras"], 5)
    assert set(order(other)[:2]) == {"panadero", "maestro de la masa"}


def test_what_a_thing_is_about_finds_it():
    [found] = Kindred(LABELS, THINGS).rank(["quien levanta muros"], 5)
    assert set(order(found)[:2]) == {"albañil", "oficial de fábrica de ladrillo"}


def test_a_label_of_no_thing_stands_for_itself():
    [found] = Kindred(LABELS, THINGS).rank(["soldadora"], 5)
    assert order(found)[0] == "soldador"
    assert found.likeness[0] == pytest.approx(0.5, abs=1e-2)
    assert (np.diff(found.likeness) <= 0).all()


def test_a_label_of_two_things_takes_the_likest():
    twice = [*THINGS, Thing(["panadero", "repartidor"], "Reparte.")]
    [found] = Kindred(LABELS, twice).rank(["panadera"], 5)
    assert order(found)[0] == "panadero"


def test_an_encoder_of_the_users_own_takes_part():
    plain, ours = Kindred(LABELS), Kindred(LABELS, encode=encoder(f"{HERE}:hashed"))
    [before], [after] = plain.rank(["soldaduras"], 5), ours.rank(["soldaduras"], 5)
    assert order(after)[0] == "soldador"
    assert not np.allclose(before.likeness[0], after.likeness[0])
    assert Embedded(["a", "  "], hashed).alike(["soldador"]).shape == (1, 2)


@pytest.mark.parametrize("named", ["", "nothing", "no.such.module:f", f"{HERE}:gone", f"{HERE}:NOT_ONE", "sentence-transformers:/nowhere"])
def test_a_name_that_leads_nowhere_is_told(named):
    with pytest.raises(UnknownEncoder):
        encoder(named)


def test_an_encoder_that_gives_no_rows_is_told():
    with pytest.raises(UnknownEncoder):
        Kindred(LABELS, encode=encoder(f"{HERE}:wrong"))
