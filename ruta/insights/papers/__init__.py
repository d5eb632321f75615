"""How does one report become a page, a PDF, a letter and a workbook that say the same, byte for byte each time?"""

from ruta.insights.papers.making import EVERY, KINDS, Kind, kinds_of, made
from ruta.insights.papers.page import body_of
from ruta.insights.papers.parts import Block, Fact, Facts, Map, Paper, Picture, Section, Source, Table, Text, Value
from ruta.insights.papers.periods import PaperPeriod, period_of, quarter_of, short_day, twelve_months, year_of
from ruta.insights.papers.words import leaders, quoted, safe_count, said

__all__ = [
    "EVERY",
    "KINDS",
    "Block",
    "Fact",
    "Facts",
    "Kind",
    "Map",
    "Paper",
    "PaperPeriod",
    "Picture",
    "Section",
    "Source",
    "Table",
    "Text",
    "Value",
    "body_of",
    "kinds_of",
    "leaders",
    "made",
    "period_of",
    "quarter_of",
    "quoted",
    "safe_count",
    "said",
    "short_day",
    "twelve_months",
    "year_of",
]
