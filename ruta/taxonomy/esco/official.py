"""How is the folder read that esco.ec.europa.eu gives (CSV, v1.1 and later)?"""

from pathlib import Path

from django.utils.translation import gettext as _

from ruta.base.errors import Invalid
from ruta.taxonomy.esco.rows import LONGEST, Esco, OccupationRow, SkillRow, last_part, names, skill_kind
from ruta.taxonomy.esco.tables import Line, demanded, fingerprint, found, lines

RELATIONS = tuple(f"occupationSkillRelations{ending}.csv" for ending in ("_es", "_en", ""))
CONCEPT = ("conceptUri", "preferredLabel", "altLabels")


def is_official(folder: Path) -> bool:
    """Whether the folder looks like an official one."""
    return found(folder, "occupations_es.csv", "skills_es.csv", *RELATIONS) is not None


def read_official(folder: Path) -> Esco:
    """Read it whole."""
    files = [demanded(folder, "occupations_es.csv"), demanded(folder, "skills_es.csv"), demanded(folder, *RELATIONS)]
    english = [path for path in (found(folder, "occupations_en.csv"), found(folder, "skills_en.csv")) if path]
    occupations, skills = _occupations(files[0]), _skills(files[1])
    for path in english:
        _add_english(path, occupations if path.name.startswith("occ") else skills)
    by_code = {row.code: row for row in occupations.values()}
    if len(by_code) < len(occupations):
        raise Invalid(_("En «%(name)s» hay códigos repetidos. Descárguelo de nuevo.") % {"name": files[0].name})
    esco = Esco("ESCO", fingerprint(files + english), by_code, {row.code: row for row in skills.values()}, {})
    for line in lines(files[2], ("occupationUri", "relationType", "skillUri")):
        occupation, skill = occupations.get(line["occupationUri"]), skills.get(line["skillUri"])
        if occupation is None or skill is None:
            esco.left_out += 1
            continue
        key = (occupation.code, skill.code)
        esco.relations[key] = esco.relations.get(key, False) or line["relationType"] == "essential"
    return esco


def _occupations(path: Path) -> dict[str, OccupationRow]:
    kept = (line for line in lines(path, (*CONCEPT, "code", "description")) if _is_in_use(line))
    return {
        line["conceptUri"]: OccupationRow(
            line["code"].strip(), line["conceptUri"], line["preferredLabel"][:LONGEST], description=line["description"],
            other_es=names(line["altLabels"], "\n", line["preferredLabel"]),
        ) for line in kept if line["code"].strip()
    }  # fmt: skip


def _skills(path: Path) -> dict[str, SkillRow]:
    kept = (line for line in lines(path, (*CONCEPT, "skillType", "reuseLevel")) if _is_in_use(line))
    return {
        line["conceptUri"]: SkillRow(
            last_part(line["conceptUri"]), skill_kind(line["skillType"]), line["reuseLevel"], line["preferredLabel"][:LONGEST],
            other_es=names(line["altLabels"], "\n", line["preferredLabel"]),
        ) for line in kept
    }  # fmt: skip


def _is_in_use(line: Line) -> bool:
    return line.get("status", "released") in {"released", ""}


def _add_english(path: Path, rows: dict[str, OccupationRow] | dict[str, SkillRow]) -> None:
    for line in lines(path, CONCEPT):
        row = rows.get(line["conceptUri"])
        if row:
            row.name_en = line["preferredLabel"][:LONGEST]
            if isinstance(row, OccupationRow):
                row.other_en = names(line["altLabels"], "\n", row.name_en)
