"""Is a case number read back as it was written, also by hand?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruta.cases.numbers import CaseNumber, counter_scope, read_case_number

numbers = st.builds(CaseNumber, st.from_regex(r"[A-Z][A-Z0-9]{1,5}", fullmatch=True), st.integers(2000, 9999), st.integers(1, 2_000_000))


def test_the_form() -> None:
    assert str(CaseNumber("SPS", 2026, 4817)) == "SPS-2026-004817"
    assert counter_scope("SPS", 2026) == "SPS-2026"


@given(numbers)
def test_what_is_written_is_read(number: CaseNumber) -> None:
    assert read_case_number(str(number)) == number


@pytest.mark.parametrize("text", ["sps-2026-4817", " SPS-2026-004817 ", "SPS 2026 004817"])
def test_people_type_as_they_like(text: str) -> None:
    assert read_case_number(text) == CaseNumber("SPS", 2026, 4817)


@pytest.mark.parametrize("text", ["", "SPS", "SPS-26-4817", "SPS-2026-", "SPS-2026-0", "0501-1996-04821", "SPS-2026-48x7"])
def test_anything_else_is_no_number(text: str) -> None:
    assert read_case_number(text) is None


@pytest.mark.parametrize("parts", [("sps", 2026, 1), ("SPS", 26, 1), ("SPS", 2026, 0)])
def test_a_number_that_could_not_be_read_is_refused(parts: tuple[str, int, int]) -> None:
    with pytest.raises(ValueError, match="no case number"):
        CaseNumber(*parts)
