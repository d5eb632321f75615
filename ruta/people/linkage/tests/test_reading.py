"""Are numbers, dates and names of a file read as offices write them?"""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ruta.people.linkage.batch.name_words import put_whole_names, put_words
from ruta.people.linkage.batch.numbers import bare_dates, bare_documents, bare_phones
from ruta.people.linkage.batch.whole_names import NameSplitter
from ruta.people.linkage.encode import Encoder, empty_rows
from ruta.people.linkage.record import sorted_tokens
from ruta.people.linkage.tests.synthetic import GIVEN, SURNAMES

WORDS = st.sampled_from([*GIVEN[0][:40], *SURNAMES[0][:40], "de", "la", "del", "Ma.", "DELCID", "O'Brien", "Núñez-Paz", "Ñ", "-", "3"])
WITH_COMMA = st.builds("{} de {},{} {}".format, *[st.sampled_from([*GIVEN[0][:40], "O'Brien", "Núñez-Paz"])] * 4)
NAMES = st.lists(WORDS, max_size=7).map(" ".join)


def column(*texts: str) -> pa.ChunkedArray:
    """A column in two chunks, the second one a slice, as files give them."""
    return pa.chunked_array([pa.array(texts[:1], pa.string()), pa.array(["x", *texts[1:]], pa.string()).slice(1)])


@pytest.mark.parametrize(
    ("text", "number", "length", "document"),
    [
        ("0501-1970-00411", 501197000411, 13, ""),
        (" 0501 1970 00411 ", 501197000411, 13, ""),
        ("", 0, 0, ""),
        ("sin dígitos", 0, 0, "sindgitos"),
        ("E-123 456", 0, 0, "e123456"),
        ("12345678901234567890123", 123456789012345678, 18, ""),
        ("n° 5", 0, 0, "n5"),
        ("°5", 5, 1, ""),
    ],
)
def test_a_dni_is_its_digits_and_letters_make_it_another_document(text: str, number: int, length: int, document: str) -> None:
    read = bare_documents(column("0801", text))
    assert read["dni"].tolist() == [801, number]
    assert read["dni_length"].tolist() == [4, length]
    assert read["document"].to_pylist() == ["", document]


@pytest.mark.parametrize(
    ("text", "phones"),
    [
        ("9748-2206", [97482206, -1, -1]),
        ("+504 9748-2206", [97482206, -1, -1]),
        ("748-2206", [1007482206, -1, -1]),
        ("123", [-1, -1, -1]),
        ("97482206/ 33445566;22334455,88", [97482206, 33445566, 22334455]),
        ("|97482206", [-1, 97482206, -1]),
        ("", [-1, -1, -1]),
    ],
)
def test_a_telephone_is_its_last_eight_digits(text: str, phones: list[int]) -> None:
    assert bare_phones(column("", text)).tolist() == [[-1, -1, -1], phones]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1970-03-02", 19700302),
        ("02/03/1970", 19700302),
        ("02-03-1970", 19700302),
        ("19700302", 19700302),
        ("02.03.1970", 19700302),
        ("1970-03-02 00:00:00", 19700302),
        ("31/02/1970", 0),
        ("ayer", 0),
        ("", 0),
    ],
)
def test_a_date_is_read_in_the_orders_that_offices_write(text: str, day: int) -> None:
    assert bare_dates(column("", text)).tolist() == [0, day]


def words(encoder: Encoder, rows, box: int) -> list[tuple[str, ...]]:
    known = encoder.known_words
    return [tuple(known[at] for at in row[4 * box : 4 * box + count]) for row, count in zip(rows.words, rows.counts[:, box], strict=True)]


@settings(deadline=None)  # the first example compiles
@given(st.lists(NAMES, min_size=1, max_size=6))
def test_the_words_of_a_column_are_those_of_each_name(names: list[str]) -> None:
    encoder, rows = Encoder(), empty_rows(len(names))
    put_words(encoder, rows, column(*names), 1)
    assert words(encoder, rows, 1) == [sorted_tokens(name) for name in names]


@settings(deadline=None)  # the first example compiles
@given(st.one_of(st.lists(NAMES, min_size=1, max_size=6), st.lists(WITH_COMMA, min_size=1, max_size=6)))
def test_a_column_of_whole_names_is_cut_as_each_name_is(names: list[str]) -> None:
    encoder, rows = Encoder(), empty_rows(len(names))
    put_whole_names(encoder, rows, column(*names))
    splitter = NameSplitter.of(column(*names))
    halves = [splitter.split(name) for name in names]
    for box in (0, 1):
        assert words(encoder, rows, box) == [sorted_tokens(" ".join(half[box])) for half in halves]
    assert not np.any(rows.counts[:, 2])
