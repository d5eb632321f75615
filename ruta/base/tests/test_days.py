"""Does anything in the database take the day of UTC for that of Honduras? A connection of the product speaks UTC."""

import pytest

DAYS = r"\m(current_date|localtimestamp)\M|\mnow\(\)::date"


@pytest.mark.django_db
def test_a_function_that_reads_the_day_says_where(as_superuser):
    """`current_date` is tomorrow from six in the evening on, unless the function says its place."""
    found = as_superuser.execute(
        "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosrc ~* %s "
        "AND NOT coalesce(array_to_string(proconfig, ','), '') ~* 'timezone=America/Tegucigalpa'",
        [DAYS],
    ).fetchall()
    assert not found
