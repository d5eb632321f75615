"""How does every list of the product search, filter, sort, page and export? One mechanism, declared per list."""

from ruta.base.listing.declaring import Column, Filter, Listing, Sort
from ruta.base.listing.exporting import csv_lines, exported
from ruta.base.listing.filtering import typed_filters
from ruta.base.listing.lookups import StartsWith
from ruta.base.listing.paging import Page, listed
from ruta.base.listing.searching import recall, remember

__all__ = [
    "Column",
    "Filter",
    "Listing",
    "Page",
    "Sort",
    "StartsWith",
    "csv_lines",
    "exported",
    "listed",
    "recall",
    "remember",
    "typed_filters",
]
