"""Random records for property tests."""

from datetime import date

from hypothesis import strategies as st

from ruta.people.linkage import Document, Record

GIVEN = ["María", "Ana", "José", "Josué", "Chepe", "Luis", "Yeimi", "Jeimy", "Keimy", "Francisco", "Paco", "J", "Brayan", "Bryan", "Lorena"]
SURNAMES = ["Mejía", "Megia", "López", "Lopes", "Hernández", "Ernandez", "de la Cruz", "Paz", "Orellana", "Arellano", "Zúniga", "José"]

_given = st.lists(st.sampled_from(GIVEN), max_size=3).map(" ".join)
_surnames = st.lists(st.sampled_from(SURNAMES), max_size=3).map(" ".join)
dates = st.one_of(
    st.none(),
    st.dates(date(1950, 1, 1), date(2010, 12, 31)),
    st.sampled_from(
        [date(1990, 1, 1), date(1990, 4, 7), date(1990, 7, 4), date(1991, 7, 4), date(1991, 1, 1), date(1970, 7, 4), date(1991, 4, 7)]
    ),
)
dnis = st.tuples(st.sampled_from(["0501", "0801", "1804"]), st.integers(1940, 2010), st.integers(0, 99_999)).map(
    lambda parts: f"{parts[0]}{parts[1]}{parts[2]:05}",
)
_few_dnis = st.sampled_from(["0501199604821", "0501199604827", "0501199608421", "050119960482", "0501199604833", "0801197700001"])
documents = st.lists(
    st.one_of(
        st.builds(Document, st.just("dni"), _few_dnis),
        st.builds(Document, st.just("passport"), st.sampled_from(["E123456", "E123457", "F999999"])),
        st.builds(Document, st.just("rtn"), st.sampled_from(["05011996048213", "08011977000014"])),
    ),
    max_size=2,
).map(tuple)
phones = st.lists(st.sampled_from(["97482206", "+504 9748-2206", "97482207", "22345678"]), max_size=2).map(tuple)


@st.composite
def records(draw: st.DrawFn) -> Record:
    """A record with any field blank; the name whole or split."""
    given, surnames = draw(_given), draw(_surnames)
    is_whole = draw(st.booleans())
    return Record(
        name=f"{given} {surnames}".strip() if is_whole else "",
        given_names="" if is_whole else given,
        surnames="" if is_whole else surnames,
        birth_date=draw(dates),
        sex=draw(st.sampled_from(["", "woman", "man", "unknown"])),
        municipality=draw(st.sampled_from(["", "0501", "0502", "0504", "0801"])),
        phones=draw(phones),
        documents=draw(documents),
    )
