"""Which facts may a file of vacancies bring, and under which headers do boards write them?"""

import re
from collections.abc import Mapping, Sequence

from ruta.people.imports.columns import header_key

HEADERS: Mapping[str, str] = {
    "ref": "referencia|codigo|codigo oferta|id|ref|id oferta|job id|external id|identifier",
    "employer": "empresa|empleador|nombre empresa|compania|razon social|employer|company|hiring organization",
    "rtn": "rtn|rtn empresa|employer rtn",
    "title": "puesto|titulo|cargo|vacante|plaza|nombre puesto|title|job title",
    "occupation": "ocupacion|ciuo|codigo ciuo|isco|occupation",
    "openings": "puestos|plazas|cantidad|vacantes|cantidad plazas|openings|total job openings",
    "municipality": "municipio|ciudad|lugar|municipality|city|job location",
    "department": "departamento|department|region",
    "tasks": "tareas|funciones|descripcion|que hara|description|tasks|responsibilities",
    "requirements": "requisitos|que se pide|perfil|requirements|qualifications",
    "conditions": "condiciones|beneficios|conditions|benefits|job benefits",
    "education": "estudios|nivel educativo|educacion|escolaridad|education",
    "experience_months": "meses experiencia|experiencia meses|experience months|experience requirements",
    "contract": "contrato|tipo contrato|contract",
    "schedule": "horario|jornada|schedule|employment type",
    "wage_min": "salario|salario minimo|salario desde|sueldo|wage min|salary|base salary",
    "wage_max": "salario maximo|salario hasta|wage max",
    "apply_until": "fecha limite|ultimo dia|vence|valid through|apply until",
}
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_KNOWN = {header_key(name): code for code, names in HEADERS.items() for name in names.split("|")} | {code: code for code in HEADERS}


def key_of(name: str) -> str:
    """A name as it is looked up, also one of a program: «hiringOrganization» is «hiring organization»."""
    return header_key(_CAMEL.sub(" ", name))


def codes_of(header: Sequence[str]) -> dict[str, str]:
    """Which header says which fact; the first one that says it counts."""
    found: dict[str, str] = {}
    for name in header:
        code = _KNOWN.get(header_key(name)) or _KNOWN.get(key_of(name)) or _KNOWN.get(name.strip())
        if code and code not in found.values():
            found[name] = code
    return found
