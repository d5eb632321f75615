"""Which columns may a file of persons have, and which headers do people write over them?"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ruta.base.sentences import gettext_noop
from ruta.base.spelling import folded

CORRECTION = gettext_noop("Qué corregir")
_MARKS = re.compile(r"[^a-z0-9]+")
_FILLERS = frozenset({"de", "del", "la", "el", "los", "las", "no", "num", "numero", "nro", "n"})


@dataclass(frozen=True, slots=True)
class Column:
    """One datum of a person that a file may bring."""

    code: str
    label: str
    headers: tuple[str, ...]
    example: str = ""
    help: str = ""
    is_many: bool = False  # several headers may fill it: first and second name, two telephones


def _column(code: str, label: str, headers: str, example: str = "", help: str = "", *, is_many: bool = False) -> Column:  # noqa: A002
    return Column(code, label, tuple(headers.split("|")), example, help, is_many)


COLUMNS: tuple[Column, ...] = (
    _column("given_names", gettext_noop("Nombres"), "nombres|nombre|primer nombre|segundo nombre|nombre 1|nombre 2|given names|first name|name",
            "Ana Lucía", gettext_noop("Obligatorio, junto con Apellidos, o Nombre completo."), is_many=True),
    _column("surnames", gettext_noop("Apellidos"), "apellidos|apellido|primer apellido|segundo apellido|apellido 1|apellido 2|apellido paterno|"
            "apellido materno|surnames|last name", "Mejía Paz", is_many=True),
    _column("full_name", gettext_noop("Nombre completo"), "nombre completo|nombres y apellidos|nombre y apellido|nombre y apellidos|apellidos y nombres|"
            "nombre de la persona|persona|beneficiario|full name", "", gettext_noop("Solo si el archivo no separa nombres y apellidos.")),
    _column("dni", gettext_noop("DNI"), "dni|identidad|numero de identidad|no identidad|id|cedula|tarjeta de identidad|documento nacional de identificacion|"
            "numero dni|dni identidad", "0801-1990-00125", gettext_noop("13 dígitos, con o sin guiones.")),
    _column("passport", gettext_noop("Pasaporte"), "pasaporte|numero de pasaporte|no pasaporte|passport", "F123456"),
    _column("rtn", gettext_noop("RTN"), "rtn|registro tributario|numero rtn", "08011990001250"),
    _column("document_kind", gettext_noop("Tipo de documento"), "tipo de documento|tipo documento|tipo doc|clase de documento", "",
            gettext_noop("Solo si un mismo archivo mezcla documentos: DNI, Pasaporte, Consular, Refugio o RTN.")),
    _column("document", gettext_noop("Número de documento"), "numero de documento|documento|no documento|doc|num doc|document number", ""),
    _column("sex", gettext_noop("Sexo"), "sexo|genero|sex|sexo genero", "Mujer", gettext_noop("Mujer u Hombre; también F o M.")),
    _column("birth_date", gettext_noop("Fecha de nacimiento"), "fecha de nacimiento|fecha nac|fecha nacimiento|nacimiento|f nac|f nacimiento|fec nac|"
            "fecha de nac|birth date|date of birth", "23/11/1990", gettext_noop("Día/mes/año.")),
    _column("age", gettext_noop("Edad"), "edad|edad en años|años|age", "", gettext_noop("Solo si no hay fecha de nacimiento.")),
    _column("nationality", gettext_noop("Nacionalidad"), "nacionalidad|pais de nacionalidad|pais de origen|nationality", "Honduras"),
    _column("phone", gettext_noop("Teléfono"), "telefono|tel|celular|telefono 1|telefono 2|telefono celular|numero de telefono|movil|contacto|cel|"
            "telefono de contacto|otro telefono|phone", "9712-3456", gettext_noop("8 dígitos; de otro país, con + y su código."), is_many=True),
    _column("email", gettext_noop("Correo"), "correo|correo electronico|email|e mail|mail", "ana.mejia@ejemplo.hn"),
    _column("municipality", gettext_noop("Municipio"), "municipio|municipio de residencia|municipio residencia|codigo municipio|ciudad|municipality",
            "San Pedro Sula", gettext_noop("El nombre o el código de cuatro dígitos.")),
    _column("department", gettext_noop("Departamento"), "departamento|depto|dpto|departamento de residencia|department", "Cortés"),
    _column("place", gettext_noop("Barrio, colonia o aldea"), "barrio|colonia|aldea|direccion|domicilio|barrio colonia aldea|barrio o colonia|"
            "barrio colonia o aldea|residencia|address", "Col. Satélite"),
    _column("education", gettext_noop("Nivel de estudios"), "nivel de estudios|nivel educativo|escolaridad|educacion|estudios|grado academico", "Noveno grado"),
    _column("dependants", gettext_noop("Personas a su cargo"), "personas a su cargo|dependientes|personas a cargo|numero de dependientes|hijos", "2"),
    _column("returned_on", gettext_noop("Fecha de retorno"), "fecha de retorno|fecha retorno|fecha de ingreso|fecha de deportacion|fecha llegada|"
            "fecha de llegada|f retorno|return date", "05/03/2026"),
    _column("return_country", gettext_noop("País desde donde retornó"), "pais desde donde retorno|pais de retorno|pais de procedencia|procedencia|"
            "pais que retorna|pais de deportacion|pais", "Estados Unidos"),
    _column("entry_point", gettext_noop("Entró por"), "entro por|punto de entrada|puerta de entrada|lugar de ingreso|puesto de ingreso|centro de recepcion",
            "CAMR", gettext_noop("La puerta: CAMR, consulado, oficina municipal…")),
    _column("companion", gettext_noop("Si es menor, con quién vino"), "con quien vino|acompañante|acompañado por|quien acompaña|viaja con|vino con", "Madre",
            gettext_noop("Madre, padre, representante legal, otro familiar, no familiar o nadie. De quien vino sin familia se avisa a SENAF.")),
    _column("whereabouts", gettext_noop("Dónde está ahora"), "donde esta|donde se encuentra|ubicacion actual|albergue", "Centro Belén",
            gettext_noop("De una niña, niño o adolescente sin compañía.")),
    _column("return_kind", gettext_noop("Forma de retorno"), "forma de retorno|tipo de retorno|forma|tipo retorno|voluntario o forzado|via de retorno", "Forzada"),
)  # fmt: skip
BY_CODE: Mapping[str, Column] = {column.code: column for column in COLUMNS}


def header_key(header: str) -> str:
    """A header without accents, marks and filler words, so that «Fecha de Nac.» is «fecha nac»."""
    words = [word for word in _MARKS.split(folded(header).replace("º", "").replace("°", "")) if word]
    return " ".join(word for word in words if word not in _FILLERS) or " ".join(words)


def _known_headers() -> dict[str, str]:
    known: dict[str, str] = {}
    for column in COLUMNS:
        for header in (column.code.replace("_", " "), column.label, *column.headers):
            known.setdefault(header_key(header), column.code)
    return known


KNOWN: Mapping[str, str] = _known_headers()
Learned = Mapping[str, str]


def guess(headers: Sequence[str], learned: Learned | None = None) -> dict[str, str]:
    """The column of each header that is recognised; what the institution chose before comes first."""
    chosen: dict[str, str] = {}
    for header in headers:
        code = (learned or {}).get(header_key(header)) or KNOWN.get(header_key(header), "")
        if code in BY_CODE and (BY_CODE[code].is_many or code not in chosen.values()):
            chosen[header] = code
    return chosen


def recognised(headers: Sequence[str]) -> int:
    """How many of these cells read like headers: tells the row of headers from a title above it."""
    return sum(header_key(header) in KNOWN for header in headers if header)


def column_code(text: str) -> str:
    """The code of a column written by hand in a mapping file, in any of its names; empty when there is none."""
    return text if text in BY_CODE else KNOWN.get(header_key(text), "")


def mapping_problem(mapping: Mapping[str, str]) -> str:
    """What is missing before rows can be read; empty when nothing is."""
    codes = list(mapping.values())
    if "full_name" not in codes and "given_names" not in codes:
        return gettext_noop("Falta el nombre: diga qué columna trae los nombres, o el nombre completo.")
    twice = next((code for code in codes if codes.count(code) > 1 and not BY_CODE[code].is_many), "")
    if twice:
        return gettext_noop("Dos columnas dicen ser el mismo dato. Deje solo una de ellas.")
    return ""
