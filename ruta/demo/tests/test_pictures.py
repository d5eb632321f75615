"""Is a picture of a demonstration a picture, small, and never taken for a photograph?"""

import zlib

from ruta.base.papers import file_to_keep
from ruta.demo.pictures import BAND, HEIGHT, LETTER, WIDTH, drawn
from ruta.facilities.enums import Kind


def test_each_kind_of_equipment_has_a_small_picture_that_is_kept_as_it_is():
    for kind in Kind.values:
        content = drawn(kind)
        assert file_to_keep(content) == ("png", content) and len(content) < 4_000
    assert drawn("ramp") != drawn("computer")


def test_it_says_on_a_band_that_it_is_synthetic():
    content = drawn("ramp")
    begin = content.index(b"IDAT") + 4
    rows = zlib.decompress(content[begin : content.index(b"IEND") - 8])
    band = rows[(HEIGHT - 36) * (WIDTH + 1) :]
    assert set(band) == {0, BAND, LETTER} and band.count(LETTER) > 1_000
