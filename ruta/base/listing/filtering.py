"""Which filters does an address ask for, and how are they shown and taken away?"""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict

from ruta.base.listing.declaring import Filter, Listing, Rows

PAGE_WORDS = ("despues", "antes", "formato")


def typed_filters(listing: Listing, query: Mapping[str, str]) -> dict[str, str]:
    """The filters that are set to something the list knows."""
    asked = {each.code: query.get(each.code, "") for each in listing.filters}
    return {each.code: asked[each.code] for each in listing.filters if _knows(each, asked[each.code])}


def narrowed(listing: Listing, rows: Rows, set_to: Mapping[str, str]) -> Rows:
    """Only the rows that every set filter lets through."""
    for each in listing.filters:
        if each.code in set_to:
            rows = each.narrow(rows, set_to[each.code])
    return rows


def filter_form(listing: Listing, set_to: Mapping[str, str], kept: Mapping[str, str]) -> forms.Form:
    """The filters as a form; the order and the search go along hidden."""
    fields: dict[str, forms.Field] = {each.code: _field(each) for each in listing.filters}
    fields |= {name: forms.CharField(required=False, widget=forms.HiddenInput) for name in kept}
    kind = type("FilterForm", (forms.Form,), fields)
    form: forms.Form = kind(initial={**set_to, **kept}, auto_id="filtro-%s")
    return form


def chips(listing: Listing, set_to: Mapping[str, str], query: QueryDict) -> list[dict[str, Any]]:
    """What is set, in words, each with the address that takes it away."""
    return [
        {"label": dict(each.offered())[set_to[each.code]], "url": without(query, each.code)}
        for each in listing.filters
        if each.code in set_to
    ]


def without(query: QueryDict, *names: str) -> str:
    """The same list without some words of the address, on its first page."""
    rest = query.copy()
    for name in (*names, *PAGE_WORDS):
        rest.pop(name, None)
    return f"?{rest.urlencode()}"


def with_words(query: QueryDict, **words: str) -> str:
    """The same list with other words for page or format."""
    rest = query.copy()
    for name in PAGE_WORDS:
        rest.pop(name, None)
    for name, value in words.items():
        rest[name] = value
    return f"?{rest.urlencode()}"


def _knows(each: Filter, value: str) -> bool:
    return bool(value) and value in dict(each.offered())


def _field(each: Filter) -> forms.Field:
    if each.choices is None:
        return forms.BooleanField(label=each.label, required=False, widget=forms.CheckboxInput(attrs={"value": "1"}))
    return forms.ChoiceField(label=each.label, required=False, choices=[("", "—"), *each.choices()])
