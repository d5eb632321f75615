"""Which rows stand on this page, and where do its neighbours begin?"""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ruta.base.listing.declaring import Listing, Rows, Sort
from ruta.base.listing.filtering import chips, filter_form, narrowed, typed_filters, with_words, without
from ruta.base.listing.keyset import after, key_of, read, written


@dataclass(frozen=True)
class Page:
    """One page of a list, with all that its template shows around the rows."""

    rows: list[Any]
    total: int
    is_more: bool  # the count stopped at its bound
    order: str
    next: str
    previous: str
    form: forms.Form
    chips: list[dict[str, Any]]
    reset: str
    exports: list[tuple[str, str]]

    @property
    def words(self) -> str:
        """How many there are, as the pager says it."""
        shown, total = len(self.rows), number_format(self.total)
        if self.is_more:
            return _("%(shown)s de más de %(total)s") % {"shown": shown, "total": total}
        return ngettext("%(shown)s de %(total)s", "%(shown)s de %(total)s", self.total) % {"shown": shown, "total": total}


def listed(listing: Listing, rows: Rows, query: QueryDict, *, kept: dict[str, str] | None = None, first: Rows | None = None) -> Page:
    """One page of `rows` as the address asks; `kept` are words of the address that filters must not lose (a search).

    `first` are those of `rows` that stand before all others in the list's own order, where they are found faster: all are asked only once these end.
    """
    set_to = typed_filters(listing, query)
    sort, descending, order = listing.sort(query.get("orden", ""))
    found = narrowed(listing, rows, set_to)
    ways = [found] if first is None or order != listing.order else [narrowed(listing, first, set_to), found]
    shown, has_next, has_previous = _page(listing, ways, query, sort, descending=descending)
    total, is_more = bounded_count(found, listing.count_to)
    marks = [written(key_of(row, sort.fields)) for row in (shown[:1] + shown[-1:])]
    return Page(
        rows=shown, total=total, is_more=is_more, order=order,
        next=with_words(query, despues=marks[-1]) if has_next and marks else "",
        previous=with_words(query, antes=marks[0]) if has_previous and marks else "",
        form=filter_form(listing, set_to, {"orden": order, **(kept or {})}),
        chips=chips(listing, set_to, query), reset=without(query, *set_to),
        exports=[(name.upper(), with_words(query, formato=name)) for name in ("csv", "xlsx")] if listing.columns else [],
    )  # fmt: skip


def bounded_count(rows: Rows, limit: int) -> tuple[int, bool]:
    """Count up to a limit and stop: nobody waits for a number that nobody reads."""
    counted = rows.order_by()[: limit + 1].count()
    return min(counted, limit), counted > limit


def _page(listing: Listing, ways: list[Rows], query: QueryDict, sort: Sort, *, descending: bool) -> tuple[list[Any], bool, bool]:
    """The rows, and whether there are some after and before them. Backwards the order turns round twice."""
    size = listing.page_size
    ahead = _behind(ways[-1], sort, query.get("antes", ""), descending=not descending)
    if ahead is not None:
        found = list(ahead.order_by(*sort.ordering(descending=not descending))[: size + 1])
        return found[:size][::-1], True, len(found) > size
    for rows in ways:
        behind = _behind(rows, sort, query.get("despues", ""), descending=descending)
        found = list((rows if behind is None else behind).order_by(*sort.ordering(descending=descending))[: size + 1])
        if len(found) > size:
            break
    return found[:size], len(found) > size, behind is not None


def _behind(rows: Rows, sort: Sort, word: str, *, descending: bool) -> Rows | None:
    """The rows behind the key of an address; nothing when the address holds no key of this order."""
    key = read(word, len(sort.fields))
    if key is None:
        return None
    try:
        return rows.filter(after(sort.fields, key, descending=descending))
    except (ValueError, TypeError, ArithmeticError, ValidationError):
        return None  # of another order: a text where a moment stands
