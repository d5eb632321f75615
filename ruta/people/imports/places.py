"""Which municipality, country, level of studies or door does a word in a file stand for?"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from ruta.base.sentences import gettext_noop
from ruta.people.imports.columns import header_key
from ruta.people.imports.reading import BadCell
from ruta.taxonomy.selectors import countries, education_levels, items
from ruta.territory.selectors import municipalities

_COUNTRY_WORDS = {
    "US": "eeuu|ee uu|eua|usa|us|estados unidos america|e e u u|united states", "MX": "mex|mexico", "GT": "guate|guatemala",
    "ES": "espana|spain", "HN": "hn|hnd|honduras|hondurena|hondureno|hondureño a",
}  # fmt: skip
_EDUCATION_WORDS = {
    "SIN_NIVEL": "ninguno|ninguna|sin estudios|sin nivel|no estudio", "BASICA_II": "primaria|primaria completa|sexto grado|sexto",
    "BASICA_I": "primaria incompleta", "BASICA_III": "noveno|noveno grado|ciclo comun|basica|educacion basica|secundaria incompleta",
    "MEDIA_BCH": "bachiller|bachillerato|secundaria|secundaria completa|media|diversificado|bachiller ciencias humanidades|bch",
    "MEDIA_BTP": "btp|bachiller tecnico|tecnico profesional|bachillerato tecnico profesional",
    "TEC_SUP": "tecnico|tecnico superior|tecnico universitario", "UNIV": "universidad|universitaria|universitario|licenciatura|superior|universidad completa",
    "MAESTRIA": "maestria|postgrado|posgrado", "NS_NR": "ns nr|sabe", "ALFAB": "alfabetizacion", "FP_INFOP": "infop|formacion profesional",
}  # fmt: skip
_DOOR_WORDS = {
    "camr": "camr|centro atencion al migrante retornado|centro recepcion|camr sps|camr san pedro sula|camr omoa", "consulate": "consulado|embajada",
    "canfm_belen": "belen|camr belen|centro belen", "umar": "umar", "omrar": "omrar", "si_empleo_office": "si empleo|oficina si empleo|oficina",
    "inm_post": "inm|frontera|puesto fronterizo|migracion|delegacion inm", "itinerant_unit": "unidad itinerante|itinerante",
}  # fmt: skip


@dataclass(frozen=True)
class Places:
    """The reference data as words in a file may name them."""

    municipality_codes: frozenset[str]
    municipality_names: Mapping[str, tuple[str, ...]]
    departments: Mapping[str, str]
    countries: Mapping[str, str]
    education: Mapping[str, str]
    entry_points: Mapping[str, str]

    def municipality(self, cell: str, department: str) -> str:
        """The code by code, or by name and, where several places share it, department; empty when nothing is said."""
        if not cell:
            return ""
        if cell.isdigit():
            if (code := cell.zfill(4)) in self.municipality_codes:
                return code
            raise BadCell(gettext_noop("El código %(cell)s no está en la lista de municipios."), cell=cell[:12])
        found = self.municipality_names.get(header_key(cell)) or self.municipality_names.get(header_key(cell.split(",", maxsplit=1)[0]), ())
        if len(found) > 1:
            found = self._in_department(found, department or cell.partition(",")[2])
        if len(found) == 1:
            return found[0]
        if found:
            raise BadCell(gettext_noop("Hay más de un municipio «%(cell)s». Agregue el departamento o use su código."), cell=cell[:40])
        raise BadCell(gettext_noop("«%(cell)s» no es un municipio de Honduras. Escriba su nombre completo o su código."), cell=cell[:40])

    def _in_department(self, codes: tuple[str, ...], department: str) -> tuple[str, ...]:
        wanted = department.strip().zfill(2) if department.strip().isdigit() else self.departments.get(header_key(department), "")
        return tuple(code for code in codes if code[:2] == wanted) or codes

    def country(self, cell: str) -> str:
        """The code of a country by code, name or gentilic."""
        code = self.countries.get(header_key(cell)) if cell else ""
        if code is None:
            raise BadCell(gettext_noop("«%(cell)s» no es un país de la lista. Escriba su nombre, por ejemplo México."), cell=cell[:40])
        return code

    def education_level(self, cell: str) -> str:
        """The code of a level of studies; an unknown word is told."""
        code = self.education.get(header_key(cell)) if cell else ""
        if code is None:
            raise BadCell(
                gettext_noop("«%(cell)s» no está en la lista de niveles. Escriba, por ejemplo, Primaria, Noveno grado o Universidad."),
                cell=cell[:40],
            )
        return code

    def entry_point(self, cell: str) -> str:
        """The code of a door."""
        code = self.entry_points.get(header_key(cell)) if cell else ""
        if code is None:
            raise BadCell(
                gettext_noop("«%(cell)s» no es una puerta de entrada de la lista. Escriba, por ejemplo, CAMR o Consulado."), cell=cell[:40]
            )
        return code


def read_places() -> Places:
    """The words of today's reference data."""
    names: dict[str, set[str]] = defaultdict(set)
    departments: dict[str, str] = {}
    rows = list(municipalities())
    for row in rows:
        for name in (row.name, *row.other_names.replace("|", ";").replace(",", ";").split(";")):
            if name.strip():
                names[header_key(name)].add(row.code)
        departments[header_key(row.department.name)] = row.department_id
    # The capital is called by the city's names, the municipality by none of them.
    for city in ("tegucigalpa", "comayaguela"):
        names[city] = names.get(city) or {"0801"}
    return Places(
        frozenset(row.code for row in rows), {name: tuple(sorted(codes)) for name, codes in names.items()}, departments,
        _country_words(), _education_words(), _door_words(),
    )  # fmt: skip


def _country_words() -> dict[str, str]:
    words: dict[str, str] = {}
    for row in countries():
        for name in (row.code, row.alpha3, row.name_es, row.name_en, row.demonym_m, row.demonym_f):
            if name:
                words.setdefault(header_key(name), row.code)
    return words | _split(_COUNTRY_WORDS)


def _education_words() -> dict[str, str]:
    words: dict[str, str] = {}
    for row in education_levels():
        for name in (row.code, row.name_es, row.sublevel_es, row.usual_title):
            if name:
                words.setdefault(header_key(name), row.code)
    return words | {word: code for word, code in _split(_EDUCATION_WORDS).items() if code in set(words.values())}


def _door_words() -> dict[str, str]:
    words: dict[str, str] = {}
    for row in items("entry_points"):
        words[header_key(row.code)] = row.code
        words[header_key(row.label("es"))] = row.code
    return words | {word: code for word, code in _split(_DOOR_WORDS).items() if code in set(words.values())}


def _split(table: Mapping[str, str]) -> dict[str, str]:
    return {header_key(word): code for code, words in table.items() for word in words.split("|")}
