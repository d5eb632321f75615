"""Which source of another institution does a demonstration read? One, under an invented agreement, with a list that waits in its folder."""

import csv
from pathlib import Path

from django.conf import settings

from ruta.base.context import Actor, acting_as, system
from ruta.base.transactions import action
from ruta.directory.models import Institution, Office
from ruta.feeds.actions import SourceTerms, declare_source, map_source, save_schedule
from ruta.feeds.enums import Every, SourceKind
from ruta.feeds.models import Source
from ruta.feeds.rules import Line

CODE, READER, GIVER, OFFICE = "infop-egresados", "SETRASS-DGE", "INFOP", "SPS"
HEADER = ("NOMBRE COMPLETO", "NACIMIENTO", "GENERO", "ESTUDIOS", "CURSO")
ROWS = (
    ("PINEDA SUAZO, KENIA MARISOL", "19960311", "M", "SECUNDARIA COMPLETA", "Soldadura"), ("MEJIA CRUZ, JOSE DARIO", "19880930", "H", "PRIMARIA", "Electricidad"),
    ("REYES, ALBA ROSA", "20010714", "M", "SECUNDARIA COMPLETA", "Cocina"), ("LARA PAZ, OSCAR IVAN", "31/02/90", "H", "PRIMARIA", "Mecánica"),
    ("FUNEZ, DELMY", "19931205", "M", "UNIVERSIDAD", "Contabilidad"), ("ORTEZ ZUNIGA, MELVIN", "19790522", "H", "PRIMARIA", "Carpintería"),
)  # fmt: skip
"""Invented; one of them with a day that no month has, so that quarantine has something to show."""
LINES = (
    Line("NOMBRE COMPLETO", "surnames", (("before", ","), ("capitals", ""))), Line("NOMBRE COMPLETO", "given_names", (("after", ","), ("capitals", ""))),
    Line("NACIMIENTO", "birth_date", (("date", "AAAAMMDD"),)), Line("GENERO", "sex", (("replace", "M = Mujer; H = Hombre"),)),
)  # fmt: skip


@action
def make_sources(*, actor: Actor) -> int:
    """Declare it once, with its columns, its hour and its file; says how many were made. Nothing is read yet: that is for whoever looks."""
    del actor
    offices = {row.code: row for row in Office.objects.filter(code=OFFICE)}
    giver = Institution.objects.filter(code=GIVER).first()
    if giver is None or OFFICE not in offices:
        return 0
    machine = system(offices[OFFICE].institution_id, "demo")
    with acting_as(machine):
        if Source.objects.filter(code=CODE).exists():
            return 0
        terms = SourceTerms(
            code=CODE, name="Egresados de INFOP (demostración)", giver_id=giver.pk, office_id=offices[OFFICE].pk, purpose="case_management",
            kind=SourceKind.FOLDER, address={"folder": "infop", "pattern": "*.csv"},
        )  # fmt: skip
        made = declare_source(actor=machine, terms=terms)
        map_source(actor=machine, source_id=made.pk, after=0, lines=LINES, note="Demostración: inventado")
        save_schedule(actor=machine, source_id=made.pk, version=made.version, every=Every.WEEK, at_hour=5)
    _leave()
    return 1


def _leave() -> None:
    """The file, as the other institution would leave it."""
    place = Path(settings.FEEDS_FOLDER) / "infop"
    place.mkdir(parents=True, exist_ok=True)
    with (place / "egresados.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADER, *ROWS])
