"""How is the folder of combined files read (`esco_occupations.csv`, `esco_skills.csv`, one file of relations per kind)?"""

from pathlib import Path

from django.utils.translation import gettext as _

from ruta.base.errors import Invalid
from ruta.taxonomy.esco.rows import LONGEST, Esco, OccupationRow, SkillRow, last_part, names, skill_kind
from ruta.taxonomy.esco.tables import demanded, fingerprint, found, lines


def is_combined(folder: Path) -> bool:
    """Whether the folder looks like one of combined files."""
    return found(folder, "esco_occupations.csv", "esco_skills.csv") is not None


def read_combined(folder: Path) -> Esco:
    """Read it whole."""
    files = [
        demanded(folder, f"esco_{name}.csv")
        for name in ("occupations", "occupations_alt_desc_es", "skills", "occ_skill_essential", "occ_skill_optional")
    ]
    occupations, skills = _occupations(files[0]), _skills(files[2])
    for line in lines(files[1], ("occ_id", "alt_es", "description_es")):
        row = occupations.get(line["occ_id"])
        if row:
            row.other_es, row.description = names(line["alt_es"], "|", row.name_es), line["description_es"]
    by_code = {row.code: row for row in occupations.values()}
    if len(by_code) < len(occupations):
        raise Invalid(_("En «%(name)s» hay códigos repetidos. Corríjalos y repita.") % {"name": files[0].name})
    esco = Esco("ESCO (combinada)", fingerprint(files), by_code, {row.code: row for row in skills.values()}, {})
    for path, is_essential in ((files[4], False), (files[3], True)):
        for line in lines(path, ("occ_id", "skill_id")):
            occupation, skill = occupations.get(line["occ_id"]), skills.get(line["skill_id"])
            if occupation is None or skill is None:
                esco.left_out += 1
                continue
            esco.relations[occupation.code, skill.code] = is_essential
    return esco


def _occupations(path: Path) -> dict[str, OccupationRow]:
    return {
        line["occ_id"]: OccupationRow(
            line["esco_code"].strip(), line["uri"], (line["label_es"] or line["label_en"])[:LONGEST], line["label_en"][:LONGEST]
        ) for line in lines(path, ("occ_id", "uri", "esco_code", "label_es", "label_en"))
    }  # fmt: skip


def _skills(path: Path) -> dict[str, SkillRow]:
    return {
        line["skill_id"]: SkillRow(
            last_part(line["uri"]), skill_kind(line["skill_type"]), line["reuse_level"],
            (line["label_es"] or line["label_en"])[:LONGEST], line["label_en"][:LONGEST],
        ) for line in lines(path, ("skill_id", "uri", "skill_type", "reuse_level", "label_es", "label_en"))
    }  # fmt: skip
