"""Are pages put together the whole order, whatever is sorted, and does an export say the same?"""

import base64
import csv
import io
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from django.http import QueryDict
from django.utils import translation
from django.utils.translation import gettext_lazy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import load_workbook

from ruta.base.clock import now
from ruta.base.context import acting_as, system
from ruta.base.listing import Column, Filter, Listing, Sort, exported, listed, recall, remember
from ruta.base.listing.keyset import read, written
from ruta.base.listing.paging import bounded_count
from ruta.directory.models import Office
from ruta.people.models import Person

pytestmark = pytest.mark.django_db
LISTING = Listing(
    name="personas",
    order="name",
    page_size=3,
    sorts=[Sort("name", ("sort_name", "id")), Sort("when", ("updated_at", "id")), Sort("id", ("id",))],
    filters=[
        Filter("sexo", "Sexo", lambda rows, value: rows.filter(sex=value), lambda: [("woman", "Mujeres"), ("man", "Hombres")]),
        Filter("sin_fecha", "Sin fecha", lambda rows, _value: rows.filter(birth_date=None)),
    ],
    columns=[
        Column("name", "Nombre", lambda row: row.given_names),
        Column("born", "Nacimiento", lambda row: row.birth_date),
        Column("number", "Número", lambda row: row.pk),
    ],
)


@pytest.fixture
def actor(db):
    return system(Office.objects.get(code="SPS").institution_id)


@pytest.fixture
def persons(actor):
    with acting_as(actor):
        yield lambda names: _write(actor, names)


def _write(actor, names):
    office = Office.objects.get(code="SPS")
    with transaction.atomic():
        Person.objects.all().update(merged_into=None)
        return [
            Person.objects.create(
                owner_institution_id=actor.institution_id, office=office, given_names=name or "x", sort_name=name,
                sex="woman" if number % 2 else "man", birth_date=date(1990, 1, 1) if number % 3 else None,
                updated_at=now() - timedelta(hours=number % 4),
            )
            for number, name in enumerate(names)
        ]  # fmt: skip


def body(response) -> bytes:
    """What was sent; `response.close()` would end the test's own connection as well."""
    content = b"".join(response)
    for close in response._resource_closers:
        close()
    return content


def walk(query: str, way: str = "next"):
    """Every page from one end to the other."""
    pages = [listed(LISTING, Person.objects.all(), QueryDict(query))]
    while getattr(pages[-1], way):
        pages.append(listed(LISTING, Person.objects.all(), QueryDict(getattr(pages[-1], way).removeprefix("?"))))
    return pages


@pytest.mark.parametrize("order", ["name", "-name", "when", "-when", "id", "-id"])
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(names=st.lists(st.sampled_from(["a", "b", "bb", "ñ", "", "z"]), max_size=13))
def test_pages_together_are_the_whole_order(persons, order, names):
    with transaction.atomic():
        persons(names)
        sort, descending, _name = LISTING.sort(order)
        whole = [row.pk for row in Person.objects.order_by(*sort.ordering(descending=descending))]
        pages = walk(f"orden={order}")
        assert [row.pk for page in pages for row in page.rows] == whole
        back = walk(pages[-1].previous.removeprefix("?"), "previous") if pages[-1].previous else []
        assert [row.pk for page in back[::-1] for row in page.rows] + [row.pk for row in pages[-1].rows] == whole
        transaction.set_rollback(True)


def test_filters_narrow_show_themselves_and_can_be_taken_away(persons):
    persons(list("abcdefgh"))
    page = listed(LISTING, Person.objects.all(), QueryDict("sexo=woman&orden=-name&despues=x"))
    assert (page.words, [chip["label"] for chip in page.chips], page.chips[0]["url"]) == ("3 de 4", ["Mujeres"], "?orden=-name")
    assert "sexo=woman" in page.next
    assert 'value="woman" selected' in str(page.form["sexo"])
    assert listed(LISTING, Person.objects.all(), QueryDict("sin_fecha=1")).total == 3
    assert listed(LISTING, Person.objects.all(), QueryDict("sexo=unknown&orden=nothing")).order == "name"


def mark_of(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode()


@pytest.mark.parametrize("order", ["name", "when", "id"])
@pytest.mark.parametrize("way", ["despues", "antes"])
@pytest.mark.parametrize(
    "mark",
    ["x", "W10", "bm90", "WyJzIl0", "Ww==", "é", mark_of("[" * 2000), mark_of(r'[["s","a\u0000"],["i",1]]'), mark_of(r'[["s","\ud800"],["i",1]]'),
     mark_of('[["s","mañana"],["i",1]]'), mark_of('[["n","NaN"]]')],
)  # fmt: skip
def test_a_broken_address_shows_the_first_page(persons, mark, way, order):
    persons(list("abcd"))
    assert len(listed(LISTING, Person.objects.all(), QueryDict(f"orden={order}&{way}={mark}")).rows) in {0, 3}


WORDS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))


@given(st.tuples(WORDS, st.integers(), st.dates(), st.datetimes(), st.booleans(), st.decimals(allow_nan=False, allow_infinity=False)))
def test_a_key_comes_back_as_it_went(key):
    assert read(written(key), len(key)) == key
    assert [type(value) for value in read(written(key), len(key))] == [str, int, date, datetime, bool, Decimal]


def test_a_count_stops_at_its_bound(persons):
    persons(list("abcde"))
    assert bounded_count(Person.objects.all(), 4) == (4, True)
    assert bounded_count(Person.objects.all(), 5) == (5, False)
    assert listed(Listing(**{**LISTING.__dict__, "count_to": 4}), Person.objects.all(), QueryDict()).words == "3 de más de 4"


def test_the_first_ones_answer_as_far_as_they_go(persons):
    rows = persons(list("abcdefg"))
    first = Person.objects.filter(sort_name__lte="d")
    shown = []
    query = QueryDict()
    for size in (1, 2):  # the second page reaches beyond the first ones
        page = listed(LISTING, Person.objects.all(), query, first=first)
        shown += [row.pk for row in page.rows]
        assert page.total == len(rows) and len(shown) == size * 3
        query = QueryDict(page.next.removeprefix("?"))
    assert shown == [row.pk for row in rows[:6]]
    assert [row.pk for row in listed(LISTING, Person.objects.all(), QueryDict("orden=-name"), first=first).rows] == [
        row.pk for row in rows[:-4:-1]
    ]


def test_the_exports_hold_every_row_and_no_formula(persons, actor):
    persons(["=1+1", "b", "ñandú", "d", "e"])
    response = exported(LISTING, Person.objects.all(), QueryDict("formato=csv"), actor)
    rows = list(csv.reader(io.StringIO(body(response).decode("utf-8-sig"))))
    assert rows[0] == ["Nombre", "Nacimiento", "Número"]
    assert [row[0] for row in rows[1:]] == ["'=1+1", "b", "d", "e", "ñandú"]
    response = exported(LISTING, Person.objects.all(), QueryDict("formato=xlsx&orden=-name"), actor)
    sheet = load_workbook(io.BytesIO(body(response))).get_sheet_by_index(0).to_python()
    assert [row[0] for row in sheet] == ["Nombre", "ñandú", "e", "d", "b", "=1+1"]
    assert sheet[2][1] == date(1990, 1, 1)
    assert exported(LISTING, Person.objects.all(), QueryDict("formato=pdf"), actor) is None


def test_a_file_speaks_the_language_of_the_page_and_says_yes_or_no(persons, actor):
    persons(["a"])
    said = Listing(**{**LISTING.__dict__, "columns": [Column("nacio", gettext_lazy("Nacimiento"), lambda row: row.given_names == "a")]})
    with translation.override("en"):
        response = exported(said, Person.objects.all(), QueryDict("formato=csv"), actor)
    with translation.override("es"):
        assert body(response).decode("utf-8-sig").split() == ["Birth", "yes"]
        sheet = load_workbook(io.BytesIO(body(exported(said, Person.objects.all(), QueryDict("formato=xlsx"), actor))))
    assert sheet.get_sheet_by_index(0).to_python() == [["Nacimiento"], ["sí"]]


def test_a_stream_reads_as_its_actor_after_the_request(persons, actor):
    persons(["a"])
    response = exported(LISTING, Person.objects.all(), QueryDict("formato=csv"), actor)
    with acting_as(None):
        assert b"a" in body(response)


def test_names_begin_by_the_index(persons):
    persons(["mejia orellana", "mendez"])
    rows = Person.objects.filter(sort_name__begins="mej")
    assert rows.count() == 1
    assert "starts_with" in str(rows.query)


def test_what_was_searched_stays_in_the_session():
    class Request:
        session: dict = {}

    word = remember(Request, " Mejía ")
    assert (recall(Request, word), recall(Request, "other"), recall(Request, "")) == ("Mejía", "", "")
    for number in range(12):
        remember(Request, str(number))
    assert len(Request.session["searches"]) == 10
