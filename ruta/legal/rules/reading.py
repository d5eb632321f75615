"""What does a row of the compendium's file say, and which of its cells did nobody check?"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

MEMORY = re.compile(r"\s*\(MEMORIA\)")
KINDS = {
    "Constitución": "constitution", "Código": "code", "Ley": "law", "Ley (reforma)": "amending_law", "Reglamento": "regulation",
    "Decreto ejecutivo": "executive_decree", "Acuerdo bilateral": "agreement", "Convención ONU": "convention", "Convención OEA": "convention",
    "Protocolo ONU": "protocol", "Pacto ONU": "covenant", "Declaración ONU": "declaration", "Declaración regional": "declaration",
    "Resolución ONU": "resolution", "Convenio OIT": "ilo_convention",
}  # fmt: skip
ORGANISATIONS = ("ONU", "OEA", "OIT", "regional", "bilateral")
SCOPES = {"nacional": "national", "internacional": "international"}
CELLS = {"numero": "number", "fecha_emision": "issued", "gaceta_numero": "gazette_number", "gaceta_fecha": "gazette_on"}
# How the state begins, or contains, in the order in which it is asked.
STANDINGS = (
    ("no existe", "absent"), ("derogada", "repealed"), ("no ratificado", "not_ratified"), ("no consta ratificación", "not_ratified"),
    ("vigente", "in_force"), ("estado parte", "party"), ("ratificado", "party"), ("adoptado", "adopted"), ("firmado", "adopted"),
    ("definición incorporada", "adopted"),
)  # fmt: skip
CERTAINTIES = (("VERIFICADO", "verified"), ("PARCIAL", "partial"), ("MEMORIA", "memory"), ("NO ENCONTRADO", "not_found"))
UNCHECKED = {"fecha de adopción memoria": "issued", "fecha memoria": "issued", "fecha de gaceta memoria": "gazette_on"}


@dataclass(frozen=True, slots=True)
class Reading:
    """The cells of a row without their marks, and the names of those that were marked."""

    values: Mapping[str, Any]
    from_memory: tuple[str, ...] = field(default_factory=tuple)


def read_row(row: Mapping[str, str]) -> Reading:
    """What the file says of one norm; a word that the compendium does not know is an error of the file."""
    kind, said = row["tipo"], row["verificado"]
    cells = {name: MEMORY.sub("", row[cell]) for cell, name in CELLS.items()}
    values: dict[str, Any] = cells | {
        "code": row["codigo"], "position": int(row["orden"]), "title": row["titulo"], "kind": KINDS[kind],
        "organisation": next((each for each in ORGANISATIONS if kind.endswith(each)), ""), "scope": SCOPES[row["ambito"]],
        "subject": row["tema"], "standing": _standing(row["estado_en_honduras"]), "standing_words": row["estado_en_honduras"],
        "certainty": _certainty(said), "certainty_words": said, "source": row["fuente"], "notes": row["notas"],
    }  # fmt: skip
    return Reading(values, _from_memory(row, values["certainty"]))


def _from_memory(row: Mapping[str, str], certainty: str) -> tuple[str, ...]:
    """Cells that are marked, cells that the verification names, and every cell of a row that is from memory as a whole."""
    if certainty == "memory":
        return (*(name for cell, name in CELLS.items() if row[cell]), "standing")
    found = {name for cell, name in CELLS.items() if "(MEMORIA)" in row[cell]}
    said = row["verificado"].casefold()
    found |= {name for words, name in UNCHECKED.items() if words in said}
    if "MEMORIA" in row["estado_en_honduras"]:
        found.add("standing")
    return tuple(sorted(found))


def _standing(words: str) -> str:
    plain = words.casefold()
    if not plain:
        return "unknown"
    return next((code for start, code in STANDINGS if start in plain), "unknown")


def _certainty(words: str) -> str:
    return next(code for start, code in CERTAINTIES if words.startswith(start))
