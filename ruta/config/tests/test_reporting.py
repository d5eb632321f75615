"""Does the command of reports take every question that it is asked, and none twice?"""

import pytest

from ruta.base.errors import Invalid
from ruta.config.reporting import _asked


def test_a_question_asked_twice_is_refused_and_no_answer_dropped():
    assert _asked(["lugar=05", "sector=F"]) == {"lugar": "05", "sector": "F"}
    with pytest.raises(Invalid, match="una sola vez"):
        _asked(["lugar=05", "lugar=08"])
