"""Which facts may a file of projects bring, and which headers do people write over them?"""

from collections.abc import Mapping, Sequence

from ruta.base.sentences import gettext_noop
from ruta.people.imports.columns import header_key

FACTS: Mapping[str, tuple[str, str]] = {
    "ref": (gettext_noop("Código"), "codigo|codigo del proyecto|id|referencia|bip|sigla|iati identifier"),
    "name": (gettext_noop("Nombre"), "nombre|proyecto|nombre del proyecto|programa|titulo|nombre del programa|title"),
    "kind": (gettext_noop("Tipo"), "tipo|clase|tipo de intervencion"),
    "summary": (gettext_noop("Resumen"), "resumen|descripcion|objetivo|objetivo general|description"),
    "executing": (gettext_noop("Ejecuta"), "ejecuta|ejecutor|institucion ejecutora|ejecutores|responsable|implementa|implementing"),
    "funding": (gettext_noop("Financia"), "financia|financiador|fuente de financiamiento|donante|cooperante|donantes|funding"),
    "partner": (gettext_noop("Apoya"), "apoya|socios|aliados|socio|institucion socia|partner"),
    "places": (gettext_noop("Lugares"), "lugares|territorios|municipios|departamentos|cobertura|ubicacion|zona de intervencion|municipio|departamento"),
    "population": (gettext_noop("Población"), "poblacion|poblacion meta|beneficiarios|a quien atiende|grupo meta"),
    "needs": (gettext_noop("Necesidades"), "necesidades|necesidades que atiende|componentes|sector|sectores|tema"),
    "budget": (gettext_noop("Presupuesto"), "presupuesto|monto|costo|inversion|presupuesto total|budget"),
    "currency": (gettext_noop("Moneda"), "moneda|divisa|currency"),
    "begins": (gettext_noop("Empieza"), "empieza|inicio|fecha de inicio|desde|start"),
    "ends": (gettext_noop("Termina"), "termina|fin|fecha de fin|fecha de cierre|hasta|finalizacion|end"),
    "state": (gettext_noop("Estado"), "estado|situacion|status"),
    "expected": (gettext_noop("Personas previstas"), "personas previstas|meta de personas|meta|beneficiarios previstos"),
    "reached": (gettext_noop("Personas alcanzadas"), "personas alcanzadas|alcanzadas|atendidas|beneficiarios alcanzados"),
    "results": (gettext_noop("Resultados"), "resultados|logros|productos|results"),
    "contact": (gettext_noop("Contacto"), "contacto|persona de contacto|enlace|contact"),
    "phone": (gettext_noop("Teléfono"), "telefono|celular|telefono de contacto|phone"),
    "email": (gettext_noop("Correo"), "correo|correo electronico|email"),
    "website": (gettext_noop("Página web"), "pagina web|sitio web|enlace web|url|website"),
    "document": (gettext_noop("Documento"), "documento|documentos|enlace del documento|document"),
    "source": (gettext_noop("Fuente"), "fuente|fuente del dato|source"),
}  # fmt: skip
_KNOWN = {header_key(name): code for code, (_label, names) in FACTS.items() for name in names.split("|")} | {code: code for code in FACTS}


def guess(header: Sequence[str]) -> dict[str, str]:
    """Which header says which fact; the first one that says it counts."""
    found: dict[str, str] = {}
    for name in header:
        code = _KNOWN.get(header_key(name), "")
        if code and code not in found.values():
            found[name] = code
    return found


def code_of(text: str) -> str:
    """The fact that somebody named, by its code or any of its headers."""
    return text if text in FACTS else _KNOWN.get(header_key(text), "")
