"""Does a person read for what a system was given their data, and which, as the log says and not as their permissions suggest?"""

import pytest

from ruta.base.clock import now
from ruta.people.selectors import is_quiet, is_quiet_kind
from ruta.portal.mine.data import told_use
from ruta.portal.mine.words import Given, trail_in_words
from ruta.trust.selectors import Use

INFOP, SHELTER, OWN = 7, 8, 1


def given(institution: int, purpose: str, data: str) -> Given:
    return Given(now(), "given", institution, "", purpose, data)


def test_each_purpose_of_a_day_is_a_line_with_what_was_received():
    rows = [
        given(INFOP, "Atender mi caso", "Identidad. Contacto"),
        given(INFOP, "Derivarme", "Identidad"),
        given(INFOP, "Derivarme", "Identidad"),
    ]
    told = trail_in_words(rows, {INFOP: "INFOP"}, [], OWN)
    assert [(each.who, each.why, each.times) for each in told] == [
        ("INFOP", "Para: Atender mi caso. Recibió: Identidad. Contacto.", 1),
        ("INFOP", "Para: Derivarme. Recibió: Identidad.", 2),
    ]


def test_whose_name_does_not_stand_here_is_told_without_it_and_what_was_ordinary_is_told():
    (told,) = trail_in_words([given(SHELTER, "Derivarme", "Identidad")], {}, [], OWN)
    assert (told.who, told.why) == ("Una institución que usted conoce", "Para: Derivarme. Recibió: Identidad.")


@pytest.mark.parametrize(
    ("purpose", "categories", "is_told"),
    [
        ("shared_case", ["identity"], True), ("override", ["identity"], True), ("identity_check", [], True),
        ("protection", ["identity"], False), ("health_sharing", [], False), ("shared_case", ["identity", "needs_sensitive"], False),
        ("shared_case", ["health"], False), ("referral", ["protection"], False), ("shared_case", ["child_voice"], False),
        ("override", ["identity_diversity"], False),
    ],
)  # fmt: skip
@pytest.mark.django_db
def test_of_a_delicate_purpose_or_strict_data_nothing_is_told_whoever_received_them(purpose, categories, is_told):
    """Also of an institution whose name stands there, and of the one that leads the case: all such lines look the same."""
    use = Use(now(), INFOP, "INFOP", "Protegerme", "Salud", "POST read", is_quiet(purpose, categories))
    for owner in (OWN, INFOP):
        (told,) = trail_in_words([told_use(use)], {INFOP: "INFOP"}, [], owner)
        assert told.why == ("Para: Protegerme. Recibió: Salud." if is_told else "")
        assert told.who == ("INFOP" if is_told else "Una institución que usted conoce")


@pytest.mark.parametrize(
    ("kind", "tells"), [("senaf", True), ("women_services", True), ("anti_trafficking", True), ("mental_health", True), ("health", True),
                        ("inm", False), ("infop", False), ("civil_society", False), ("nobody_knows", False)],
)  # fmt: skip
def test_the_name_of_whoever_only_receives_what_is_delicate_tells_it(kind, tells):
    """A child's guardian institution, a shelter, a clinic: whether or not a permission stands in the register."""
    assert is_quiet_kind(kind) is tells
