"""Is the chain that decides the end found, with what others may spare, and are months counted as people do?"""

from datetime import date

from ruta.roadmap.planning import Job, critical_path, deadline_span, due_days, month_span, months_after, months_of, term_months


def days(first, last, *waits):
    return Job(date(2026, 1, first), date(2026, 1, last), waits)


def test_the_longest_chain_is_critical_and_the_others_know_what_they_may_spare():
    fits = critical_path({"a": days(1, 5), "b": days(6, 15, "a"), "c": days(6, 8, "a"), "d": days(16, 20, "b", "c"), "alone": days(1, 31)})
    assert {key: (fit.slack, fit.is_critical) for key, fit in fits.items()} == {
        "a": (0, True), "b": (0, True), "c": (7, False), "d": (0, True),
    }  # fmt: skip
    assert not any(fit.is_early for fit in fits.values())


def test_work_that_begins_before_it_can_pushes_its_chain_and_says_so():
    fits = critical_path({"a": days(1, 10), "b": days(5, 9, "a"), "c": days(1, 2), "d": days(12, 13, "c")})
    assert (fits["b"].is_early, fits["b"].is_critical, fits["a"].is_critical) == (True, True, True)
    assert (fits["c"].slack, fits["d"].slack) == (11, 2)


def test_a_circle_has_no_path_and_hides_nobody_else():
    assert set(critical_path({"a": days(1, 2, "b"), "b": days(3, 4, "a"), "c": days(1, 2), "d": days(3, 4, "c")})) == {"c", "d"}


def test_terms_run_after_each_other_and_months_end_on_their_last_day():
    assert term_months(["3", "6", "12-24"]) == {"3": (0, 3), "6": (3, 6), "12-24": (12, 24)}
    assert month_span(date(2024, 1, 1), 3, 6) == (date(2024, 4, 1), date(2024, 6, 30))
    assert months_after(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert months_after(date(2024, 11, 30), 3) == date(2025, 2, 28)
    assert deadline_span(date(2024, 7, 1), {"within_months": 6}) == (date(2024, 7, 1), date(2024, 12, 31))
    assert deadline_span(date(2024, 7, 1), {"covers_months": 12}) is None
    assert list(due_days(date(2024, 7, 1), {"every_months": 3}, date(2025, 1, 1))) == [date(2024, 10, 1), date(2025, 1, 1)]
    assert len(list(months_of((date(2024, 11, 15), date(2025, 2, 1))))) == 4
