"""How are employers filtered, sorted, searched and exported?"""

from typing import Any

from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ruta.base.clock import today
from ruta.base.listing import Column, Filter, Listing, Sort
from ruta.base.spelling import folded
from ruta.employers.enums import EmployerKind, Size, Verification
from ruta.employers.selectors import NON_USER_AFTER
from ruta.taxonomy.selectors import instrument, sectors
from ruta.territory.selectors import departments

Pairs = list[tuple[str, str]]
EXPECTATIONS = "employer_expectations"


def sections() -> Pairs:
    """The sections of CIIU, by letter."""
    return [(row.code, row.name_es) for row in sectors(1)]


def departments_named() -> Pairs:
    """The departments, by name."""
    return [(row.code, row.name) for row in departments()]


def worded(choices: Any) -> Pairs:
    """Choices with their words said now."""
    return [(code, str(words)) for code, words in choices]


def _by_use(rows: Any, value: str) -> Any:
    used = Q(last_vacancy_on__gte=today() - NON_USER_AFTER)
    return rows.filter(used) if value == "usa" else rows.exclude(used)


def _same(name: str) -> Any:
    return lambda rows, value: rows.filter(**{name: value})


def segment_names() -> Pairs:
    """The segments of the instrument that asks what an employer expects, in the reader's language."""
    name = "label_en" if (get_language() or "").startswith("en") else "label_es"
    return [(row["code"], row[name]) for row in instrument(EXPECTATIONS).plain()["segments"]]


EMPLOYERS = Listing(
    name="empleadores",
    order="nombre",
    sorts=[Sort("nombre", ("sort_name", "id")), Sort("registro", ("registered_at", "id"))],
    filters=[
        Filter("sector", _("Sector"), _same("section"), sections),
        Filter("lugar", _("Departamento"), _same("department"), departments_named),
        Filter("tamano", _("Tamaño"), _same("size"), lambda: worded(Size.choices)),
        Filter("tipo", _("Tipo"), _same("kind"), lambda: worded(EmployerKind.choices)),
        Filter("verificacion", _("Verificación"), _same("verification"), lambda: worded(Verification.choices)),
        Filter("segmento", _("Segmento"), _same("segment"), segment_names),
        Filter("uso", _("Uso del servicio"), _by_use, lambda: [("usa", str(_("Ofreció en el último año"))), ("no", str(_("No usuarios")))]),
    ],
    columns=[
        Column("nombre", _("Nombre"), lambda row: row.name),
        Column("comercial", _("Nombre comercial"), lambda row: row.trade_name),
        Column("rtn", _("RTN"), lambda row: row.rtn),
        Column("tipo", _("Tipo"), lambda row: row.get_kind_display()),
        Column("sector", _("Sector"), lambda row: row.section),
        Column("actividad", _("Actividad (CIIU)"), lambda row: row.sector),
        Column("tamano", _("Tamaño"), lambda row: row.get_size_display()),
        Column("municipio", _("Municipio"), lambda row: row.municipality),
        Column("verificacion", _("Verificación"), lambda row: row.get_verification_display()),
        Column("segmento", _("Segmento"), lambda row: row.segment),
        Column("ultima", _("Última vacante"), lambda row: row.last_vacancy_on),
    ],
)


def found(rows: Any, text: str) -> Any:
    """Employers whose name, or whose RTN, begins as typed."""
    if not text:
        return rows
    digits = "".join(letter for letter in text if letter.isdecimal())
    if len(digits) > 3 and not any(letter.isalpha() for letter in text):
        return rows.filter(rtn__begins=digits)
    return rows.filter(sort_name__begins=folded(text))
