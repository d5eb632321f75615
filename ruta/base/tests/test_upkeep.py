"""Does one that fails stop those behind it, and does anybody learn of it?"""

import pytest

from ruta.base.upkeep import one_by_one


def test_the_rest_goes_on_and_the_job_fails_at_its_end():
    seen = []

    def run(number):
        seen.append(number)
        return 10 // number

    with pytest.raises(ExceptionGroup) as failed:
        one_by_one([2, 0, 5, 0], run)
    assert seen == [2, 0, 5, 0]
    assert [type(each) for each in failed.value.exceptions] == [ZeroDivisionError, ZeroDivisionError]
    assert one_by_one([2, 5], run) == [5, 2]
