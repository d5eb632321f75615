"""What do dates, states, articles and citations of norms mean? Pure: no Django, no database."""

from ruta.legal.rules.addresses import COUNTRIES, Address, expression_address, read_address, work_address
from ruta.legal.rules.articles import Found, Line, articles_of, doubts, key_of_label, number_of
from ruta.legal.rules.citations import Cited, Finder, Known
from ruta.legal.rules.dates import is_partial_date, whole_day
from ruta.legal.rules.reading import Reading, read_row

__all__ = [
    "COUNTRIES",
    "Address",
    "Cited",
    "Finder",
    "Found",
    "Known",
    "Line",
    "Reading",
    "articles_of",
    "doubts",
    "expression_address",
    "is_partial_date",
    "key_of_label",
    "number_of",
    "read_address",
    "read_row",
    "whole_day",
    "work_address",
]
