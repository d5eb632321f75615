"""Do lines of which nothing is told leave the first place to what can be read?"""

from ruta.insights.selectors.observatory.papers import explorer

MUTE = [[f"Institución {at}", "protegida"] for at in range(6)]


def test_many_stand_as_one_at_the_end_and_few_stay_where_they_are():
    told = [*MUTE, ["Otra", 9]]
    assert explorer._folded(told) == [["Otra", 9], ["Otras 6, protegidas", "protegida"]]
    assert explorer._folded(told[1:]) == told[1:]
    assert explorer._folded([["A", "protegida", 4], *MUTE[1:]]) == [["A", "protegida", 4], *MUTE[1:]]
