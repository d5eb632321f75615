"""Does a job's name find its label, however it is written?"""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ruta.taxonomy.titles import Labels
from ruta.taxonomy.titles.words import stems

LABELS = [
    "albañil", "ayudante de albañil", "panadero/panadera", "vendedor de mercado ambulante", "operario de máquina de coser",
    "directora de recursos humanos", "soldador/soldadora", "técnico en refrigeración", "conductor de camión", "!!", "operador de máquina de coser",
]  # fmt: skip


@pytest.fixture(scope="module")
def labels():
    return Labels(LABELS)


def first(labels, title):
    [found] = labels.rank([title], 3)
    return LABELS[found.places[0]] if len(found.places) else None


@pytest.mark.parametrize(
    ("title", "label"),
    [
        ("ALBAÑILES, EN GENERAL", "albañil"),
        ("albanil", "albañil"),
        ("panaderas", "panadero/panadera"),
        ("vendedora ambulante", "vendedor de mercado ambulante"),
        ("maquina de cocer, operaria", "operario de máquina de coser"),
        ("director de recursos humanos", "directora de recursos humanos"),
        ("soldadra", "soldador/soldadora"),
        ("tecnica de refrijeracion", "técnico en refrigeración"),
    ],
)
def test_accents_gender_number_order_and_slips_are_forgiven(labels, title, label):
    assert first(labels, title) == label


def test_what_is_like_nothing_finds_nothing(labels):
    assert first(labels, "¿?") is None
    assert first(labels, "") is None


def test_the_whole_label_is_as_alike_as_can_be(labels):
    for place, found in enumerate(labels.rank(LABELS, 1)):
        if stems(LABELS[place]):
            assert found.places[0] == place
            assert found.likeness[0] == pytest.approx(1.0)


def test_ties_stand_as_in_the_list_and_the_cut_does_not_move_them():
    twins = Labels(["panadero", "panadera", "panaderos", "herrero"])
    [whole], [cut] = twins.rank(["panadera"], 4), twins.rank(["panadera"], 2)
    assert whole.places.tolist()[:3] == [0, 1, 2]
    assert cut.places.tolist() == [0, 1]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(LABELS), min_size=1, max_size=5), st.integers(1, 12))
def test_each_title_is_ranked_alone(labels, titles, most):
    together = list(labels.rank(titles, most))
    for title, found in zip(titles, together, strict=True):
        [alone] = labels.rank([title], most)
        assert np.array_equal(alone.places, found.places)
        assert len(found.places) <= most
        assert (np.diff(found.likeness) <= 0).all()
        assert (found.likeness > 0).all()
        assert (found.likeness <= 1 + 1e-9).all()
